import { rulingNames } from '../../../shared/appraisal/council-outcome.ts';
import type { PointsRange } from '../../../shared/domain/assessment.ts';
import type { IssuedPaper, Ruling } from '../../../shared/domain/council-session.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type {
  Attendance,
  IssuedListEntry,
  ListKind,
  MemberScore,
  RecordedVote,
  SessionEntry,
} from '../../../shared/pipeline/council-records.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import { nameCommunes } from '../../../shared/pipeline/work-on-session.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { dossierHref } from './present-board.ts';
import { sayRange } from './say-range.ts';
import { sayDay } from './say-time.ts';

export const voteMethodNames: Readonly<Record<RecordedVote['method'], string>> = {
  'show-of-hands': 'Biểu quyết giơ tay',
  ballot: 'Bỏ phiếu kín',
  'written-opinion': 'Lấy ý kiến bằng văn bản',
};

export const listNames: Readonly<Record<ListKind, string>> = {
  proposal: 'Tờ trình',
  decision: 'Quyết định',
};

export const listPaths: Readonly<Record<ListKind, string>> = {
  proposal: 'to-trinh',
  decision: 'quyet-dinh',
};

/** One dossier of a session's list. */
export interface SessionRow {
  readonly code: string;
  readonly name: string;
  readonly href: string;
  readonly claimed: string;
  readonly assessed: string;
  /** Revision of the dossier as it stands; null where it has none. */
  readonly revision: number | null;
  readonly vote: RecordedVote | null;
  readonly voteStep: number;
  readonly ruling: SessionEntry['rulings'][string] | null;
  readonly rulingStep: number;
  /** The dossier changed after the vote or the ruling; empty where it did not. */
  readonly changed: string;
  readonly scores: readonly MemberScore[];
  /** Members who gave points; null where the person may see them. */
  readonly hiddenScores: number | null;
}

/** The lines of a session's list. A member sees the points of others after giving their own; nobody else while scoring is open. */
export function presentSessionRows(input: {
  readonly session: SessionEntry;
  readonly round: Round;
  readonly heads: ReadonlyMap<string, DossierEntry>;
  readonly scores: readonly MemberScore[];
  readonly person: string;
}): readonly SessionRow[] {
  const { session, round, heads, person } = input;
  return session.communes.map((code) => {
    const head = heads.get(code);
    const vote = session.votes[code] ?? null;
    const ruling = session.rulings[code] ?? null;
    const given = input.scores.filter(({ commune }) => commune === code);
    const maySee = session.scoring !== 'open' || given.some((one) => one.person === person);
    const looked = ruling?.revision ?? vote?.revision;
    return {
      code,
      name: nameCommunes(round, [code]),
      href: dossierHref(round.id, code),
      claimed: sayClaimed(head),
      assessed: sayRange(totalOf(head)),
      revision: head?.revision ?? null,
      vote,
      voteStep: session.partSteps[`vote#${code}`] ?? 0,
      ruling,
      rulingStep: session.partSteps[`ruling#${code}`] ?? 0,
      changed:
        looked === undefined || head === undefined || head.revision === looked
          ? ''
          : `Hồ sơ đã có lần ${head.revision} sau khi Hội đồng xem xét lần ${looked}; xem lại biểu quyết và kết luận.`,
      scores: maySee ? given : [],
      hiddenScores: maySee ? null : given.length,
    };
  });
}

/** The total the commune gave itself. */
export function sayClaimed(head: DossierEntry | undefined): string {
  const claimed = head?.claimedTotal ?? null;
  return claimed === null ? 'Chưa có' : sayNumber(claimed);
}

/** The total of a dossier as people decided it; null while it is withheld. */
export const totalOf = (head: DossierEntry | undefined): PointsRange | null => head?.decided?.total ?? null;

/** "Đồng ý 7, không đồng ý 1" */
export function sayVote(vote: RecordedVote): string {
  const counts = [
    ['Đồng ý', vote.for],
    ['không đồng ý', vote.against],
    ['ý kiến khác', vote.other],
    ['không hợp lệ', vote.invalid],
  ] as const;
  const said = counts.filter(([name, count]) => count > 0 || name === 'Đồng ý');
  return `${said.map(([name, count]) => `${name} ${count}`).join(', ')} (${voteMethodNames[vote.method].toLowerCase()})`;
}

const rulingTones: Readonly<Record<Ruling, Chip['tone']>> = {
  propose: 'good',
  'do-not-propose': 'urgent',
  'return-for-completion': 'attention',
  postpone: 'quiet',
};

/** The chip of a ruling. */
export const rulingChip = (ruling: Ruling): Chip => ({
  text: rulingNames[ruling],
  tone: rulingTones[ruling],
});

/** The chip of a session. */
export function sessionChip({ minutes, communes, rulings }: SessionEntry): Chip {
  if (minutes !== null) return { text: 'Biên bản đã ký', tone: 'good' };
  if (communes.length > 0 && communes.every((code) => code in rulings))
    return { text: 'Chờ ký biên bản', tone: 'attention' };
  return { text: communes.length === 0 ? 'Chưa có hồ sơ' : 'Đang chuẩn bị', tone: 'quiet' };
}

/** "số 04/TTr-HĐXD ngày 24/11/2023, người ký Trần Văn A" */
export const sayPaper = ({ number, date, signer }: IssuedPaper): string =>
  [
    ...(number === null ? [] : [`số ${number}`]),
    ...(date === null ? [] : [`ngày ${sayDay(date)}`]),
    ...(signer === null ? [] : [`, người ký ${signer}`]),
  ]
    .join(' ')
    .replace(' ,', ',');

/** Lines of a list as a person types them: "Trần Văn A, lý do". */
export function readAttendance(present: string, absent: string): readonly Attendance[] {
  const lines = (text: string): readonly string[] =>
    text
      .split('\n')
      .map((line) => line.trim().slice(0, 200))
      .filter((line) => line !== '')
      .slice(0, 60);
  const one = (line: string, isPresent: boolean): Attendance => {
    const [name = '', ...note] = line.split(',');
    return { name: name.trim(), isPresent, note: note.join(',').trim() };
  };
  return [...lines(present).map((line) => one(line, true)), ...lines(absent).map((line) => one(line, false))];
}

/** Those who were there, or not, as lines to type in. */
export const sayAttendance = (attendance: readonly Attendance[], isPresent: boolean): string =>
  attendance
    .filter((one) => one.isPresent === isPresent)
    .map(({ name, note }) => (note === '' ? name : `${name}, ${note}`))
    .join('\n');

/** A list as issued, for the page of the round's council. */
export const sayList = (list: IssuedListEntry): string =>
  `${listNames[list.kind]} ${sayPaper(list)}: ${list.communes.length} đơn vị`;

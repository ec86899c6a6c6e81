import type { DocumentKind } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { DossierPlace, MailDirections, MailEvent } from '../../../shared/pipeline/mail-directions.ts';
import { undirected } from '../../../shared/pipeline/mail-directions.ts';
import type { MailFile } from '../../../shared/pipeline/mail-file.ts';
import type { StageTime } from '../../../shared/pipeline/stage-times.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Permission } from '../access/permissions.ts';
import { can } from '../access/permissions.ts';
import { compareVietnamese } from './compare-vietnamese.ts';
import { sayRound } from './present-board.ts';
import { isInWork, stageNames } from './present-intake.ts';
import { auditActNames } from './say-audit-act.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** A commune to choose. */
export interface PlaceChoice {
  /** "minh-hoa-2023:99901" */
  readonly value: string;
  readonly name: string;
}

/** The communes a person may choose, by round. */
export type PlaceChoices = readonly { readonly round: string; readonly communes: readonly PlaceChoice[] }[];

/** Ordering thousands of names takes a second, and a round that is changed is another object. */
const inOrder = new WeakMap<Round, PlaceChoices[number]>();

/** The communes of the rounds in which a person may do something. */
export function presentPlaces(
  rounds: readonly Round[],
  person: Person,
  permission: Permission,
): PlaceChoices {
  return rounds.filter(({ id }) => can(person, permission, id)).map(choicesOf);
}

function choicesOf(round: Round): PlaceChoices[number] {
  const known = inOrder.get(round);
  if (known !== undefined) return known;
  const choices = {
    round: sayRound(round),
    communes: [...round.communes]
      .sort((a, b) => compareVietnamese(a.name, b.name))
      .map(({ code, name }) => ({ value: `${round.id}:${code}`, name })),
  };
  inOrder.set(round, choices);
  return choices;
}

/** The place a choice names; undefined where it names none. */
export function readPlace(choice: string, rounds: readonly Round[]): DossierPlace | undefined {
  const at = choice.lastIndexOf(':');
  const round = rounds.find(({ id }) => id === choice.slice(0, at));
  const commune = round?.communes.find(({ code }) => code === choice.slice(at + 1));
  return round === undefined || commune === undefined
    ? undefined
    : { round: round.id, commune: commune.code };
}

/** A commune with its round, in words. */
export function sayDossierPlace(place: DossierPlace | null, rounds: readonly Round[]): string | null {
  const round = rounds.find(({ id }) => id === place?.round);
  const commune = round?.communes.find(({ code }) => code === place?.commune);
  return round === undefined || commune === undefined ? null : `${commune.name} (${sayRound(round)})`;
}

/** What one may do with a mail now. */
export interface MailWork {
  readonly mail: string;
  /** Steps the person saw. */
  readonly step: number;
  readonly isHeld: boolean;
  readonly isRefused: boolean;
  readonly isQuestion: boolean;
  readonly isAnswered: boolean;
  readonly places: PlaceChoices;
  /** The commune it is of by people's word. */
  readonly place: string;
  readonly hasSender: boolean;
  readonly canEnrol: boolean;
  readonly canUndo: boolean;
  readonly canDownload: boolean;
  /** Null where the mail is being worked on, or the person may not. */
  readonly isOpen: boolean;
  readonly events: readonly EventRow[];
  readonly times: readonly TimeRow[];
  readonly total: string;
}

/** One thing a person directed. */
export interface EventRow {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly change: string;
  readonly reason: string;
}

/** What a stage took. */
export interface TimeRow {
  readonly stage: string;
  readonly jobs: string;
  readonly time: string;
  readonly attempts: string;
}

/** What a person may do with a mail, and what people and stages did. */
export function presentMailWork(file: MailFile, rounds: readonly Round[], person: Person): MailWork {
  const { entry, directions, events } = file;
  const current = directions?.directions ?? undirected;
  const round = entry.round ?? undefined;
  return {
    mail: entry.mail,
    step: directions?.step ?? 0,
    isHeld: entry.state === 'held',
    isRefused: entry.state === 'refused',
    isQuestion: entry.kind === 'not-a-dossier' && entry.topic === 'question' && entry.state === 'done',
    isAnswered: entry.answered !== undefined && entry.answered !== null,
    places: presentPlaces(rounds, person, 'work-intake'),
    place: current.to === null ? '' : `${current.to.round}:${current.to.commune}`,
    hasSender: entry.from !== null && entry.via !== 'on-behalf',
    canEnrol: can(person, 'manage-registry', round),
    canUndo: events.length > 0 && events.at(-1)?.what !== 'receive-on-behalf',
    canDownload: can(person, 'download-raw', round),
    isOpen: !isInWork(entry) && can(person, 'work-intake', round),
    events: events.map((event) => presentEvent(event, rounds)).toReversed(),
    times: file.times.map(presentTime),
    total:
      entry.endedAt === undefined || entry.run !== undefined
        ? ''
        : sayDuration(Date.parse(entry.endedAt) - Date.parse(entry.acceptedAt)),
  };
}

function presentEvent(
  { at, by, what, reason, before, after }: MailEvent,
  rounds: readonly Round[],
): EventRow {
  return {
    at: sayTime(at),
    by: by.name,
    what: auditActNames[what],
    change: sayChange(before, after, rounds),
    reason: showText(reason, 500),
  };
}

function sayChange(before: MailDirections, after: MailDirections, rounds: readonly Round[]): string {
  const said = [
    sameJson(before.to, after.to)
      ? ''
      : `hồ sơ: ${sayDossierPlace(before.to, rounds) ?? 'theo tài liệu'} → ${sayDossierPlace(after.to, rounds) ?? 'theo tài liệu'}`,
    before.isReleased === after.isReleased ? '' : after.isReleased ? 'đưa vào xử lý' : 'giữ lại như trước',
    before.isRefused === after.isRefused ? '' : after.isRefused ? 'không thuộc đợt' : 'thuộc đợt như trước',
    ...[...new Set([...Object.keys(before.papers), ...Object.keys(after.papers)])].flatMap((part) => {
      const [was, is] = [before.papers[part], after.papers[part]];
      if (sameJson(was, is)) return [];
      return [
        `phần ${part}: ${[
          was?.kind === is?.kind ? '' : `${sayKind(was?.kind)} → ${sayKind(is?.kind)}`,
          sameJson(was?.to, is?.to)
            ? ''
            : `xếp vào ${sayDossierPlace(is?.to ?? null, rounds) ?? 'hồ sơ của thư'}`,
        ]
          .filter((text) => text !== '')
          .join(', ')}`,
      ];
    }),
  ];
  return said.filter((text) => text !== '').join('; ');
}

const sayKind = (kind: DocumentKind | undefined): string =>
  kind === undefined ? 'loại theo nội dung' : documentKindNames[kind].name;

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function presentTime({ stage, jobs, ms, attempts }: StageTime): TimeRow {
  return {
    stage: stageNames[stage],
    jobs: sayNumber(jobs),
    time: sayDuration(ms),
    attempts: sayNumber(attempts),
  };
}

/** A time span in words: "0,4 giây", "12 giây", "3 phút 20 giây". */
export function sayDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${sayNumber(seconds, 1)} giây`;
  if (seconds < 60) return `${sayNumber(seconds, 0)} giây`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return rest === 0 ? `${minutes} phút` : `${minutes} phút ${rest} giây`;
  return `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút`;
}

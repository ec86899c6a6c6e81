/*
 * `sampleRoundState()`: a whole invented round of the product's own district, for trying documents and templates on.
 * Every figure and name in it is made up; the notice of the rubric says so on every paper.
 */
import type { Commune } from '../../domain/commune.ts';
import { communeInSentence } from '../../domain/commune.ts';
import type { CouncilSession, IssuedList, Ruling } from '../../domain/council-session.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { Council, Round } from '../../domain/round.ts';
import { chiLang2023 } from '../../domain/rounds/chi-lang-2023.ts';
import { qd06Rubric } from '../../rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import type { CommuneState, PaperCopy, RoundState } from '../district-documents.ts';
import type { SampleCase } from './sample-revision.ts';
import { sampleReceivedAt, sampleRevision } from './sample-revision.ts';

/** What the district knows beside the dossier. */
interface SampleEntry {
  readonly dossier: SampleCase | null;
  readonly supplement?: 'requested' | 'answered';
  /** Whether the paper copy is the same as the soft one; absent: no paper copy yet. */
  readonly paperMatches?: boolean | null;
  readonly ruling?: Ruling;
}

const recognisable: SampleEntry = { dossier: {}, paperMatches: true, ruling: 'propose' };

/** One entry a commune, in the round's order; the rest of the communes are in order. */
const entries: Readonly<Record<number, SampleEntry>> = {
  1: {
    dossier: { totalSlip: 10, without: ['survey-summary'] },
    paperMatches: false,
    ruling: 'return-for-completion',
  },
  2: { dossier: { without: ['minutes'] }, supplement: 'requested', paperMatches: null, ruling: 'postpone' },
  3: {
    dossier: { figures: { 'c03.abused-children': 3, 'c03.abuse-rate': [3, 869] } },
    paperMatches: true,
    ruling: 'do-not-propose',
  },
  4: {
    dossier: { answeredAt: '2023-11-10T03:20:00.000Z' },
    supplement: 'answered',
    paperMatches: true,
    ruling: 'propose',
  },
  5: { dossier: { reported: { 'c07.full-immunisation-rate': [51, 62], 'c05.injured-children': 11 } } },
  6: { dossier: { missing: ['c11.participation-rate', 'c13.residents-satisfaction-rate'] } },
  7: { dossier: { blankLetter: true, namedChildren: true }, supplement: 'requested' },
  8: { dossier: { daysLate: 4 } },
  9: { dossier: { without: ['score-sheet', 'minutes'], unreadable: 'Scan001.pdf' }, supplement: 'requested' },
  10: {
    dossier: { figures: { 'c07.full-immunisation-rate': [48, 62], 'c08.stunting-rate': [180, 436] } },
    paperMatches: true,
    ruling: 'do-not-propose',
  },
  17: { dossier: null },
  18: { dossier: null },
  19: { dossier: { daysLate: 11, missing: ['c10.nursery-rate'] } },
};

const council: Council = {
  members: [
    { name: 'Vi Thị Mẫu Một', position: 'Chủ tịch Hội đồng' },
    { name: 'Lương Văn Mẫu Hai', position: 'Phó Chủ tịch Hội đồng' },
    { name: 'Hoàng Thị Mẫu Ba', position: 'Thư ký' },
    { name: 'Nông Văn Mẫu Bốn', position: 'Ủy viên' },
    { name: 'Lộc Thị Mẫu Năm', position: 'Ủy viên' },
    { name: 'Triệu Văn Mẫu Sáu', position: 'Ủy viên' },
    { name: 'Chu Thị Mẫu Bảy', position: 'Ủy viên' },
  ],
  quorum: null,
  majority: null,
  voteMethod: null,
};

/**
 * The round at one moment after the council's first session, whose proposal was signed and decided; the second session
 * is prepared. `rubric` is a scale over the same indicators: the artificial one shows totals.
 */
export function sampleRoundState(rubric: Rubric = qd06Rubric): RoundState {
  const round: Round = { ...chiLang2023, council };
  const noted: Rubric = {
    ...rubric,
    banner: `SỐ LIỆU MINH HỌA, KHÔNG PHẢI HỒ SƠ THẬT. ${rubric.banner ?? ''}`.trim(),
  };
  const communes = round.communes.map((commune, index) =>
    communeState(commune, index, entries[index] ?? recognisable, round, noted),
  );
  const ruled = ({ ruling }: SampleEntry): boolean => ruling !== undefined;
  const first = round.communes.filter((_, index) => ruled(entries[index] ?? recognisable));
  const second = communes.filter(({ commune, revision }) => revision !== null && !first.includes(commune));
  const minutes = { number: '01/BB-HĐXD', date: '2023-11-21', signer: 'Vi Thị Mẫu Một' };
  const rulings = first.map((commune, position) => {
    const { ruling = 'propose' } = entries[round.communes.indexOf(commune)] ?? recognisable;
    return { commune: commune.code, ruling, points: ruling === 'propose' ? 905 + position * 3.5 : null };
  });
  const proposed = rulings.filter(({ ruling }) => ruling === 'propose').map(({ commune }) => commune);
  return {
    round,
    rubric: noted,
    at: '2023-12-04T02:00:00.000Z',
    communes,
    sessions: [
      { number: 1, date: minutes.date, communes: first.map(({ code }) => code), rulings, minutes },
      {
        ...{ number: 2, date: '2023-12-12', rulings: [], minutes: null },
        communes: second.map(({ commune }) => commune.code),
      },
    ] satisfies readonly CouncilSession[],
    proposals: [issued('04/TTr-HĐXD', '2023-11-24', 'Vi Thị Mẫu Một', proposed)],
    decisions: [issued('3125/QĐ-UBND', '2023-11-29', 'Mông Văn Mẫu Tám', proposed)],
    previous: { year: 2022, communes: 20, submitted: 14, recognised: 9 },
  };
}

function issued(number: string, date: string, signer: string, communes: readonly string[]): IssuedList {
  return { number, date, signer, communes };
}

function communeState(
  commune: Commune,
  index: number,
  entry: SampleEntry,
  round: Round,
  rubric: Rubric,
): CommuneState {
  const { dossier, supplement } = entry;
  const revision = dossier === null ? null : sampleRevision(commune, index, dossier, { round, rubric });
  return {
    commune,
    revision,
    receivedAt: dossier === null ? null : sampleReceivedAt(index, dossier, round),
    receiptCode: revision === null ? null : `2023-${commune.code}-1`,
    paper: paperCopy(index, entry),
    extension: null,
    tracked: index % 4 === 3 ? ['plan'] : index === 18 ? [] : ['plan', 'commitment'],
    crossFindings: revision === null || index !== 5 ? [] : crossFindings(round),
    supplement:
      supplement === undefined
        ? null
        : {
            ...{ number: `${120 + index}/CV-LĐTBXH`, date: '2023-11-07', signer: null },
            answered: supplement === 'answered',
          },
    confirmations: revision === null || index > 11 ? [] : confirmations(revision, round),
  };
}

function paperCopy(index: number, { paperMatches: matches }: SampleEntry): PaperCopy | null {
  if (matches === undefined) return null;
  return {
    number: String(610 + index * 4),
    date: '2023-11-01',
    channel: index % 2 === 0 ? 'Nộp trực tiếp' : 'Bưu chính',
    matches,
  };
}

function crossFindings(round: Round): CommuneState['crossFindings'] {
  const other = round.communes[6];
  return [
    makeFinding(
      'sector-differs',
      {
        ...{ criterion: 9, indicator: 'Tỷ lệ trẻ em được khám sức khỏe định kỳ' },
        ...{ value: '96,5%', sector: 'ngành Y tế', sectorValue: '91,2%' },
      },
      { about: 'c09.health-check-rate' },
    ),
    ...(other === undefined
      ? []
      : [
          makeFinding('shared-file', {
            document: 'Báo cáo kết quả tự đánh giá',
            otherCommunes: communeInSentence(other),
          }),
        ]),
  ];
}

/** Two sectors that answered for the figures of their criteria. */
function confirmations({ readings }: DossierRevision, round: Round): CommuneState['confirmations'] {
  return round.sectors
    .filter(({ id }) => id === 'justice' || id === 'education')
    .map(({ name, criteria }) => ({
      sector: name,
      indicators: readings
        .map(({ indicator }) => indicator)
        .filter((id) => criteria.includes(Number(id.slice(1, 3)))),
    }));
}

import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentKind, DossierDocument } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import type { Source } from '../../../shared/domain/locator.ts';
import type { Claim, ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { districtAuthority, districtExpectations } from '../../../shared/domain/rounds/district-round.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';

/* Dossiers of an invented district: nobody lives in xã Suối Hoa. */

export const commune: Commune = {
  code: '99901',
  name: 'Xã Suối Hoa',
  type: 'xã',
  district: 'Núi Mây',
  province: 'Trung Du',
  areaType: 'mountain-island-or-special',
  validFrom: '2020-01-01',
  validTo: '2025-06-30',
};

export const round: Round = {
  id: '2023',
  year: 2023,
  rubric: 'qd-06-2019',
  authority: districtAuthority({
    district: 'Núi Mây',
    province: 'Mây Trắng',
    year: 2023,
    mailbox: 'hoso@nuimay.example.vn',
    plan: 'Kế hoạch số ……/KH-UBND ngày …… tháng 02 năm 2023 của Ủy ban nhân dân huyện Núi Mây về thực hiện xây dựng xã, thị trấn phù hợp với trẻ em năm 2023',
    provincePlan:
      'Kế hoạch số 12/KH-SLĐTBXH ngày 20/02/2023 của Sở Lao động - Thương binh và Xã hội tỉnh Mây Trắng',
  }),
  lateFrom: '2023-11-03T00:00:00+07:00',
  deadline: '03/11/2023',
  ...districtExpectations,
  previous: null,
  communes: [commune],
};

export interface ReportInput {
  readonly revision: DossierRevision;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly commune: Commune;
}

const sheetFile = 'bang diem.xlsx';
const reportFile = 'bao cao.docx';

export function documentOf(
  file: string,
  kind: DocumentKind,
  changes: Partial<DossierDocument> & {
    readonly number?: string;
    readonly date?: string;
    readonly replacedBy?: string;
  } = {},
): DossierRevision['documents'][number] {
  const { number = null, date = null, ...rest } = changes;
  return {
    mailId: 'mail-1',
    file,
    sha256: '0'.repeat(64),
    blob: 'blob',
    format: 'docx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file,
      kind,
      number,
      date,
      year: 2023,
      commune: { text: 'xã Suối Hoa', codes: ['99901'] },
      corrects: false,
      readings: [],
      claims: [],
      claimedTotal: null,
      findings: [],
    },
    ...rest,
  };
}

export function unreadDocument(
  file: string,
  changes: Partial<DossierDocument> = {},
): DossierRevision['documents'][number] {
  return {
    mailId: 'mail-1',
    file,
    sha256: '1'.repeat(64),
    blob: null,
    format: 'xlsx',
    status: 'unreadable',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    ...changes,
  };
}

function cellSource(address: string, raw?: string, sheet = 'Sheet1'): Source {
  return {
    file: sheetFile,
    locator: { kind: 'cell', sheet, address },
    ...(raw === undefined ? {} : { raw }),
  };
}

export function readingOf(
  indicator: string,
  value: ReadingValue,
  changes: Partial<ReconciledReading> = {},
): ReconciledReading {
  const source = changes.sources?.[0] ?? cellSource('E7');
  return {
    indicator,
    value,
    confidence: 0.99,
    accepted: true,
    conflicting: false,
    sources: [source],
    readings: [{ indicator, value, confidence: 0.99, source }],
    ...changes,
  };
}

const figures: readonly (readonly [
  indicator: string,
  value: ReadingValue,
  fraction?: readonly [number, number],
])[] = [
  ['c01.officer', true],
  ['c01.collaborators', true],
  ['c01.protection-group', true],
  ['c01.budget', true],
  ['c02.birth-registration-rate', 0.985, [197, 200]],
  ['c03.abused-children', 0],
  ['c04.law-violating-children', 0],
  ['c04.drug-addicted-children', 0],
  ['c05.injured-children', 8],
  ['c05.injury-deaths', 0],
  ['c06.special-circumstances-supported-rate', 1, [1018, 1018]],
  ['c06.intervention-plan-rate', 'no-case'],
  ['c07.full-immunisation-rate', 0.9905, [104, 105]],
  ['c08.underweight-rate', 0.102],
  ['c08.stunting-rate', 0.178],
  ['c09.health-check-rate', 0.967],
  ['c10.nursery-rate', 0.352],
  ['c10.kindergarten-rate', 0.991],
  ['c11.participation-rate', 0.81],
  ['c12.play-area-rate', 0.857, [6, 7]],
  ['c12.activities', 9],
  ['c13.children-satisfaction-rate', 0.942],
  ['c13.residents-satisfaction-rate', 0.925],
];

const plainReadings: readonly ReconciledReading[] = figures.map(([indicator, value, fraction], row) => {
  const sources: readonly Source[] = [
    cellSource(`E${row + 6}`),
    ...(row % 3 === 0
      ? [{ file: reportFile, locator: { kind: 'paragraph' as const, index: row + 11 } }]
      : []),
  ];
  return readingOf(indicator, value, {
    sources,
    readings: sources.map((source) => ({ indicator, value, confidence: 0.99, source })),
    ...(fraction === undefined ? {} : { numerator: fraction[0], denominator: fraction[1] }),
  });
});

export function claimsOf(points: readonly number[], maxima: readonly number[]): readonly Claim[] {
  return points.map((value, position) => ({
    criterion: position + 1,
    points: value,
    max: maxima[position] ?? null,
    source: cellSource(`D${position + 6}`),
  }));
}

export function revisionOf(
  rubric: Rubric,
  changes: Partial<Omit<DossierRevision, 'assessment'>> = {},
): DossierRevision {
  const readings = changes.readings ?? [];
  const documents = changes.documents ?? [];
  return {
    round: '2023',
    commune: commune.code,
    revision: 1,
    at: '2023-10-27T02:15:00.000Z',
    mailIds: ['mail-1'],
    claims: [],
    claimedTotal: null,
    findings: [],
    mailFindings: [],
    ...changes,
    documents,
    readings,
    assessment: evaluateRubric({ rubric, areaType: commune.areaType, readings, documents }),
  };
}

const completeDocuments: DossierRevision['documents'] = [
  documentOf('to trinh.pdf', 'submission-letter', {
    format: 'pdf',
    pages: 2,
    scanned: true,
    number: '45/TTr-UBND',
    date: '2023-10-26',
  }),
  documentOf(reportFile, 'report', { number: '118/BC-UBND', date: '2023-10-25' }),
  documentOf(sheetFile, 'score-sheet', { format: 'xlsx', date: '2023-10-25' }),
  documentOf('bien ban.docx', 'minutes', { number: '07/BB-HĐĐG', date: '2023-10-24' }),
  documentOf('phieu.xlsx', 'survey-summary', { format: 'xlsx' }),
];

const artificialMaxima = [77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 76];

/** A complete dossier without any remark, under the artificial scale. */
export function completeInput(): ReportInput {
  return {
    round,
    commune,
    rubric: illustrationRubric,
    revision: revisionOf(illustrationRubric, {
      documents: completeDocuments,
      readings: plainReadings,
      claims: claimsOf(artificialMaxima, artificialMaxima),
      claimedTotal: { points: 1000, max: 1000, source: cellSource('D19') },
    }),
  };
}

const claimed = [100, 50, 0, 50, 60, 125, 45, 45, 60, 90, 50, 90, 120];
const printedMaxima = [100, 50, 75, 50, 75, 125, 50, 50, 75, 100, 50, 100, 100];

const problemFindings: readonly Finding[] = [
  makeFinding(
    'missing-document',
    { commune: 'xã Suối Hoa', document: 'Biên bản họp Hội đồng đánh giá cấp xã', year: 2023 },
    { about: 'minutes' },
  ),
  makeFinding(
    'unreadable-file',
    { file: 'phieu Nguyen Van Mau.xlsx', reason: 'tệp bị cắt cụt' },
    { about: 'phieu Nguyen Van Mau.xlsx' },
  ),
  makeFinding(
    'total-mismatch',
    { document: 'Bảng tự chấm điểm', printed: '875', sum: '885', difference: '10' },
    { source: cellSource('D19') },
  ),
  makeFinding(
    'points-exceed-max',
    { criterion: 13, points: '120', max: '100', maxSource: 'theo bảng của xã' },
    { about: '13', source: cellSource('D18') },
  ),
  makeFinding('zero-criterion', { criterion: 3 }, { about: '3', source: cellSource('D8') }),
  makeFinding(
    'conflicting-readings',
    {
      criterion: 5,
      indicator: 'Số trẻ em bị tai nạn, thương tích',
      source1: 'Bảng tự chấm điểm',
      value1: '8 em',
      source2: 'Báo cáo kết quả tự đánh giá',
      value2: '11 em',
    },
    { about: 'c05.injured-children', source: cellSource('E14') },
  ),
  makeFinding(
    'conflicting-readings',
    {
      criterion: 9,
      indicator: 'Tỷ lệ trẻ em được khám sức khỏe định kỳ',
      source1: 'Bảng tự chấm điểm',
      value1: '96,7%',
      source2: 'Báo cáo kết quả tự đánh giá',
      value2: '92%',
    },
    { about: 'c09.health-check-rate', source: cellSource('E21') },
  ),
  makeFinding(
    'rate-mismatch',
    {
      criterion: 2,
      indicator: 'Tỷ lệ trẻ em được khai sinh đúng quy định',
      source: 'Bảng tự chấm điểm',
      printed: '98,5%',
      numerator: '190',
      denominator: '200',
      computed: '95%',
    },
    { about: 'c02.birth-registration-rate', source: cellSource('E10') },
  ),
  makeFinding(
    'missing-indicator',
    { criterion: 11, indicator: 'Tỷ lệ trẻ em được hỏi ý kiến, thực hiện quyền tham gia' },
    { about: 'c11.participation-rate' },
  ),
  makeFinding(
    'missing-indicator',
    { criterion: 13, indicator: 'Tỷ lệ người dân hài lòng' },
    { about: 'c13.residents-satisfaction-rate' },
  ),
  makeFinding(
    'ambiguous-reading',
    {
      criterion: 12,
      indicator: 'Số hoạt động văn hóa, thể thao cho trẻ em trong năm',
      place: 'Bảng tự chấm điểm, ô E26',
      raw: 'nhiều, 9 hay 10',
    },
    { about: 'c12.activities', source: cellSource('E26', 'nhiều, 9 hay 10') },
  ),
  makeFinding('personal-data', { document: 'Tài liệu kiểm chứng', rows: 12 }, { about: 'danh sach.docx' }),
  makeFinding(
    'legacy-encoding',
    { document: 'to trinh.docx', encoding: 'TCVN3 (ABC)' },
    { about: 'to trinh.docx' },
  ),
  makeFinding('late-submission', { time: '09:15', date: '04/11/2023', days: 2, deadline: '03/11/2023' }),
];

/** A dossier with every common trouble, under the scale of Decision 06 that nobody has verified. */
export function problemInput(): ReportInput {
  return {
    round,
    commune,
    rubric: qd06Rubric,
    revision: revisionOf(qd06Rubric, {
      revision: 2,
      at: '2023-11-04T02:15:00.000Z',
      mailIds: ['mail-1', 'mail-2'],
      documents: [
        documentOf('to trinh cu.docx', 'submission-letter', {
          date: '2023-10-20',
          replacedBy: 'to trinh.docx',
        }),
        documentOf('to trinh.docx', 'submission-letter', {
          number: '45/TTr-UBND',
          date: '2023-11-02',
          legacyEncoding: 'tcvn3',
        }),
        documentOf(reportFile, 'report', { number: '118/BC-UBND', date: '2023-10-25' }),
        documentOf(sheetFile, 'score-sheet', { format: 'xlsx', date: '2023-10-25' }),
        documentOf('danh sach.docx', 'evidence'),
        documentOf('ke hoach.pdf', 'plan', {
          format: 'pdf',
          pages: 6,
          number: '12/KH-UBND',
          date: '2023-03-10',
        }),
        unreadDocument('phieu Nguyen Van Mau.xlsx'),
        unreadDocument('logo.png', { format: 'image', status: 'ignored' }),
      ],
      readings: plainReadings
        .filter(
          ({ indicator }) =>
            indicator !== 'c11.participation-rate' && indicator !== 'c13.residents-satisfaction-rate',
        )
        .map((reading) => troubled(reading)),
      claims: claimsOf(claimed, printedMaxima),
      claimedTotal: { points: 875, max: 1000, source: cellSource('D19') },
      findings: problemFindings,
    }),
  };
}

function troubled(reading: ReconciledReading): ReconciledReading {
  const inReport: Source = { file: reportFile, locator: { kind: 'paragraph', index: 14 } };
  const [first] = reading.readings;
  if (first === undefined) return reading;
  switch (reading.indicator) {
    case 'c05.injured-children':
      return {
        ...reading,
        accepted: false,
        conflicting: true,
        readings: [first, { ...first, value: 11, source: inReport }],
      };
    case 'c09.health-check-rate':
      return {
        ...reading,
        accepted: false,
        conflicting: true,
        readings: [first, { ...first, value: 0.92, source: inReport }],
      };
    case 'c02.birth-registration-rate':
      return {
        ...reading,
        accepted: false,
        numerator: 190,
        denominator: 200,
        readings: [{ ...first, printedRate: 0.985, numerator: 190, denominator: 200 }],
      };
    case 'c12.activities':
      return { ...reading, accepted: false };
    default:
      return reading;
  }
}

/** A mail that brought nothing readable. */
export function emptyInput(): ReportInput {
  return { round, commune, rubric: qd06Rubric, revision: revisionOf(qd06Rubric) };
}

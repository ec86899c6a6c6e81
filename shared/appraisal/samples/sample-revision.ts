import { createHash } from 'node:crypto';
import type { Commune } from '../../domain/commune.ts';
import { communeInSentence } from '../../domain/commune.ts';
import type { DocumentExtraction, DocumentKind } from '../../domain/document.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { Finding } from '../../domain/finding.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { IndicatorId } from '../../domain/indicator.ts';
import type { FormatId } from '../../domain/parsed-document.ts';
import type { Claim, Reading } from '../../domain/reading.ts';
import type { Round } from '../../domain/round.ts';
import { checkClaimsAgainstRule } from '../../extraction/check-claims-against-rule.ts';
import { reviewDossier } from '../../extraction/review-dossier.ts';
import { evaluateRubric } from '../../rubrics/evaluate.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import { sayDayOf } from '../say-document.ts';
import type { SampleCriterion, SampleFigure } from './sample-figures.ts';
import { inventFigures, scoreFigures } from './sample-figures.ts';

/** What is particular about an invented dossier; nothing: all papers, all figures, in time. */
export interface SampleCase {
  /** Figures that differ from the invented ones, in every paper. */
  readonly figures?: Readonly<Record<IndicatorId, SampleFigure>>;
  /** Figures of the report where they differ from the sheet's. */
  readonly reported?: Readonly<Record<IndicatorId, SampleFigure>>;
  /** Figures that no paper gives. */
  readonly missing?: readonly IndicatorId[];
  /** Added to the printed total: a slip of addition. */
  readonly totalSlip?: number;
  readonly without?: readonly DocumentKind[];
  /** A file that could not be opened. */
  readonly unreadable?: string;
  /** The letter without number and day. */
  readonly blankLetter?: true;
  /** Evidence with a list of named children. */
  readonly namedChildren?: true;
  /** Days after the end of the period. */
  readonly daysLate?: number;
  /** ISO instant of a second mail with a new report, in answer to a request. */
  readonly answeredAt?: string;
}

type HeldDocument = DossierRevision['documents'][number];

interface PaperShape {
  readonly kind: DocumentKind;
  readonly file: string;
  readonly format: FormatId;
  readonly symbol: string | null;
  readonly scanned?: true;
}

/** The papers of a dossier as communes send them, in the order of their days. */
const shapes: readonly PaperShape[] = [
  { kind: 'minutes', file: 'Bien ban hop.docx', format: 'docx', symbol: 'BB-HĐĐG' },
  { kind: 'score-sheet', file: 'Bang diem.xlsx', format: 'xlsx', symbol: null },
  { kind: 'report', file: 'Bao cao.docx', format: 'docx', symbol: 'BC-UBND' },
  { kind: 'submission-letter', file: 'To trinh.pdf', format: 'pdf', symbol: 'TTr-UBND', scanned: true },
  { kind: 'survey-summary', file: 'Tong hop phieu.xlsx', format: 'xlsx', symbol: null },
];

const dayMs = 86_400_000;

/** An invented dossier of a commune, reviewed and assessed as a real one is; `index` makes communes differ. */
export function sampleRevision(
  commune: Commune,
  index: number,
  sample: SampleCase,
  { round, rubric }: { readonly round: Round; readonly rubric: Rubric },
): DossierRevision {
  const figures = { ...inventFigures(620 + index * 83), ...sample.figures };
  const receivedAt = sampleReceivedAt(index, sample, round);
  const documents = papersOf(commune, index, sample, figures, round);
  const mailFindings = lateFindings(receivedAt, sample, round);
  const review = reviewDossier({ documents, commune, round, rubric });
  const { readings, claims, claimedTotal } = review;
  const assessment = evaluateRubric({ rubric, areaType: commune.areaType, readings, documents });
  return {
    round: round.id,
    commune: commune.code,
    revision: sample.answeredAt === undefined ? 1 : 2,
    at: sample.answeredAt ?? receivedAt,
    mailIds: (sample.answeredAt === undefined ? [1] : [1, 2]).map((number) => mailOf(commune, number)),
    documents,
    readings,
    claims,
    claimedTotal,
    assessment,
    mailFindings,
    findings: [
      ...mailFindings,
      ...documents.flatMap(({ readFindings }) => readFindings),
      ...review.findings,
      ...checkClaimsAgainstRule(claims, assessment.criteria),
    ],
  };
}

/** ISO instant the first mail of an invented dossier came. */
export function sampleReceivedAt(
  index: number,
  { daysLate = index / 2 - 12 }: SampleCase,
  round: Round,
): string {
  return new Date(Date.parse(round.lateFrom) + (daysLate - 0.6) * dayMs).toISOString();
}

const mailOf = (commune: Commune, number: number): string => `mail-${commune.code}-${number}`;

function lateFindings(at: string, { daysLate }: SampleCase, round: Round): readonly Finding[] {
  if (daysLate === undefined) return [];
  const { deadline } = round;
  return [makeFinding('late-submission', { time: '09:36', date: sayDayOf(at), days: daysLate, deadline })];
}

function papersOf(
  commune: Commune,
  index: number,
  sample: SampleCase,
  figures: Readonly<Record<IndicatorId, SampleFigure>>,
  round: Round,
): readonly HeldDocument[] {
  const sheet = scoreFigures(figures);
  const reported = scoreFigures({ ...figures, ...sample.reported });
  const papers = shapes
    .filter(({ kind }) => sample.without?.includes(kind) !== true)
    .map((shape, position) =>
      paperOf(shape, commune, round.year, {
        ...(shape.kind === 'submission-letter' && sample.blankLetter === true
          ? {
              findings: [
                makeFinding(
                  'unsigned-draft',
                  { document: 'Tờ trình đề nghị công nhận', blank: 'số, ngày' },
                  { about: shape.file },
                ),
              ],
            }
          : {
              number: shape.symbol === null ? null : `${11 + index * 3 + position}/${shape.symbol}`,
              date: `${round.year}-10-${String(9 + position * 2).padStart(2, '0')}`,
            }),
        ...contentOf(shape, shape.kind === 'report' ? reported : sheet, sample),
      }),
    );
  return [
    ...(sample.answeredAt === undefined ? [] : [replacedReport(papers, commune)]),
    ...papers,
    ...(sample.namedChildren === true ? [listOfChildren(commune, round.year)] : []),
    ...(sample.unreadable === undefined ? [] : [unreadablePaper(sample.unreadable, commune)]),
  ].flatMap((paper) => paper ?? []);
}

function paperOf(
  { kind, file, format, scanned }: Omit<PaperShape, 'symbol'>,
  commune: Commune,
  year: number,
  content: Partial<DocumentExtraction>,
): HeldDocument {
  return {
    ...heldOf({ file, format }, commune),
    pages: format === 'pdf' ? 2 : null,
    scanned: scanned === true,
    extraction: {
      ...{ file, kind, number: null, date: null, year, corrects: false, findings: [] },
      commune: { text: communeInSentence(commune), codes: [commune.code] },
      ...{ readings: [], claims: [], claimedTotal: null },
      ...content,
    },
  };
}

function contentOf(
  { kind, file }: PaperShape,
  sheet: readonly SampleCriterion[],
  { missing = [], totalSlip = 0 }: SampleCase,
): Pick<DocumentExtraction, 'readings' | 'claims' | 'claimedTotal'> {
  const total = sheet.reduce((sum, { points }) => sum + points, 0);
  const claimedTotal = {
    points: total + (kind === 'score-sheet' ? totalSlip : 0),
    max: 1000,
    source: { file },
  };
  if (kind === 'score-sheet' || kind === 'report')
    return {
      readings: readingsOf(sheet, file, kind).filter(({ indicator }) => !missing.includes(indicator)),
      claims: kind === 'score-sheet' ? claimsOf(sheet, file) : [],
      claimedTotal,
    };
  if (kind === 'minutes') return { readings: [], claims: claimsOf(sheet, file), claimedTotal };
  return { readings: [], claims: [], claimedTotal: kind === 'submission-letter' ? claimedTotal : null };
}

function readingsOf(
  sheet: readonly SampleCriterion[],
  file: string,
  kind: 'score-sheet' | 'report',
): readonly Reading[] {
  return sheet
    .flatMap(({ items }) => items)
    .map(({ indicator, figure }, row) => ({
      indicator: indicator.id,
      confidence: 0.99,
      ...(isParts(figure)
        ? { value: figure[0] / figure[1], numerator: figure[0], denominator: figure[1] }
        : { value: figure ?? ('no-case' as const) }),
      source: {
        file,
        locator:
          kind === 'score-sheet'
            ? { kind: 'cell', sheet: 'Bảng điểm', address: `D${row + 7}` }
            : { kind: 'paragraph', index: row + 12 },
      },
    }));
}

const isParts = (figure: SampleFigure): figure is readonly [number, number] => Array.isArray(figure);

function claimsOf(sheet: readonly SampleCriterion[], file: string): readonly Claim[] {
  return sheet.map(({ number, points, max }) => ({ criterion: number, points, max, source: { file } }));
}

/** The report that the second mail's report replaced. */
function replacedReport(papers: readonly HeldDocument[], commune: Commune): HeldDocument | undefined {
  const report = papers.find(({ extraction }) => extraction?.kind === 'report');
  const file = 'Bao cao cu.docx';
  return report === undefined
    ? undefined
    : { ...report, file, sha256: digestOf(commune, file), replacedBy: report.file };
}

function listOfChildren(commune: Commune, year: number): HeldDocument {
  const file = 'Danh sach kem theo.docx';
  return paperOf({ kind: 'evidence', file, format: 'docx' }, commune, year, {
    findings: [
      makeFinding(
        'personal-data',
        { document: 'Thuyết minh, tài liệu kiểm chứng', rows: 12 },
        { about: file },
      ),
    ],
  });
}

function unreadablePaper(file: string, commune: Commune): HeldDocument {
  return {
    ...heldOf({ file, format: 'pdf' }, commune),
    status: 'unreadable',
    readFindings: [makeFinding('unreadable-file', { file, reason: 'tệp bị cắt cụt' }, { about: file })],
  };
}

function heldOf({ file, format }: Pick<PaperShape, 'file' | 'format'>, commune: Commune): HeldDocument {
  return {
    mailId: mailOf(commune, 1),
    file,
    sha256: digestOf(commune, file),
    blob: null,
    format,
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
  };
}

/** Stands for the digest of a file there is none of. */
function digestOf(commune: Commune, file: string): string {
  return createHash('sha256').update(`${commune.code}/${file}`).digest('hex');
}

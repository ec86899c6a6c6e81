import type { DocumentKind } from '../domain/document.ts';
import { documentKindNames, documentOfSource } from '../domain/document.ts';
import type { CriterionAssessment } from '../domain/assessment.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import { findingCatalogue } from '../domain/finding-catalogue.ts';
import type { CriterionName, IndicatorDefinition } from '../domain/indicator.ts';
import type { Claim, ReconciledReading } from '../domain/reading.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { sayNumber, sayRate } from '../rubrics/say-figure.ts';
import { sayFraction, sayValue, writtenDecimals } from '../rubrics/say-reading.ts';
import type { LayoutTable, TableCellContent, TableRowContent } from './administrative-layout.ts';
import { cell } from './administrative-layout.ts';
import { sayPlace } from './say-document.ts';
import { criterionOf } from './state-findings.ts';
import type { TagValues } from './templates/tag-values.ts';

/** Attack: one figure in hundreds of places makes a row taller than a page; the rest is counted. */
const placesListed = 4;

/** The scale may be computed with: every row confirmed by two officers, or openly artificial. */
export function isComputed(revision: DossierRevision): boolean {
  return revision.assessment.unverifiedRows === 0;
}

/** The table of criteria: maximum, claimed, by the scale, figures, source, remark; the rows of one criterion stay together. */
export function criteriaTable(revision: DossierRevision, rubric: Rubric): LayoutTable {
  const computed = isComputed(revision);
  return {
    kind: 'table',
    columns: [
      { title: 'TT', width: 8, align: 'center' },
      { title: 'Tiêu chí', width: 40, align: 'left' },
      { title: 'Điểm tối đa', width: 13, align: 'center' },
      { title: 'Điểm tự chấm', width: 13, align: 'center' },
      { title: 'Điểm theo thang điểm', width: 20, align: 'center' },
      { title: computed ? 'Kết quả' : 'Kết quả theo tự chấm', width: 18, align: 'center' },
      { title: 'Chỉ tiêu', width: 32, align: 'left' },
      { title: 'Số liệu', width: 33, align: 'left' },
      { title: 'Nguồn', width: 49, align: 'left' },
      { title: 'Nội dung cần lưu ý', width: 26, align: 'left' },
    ],
    rows: [
      ...rubric.vocabulary.criteria.flatMap(({ number, name }) =>
        criterionRows(number, name, revision, rubric),
      ),
      totalRow(revision),
    ],
  };
}

/** Sum of what the commune gives itself, and of the maxima its sheet prints (null when one is missing). */
export function sumClaims(claims: readonly Claim[]): {
  readonly points: number;
  readonly max: number | null;
} {
  return {
    points: claims.reduce((sum, claim) => sum + claim.points, 0),
    max: claims.reduce<number | null>(
      (sum, claim) => (sum === null || claim.max === null ? null : sum + claim.max),
      0,
    ),
  };
}

function criterionRows(
  number: number,
  name: string,
  revision: DossierRevision,
  rubric: Rubric,
): readonly TableRowContent[] {
  const indicators = rubric.vocabulary.indicators.filter(
    (indicator) =>
      indicator.criterion === number &&
      (indicator.optional !== true || readingOf(indicator, revision) !== undefined),
  );
  const lines = indicators.map((indicator) => figureCells(indicator, revision));
  const claim = revision.claims.find((one) => one.criterion === number);
  const result = revision.assessment.criteria.find((one) => one.criterion === number);
  const rowSpan = Math.max(1, lines.length);
  const spanning = (content: TableCellContent): TableCellContent => ({ ...content, rowSpan });
  const leading = [
    cell(String(number)),
    cell(name),
    cell(maxOf(number, claim, rubric)),
    cell(claim === undefined ? 'Chưa có' : sayNumber(claim.points)),
    cell(computedPoints(result, revision)),
    cell(isComputed(revision) ? resultOf(result, rubric) : claimedResult(claim)),
  ].map(spanning);
  const isLast = number === rubric.vocabulary.criteria.at(-1)?.number;
  const [first = [cell(''), cell(''), cell('')], ...others] = lines;
  const rows = [[...leading, ...first, spanning(cell(...remarks(number, revision, rubric)))], ...others];
  return rows.map((cells, position) => ({
    cells,
    // The last criterion takes the sum with it.
    ...(position < rows.length - 1 || isLast ? { keepWithNext: true as const } : {}),
  }));
}

/** Marks of the papers in a column too narrow for their names. */
const paperMarks: Readonly<Record<DocumentKind, string>> = {
  'submission-letter': 'TTr',
  'score-sheet': 'BĐ',
  report: 'BC',
  minutes: 'BB',
  'survey-summary': 'THP',
  evidence: 'KC',
  plan: 'KH',
  commitment: 'CK',
  other: 'Khác',
};

/** What the marks of the papers of a dossier stand for: "BĐ: Bảng điểm; BC: Báo cáo". */
export function explainPapers({ documents }: DossierRevision): string {
  const kinds = [...new Set(documents.flatMap(({ extraction }) => extraction?.kind ?? []))];
  const explained = kinds.filter((kind) => paperMarks[kind] !== documentKindNames[kind].short);
  return explained.map((kind) => `${paperMarks[kind]}: ${documentKindNames[kind].short}`).join('; ');
}

/** One criterion on one line of a sheet for the meeting: its points, figures, papers and what to look at. */
export function summariseCriterion(
  { number, name, shortName = name }: CriterionName,
  revision: DossierRevision,
  rubric: Rubric,
): TagValues {
  const claim = revision.claims.find((one) => one.criterion === number);
  const result = revision.assessment.criteria.find((one) => one.criterion === number);
  const figures = rubric.vocabulary.indicators.flatMap((indicator) => {
    const reading = indicator.criterion === number ? readingOf(indicator, revision) : undefined;
    if (reading === undefined) return [];
    const [figure = ''] = reading.conflicting ? ['chưa thống nhất'] : figureLines(reading, indicator);
    return [{ said: `${indicator.shortName}: ${figure.toLocaleLowerCase('vi')}`, sources: reading.sources }];
  });
  const kinds = figures.flatMap(({ sources }) =>
    sources.flatMap((source) => documentOfSource(revision.documents, source)?.extraction?.kind ?? []),
  );
  const papers = [...new Set(kinds.map((kind) => paperMarks[kind]))].join(', ');
  return {
    tt: String(number),
    ten_tieu_chi: shortName,
    diem_toi_da: maxOf(number, claim, rubric),
    diem_tu_cham: claim === undefined ? 'Chưa có' : sayNumber(claim.points),
    diem_tinh: computedPoints(result, revision),
    so_lieu: figures.map(({ said }) => said).join('; '),
    nguon: papers,
    luu_y: [...new Set(remarks(number, revision, rubric))].map((one) => one.replace(/^- /u, '')).join('; '),
  };
}

/** Points as the sums of a table say them. */
export function sayTotal(revision: DossierRevision): string {
  const total = isComputed(revision) ? revision.assessment.total : null;
  if (total === null) return 'Chưa tính';
  return total.low === total.high
    ? sayNumber(total.low)
    : `Từ ${sayNumber(total.low)} đến ${sayNumber(total.high)}`;
}

/** The maximum of the scale where it may be used, else the one the commune's sheet prints. */
function maxOf(number: number, claim: Claim | undefined, rubric: Rubric): string {
  const rule = rubric.criteria.find((one) => one.number === number)?.max;
  const official = rule !== undefined && isUsable(rubric, rule) ? rule.points : null;
  const max = official ?? claim?.max ?? null;
  return max === null ? 'Chưa có' : sayNumber(max);
}

function computedPoints(result: CriterionAssessment | undefined, revision: DossierRevision): string {
  if (!isComputed(revision)) return 'Chưa tính';
  const points = result?.points ?? null;
  if (points === null) return 'Chưa tính';
  return points.low === points.high
    ? sayNumber(points.low)
    : `Từ ${sayNumber(points.low)} đến ${sayNumber(points.high)}`;
}

/** Whether the commune gives itself points, in words. */
export function claimedResult(claim: Claim | undefined): string {
  if (claim === undefined) return 'Chưa có';
  return claim.points > 0 ? 'Có điểm' : '0 điểm';
}

/** The status of a criterion in words. */
export function resultOf(result: CriterionAssessment | undefined, rubric: Rubric): string {
  // "Đạt" only where the rule that a criterion with points is met has been confirmed.
  const ruled = isUsable(rubric, rubric.conditions.metAboveZero);
  switch (result?.status) {
    case 'met':
      return ruled ? 'Đạt' : 'Có điểm';
    case 'not-met':
      return ruled ? 'Chưa đạt' : '0 điểm';
    case 'contradictory':
      return 'Số liệu chưa thống nhất';
    case 'not-applicable':
      return 'Chờ Hội đồng xem xét';
    case 'undetermined':
    case undefined:
      return 'Chưa đủ căn cứ';
  }
}

function readingOf(indicator: IndicatorDefinition, revision: DossierRevision): ReconciledReading | undefined {
  return revision.readings.find((reading) => reading.indicator === indicator.id);
}

function figureCells(indicator: IndicatorDefinition, revision: DossierRevision): readonly TableCellContent[] {
  const reading = readingOf(indicator, revision);
  if (reading === undefined) return [cell(indicator.shortName), cell('Chưa có'), cell('')];
  const { documents } = revision;
  if (reading.conflicting) {
    const places = reading.readings.map(
      (one) => `${sayPlace(one.source, documents)}: ${sayValue(one.value, indicator)}`,
    );
    const values = [...new Set(reading.readings.map((one) => sayValue(one.value, indicator)))];
    return [
      cell(indicator.shortName),
      cell(`Chưa thống nhất: ${shorten(values).join('; ')}`),
      cell(...shorten(places)),
    ];
  }
  // A corrected figure stands in no paper.
  const places =
    reading.decided?.what === 'correct'
      ? ['Cán bộ xác định, có ghi lý do']
      : [...new Set(reading.sources.map((source) => sayPlace(source, documents)))];
  return [cell(indicator.shortName), cell(...figureLines(reading, indicator)), cell(...shorten(places))];
}

function shorten(lines: readonly string[]): readonly string[] {
  const distinct = [...new Set(lines)];
  return distinct.length <= placesListed
    ? distinct
    : [...distinct.slice(0, placesListed), `và ${distinct.length - placesListed} nơi khác`];
}

function figureLines(reading: ReconciledReading, indicator: IndicatorDefinition): readonly string[] {
  const { numerator, denominator } = reading;
  const fraction = sayFraction(reading);
  const printed = reading.readings.find((one) => one.printedRate !== undefined)?.printedRate;
  const computed =
    numerator === undefined || denominator === undefined || denominator === 0
      ? undefined
      : numerator / denominator;
  const figure =
    reading.decided === undefined && printed !== undefined && fraction !== null && computed !== undefined
      ? `Ghi ${sayRate(printed)}; ${fraction} = ${sayRate(computed)}`
      : capital(sayValue(reading.value, indicator, writtenDecimals)) +
        (fraction === null ? '' : ` (${fraction})`);
  if (reading.otherYear !== undefined) return [figure, `(số liệu năm ${reading.otherYear}, không sử dụng)`];
  return reading.accepted ? [figure] : [figure, '(cần xác nhận)'];
}

/** Labels only: the sentences stand in the report. */
function remarks(number: number, revision: DossierRevision, rubric: Rubric): readonly string[] {
  const labels = revision.findings
    .filter((finding) => criterionOf(finding, rubric.vocabulary) === number)
    .map(({ code }) => findingCatalogue[code].label);
  const distinct = [...new Set(labels)];
  return distinct.length <= 1 ? [distinct[0] ?? ''] : distinct.map((label) => `- ${label}`);
}

function totalRow(revision: DossierRevision): TableRowContent {
  const { claims, assessment } = revision;
  const sum = sumClaims(claims);
  const max = isComputed(revision) ? assessment.maxTotal : sum.max;
  const bold = (text: string): TableCellContent => ({ lines: [text], bold: true });
  return {
    cells: [
      bold(''),
      bold('Cộng'),
      bold(max === null || (max === 0 && claims.length === 0) ? '' : sayNumber(max)),
      bold(claims.length === 0 ? 'Chưa có' : sayNumber(sum.points)),
      bold(sayTotal(revision)),
      { lines: [''], columnSpan: 5 },
    ],
  };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

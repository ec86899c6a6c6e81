import type { IndicatorDefinition, Vocabulary } from '../domain/indicator.ts';
import type { Source } from '../domain/locator.ts';
import { describeLocator } from '../domain/locator.ts';
import type { Cell, FormatId, ParsedDocument } from '../domain/parsed-document.ts';
import type { Citation, CriterionRule, ItemRule, PointsRow, Rubric, Rule } from '../rubrics/rubric.ts';
import type { RubricDoubt } from '../rubrics/rubric-doubt.ts';
import { newIndicator } from '../rubrics/new-indicator.ts';
import type { RubricDraft } from '../rubrics/rubric-draft.ts';
import { makeNextVersion } from '../rubrics/rubric-draft.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { Level } from './build-scale-rule.ts';
import { buildScaleRule, listUnusedLevels } from './build-scale-rule.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { createLabelMatcher, stripNumbering } from './label-matcher.ts';
import type { AnnexRow, PointsCell } from './read-annex-rows.ts';
import { readAnnexRows, sourceOf } from './read-annex-rows.ts';
import { readConditions } from './read-conditions.ts';
import type { Clause } from './read-level.ts';
import { isNoise, readClause, splitClauses } from './read-level.ts';
import { deriveUnitWord } from './unit-word.ts';

/** Characters of a text quoted in a doubt. */
const quoted = 160;

/** An item as its lines are gathered. */
interface OpenItem {
  label: string;
  readonly source: Source;
  readonly levels: Level[];
  /** Points beside the label: of a yes, or the most its levels give. */
  stated: { readonly points: number; readonly source: Source } | undefined;
}

interface OpenCriterion {
  readonly number: number;
  readonly source: Source;
  max: { readonly points: number; readonly source: Source } | undefined;
  readonly items: OpenItem[];
}

/** What is gathered while the rows are walked. */
interface Reader {
  readonly file: string;
  readonly format: FormatId;
  readonly matcher: LabelMatcher;
  readonly criteria: Map<number, OpenCriterion>;
  current: OpenCriterion | undefined;
  total: { readonly points: number; readonly source: Source } | undefined;
  readonly doubts: RubricDoubt[];
  /** Cells of points that a rule used or a doubt names. */
  readonly taken: Set<Cell>;
  /** Of the rubric proposed. */
  readonly version: number;
}

/**
 * Proposes the next version of a rubric from the text of its official annex: criteria, items, kinds of rule, levels and points, the
 * conditions of recognition, each with its place and words, nothing verified. What could not be understood is a doubt: every cell
 * of the column of points is either used or named by one. Criteria the annex does not show stay as they were known.
 */
export function proposeRubric(input: {
  readonly document: ParsedDocument;
  /** Name of the uploaded file, for the places. */
  readonly file: string;
  readonly before: Rubric;
}): RubricDraft {
  const { document, file, before } = input;
  const reader: Reader = {
    file,
    format: document.format,
    matcher: createLabelMatcher(before.vocabulary),
    criteria: new Map(),
    current: undefined,
    total: undefined,
    doubts: [],
    taken: new Set(),
    version: before.version + 1,
  };
  const rows = readAnnexRows(document);
  if (rows.length === 0)
    doubt(
      reader,
      null,
      'Không tìm thấy bảng "Tên gọi của tiêu chí | Cách tính và thang điểm | Số điểm" trong tệp',
    );
  for (const row of rows) readRow(row, reader);
  // The promise of this reading, kept even where a branch above forgot a cell.
  for (const { points } of rows)
    leave(
      points.filter(({ cell }) => !reader.taken.has(cell)),
      [],
      reader,
    );
  const built = before.criteria.map((known) => {
    const open = reader.criteria.get(known.number);
    if (open !== undefined) return buildCriterion(open, known, before.vocabulary, reader);
    if (rows.length > 0) doubt(reader, null, `Không tìm thấy tiêu chí ${known.number} trong bảng`);
    return { rule: known, added: [] };
  });
  const read = readConditions(document, file, before);
  for (const { text, source } of read.doubts) doubt(reader, source, text);
  const { total } = reader;
  const rubric = makeNextVersion(before, {
    criteria: built.map(({ rule }) => rule),
    vocabulary: {
      ...before.vocabulary,
      indicators: [...before.vocabulary.indicators, ...built.flatMap(({ added }) => added)],
    },
    scaleTotal:
      total === undefined
        ? before.scaleTotal
        : { points: total.points, ...cite(total.source, before.scaleTotal.reference) },
    conditions: read.conditions,
  });
  const seen = new Set<string>();
  return {
    rubric,
    doubts: reader.doubts.filter(({ message }) => !seen.has(message) && seen.add(message)),
    settlements: [],
  };
}

function doubt(reader: Reader, source: Source | null, text: string): void {
  const place = source?.locator === undefined ? '' : ` (${describeLocator(source.locator)})`;
  reader.doubts.push({ message: `${text}${place}.`, mustCorrect: false, source });
}

const quote = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return `"${line.length > quoted ? `${line.slice(0, quoted)}…` : line}"`;
};

function readRow({ name, scale, points }: AnnexRow, reader: Reader): void {
  const opened = name === undefined ? undefined : readName(name, points, reader);
  if (opened === 'total') {
    if (scale !== undefined)
      doubt(reader, sourceOf(scale, reader.file), `Chưa dùng nội dung ${quote(scale.text)}`);
    return;
  }
  const clauses = [
    ...(name !== undefined && opened === 'label' ? clausesOf(name, reader) : []),
    ...(scale === undefined ? [] : clausesOf(scale, reader)),
  ];
  const { current } = reader;
  if (current === undefined) {
    // A row of numbered columns "(1) (2) (3)" stands under many a head.
    const isColumnNumbers =
      points.every(({ cell }) => /^\(?\d\)?$/u.test(cell.text.trim())) && clauses.length <= 1;
    if (!isColumnNumbers) leave(points, clauses, reader);
    return;
  }
  const spansName =
    name !== undefined && opened === 'criterion' && points.length === 1 && (points[0]?.cell.rowSpan ?? 0) > 1
      ? points[0]?.cell.rowSpan === name.rowSpan && (scale?.rowSpan ?? 1) < name.rowSpan
      : false;
  const figure = onlyFigure(points);
  if (
    figure !== undefined &&
    (spansName || (clauses.length === 0 && opened === 'criterion' && current.max === undefined))
  ) {
    current.max = figure;
    take(points, reader);
    place(clauses, new Map(), current, reader);
    return;
  }
  pair(clauses, points, current, reader, opened === 'criterion');
}

function onlyFigure(
  points: readonly PointsCell[],
): { readonly points: number; readonly source: Source } | undefined {
  const [only, ...others] = points;
  const [figure, ...more] = only?.figures ?? [];
  if (only === undefined || figure === undefined || others.length + more.length > 0) return undefined;
  return { points: figure, source: { file: '', locator: only.cell.locator, raw: only.cell.text } };
}

/** A criterion's name, the row of the total, or words that belong to the scale. */
function readName(
  name: Cell,
  points: readonly PointsCell[],
  reader: Reader,
): 'criterion' | 'total' | 'label' {
  const text = name.text.trim();
  const source = sourceOf(name, reader.file);
  if (/^(?:tong|cong)(?: |$)/u.test(foldWords(stripNumbering(text)))) {
    const figure = onlyFigure(points);
    if (figure === undefined || reader.total !== undefined) leave(points, [], reader);
    else {
      reader.total = { points: figure.points, source: { ...figure.source, file: reader.file } };
      take(points, reader);
    }
    return 'total';
  }
  const written = reader.matcher.explicitCriterion(text) ?? leadingNumber(text);
  const worded = reader.matcher.criterionByWording(text);
  const isNumber = written !== undefined && written >= 1 && written <= reader.matcher.criterionCount;
  // Inside a criterion "1. Có bố trí …" numbers an item; only the wording tells.
  const number =
    worded?.number ??
    (reader.matcher.explicitCriterion(text) !== undefined && isNumber ? written : undefined);
  if (number === undefined) return 'label';
  if (worded !== undefined && isNumber && worded.number !== written)
    doubt(
      reader,
      source,
      `Số thứ tự và tên tiêu chí không khớp ở ${quote(text)}, hiểu theo tên là tiêu chí ${worded.number}`,
    );
  const known = reader.criteria.get(number);
  const open: OpenCriterion = known ?? { number, source, max: undefined, items: [] };
  reader.criteria.set(number, open);
  reader.current = open;
  const stated = readClause(text).points;
  if (stated !== null && open.max === undefined) open.max = { points: stated, source };
  return 'criterion';
}

function leadingNumber(text: string): number | undefined {
  const match = /^\s*(\d{1,2})\s*[.):-]?\s/u.exec(`${text} `);
  return match === null ? undefined : Number(match[1]);
}

interface PlacedClause {
  readonly clause: Clause;
  readonly source: Source;
}

function clausesOf(cell: Cell, reader: Reader): readonly PlacedClause[] {
  const isPaged = reader.format === 'pdf' || reader.format === 'image';
  const text = isPaged ? cell.text.replace(/\s+/gu, ' ').split(lineStart) : [cell.text];
  return text.flatMap(splitClauses).map((piece) => ({
    clause: readClause(piece),
    source: sourceOf(cell, reader.file, piece),
  }));
}

/**
 * What begins a line of a scale. A page gives its cells as running text: lines of the printed column are no lines of the scale.
 */
const lineStart =
  /(?<!(?:^|\s)(?:\(?\d{1,2}|[a-zđ])[.)])\s+(?=[-–•+]\s*\p{Lu}|\(?\d{1,2}\)\s|\d{1,2}\.\s+\p{Lu}|[a-zđ][.)]\s|(?:Từ|Dưới|Trên|Thấp hơn|Không|Có|Đạt|Chưa|Còn lại|Tỷ lệ|Tỉ lệ|Số|Trường hợp)(?!\p{L}))/u;

/** Names everything of a row that no rule took. */
function leave(points: readonly PointsCell[], clauses: readonly PlacedClause[], reader: Reader): void {
  take(points, reader);
  for (const { cell } of points)
    doubt(reader, sourceOf(cell, reader.file), `Số điểm ${quote(cell.text)} chưa rõ thuộc nội dung nào`);
  for (const { clause, source } of clauses) doubt(reader, source, `Chưa hiểu nội dung ${quote(clause.text)}`);
}

function take(points: readonly PointsCell[], reader: Reader): void {
  for (const { cell } of points) reader.taken.add(cell);
}

type Figure = { readonly points: number; readonly source: Source };

/** Gives the figures of the points column to the clauses beside them, where it is plain which belongs to which. */
function pair(
  clauses: readonly PlacedClause[],
  points: readonly PointsCell[],
  criterion: OpenCriterion,
  reader: Reader,
  isFirstOfCriterion: boolean,
): void {
  const figures = points.flatMap(({ cell, figures: read }) =>
    read.map((figure): Figure | undefined =>
      figure === undefined ? undefined : { points: figure, source: sourceOf(cell, reader.file) },
    ),
  );
  if (figures.includes(undefined)) {
    leave(points, [], reader);
    place(clauses, new Map(), criterion, reader);
    return;
  }
  const given = figures.filter((figure) => figure !== undefined);
  const [first, ...others] = given;
  if (first === undefined) {
    place(clauses, new Map(), criterion, reader);
    return;
  }
  const lacking = clauses.filter(({ clause }) => clause.points === null && clause.condition !== null);
  const bare = clauses.filter(({ clause }) => clause.points === null);
  const own = clauses.filter(({ clause }) => clause.points !== null);
  const takers = [lacking, ...(lacking.length > 0 || own.length === 0 ? [bare] : [])].find(
    (some) => some.length === given.length,
  );
  const before = criterion.items.length;
  place(
    clauses,
    new Map((takers ?? []).map((taker, position) => [taker, given[position]])),
    criterion,
    reader,
  );
  const repeats =
    lacking.length === 0 &&
    own.length === given.length &&
    own.every(({ clause }, position) => clause.points === given[position]?.points);
  if (takers !== undefined || repeats || (others.length === 0 && lacking.length === 0 && takeMaximum(first)))
    take(points, reader);
  else leave(points, [], reader);

  /** One figure beside levels that have their own is the most they give: the criterion's, or the one item's. */
  function takeMaximum(figure: Figure): boolean {
    const items = criterion.items.slice(clauses.length === 0 ? 0 : before);
    const [only] = items;
    const most = sum(items.map(bestOf));
    if (most !== figure.points || only === undefined) return false;
    if (items.length === 1 && only.stated === undefined) only.stated = figure;
    else if (isFirstOfCriterion && criterion.max === undefined) criterion.max = figure;
    else return false;
    return true;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function bestOf({ levels, stated }: OpenItem): number {
  return Math.max(
    0,
    ...levels.map((level) => level.points),
    ...(levels.length === 0 ? [stated?.points ?? 0] : []),
  );
}

/** Puts the clauses of one cell into the items of a criterion, each with the figure it was given. */
function place(
  clauses: readonly PlacedClause[],
  gifts: ReadonlyMap<PlacedClause, Figure | undefined>,
  criterion: OpenCriterion,
  reader: Reader,
): void {
  for (const placed of clauses) {
    const { clause, source } = placed;
    const gift = gifts.get(placed);
    const points = clause.points ?? gift?.points ?? null;
    const from: Source =
      gift === undefined ? source : { ...gift.source, raw: `${clause.text} | ${gift.source.raw ?? ''}` };
    if (clause.isUnclear) {
      doubt(
        reader,
        from,
        `Chưa hiểu nội dung ${quote(clause.text)}${gift === undefined ? '' : ` (${sayNumber(gift.points)} điểm)`}`,
      );
      continue;
    }
    if (clause.isMaximum && points !== null && clause.label === '') {
      const item = criterion.items.at(-1);
      if (item?.stated === undefined && item !== undefined) item.stated = { points, source: from };
      else doubt(reader, from, `Chưa rõ ${quote(clause.text)} là điểm tối đa của nội dung nào`);
      continue;
    }
    const item = itemFor(clause, source, criterion, reader);
    if (clause.condition !== null && typeof clause.condition === 'object' && points === null)
      doubt(reader, from, `Mức ${quote(clause.text)} chưa có số điểm`);
    else if (points !== null && clause.condition !== null && !isStatement(clause, item))
      item.levels.push({ condition: clause.condition, points, source: from });
    else if (points !== null) {
      if (item.stated === undefined) item.stated = { points, source: from };
      else doubt(reader, from, `Nội dung ${quote(clause.text)} có thêm số điểm ${sayNumber(points)}`);
    }
  }
}

/** "Có bố trí người …: 50 điểm" is an item with its points; "Có: 50 điểm" a level of the item before it. */
function isStatement(clause: Clause, item: OpenItem): boolean {
  return (
    clause.condition === 'some' &&
    clause.label !== '' &&
    item.label === clause.label &&
    item.levels.length === 0
  );
}

/** The item a clause belongs to: a level goes to the one before it, words that name something else begin a new one. */
function itemFor(clause: Clause, source: Source, criterion: OpenCriterion, reader: Reader): OpenItem {
  const last = criterion.items.at(-1);
  const begin = (label: string): OpenItem => {
    const item: OpenItem = { label, source, levels: [], stated: undefined };
    criterion.items.push(item);
    return item;
  };
  const isLevel = clause.condition !== null;
  // What these cover is told by the levels before them, whatever words they have.
  if (last !== undefined && (clause.condition === 'no-case' || clause.condition === 'rest')) return last;
  const match = (label: string): string | undefined =>
    reader.matcher.indicator(label, criterion.number, ['rate', 'count', 'yes-no'])?.indicator.id;
  const named = match(clause.label);
  // "b) Số hoạt động trong năm …" has no word of its own either, but a figure of that name.
  const isNamed = clause.isNumbered && named !== undefined;
  if (isNoise(clause.label) && !isNamed && (isLevel || clause.points !== null)) return last ?? begin('');
  if (last === undefined) return begin(clause.label);
  const hasStarted = last.levels.length > 0 || last.stated !== undefined;
  if (!isLevel && clause.points === null && !hasStarted && !clause.isNumbered) {
    last.label = `${last.label} ${clause.label}`.trim();
    return last;
  }
  // "Không có trẻ em …: 77 điểm", then "Có trẻ em …: 0 điểm".
  const isOpposite =
    clause.condition === 'some' &&
    last.levels.some(({ condition }) => condition === 'none') &&
    isPartOf(clause.label, last.label);
  if (isOpposite && !clause.isNumbered) return last;
  if ((clause.isNumbered && hasStarted) || !isLevel || clause.condition === 'some')
    return begin(clause.label);
  const isSame = named !== undefined && named === match(last.label);
  if (last.label === '' || isSame || isPartOf(clause.label, last.label)) return last;
  return named === undefined && !hasStarted ? last : begin(clause.label);
}

/** Most of the words stand in the other text. */
function isPartOf(label: string, whole: string): boolean {
  const words = foldWords(label).split(' ');
  const others = new Set(foldWords(whole).split(' '));
  return words.filter((word) => others.has(word)).length * 2 > words.length;
}

function cite(source: Source, reference: string): Citation {
  const place = source.locator === undefined ? '' : `, ${describeLocator(source.locator)}`;
  return { status: 'sourced', source: `${source.file}${place}`, reference, verified: null, entered: source };
}

function unknown(reference: string): PointsRow {
  return { points: null, status: 'unknown', source: null, reference, verified: null };
}

/** The criterion's rule, with indicators for items that no known indicator fits. */
function buildCriterion(
  open: OpenCriterion,
  known: CriterionRule,
  vocabulary: Vocabulary,
  reader: Reader,
): { readonly rule: CriterionRule; readonly added: readonly IndicatorDefinition[] } {
  const { reference } = known.max;
  const added: IndicatorDefinition[] = [];
  const used = new Set<string>();
  const items: ItemRule[] = [];
  for (const item of open.items) {
    const levels = levelsOf(item);
    const at = `Tiêu chí ${open.number}, nội dung ${quote(item.label)}`;
    if (levels.length === 0) {
      doubt(reader, item.source, `${at}: không có mức điểm nào`);
      continue;
    }
    const { rule, doubts } = buildScaleRule(levels);
    for (const text of doubts) doubt(reader, item.source, `${at}: ${text}`);
    for (const { points, source } of listUnusedLevels(levels, rule))
      doubt(reader, source, `${at}: chưa dùng mức ${sayNumber(points)} điểm`);
    if (rule === undefined) {
      if (item.stated !== undefined)
        doubt(reader, item.stated.source, `${at}: chưa dùng số điểm ${sayNumber(item.stated.points)}`);
      continue;
    }
    const id = `${open.number}.${items.length + 1}`;
    const indicator = chooseIndicator({
      item,
      kind: rule.kind,
      criterion: open.number,
      id,
      used,
      vocabulary,
      reader,
    });
    if (indicator.isNew) added.push(indicator.definition);
    used.add(indicator.definition.id);
    const best = rule.kind === 'yes-no' ? rule.points : (rule.bands[0]?.points ?? 0);
    if (item.stated !== undefined && item.stated.points !== best)
      doubt(
        reader,
        item.stated.source,
        `${at}: ghi ${sayNumber(item.stated.points)} điểm, mức cao nhất ${sayNumber(best)} điểm`,
      );
    const built: Rule =
      rule.kind === 'yes-no'
        ? {
            kind: 'yes-no',
            indicator: indicator.definition.id,
            points: rule.points,
            ...cite(rule.source, reference),
          }
        : scaleOf(rule, indicator.definition.id, reference);
    items.push({
      id,
      name: item.label === '' ? indicator.definition.name : item.label,
      max: best,
      rule: built,
    });
  }
  const total = sum(items.map(({ max }) => max));
  const isStated =
    open.max !== undefined || items.length === 0 || open.items.every(({ stated }) => stated !== undefined);
  if (!isStated)
    doubt(
      reader,
      open.source,
      `Tiêu chí ${open.number} không ghi điểm tối đa, tạm lấy tổng các nội dung là ${sayNumber(total)} điểm`,
    );
  const max: PointsRow =
    open.max !== undefined
      ? { points: open.max.points, ...cite({ ...open.max.source, file: reader.file }, reference) }
      : items.length > 0
        ? { ...cite(open.source, reference), points: total, status: 'inferred' }
        : unknown(reference);
  if (items.length === 0 && open.items.length === 0)
    doubt(reader, open.source, `Tiêu chí ${open.number} không có nội dung chấm điểm nào`);
  return { rule: { number: open.number, max, items }, added };
}

/** Points beside a label are those of a yes, unless levels follow. */
function levelsOf({ levels, stated }: OpenItem): readonly Level[] {
  const areAbsences = levels.every(
    ({ condition, points }) => (condition === 'none' || condition === 'rest') && points === 0,
  );
  return stated !== undefined && areAbsences ? [{ condition: 'some', ...stated }, ...levels] : levels;
}

function scaleOf(
  rule: Exclude<NonNullable<ReturnType<typeof buildScaleRule>['rule']>, { kind: 'yes-no' }>,
  indicator: string,
  reference: string,
): Rule {
  const scale = {
    indicator,
    direction: rule.direction,
    bands: rule.bands.map(({ source, ...band }) => ({ ...band, ...cite(source, reference) })),
    otherwise:
      rule.otherwise === null
        ? unknown(reference)
        : { points: rule.otherwise.points, ...cite(rule.otherwise.source, reference) },
  };
  if (rule.kind === 'count') return { kind: 'count', ...scale };
  return {
    kind: 'rate',
    noCase:
      rule.noCase === null
        ? 'person'
        : {
            name: 'trường hợp không phát sinh',
            points: rule.noCase.points,
            ...cite(rule.noCase.source, reference),
          },
    ...scale,
  };
}

/** The vocabulary's indicator for an item; one of its own, named by the text, where none fits for certain. */
function chooseIndicator(input: {
  readonly item: OpenItem;
  readonly kind: 'yes-no' | 'rate' | 'count';
  readonly criterion: number;
  readonly id: string;
  readonly used: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
  readonly reader: Reader;
}): { readonly definition: IndicatorDefinition; readonly isNew: boolean } {
  const { item, kind, criterion, id, used, vocabulary, reader } = input;
  const criterionName = vocabulary.criteria.find((one) => one.number === criterion)?.name ?? '';
  const label = item.label === '' ? criterionName : item.label;
  const matched = reader.matcher.indicator(label, criterion, [kind])?.indicator;
  if (matched !== undefined && !used.has(matched.id)) return { definition: matched, isNew: false };
  doubt(
    reader,
    item.source,
    matched === undefined
      ? `Nội dung ${id} ${quote(label)} chưa khớp chỉ tiêu nào đã có, tạm lập chỉ tiêu mới theo đúng tên`
      : `Nội dung ${id} ${quote(label)} khớp chỉ tiêu "${matched.name}" đã dùng cho nội dung khác, tạm lập chỉ tiêu mới theo đúng tên`,
  );
  return {
    isNew: true,
    definition: newIndicator({
      name: label,
      criterion,
      item: id,
      unit: kind,
      unitWord: deriveUnitWord(
        item.levels.map(({ source }) => source.raw ?? ''),
        label,
      ),
      version: reader.version,
    }),
  };
}

import type { Source } from '../domain/locator.ts';
import { describeLocator } from '../domain/locator.ts';
import type { ParsedDocument } from '../domain/parsed-document.ts';
import type { Citation, Conditions, Rubric } from '../rubrics/rubric.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import { areaNames } from '../rubrics/list-rows.ts';
import { foldAccents, foldWords } from '../vietnamese/fold.ts';
import { parseNumber } from '../vietnamese/numbers.ts';
import { listAnnexTables } from './read-annex-rows.ts';
import { layOutTable } from './table-grid.ts';

type Area = keyof typeof areaNames;

/** The conditions of recognition a text gives, each with its place; what it does not give stays as it was known. */
export interface ReadConditions {
  readonly conditions: Conditions;
  /** What is not plain, without place and stop. */
  readonly doubts: readonly { readonly text: string; readonly source: Source | null }[];
}

/** A line of the text outside the table of criteria. */
interface Line {
  readonly text: string;
  readonly source: Source;
  /** Of the text's own numbering: "Điều 3"; null before the first. */
  readonly article: string | null;
}

/** Reads the conditions of recognition of an official text: lowest totals by class of area, no criterion at zero, all criteria met. */
export function readConditions(document: ParsedDocument, file: string, before: Rubric): ReadConditions {
  const doubts: { text: string; source: Source | null }[] = [];
  const lines = listTextLines(document, file);
  const known = before.conditions;
  const thresholds = { ...known.thresholds };
  const given = new Map<Area, number>();
  for (const line of lines)
    for (const { area, points, doubt } of readThresholds(line.text)) {
      if (doubt !== null) doubts.push({ text: doubt, source: line.source });
      if (area === null || points === null) continue;
      const first = given.get(area);
      if (first !== undefined && first !== points)
        doubts.push({
          text: `Mức điểm tối thiểu của "${areaNames[area]}" được nêu khác nhau: ${sayNumber(first)} và ${sayNumber(points)} điểm`,
          source: line.source,
        });
      if (first !== undefined) continue;
      given.set(area, points);
      thresholds[area] = { points, ...cite(line, known.thresholds[area]) };
    }
  const find = (says: (words: string) => boolean): Line | undefined =>
    lines.find(({ text }) => splitSentences(text).some((one) => says(foldWords(one))));
  const noZero = find(saysNoZero);
  const allMet = find((words) => allMetPattern.test(words));
  const aboveZero = find((words) => aboveZeroPattern.test(words));
  const otherRule = find((words) => metPattern.test(words) && !aboveZeroPattern.test(words));
  if (otherRule !== undefined)
    doubts.push({
      text: `Chưa dùng nội dung về tiêu chí đạt: "${otherRule.text}"; thang điểm coi tiêu chí có điểm là đạt`,
      source: otherRule.source,
    });
  const count = before.criteria.length;
  const said = allMetPattern.exec(foldWords(allMet?.text ?? ''))?.[1];
  if (allMet !== undefined && said !== undefined && Number(said) !== count)
    doubts.push({
      text: `Văn bản ghi đạt ${Number(said)} tiêu chí, thang điểm có ${count} tiêu chí`,
      source: allMet.source,
    });
  const missing = [
    ...(Object.keys(areaNames) as Area[]).flatMap((area) =>
      given.has(area) ? [] : [`mức điểm tối thiểu: ${areaNames[area]}`],
    ),
    ...(noZero === undefined ? ['không có tiêu chí nào bị 0 điểm'] : []),
    ...(allMet === undefined ? [`đạt đủ ${count} tiêu chí`] : []),
  ];
  // A file with the table alone says nothing of conditions; one with a part of them may have been read in part.
  if (given.size > 0 || noZero !== undefined || allMet !== undefined)
    for (const one of missing)
      doubts.push({ text: `Không tìm thấy điều kiện "${one}" trong tệp, giữ như bản trước`, source: null });
  return {
    conditions: {
      thresholds,
      noZeroCriterion: noZero === undefined ? known.noZeroCriterion : cite(noZero, known.noZeroCriterion),
      allCriteriaMet: allMet === undefined ? known.allCriteriaMet : cite(allMet, known.allCriteriaMet),
      metAboveZero: aboveZero === undefined ? known.metAboveZero : cite(aboveZero, known.metAboveZero),
    },
    doubts,
  };
}

const allMetPattern = /dat (?:du|tat ca|toan bo|ca) (?:cac |ca )?(?:(\d+) )?tieu chi/u;
const metPattern = /tieu chi (?:duoc (?:coi|tinh|xac dinh) (?:la )?)?dat (?:khi|neu)/u;
const aboveZeroPattern =
  /tieu chi (?:duoc (?:coi|tinh|xac dinh) (?:la )?)?dat (?:khi|neu).*(?:tren|lon hon|nhieu hon) 0(?: diem|$)/u;

function saysNoZero(words: string): boolean {
  return (
    /tieu chi/u.test(words) &&
    /(?:bi|co|dat|duoc) (?:0 diem|diem 0|khong diem)(?: |$)/u.test(words) &&
    /(?:^| )khong (?:co|bi|de) /u.test(words)
  );
}

const splitSentences = (text: string): readonly string[] => text.split(/;|\.(?=\s|$)/u);

const areaPatterns: readonly (readonly [Area, RegExp])[] = [
  ['urban-ward', /phuong(?: thuoc)?,? (?:cac )?(?:thuoc )?quan(?![a-z])/gu],
  ['mountain-island-or-special', /mien nui|hai dao|dac biet kho khan/gu],
  ['other', /con lai/gu],
];

/** "từ 900 điểm trở lên"; of "900/1.000 điểm" the first. */
const leastPattern =
  /(tu|tren|lon hon|toi thieu|it nhat|khong duoi|dat)?\s*(\d[\d.]*)(?:\s*\/\s*\d[\d.]*)?\s*diem(?![a-z])(\s*tro len)?/gu;

interface ReadThreshold {
  readonly area: Area | null;
  readonly points: number | null;
  readonly doubt: string | null;
}

/** The lowest totals in one line, where it is plain to which class of area each belongs. */
function readThresholds(text: string): readonly ReadThreshold[] {
  const folded = foldAccents(text);
  const areas = areaPatterns
    .flatMap(([area, pattern]) => [...folded.matchAll(pattern)].map(({ index }) => ({ area, index })))
    .sort((a, b) => a.index - b.index);
  const figures = [...folded.matchAll(leastPattern)];
  const [firstArea] = areas;
  const [firstFigure] = figures;
  if (firstArea === undefined || firstFigure === undefined) return [];
  // "từ 900 điểm … đối với phường …" or "phường …: từ 900 điểm": what comes first keeps coming first.
  const isFigureFirst = firstFigure.index < firstArea.index;
  return figures.map((figure, position): ReadThreshold => {
    const from = isFigureFirst ? figure.index : (figures[position - 1]?.index ?? 0);
    const to = isFigureFirst ? (figures[position + 1]?.index ?? folded.length) : figure.index;
    const own = [
      ...new Set(areas.filter(({ index }) => index >= from && index < to).map(({ area }) => area)),
    ];
    const [area = null, ...others] = own;
    const [, sign, digits = '', upward] = figure;
    const points = parseNumber(digits, 'points')?.value ?? null;
    const said = `Chưa rõ mức điểm tối thiểu ở "${text}"`;
    if (area === null || others.length > 0 || points === null)
      return { area: null, points: null, doubt: said };
    const isExclusive = (sign === 'tren' || sign === 'lon hon') && upward === undefined;
    const isLeast = sign !== undefined || upward !== undefined;
    if (!isLeast) return { area: null, points: null, doubt: said };
    return {
      area,
      points,
      doubt: isExclusive
        ? `Văn bản ghi trên ${sayNumber(points)} điểm; thang điểm hiểu là từ ${sayNumber(points)} điểm trở lên`
        : null,
    };
  });
}

function listTextLines(document: ParsedDocument, file: string): readonly Line[] {
  const ofCriteria = new Set(listAnnexTables(document).map(({ table }) => table));
  const lines: Line[] = [];
  let article: string | null = null;
  for (const block of document.blocks) {
    if (block.hidden === true) continue;
    if (block.kind === 'paragraph') {
      if (block.role === 'comment') continue;
      for (const text of block.text.split('\n')) {
        article = /^\s*(Điều\s+\d+)[.:\s]/u.exec(text)?.[1] ?? article;
        lines.push({
          text: text.trim(),
          source: { file, locator: block.locator, raw: text.trim() },
          article,
        });
      }
      continue;
    }
    if (ofCriteria.has(block)) continue;
    const grid = layOutTable(block);
    for (let row = 0; row < grid.rowCount; row += 1) {
      const cells = [
        ...new Set(Array.from({ length: grid.columnCount }, (_, column) => grid.at(row, column))),
      ].filter((cell) => cell !== undefined);
      const text = cells.map((cell) => cell.text.replace(/\s+/gu, ' ').trim()).join(': ');
      const [first] = cells;
      if (first !== undefined)
        lines.push({ text, source: { file, locator: first.locator, raw: text }, article });
    }
  }
  return lines;
}

function cite({ source, article }: Line, known: Citation): Citation {
  const place = source.locator === undefined ? '' : `, ${describeLocator(source.locator)}`;
  const rest = known.reference.replace(/\s*\(chưa xác định điều, khoản\)/u, '');
  return {
    status: 'sourced',
    source: `${source.file}${place}`,
    reference: article === null ? known.reference : `${article}, ${rest}`,
    verified: null,
    entered: source,
  };
}

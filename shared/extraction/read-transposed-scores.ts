import type { Claim } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { ReadingContext } from './found-reading.ts';
import { readPoints } from './points.ts';
import type { TableGrid } from './table-grid.ts';

/** Criteria named across one row, below which a table is no score sheet on its side. */
const leastCriteria = 5;
/** Numbers in their turn below which a row of them counts no criteria. */
const leastNumbered = 4;

const ownRow =
  /(?:tu cham|tu danh gia|diem (?:dat|xa|thi tran|phuong|thong nhat|hoi dong|de nghi|cham)|^(?:so )?diem$)/u;
const maxRow = /(?:toi da|diem chuan|thang diem|khung diem|quy dinh)/u;
const othersRow = /(?:huyen|tham dinh|phuc tra|nam truoc)/u;
/** Before numbers that are criteria's: "Tiêu chí | 1 | 2 | 3 …". */
const numbersRow = /^(?:tieu chi|tc|so tt|stt|tieu chi so|so thu tu)?$/u;

/** Reads a score sheet on its side: "TC 1 … TC 13" across, "Điểm tối đa" and "Điểm tự chấm" down; it may go on in further bands. Empty for any other table. */
export function readTransposedScores(grid: TableGrid, context: ReadingContext): readonly Claim[] {
  const claims: Claim[] = [];
  let criteria = new Map<number, number>();
  const maxima = new Map<number, number>();
  const seen = new Set<number>();
  const given = new Set<number>();
  for (let row = 0; row < grid.rowCount; row++) {
    const named = criteriaAcross(grid, row, context, seen);
    if (named.size >= 2) {
      criteria = named;
      for (const criterion of named.values()) seen.add(criterion);
      continue;
    }
    const label = foldWords(grid.text(row, 0));
    const isMax = maxRow.test(label);
    const isOwn = !isMax && ownRow.test(label) && !othersRow.test(label);
    if (!isOwn && !isMax) continue;
    for (const [column, criterion] of criteria) {
      const cell = grid.at(row, column);
      const points = readPoints(cell);
      if (cell === undefined || points === undefined) continue;
      if (isMax) maxima.set(criterion, points.points);
      else if (!given.has(criterion)) {
        given.add(criterion);
        claims.push({
          criterion,
          points: points.points,
          max: points.max,
          source: { file: context.file, locator: cell.locator, raw: cell.text.slice(0, 40) },
        });
      }
    }
  }
  if (seen.size < leastCriteria) return [];
  return claims.map((claim) => ({ ...claim, max: claim.max ?? maxima.get(claim.criterion) ?? null }));
}

/** Columns of a row that name a criterion each: "TC 1", or one number after the other, going on where the band above ended. */
function criteriaAcross(
  grid: TableGrid,
  row: number,
  context: ReadingContext,
  seen: ReadonlySet<number>,
): Map<number, number> {
  const found = new Map<number, number>();
  const cells = grid.row(row).filter((cell) => cell.row === row);
  for (const cell of cells) {
    if (cell.text.length > 20) continue;
    const number = context.matcher.explicitCriterion(cell.text);
    if (number !== undefined && ![...found.values()].includes(number)) found.set(cell.column, number);
  }
  if (found.size > 0 || !numbersRow.test(foldWords(grid.text(row, 0)))) return found;
  const numbers = cells.filter(({ column, text }) => column > 0 && /^\s*\d{1,2}\s*$/u.test(text));
  const isInTurn = numbers.every(({ text }, at) => Number(text) === seen.size + at + 1);
  if (!isInTurn || numbers.length < leastNumbered) return found;
  return new Map(numbers.map(({ column, text }) => [column, Number(text)]));
}

import type { Claim } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { ReadingContext } from './found-reading.ts';
import { readPoints } from './points.ts';
import type { TableGrid } from './table-grid.ts';

/** Criteria named across one row, below which a table is no score sheet on its side. */
const leastCriteria = 5;

const ownRow = /(?:tu cham|tu danh gia|diem dat|diem xa|diem thi tran)/u;
const maxRow = /(?:toi da|diem chuan|thang diem|quy dinh)/u;

/** Reads a score sheet on its side: "TC 1 … TC 13" across, "Điểm tối đa" and "Điểm tự chấm" down; it may go on in further bands. Empty for any other table. */
export function readTransposedScores(grid: TableGrid, context: ReadingContext): readonly Claim[] {
  const claims: Claim[] = [];
  let criteria = new Map<number, number>();
  let maxima = new Map<number, number>();
  let seen = 0;
  for (let row = 0; row < grid.rowCount; row++) {
    const named = criteriaAcross(grid, row, context);
    if (named.size >= 2) {
      criteria = named;
      maxima = new Map();
      seen += named.size;
      continue;
    }
    const label = foldWords(grid.text(row, 0));
    const isOwn = ownRow.test(label);
    if (!isOwn && !maxRow.test(label)) continue;
    for (const [column, criterion] of criteria) {
      const cell = grid.at(row, column);
      const points = readPoints(cell);
      if (cell === undefined || points === undefined) continue;
      if (!isOwn) maxima.set(criterion, points.points);
      else
        claims.push({
          criterion,
          points: points.points,
          max: points.max ?? maxima.get(criterion) ?? null,
          source: { file: context.file, locator: cell.locator, raw: cell.text.slice(0, 40) },
        });
    }
  }
  return seen >= leastCriteria ? claims : [];
}

/** Columns of a row that name a criterion each. */
function criteriaAcross(grid: TableGrid, row: number, context: ReadingContext): Map<number, number> {
  const found = new Map<number, number>();
  for (const cell of grid.row(row)) {
    if (cell.row !== row || cell.text.length > 20) continue;
    const number = context.matcher.explicitCriterion(cell.text);
    if (number !== undefined && ![...found.values()].includes(number)) found.set(cell.column, number);
  }
  return found;
}

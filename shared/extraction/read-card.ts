import type { Cell } from '../domain/parsed-document.ts';
import type { Claim } from '../domain/reading.ts';
import type { ReadingContext } from './found-reading.ts';
import { readNumbering } from './numbering.ts';
import { maximumName, readPoints } from './points.ts';
import type { TableGrid } from './table-grid.ts';

/** A criterion on a small table of its own, its parts below one another; null points where the card says none. */
export interface Card {
  readonly criterion: number;
  readonly claim: Claim | null;
}

const longest = 12;
const criterionLabel = /^(?:tên\s+)?(?:tiêu\s*chí|TC)(?:\s+(?:số|đánh giá))?\s*:?$/iu;
const ownLabel =
  /^(?:(?:số\s+)?điểm\s+)?(?:(?:xã|thị trấn|phường|đơn vị)\s+)?(?:tự\s+chấm|tự\s+đánh\s+giá|đề\s+nghị)(?:\s+điểm)?\s*:?$/iu;

/** Reads a table of two columns that begins with the name of one criterion: "Tiêu chí | 2. …", "Điểm tối đa | 70", "Điểm xã tự chấm | 65"; undefined for any other. */
export function readCard(grid: TableGrid, context: ReadingContext): Card | undefined {
  if (grid.columnCount !== 2 || grid.rowCount > longest) return undefined;
  const beside = (label: RegExp): readonly Cell[] =>
    Array.from({ length: grid.rowCount }, (_, row) => row)
      .filter((row) => label.test(grid.text(row, 0).trim()))
      .map((row) => grid.at(row, 1))
      .filter((cell) => cell !== undefined);
  const [name, ...others] = beside(criterionLabel);
  if (name === undefined || others.length > 0) return undefined;
  const criterion = criterionOfName(name.text, context);
  if (criterion === undefined) return undefined;
  const [own, ...rest] = beside(ownLabel);
  const points = rest.length > 0 ? undefined : readPoints(own);
  return {
    criterion,
    claim:
      own === undefined || points === undefined
        ? null
        : {
            criterion,
            points: points.points,
            max: points.max ?? readPoints(beside(maximumName)[0])?.points ?? null,
            source: { file: context.file, locator: own.locator, raw: own.text.slice(0, 40) },
          },
  };
}

/** By its words; a number before them has to be its own. */
function criterionOfName(text: string, { matcher }: ReadingContext): number | undefined {
  const wording = matcher.criterionByWording(text)?.number;
  const { value } = readNumbering(text, true);
  return value !== undefined && wording !== undefined && value !== wording ? undefined : wording;
}

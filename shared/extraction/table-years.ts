import type { ParsedDocument, Table } from '../domain/parsed-document.ts';

/**
 * The tables of a document that are of other years: next year's plan, and what stands only for comparison beside the
 * round's own ("Số liệu 2022" beside "Số liệu 2023"). Where no table names the round's year, an earlier one may be all there is.
 * @param year the year of the round.
 */
export function tablesOfOtherYears(document: ParsedDocument, year: number): ReadonlySet<Table> {
  const named = document.blocks.flatMap((block, position) => {
    if (block.kind !== 'table' || block.hidden === true) return [];
    const above = document.blocks[position - 1];
    const caption = above?.kind === 'paragraph' && above.text.length < longestCaption ? above.text : '';
    return [{ table: block, years: yearsOf(block, caption) }];
  });
  const isCompared = named.some(({ years }) => years.includes(year));
  return new Set(
    named
      .filter(
        ({ years }) => years.length > 0 && years.every((one) => one > year || (isCompared && one < year)),
      )
      .map(({ table }) => table),
  );
}

const longestCaption = 120;

const columnYear = /^(?:(?:số liệu|kết quả|thực hiện)\s+)*(?:năm\s+)?(20\d\d)$/giu;

/** The years in the name of a sheet, the caption above a table and the lines across its top. */
function yearsOf(table: Table, caption: string): readonly number[] {
  const firstRow = table.cells.find(({ row }, at) => table.cells[at + 1]?.row === row)?.row ?? 0;
  const titles = table.cells.filter(({ row }) => row < firstRow).map(({ text }) => text);
  const inTitles = [caption, ...titles].flatMap((text) => [...text.matchAll(/năm\s+(20\d\d)(?!\d)/giu)]);
  // "Năm 2022 | Năm 2023": the head tells its columns apart, whatever the caption says of one of them.
  const inHead = table.cells
    .filter(({ row }) => row <= firstRow + 1)
    .flatMap(({ text }) => [...text.matchAll(columnYear)]);
  const inName = [...(table.sheet ?? '').matchAll(/(?<!\d)(20\d\d)(?!\d)/gu)];
  const told = [...inTitles, ...inName];
  return (told.length === 0 ? [] : [...told, ...inHead]).map(([, found]) => Number(found));
}

import type { Cell, ParsedDocument, Table } from '../../../shared/domain/parsed-document.ts';

/**
 * Builds a table from rows of texts. "^" continues the cell above, "<" the cell to the left; a number is a spreadsheet's
 * number shown as it is.
 */
export function tableOf(rows: readonly (readonly (string | number)[])[], index = 1): Table {
  const cells: Cell[] = [];
  const owner = new Map<string, Cell & { rowSpan: number; columnSpan: number }>();
  for (const [row, texts] of rows.entries())
    for (const [column, text] of texts.entries()) {
      const left = owner.get(`${row}:${column - 1}`);
      const above = owner.get(`${row - 1}:${column}`);
      if (text === '<' && left !== undefined) {
        if (left.row === row) left.columnSpan = Math.max(left.columnSpan, column - left.column + 1);
        owner.set(`${row}:${column}`, left);
        continue;
      }
      if (text === '^' && above !== undefined) {
        above.rowSpan = Math.max(above.rowSpan, row - above.row + 1);
        owner.set(`${row}:${column}`, above);
        continue;
      }
      const cell = {
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        text: String(text),
        ...(typeof text === 'number' ? { number: text } : {}),
        locator: { kind: 'table', table: index, row: row + 1, column: column + 1 } as const,
      };
      owner.set(`${row}:${column}`, cell);
      if (cell.text !== '') cells.push(cell);
    }
  return {
    kind: 'table',
    index,
    rowCount: rows.length,
    columnCount: Math.max(...rows.map((row) => row.length)),
    cells,
  };
}

/** Builds a document of paragraphs (texts) and tables (rows). */
export function documentOf(
  parts: readonly (string | readonly (readonly (string | number)[])[])[],
): ParsedDocument {
  let paragraphs = 0;
  let tables = 0;
  return {
    format: 'docx',
    scanned: false,
    legacyEncoding: null,
    blocks: parts.map((part) =>
      typeof part === 'string'
        ? {
            kind: 'paragraph',
            role: 'body',
            text: part,
            locator: { kind: 'paragraph', index: (paragraphs += 1) },
          }
        : tableOf(part, (tables += 1)),
    ),
  };
}

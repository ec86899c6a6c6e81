import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import type { ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { readFile } from '../../../shared/formats/registry.ts';

/** A cell of an invented annex: its paragraphs, or with the rows or columns it spans. */
export type AnnexCell = string | { readonly text: string; readonly rows?: number; readonly columns?: number };

/** The law's head of the table. */
export const annexHead: readonly AnnexCell[] = ['Tên gọi của tiêu chí', 'Cách tính và thang điểm', 'Số điểm'];

/** Writes an annex of made-up numbers as a Word file: tables of rows, one paragraph a line. */
export async function writeAnnex(
  ...tables: readonly (readonly (readonly AnnexCell[])[])[]
): Promise<Uint8Array> {
  const document = new Document({
    sections: [
      {
        children: tables.flatMap((rows) => [
          new Paragraph('PHỤ LỤC (số liệu bịa để kiểm thử, không phải quy định)'),
          new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(writeCell) })) }),
        ]),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function writeCell(cell: AnnexCell): TableCell {
  const { text, rows = 1, columns = 1 } = typeof cell === 'string' ? { text: cell } : cell;
  return new TableCell({
    rowSpan: rows,
    columnSpan: columns,
    children: text.split('\n').map((line) => new Paragraph(line)),
  });
}

/** Reads the annex as the product does. */
export async function readAnnex(bytes: Uint8Array, file = 'phu-luc.docx'): Promise<ParsedDocument> {
  const { document } = await readFile({ bytes, file, passwords: [] });
  if (document === undefined) throw new Error('the annex was not read');
  return document;
}

import { describe, expect, it } from 'vitest';
import { pdfFormat } from '../../../shared/formats/pdf.ts';
import { buildPdf, textAt } from './build-pdf.ts';

const columns = [60, 100, 330, 390, 450];

/** Lines of a page at the given heights, their cells parted by "|". */
async function tableIn(lines: readonly (readonly [y: number, line: string])[]) {
  const items = lines.flatMap(([y, line]) =>
    line.split('|').flatMap((text, column) => (text === '' ? [] : [textAt(columns[column] ?? 0, y, text)])),
  );
  const { document } = await pdfFormat.parse({ bytes: buildPdf([items]), file: 'bang.pdf', passwords: [] });
  return document?.blocks.map((block) =>
    block.kind === 'table'
      ? Array.from({ length: block.rowCount }, (_, row) =>
          block.cells
            .filter((cell) => cell.row === row)
            .map(({ text }) => text)
            .join('|'),
        )
      : block.text,
  );
}

describe('a table without rules', () => {
  it('goes on over the second lines of its cells, and ends before what stands apart', async () => {
    expect(
      await tableIn([
        [100, 'TT|Nội dung|Đạt|Điểm|Xã chấm'],
        [114, '|||chuẩn'],
        [134, 'I|NGUỒN LỰC THỰC HIỆN||100|90'],
        [148, '|QUYỀN TRẺ EM'],
        [168, '-|Cán bộ bảo vệ trẻ em|Có|50|50'],
        [188, 'II|KHAI SINH||80|80'],
        [240, '|NGƯỜI LẬP'],
      ]),
    ).toEqual([
      [
        'TT|Nội dung|Đạt|Điểm chuẩn|Xã chấm',
        'I|NGUỒN LỰC THỰC HIỆN QUYỀN TRẺ EM|100|90',
        '-|Cán bộ bảo vệ trẻ em|Có|50|50',
        'II|KHAI SINH|80|80',
      ],
      'NGƯỜI LẬP',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { decodeBmp } from '../../../shared/formats/decode-bmp.ts';
import { imageFormat } from '../../../shared/formats/image.ts';
import { stopRecognition } from '../../../shared/formats/ocr.ts';

const file = 'ảnh.jpg';
const read = async (bytes: Uint8Array): Promise<ReadFile> =>
  await imageFormat.parse({ bytes, file, passwords: [] });
const reasons = (result: ReadFile) => result.findings.map((finding) => `${finding.code}: ${finding.message}`);

afterAll(stopRecognition);

describe('a picture of a page', () => {
  it(
    'gives the cells of a ruled table that lies askew under noise and a red seal',
    { timeout: 120_000 },
    async () => {
      const picture = new URL('../../support/pictures/score-table-scan.jpg', import.meta.url);
      const { status, document } = await read(new Uint8Array(readFileSync(picture)));

      const [table] = document?.blocks.filter((block) => block.kind === 'table') ?? [];
      expect({
        status,
        scanned: document?.scanned,
        rows: table?.rowCount,
        columns: table?.columnCount,
      }).toEqual({
        status: 'read',
        scanned: true,
        rows: 4,
        columns: 5,
      });
      const figures = table?.cells.filter((cell) => cell.row > 0 && cell.column === 3);
      expect(
        figures?.map(({ row, text, confidence, unsure }) => ({ row, text, confidence, unsure })),
      ).toEqual([
        { row: 1, text: '1.183/1.197 = 98,8%', confidence: 0.97, unsure: undefined },
        { row: 2, text: '01', confidence: 0.97, unsure: undefined },
      ]);
      const total = table?.cells.find((cell) => cell.row === 3);
      expect({ text: total?.text, columnSpan: total?.columnSpan }).toEqual({
        text: 'Tổng cộng',
        columnSpan: 2,
      });
    },
  );
});

describe('a picture that cannot be read', () => {
  const unreadable = (reason: string) => [
    `unreadable-file: Không đọc được tệp ${file}: ${reason}. Các tài liệu khác trong thư vẫn được xử lý.`,
  ];

  it('is refused unopened when it would unpack to more pixels than any phone makes', async () => {
    // A bitmap's head alone tells its size.
    const head = Buffer.alloc(60);
    head.write('BM');
    head.writeUInt32LE(54, 10);
    head.writeUInt32LE(40, 14);
    head.writeInt32LE(100_000, 18);
    head.writeInt32LE(100_000, 22);
    head.writeUInt16LE(1, 28);
    const asPng = await sharp({
      create: { width: 9_000, height: 5_000, channels: 3, background: '#ffffff' },
    })
      .png()
      .toBuffer();
    for (const bytes of [head, asPng])
      expect(reasons(await read(new Uint8Array(bytes)))).toEqual(
        unreadable('ảnh quá lớn (trên 40 triệu điểm ảnh hoặc trên 80 MB)'),
      );
  });

  it('is called broken when its end is missing', async () => {
    const picture = new URL('../../support/pictures/score-table-scan.jpg', import.meta.url);
    const result = await read(new Uint8Array(readFileSync(picture).subarray(0, 200)));

    expect(result.status).toBe('unreadable');
    expect(reasons(result)).toEqual(unreadable('ảnh bị hỏng hoặc chưa tải lên đầy đủ'));
  });
});

describe('a Windows bitmap', () => {
  const bitmap = (width: number, height: number): Uint8Array => {
    const bytes = Buffer.alloc(54 + 8 * 2);
    bytes.write('BM');
    bytes.writeUInt32LE(54, 10);
    bytes.writeUInt32LE(40, 14);
    bytes.writeInt32LE(width, 18);
    bytes.writeInt32LE(height, 22);
    bytes.writeUInt16LE(24, 28);
    // Stored bottom row first, blue before red, rows filled up to four bytes.
    bytes.set([3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0], 54);
    return bytes;
  };

  it('is unpacked top row first, red before blue', () => {
    expect(decodeBmp(bitmap(2, 2), 100)).toEqual({
      width: 2,
      height: 2,
      channels: 3,
      bytes: new Uint8Array([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
    });
  });

  it('is not unpacked when it claims more than it holds, or too much', () => {
    expect(decodeBmp(bitmap(2, 3), 100)).toBe('broken');
    expect(decodeBmp(bitmap(20_000, 20_000), 40_000_000)).toBe('too-large');
  });
});

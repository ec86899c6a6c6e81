import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { decodeBmp } from '../../../shared/formats/decode-bmp.ts';
import { illegiblePages, imageFormat } from '../../../shared/formats/image.ts';
import { stopRecognition } from '../../../shared/formats/ocr.ts';
import { readPiece, startRereading, wordConfidence } from '../../../shared/formats/read-cells.ts';
import { readLinesAgain } from '../../../shared/formats/read-lines.ts';

const file = 'ảnh.jpg';
const read = async (bytes: Uint8Array): Promise<ReadFile> =>
  await imageFormat.parse({ bytes, file, passwords: [] });
const reasons = (result: ReadFile) => result.findings.map((finding) => `${finding.code}: ${finding.message}`);

afterAll(stopRecognition);

/** A white picture with lines of text at so many pixels. */
const paint = async (lines: readonly string[], size: { width: number; height: number; letters: number }) => {
  const { width, height, letters } = size;
  const texts = lines.map(
    (line, index) =>
      `<text x="40" y="${2 * letters * (index + 1)}" font-family="DejaVu Serif" font-size="${letters}">${line}</text>`,
  );
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${texts.join('')}</svg>`,
    ),
  )
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
};
const textsOf = ({ document }: ReadFile) =>
  document?.blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]));

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

describe('every kind of picture file', () => {
  const lines = ['Báo cáo tự chấm điểm của Ủy ban nhân dân xã', 'Tổng số điểm đạt được: 93,5 điểm'];
  const small = { width: 900, height: 260, letters: 34 };

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    '%s is read',
    { timeout: 60_000 },
    async (kind) => {
      const picture = await sharp(await paint(lines, small))
        .toFormat(kind)
        .toBuffer();
      const result = await read(new Uint8Array(picture));

      expect({ status: result.status, texts: textsOf(result)?.join(' ') }).toEqual({
        status: 'read',
        texts: lines.join(' '),
      });
    },
  );

  it("a telephone's HEIC is read", { timeout: 60_000 }, async () => {
    const picture = new URL('../../support/pictures/page.heic', import.meta.url);
    const result = await read(new Uint8Array(readFileSync(picture)));

    expect({ status: result.status, texts: textsOf(result)?.join(' ') }).toEqual({
      status: 'read',
      texts: lines.join(' '),
    });
  });

  it('a TIFF gives all its pages, in their order', { timeout: 60_000 }, async () => {
    const pages = ['Trang thứ nhất của báo cáo năm 2023', 'Trang thứ hai: tổng số 93,5 điểm'];
    const pictures = await Promise.all(pages.map((page) => paint([page], small)));
    const tiff = await sharp(pictures, { join: { animated: true } })
      .tiff()
      .toBuffer();
    const result = await read(new Uint8Array(tiff));

    expect({ status: result.status, pages: result.document?.pages, texts: textsOf(result) }).toEqual({
      status: 'read',
      pages: 2,
      texts: pages,
    });
  });
});

describe('a picture with little text', () => {
  it('a few words in large letters are not turned on their head', { timeout: 60_000 }, async () => {
    const picture = await paint(['Kết quả bình chọn', 'Đồng ý'], { width: 260, height: 120, letters: 26 });
    const result = await read(new Uint8Array(picture));

    // Tesseract misreads an accent; on their head hardly a letter is right.
    expect(result.status).toBe('read');
    expect(textsOf(result)?.join(' ')).toMatch(/^Kết quả bình .* Đồng ý$/u);
  });

  it('of leaves and stones no letters are made', { timeout: 60_000 }, async () => {
    const [width, height] = [300, 200];
    const rgb = Buffer.alloc(width * height * 3);
    // Blotches of all sizes, the same on every machine.
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const wave = Math.sin(x / 3) * Math.cos(y / 5) + Math.sin((x * y) / 97) + Math.sin((x + 2 * y) / 17);
        rgb.set([90 + 30 * wave, 110 + 25 * wave, 60 + 20 * wave], 3 * (y * width + x));
      }
    const picture = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
    const result = await read(new Uint8Array(picture));

    expect({ status: result.status, blocks: result.document?.blocks, reasons: reasons(result) }).toEqual({
      status: 'partly-read',
      blocks: [],
      reasons: [
        `unreadable-file: Không đọc được tệp ${file}: trang 1 là ảnh không có chữ, đề nghị xem trực tiếp. Các tài liệu khác trong thư vẫn được xử lý.`,
      ],
    });
  });
});

describe('a page with too much to read twice', () => {
  it('leaves its figures unsure rather than keep the machine busy', async () => {
    const page = { width: 400, height: 100, pixels: new Uint8Array(400 * 100).fill(255) };
    const word = { line: 1, top: 10, bottom: 40, baseline: 38, size: 30, confidence: 0.99 };
    const words = [
      { ...word, text: 'Đạt', left: 10, right: 60 },
      { ...word, text: '93,5', left: 70, right: 130 },
    ];
    const rereading = { ...startRereading([], 0), pixels: 10 };

    expect(
      (await readLinesAgain(page, words, rereading)).map(({ text, confidence }) => [text, confidence]),
    ).toEqual([
      ['Đạt', wordConfidence.sure],
      ['93,5', wordConfidence.unsure],
    ]);
    expect(rereading).toEqual({ ...startRereading([], 0), pixels: 10, isCutShort: true });
  });

  it('leaves pieces unread once as many letters as a page may have were considered', async () => {
    const pixels = new Uint8Array(400 * 100).fill(255);
    for (let y = 20; y < 60; y++) pixels.fill(0, y * 400 + 30, y * 400 + 90);
    const rereading = { ...startRereading([], 0), letters: 0 };
    const box = { left: 0, right: 400, top: 0, bottom: 100 };

    expect(await readPiece({ width: 400, height: 100, pixels }, box, 'cell', rereading)).toEqual([]);
    expect(rereading).toMatchObject({ isCutShort: true, isPartlyUnread: true });
  });

  it('says so', () => {
    const reading = {
      page: 3,
      width: 1,
      height: 1,
      blocks: [],
      toShown: [1, 0, 0, 0, 1, 0, 0, 0] as const,
      legibility: 'read' as const,
    };
    expect(illegiblePages([reading], file)).toEqual([]);
    expect(illegiblePages([{ ...reading, isCutShort: true }], file).map(({ message }) => message)).toEqual([
      `Không đọc được tệp ${file}: trang 3 quá dày chữ hoặc nhiều nhiễu, một phần số liệu chỉ đọc được một lượt; đề nghị đối chiếu với bản gốc. Các tài liệu khác trong thư vẫn được xử lý.`,
    ]);
    expect(
      illegiblePages([{ ...reading, isCutShort: true, isPartlyUnread: true }], file).map(
        ({ message }) => message,
      ),
    ).toEqual([
      `Không đọc được tệp ${file}: trang 3 quá dày chữ hoặc nhiều nhiễu, một phần của trang chưa được đọc; đề nghị đối chiếu với bản gốc. Các tài liệu khác trong thư vẫn được xử lý.`,
    ]);
  });
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

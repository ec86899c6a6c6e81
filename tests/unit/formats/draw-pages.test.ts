import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { Box } from '../../../shared/domain/locator.ts';
import type { DrawnPage } from '../../../shared/domain/page-image.ts';
import { maxPageImageBytes } from '../../../shared/domain/page-image.ts';
import type { Cell, ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { drawPage, maxImageSide } from '../../../shared/formats/draw-page.ts';
import { imageFormat } from '../../../shared/formats/image.ts';
import { stopRecognition } from '../../../shared/formats/ocr.ts';
import { pdfFormat } from '../../../shared/formats/pdf.ts';
import { buildPdf, ruledTable, textAt } from './build-pdf.ts';

afterAll(stopRecognition);

const sheet = ruledTable(
  200,
  [60, 110, 300, 420, 500],
  [
    ['TT', 'Tiêu chí', 'Kết quả', 'Điểm'],
    ['1', 'Trẻ em được khai sinh', '951/960 = 99,1%', '75'],
    ['2', 'Trẻ em được tiêm chủng', '', ''],
  ],
);
const pdf = buildPdf([sheet, [textAt(72, 100, 'Trang thứ hai của bảng tự chấm điểm')]]);

async function readPdf(bytes: Uint8Array): Promise<ParsedDocument> {
  const { document } = await pdfFormat.parse({ bytes, file: 'bảng.pdf', passwords: [] });
  if (document === undefined) throw new Error('not read');
  return document;
}

async function drawPdf(bytes: Uint8Array, draw: readonly number[]): Promise<readonly DrawnPage[]> {
  return (await pdfFormat.parse({ bytes, file: 'bảng.pdf', passwords: [], draw })).drawnPages ?? [];
}

function cellOf(
  document: ParsedDocument | undefined,
  text: string,
): { readonly text: string; readonly box: Box } {
  const cells = (document?.blocks ?? []).flatMap((block): readonly Cell[] =>
    block.kind === 'table' ? block.cells : [],
  );
  const found = cells.find((cell) => cell.text === text);
  if (found?.locator.kind !== 'page' || found.locator.box === undefined) throw new Error(`no cell "${text}"`);
  return { text, box: found.locator.box };
}

/** Share of dark pixels, 0..1, in a box (in points of the page) of the image. */
async function inkIn({ image, words }: DrawnPage, box: Box): Promise<number> {
  const [across, down] = [words.imageWidth / words.width, words.imageHeight / words.height];
  const grey = await sharp(image)
    .extract({
      left: Math.round(box.x * across) + 3,
      top: Math.round(box.y * down) + 3,
      width: Math.round(box.width * across) - 6,
      height: Math.round(box.height * down) - 6,
    })
    .greyscale()
    .raw()
    .toBuffer();
  return grey.filter((value) => value < 128).length / grey.length;
}

/** The words of the image whose middle lies in a box (in points of the page). */
function wordsIn({ words: page }: DrawnPage, box: Box): readonly string[] {
  return page.words
    .filter(({ x, y, width, height }) => {
      const [across, down] = [(x + width / 2) * page.width, (y + height / 2) * page.height];
      return across > box.x && across < box.x + box.width && down > box.y && down < box.y + box.height;
    })
    .map(({ text }) => text);
}

describe('the image of a printed page', () => {
  it('shows the ink of a figure where its locator says, and none in the empty cell below', async () => {
    const [page] = await drawPdf(pdf, [1]);
    if (page === undefined) throw new Error('not drawn');
    const { box } = cellOf(await readPdf(pdf), '951/960 = 99,1%');

    expect(wordsIn(page, box)).toEqual(['951/960', '=', '99,1%']);
    expect(await inkIn(page, box)).toBeGreaterThan(0.02);
    expect(await inkIn(page, { ...box, y: box.y + box.height })).toBe(0);
  });

  it('does so too on a page that is shown turned by a quarter', async () => {
    const turned = Buffer.from(
      Buffer.from(pdf).toString('latin1').replaceAll('/MediaBox', '/Rotate 90 /MediaBox'),
      'latin1',
    );
    const [page] = await drawPdf(turned, [1]);
    if (page === undefined) throw new Error('not drawn');
    const { box } = cellOf(await readPdf(turned), '951/960 = 99,1%');

    expect({ isLandscape: page.words.width > page.words.height, isUpright: box.width > box.height }).toEqual({
      isLandscape: true,
      isUpright: false,
    });
    expect(wordsIn(page, box)).toEqual(['951/960', '=', '99,1%']);
    expect(await inkIn(page, box)).toBeGreaterThan(0.02);
    expect(await inkIn(page, { ...box, x: box.x - box.width })).toBe(0);
  });

  it('is fine enough to read, with the places of its words in fractions of the page', async () => {
    const drawn = await drawPdf(pdf, [2]);

    expect(
      drawn.map(({ words: { words, ...size } }) => ({ ...size, first: words[0], last: words.at(-1)?.text })),
    ).toEqual([
      {
        page: 2,
        width: 595,
        height: 842,
        imageWidth: 950,
        imageHeight: 1345,
        first: { text: 'Trang', x: 0.121, y: 0.1059, width: 0.0505, height: 0.0162 },
        last: 'điểm',
      },
    ]);
  });

  it('is left out where there is no such page, and the others are drawn', async () => {
    expect((await drawPdf(pdf, [2, 99, 1])).map(({ words }) => words.page)).toEqual([2, 1]);
  });

  it('is left out of a file that does not open', async () => {
    expect(await drawPdf(pdf.slice(0, 400), [1])).toEqual([]);
  });

  it('of a page of five metres is no larger than any other', async () => {
    const poster = Buffer.from(
      Buffer.from(pdf).toString('latin1').replaceAll('595 842', '14400 14400'),
      'latin1',
    );
    const [page] = await drawPdf(poster, [1]);

    expect([page?.words.imageWidth, page?.words.imageHeight]).toEqual([maxImageSide, maxImageSide]);
  });
});

describe('the image of a scanned page', () => {
  it(
    'is made while its letters are read, and shows a figure where its locator says',
    { timeout: 120_000 },
    async () => {
      const picture = new URL('../../support/pictures/score-table-scan.jpg', import.meta.url);
      const input = { bytes: new Uint8Array(readFileSync(picture)), file: 'ảnh.jpg', passwords: [] };
      const { document, drawnPages = [] } = await imageFormat.parse({ ...input, pictures: 'ask' });
      const [page] = drawnPages;
      if (page === undefined) throw new Error('not drawn');
      const { box } = cellOf(document, '1.183/1.197 = 98,8%');

      expect(wordsIn(page, box)).toEqual(['1.183/1.197', '=', '98,8%']);
      expect(await inkIn(page, box)).toBeGreaterThan(0.02);
      expect(Math.max(page.words.imageWidth, page.words.imageHeight)).toBeLessThanOrEqual(maxImageSide);
    },
  );

  it('is drawn even if nothing could be read of it', async () => {
    const picture = new URL('../../support/pictures/score-table-scan.jpg', import.meta.url);
    const input = { bytes: new Uint8Array(readFileSync(picture)), file: 'ảnh.jpg', passwords: [] };
    const { drawnPages = [] } = await imageFormat.parse({ ...input, draw: [1, 2] });

    expect(drawnPages.map(({ words }) => ({ page: words.page, words: words.words }))).toEqual([
      { page: 1, words: [] },
    ]);
  });

  it('of noise, which no packing makes small, stays within its bound or is left out', async () => {
    const side = maxImageSide;
    let state = 1;
    const rgb = Uint8Array.from({ length: side * side * 3 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
    const drawn = await drawPage(1, { width: side, height: side, rgb }, { width: 900, height: 900 }, []);

    expect(drawn?.image.length ?? 0).toBeLessThanOrEqual(maxPageImageBytes);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornersOf, mapBetween, mapPoint, type Quad } from '../../../shared/formats/homography.ts';
import { findSheet } from '../../../shared/formats/page-geometry.ts';
import { findPageRules } from '../../../shared/formats/page-rules.ts';
import type { PageTable } from '../../../shared/formats/pdf-tables.ts';
import { blankGrey, type PageImage } from '../../../shared/formats/raster.ts';
import { removeStamps } from '../../../shared/formats/remove-stamps.ts';
import { repairOrdinals } from '../../../shared/formats/repair-ordinals.ts';

type Colour = readonly [red: number, green: number, blue: number];

const paint = (width: number, height: number, colourAt: (x: number, y: number) => Colour): PageImage => {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rgb.set(colourAt(x, y), 3 * (y * width + x));
  return { width, height, rgb };
};

describe('a sheet of paper in a photo', () => {
  const corners: Quad = [
    { x: 60, y: 40 },
    { x: 360, y: 55 },
    { x: 370, y: 520 },
    { x: 40, y: 500 },
  ];

  it('is found by its edges before a darker ground', () => {
    const toSheet = mapBetween(corners, cornersOf(1, 1));
    const photo = paint(420, 560, (x, y) => {
      const at = toSheet === null ? { x: -1, y: -1 } : mapPoint(toSheet, { x, y });
      return at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1 ? [230, 228, 220] : [110, 80, 50];
    });
    const found = findSheet(photo);

    expect(
      found?.map(({ x, y }, index) =>
        Math.hypot(x - (corners[index]?.x ?? 0), y - (corners[index]?.y ?? 0)) < 5 ? 'near' : { x, y },
      ),
    ).toEqual(['near', 'near', 'near', 'near']);
  });

  it('is not cut where only a shadow falls across it', () => {
    const shaded = paint(420, 560, (_, y) => {
      const level = 240 - Math.round((y / 560) * 150);
      return [level, level, level];
    });

    expect(findSheet(shaded)).toBeNull();
  });

  it('goes back and forth between picture and page without loss', () => {
    const coordinate = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const there = mapBetween(cornersOf(1000, 1000), corners);
        const back = mapBetween(corners, cornersOf(1000, 1000));
        if (there === null || back === null) return false;
        const again = mapPoint(back, mapPoint(there, { x, y }));
        return Math.hypot(again.x - x, again.y - y) < 1e-6;
      }),
    );
  });
});

describe('a red seal', () => {
  it('vanishes, and the black letters under it stay', () => {
    const ring = (x: number, y: number): boolean => Math.abs(Math.hypot(x - 200, y - 200) - 40) < 6;
    const letter = (x: number, y: number): boolean => x > 196 && x < 202 && y > 150 && y < 250;
    const { pixels } = removeStamps(
      paint(400, 400, (x, y) => (letter(x, y) ? [30, 20, 20] : ring(x, y) ? [205, 40, 50] : [240, 240, 238])),
    );
    const at = (x: number, y: number): number | undefined => pixels[y * 400 + x];

    expect({ seal: (at(240, 200) ?? 0) > 230, letter: (at(199, 160) ?? 255) < 60 }).toEqual({
      seal: true,
      letter: true,
    });
  });

  it('is no red line of letters, which stays to be read', () => {
    const { pixels } = removeStamps(
      paint(400, 400, (x, y) => (y > 195 && y < 206 && x % 8 < 4 ? [205, 40, 50] : [240, 240, 238])),
    );

    expect((pixels[200 * 400 + 201] ?? 255) < 120).toBe(true);
  });
});

describe('the rules of a page', () => {
  it('are its long thin lines, not the rows of its letters', () => {
    const page = blankGrey(600, 300);
    const ink = (x: number, y: number): void => {
      page.pixels[y * 600 + x] = 20;
    };
    for (let x = 50; x < 550; x++) for (const y of [100, 101]) ink(x, y);
    // A row of stems that touch at their feet, as bold letters do.
    for (let x = 50; x < 550; x++) {
      ink(x, 200);
      if (x % 6 < 3) for (let y = 185; y < 200; y++) ink(x, y);
    }

    expect(findPageRules(page, 200).rules).toEqual([
      { direction: 'horizontal', at: 101, from: 50, to: 550, lean: 0 },
    ]);
  });
});

describe('the numerals of a first column', () => {
  const table = (texts: readonly string[]): PageTable => ({
    left: 0,
    top: 0,
    right: 100,
    bottom: 100,
    xs: [0, 20, 100],
    rowCount: texts.length,
    openTop: false,
    openBottom: false,
    cells: texts.flatMap((text, row) =>
      [text, '75'].map((own, column) => ({
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        left: 0,
        top: 0,
        right: 1,
        bottom: 1,
        page: 1,
        doubtful: false,
        text: own,
      })),
    ),
  });
  const firstColumn = (texts: readonly string[]): readonly string[] =>
    repairOrdinals(table(texts))
      .cells.filter((cell) => cell.column === 0)
      .map((cell) => cell.text);

  it('are put right by their sequence', () => {
    expect(firstColumn(['STT', '|', '1', '2', 'Il', 'II', 'IV', 'V', 'VỊ', 'VH'])).toEqual([
      'STT',
      'I',
      '1',
      '2',
      'II',
      'III',
      'IV',
      'V',
      'VI',
      'VII',
    ]);
    expect(firstColumn(['TT', '9', '10', 'a)', 'b)', 'u', '12'])).toEqual([
      'TT',
      '9',
      '10',
      'a)',
      'b)',
      '11',
      '12',
    ]);
  });

  it('stay as they are where they show no sequence', () => {
    const texts = ['TT', 'V', 'I', 'X', 'V', 'x', '7', '12'];
    expect(firstColumn(texts)).toEqual(texts);
  });
});

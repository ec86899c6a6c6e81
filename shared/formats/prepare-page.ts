import { composeMaps, cornersOf, mapBetween, warpGrey, type Homography, type Quad } from './homography.ts';
import { findSheet, findSlant, mapFromLean, mapFromSlant, runsUpright, sizeOfQuad } from './page-geometry.ts';
import type { LeaningRule } from './page-rules.ts';
import { flattenBackground, type Grey, type PageImage } from './raster.ts';
import { removeStamps } from './remove-stamps.ts';

/** Quarter turns clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** A page made ready for reading: paper white, seals gone, lines level, about 200 dots an inch. */
export interface PreparedPage {
  readonly grey: Grey;
  /** Dots per inch, as well as can be known. */
  readonly dpi: number;
  readonly turns: QuarterTurns;
  /** From a pixel of `grey` to one of the picture it was made from. */
  readonly toSource: Homography;
}

/** Tesseract reads 200 dots an inch as well as 300, in half the time. */
const targetDpi = 200;

/** Short side of A4 in inches. */
const shortSideInches = 210 / 25.4;

/** Attack: a strip of one pixel by millions, enlarged to a page's width; a page of tiny letters, enlarged until reading it takes minutes. */
const maxPreparedPixels = 9_000_000;

/** What is known of a picture before it is made ready. */
export interface SourcePage {
  readonly grey: Grey;
  readonly sheet: Quad;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** Frees a picture of its seals and finds the sheet in it. @param dpi dots per inch, where known. */
export function findPage(image: PageImage, dpi?: number): SourcePage {
  const grey = removeStamps(image);
  const sheet = findSheet(image);
  const found = sheet ?? cornersOf(grey.width, grey.height);
  const seen = sizeOfQuad(found);
  // A sheet seen aslant looks shorter than it is.
  const size = sheet === null ? seen : asPaper(seen);
  // Taken for A4, or a strip of it, where nothing else is known; sizes of letters are put right by the caller.
  const shape = [size.width, size.height].sort((a, b) => a - b);
  const known =
    dpi ?? Math.max((shape[0] ?? 1) / shortSideInches, (shape[1] ?? 1) / (shortSideInches * Math.SQRT2));
  const scale = Math.min(targetDpi / known, Math.sqrt(maxPreparedPixels / (size.width * size.height)));
  return {
    grey,
    sheet: found,
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
    dpi: known * scale,
  };
}

/** A4's sides where the proportions are near them. */
function asPaper({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (ratio < 1.2 || ratio > 1.65) return { width, height };
  return width < height ? { width, height: width * Math.SQRT2 } : { width: height * Math.SQRT2, height };
}

/**
 * Makes a page ready for reading, turned by so many quarters; without `turns` as its lines of text lie
 * (whether it is upside down only its letters tell).
 * @param wantedZoom enlarges a page whose letters are small, as far as there is time to read it, or the other way round.
 */
export function preparePage(source: SourcePage, turns?: QuarterTurns, wantedZoom = 1): PreparedPage {
  const mostZoom = Math.max(1, Math.sqrt(maxPreparedPixels / (source.width * source.height)));
  const zoom = Math.min(wantedZoom, mostZoom);
  const half = flattenBackground(draw(source, straighten(source, 0, 0.5), 0.5, 0));
  const quarter = turns ?? (runsUpright(half) ? 1 : 0);
  const level =
    quarter === 0 ? half : flattenBackground(draw(source, straighten(source, quarter, 0.5), 0.5, quarter));
  const slant = findSlant(level);
  const [width, height] = sizeOf(source, quarter, zoom);
  const slanted = mapFromSlant(slant, width, height);
  const toSource = straighten(source, quarter, zoom);
  const map = slanted === null ? toSource : composeMaps(toSource, slanted);
  const grey = flattenBackground(warpGrey(source.grey, map, width, height));
  return { grey, dpi: source.dpi * zoom, turns: quarter, toSource: map };
}

function sizeOf(source: SourcePage, turns: QuarterTurns, zoom: number): readonly [number, number] {
  const width = Math.round(source.width * zoom);
  const height = Math.round(source.height * zoom);
  return turns % 2 === 0 ? [width, height] : [height, width];
}

function draw(source: SourcePage, map: Homography, zoom: number, turns: QuarterTurns): Grey {
  const [width, height] = sizeOf(source, turns, zoom);
  return warpGrey(source.grey, map, width, height);
}

/** From the straightened sheet, turned clockwise, to the picture. */
function straighten(source: SourcePage, turns: QuarterTurns, zoom: number): Homography {
  const [width, height] = sizeOf(source, turns, zoom);
  const [a, b, c, d] = source.sheet;
  const corners: Quad =
    turns === 0 ? [a, b, c, d] : turns === 1 ? [d, a, b, c] : turns === 2 ? [c, d, a, b] : [b, c, d, a];
  const map = mapBetween(cornersOf(width, height), corners);
  // A sheet found has area, and a picture at least one pixel.
  if (map === null) throw new RangeError('a sheet without area');
  return map;
}

/** The page with its borders set upright; null where they are. */
export function setUpright(
  source: SourcePage,
  page: PreparedPage,
  rules: readonly LeaningRule[],
): PreparedPage | null {
  const { width, height } = page.grey;
  const uprights = rules
    .filter((rule) => rule.direction === 'vertical')
    // Where the border is in the middle of the page's height.
    .map((rule) => ({
      x: rule.at + rule.lean * (height / 2 - (rule.from + rule.to) / 2),
      length: rule.to - rule.from,
      lean: rule.lean,
    }));
  const leaning = mapFromLean(uprights, width, height);
  if (leaning === null) return null;
  const toSource = composeMaps(page.toSource, leaning);
  return { ...page, grey: flattenBackground(warpGrey(source.grey, toSource, width, height)), toSource };
}

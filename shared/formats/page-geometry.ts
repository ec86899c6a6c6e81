import { composeMaps, cornersOf, mapBetween, type Homography, type Point, type Quad } from './homography.ts';
import { shrinkGrey, type Grey, type PageImage } from './raster.ts';

/** Width of the small picture a sheet of paper is looked for in. */
const outlineWidth = 320;

/** A sheet seen in a photo fills at least so much of it; one that fills all of it has no edges to go by. */
const leastSheetShare = 0.25;

/**
 * The four corners of a bright sheet of paper before a darker ground, in pixels of the picture; null when the paper
 * fills the picture or its outline is no quadrilateral.
 */
export function findSheet(image: PageImage): Quad | null {
  const factor = Math.max(1, Math.floor(Math.min(image.width, image.height) / outlineWidth));
  const small = palest(image, factor);
  const threshold = splitBrightness(small);
  if (threshold === null) return null;
  for (const share of [1, 0.9, 1.1, 0.8]) {
    const quad = outlineAt(small, threshold * share, factor);
    if (quad !== null) return quad;
  }
  return null;
}

/** A small picture of the weakest colour: paper is bright in all three, wood and cloth are not. */
function palest(image: PageImage, factor: number): Grey {
  const pixels = new Uint8Array(image.width * image.height);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = Math.min(image.rgb[3 * at] ?? 0, image.rgb[3 * at + 1] ?? 0, image.rgb[3 * at + 2] ?? 0);
  return shrinkGrey({ width: image.width, height: image.height, pixels }, factor);
}

function outlineAt(small: Grey, threshold: number, factor: number): Quad | null {
  const sheet = largestBright(small, threshold);
  const { width, height } = small;
  if (sheet.count < leastSheetShare * width * height) return null;
  // Straight sides, fitted to the outline met when coming from outside: letters inside do not matter.
  const sides = fitSides(sheet.isIn, width, height);
  if (sides === null) return null;
  const [top, right, bottom, left] = sides;
  const corners = [
    crossing(top, left),
    crossing(top, right),
    crossing(bottom, right),
    crossing(bottom, left),
  ];
  const quad = corners.map((corner) => ({ x: (corner.x + 0.5) * factor, y: (corner.y + 0.5) * factor }));
  const [a, b, c, d] = quad;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const found: Quad = [a, b, c, d];
  const area = areaOf(found) / (factor * factor);
  const whole = width * height;
  // Letters are holes in the sheet; a shape that is no sheet differs far more.
  if (area > 0.985 * whole || sheet.count < 0.75 * area || sheet.count > 1.08 * area) return null;
  const slack = 0.06;
  const isNear = ({ x, y }: Point): boolean =>
    x > -slack * width * factor &&
    x < (1 + slack) * width * factor &&
    y > -slack * height * factor &&
    y < (1 + slack) * height * factor;
  const inSmall = corners as unknown as Quad;
  return found.every(isNear) && isConvex(found) && hasEdges(small, inSmall) ? found : null;
}

/** The ground must be darker by so much right beside the paper: a shadow across a page has no edge. */
const leastEdge = 22;

function hasEdges(small: Grey, quad: Quad): boolean {
  const centre = {
    x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
    y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
  };
  const { width, height, pixels } = small;
  return quad.every((from, index) => {
    const to = quad[(index + 1) % 4] ?? from;
    const steps: number[] = [];
    for (let share = 0.1; share < 0.9; share += 0.02) {
      const x = from.x + share * (to.x - from.x);
      const y = from.y + share * (to.y - from.y);
      const away = Math.hypot(centre.x - x, centre.y - y);
      const [dx, dy] = [(centre.x - x) / away, (centre.y - y) / away];
      const level = (reach: number): number | undefined => {
        const [px, py] = [Math.round(x + dx * reach), Math.round(y + dy * reach)];
        return px < 0 || py < 0 || px >= width || py >= height ? undefined : pixels[py * width + px];
      };
      const [inside, outside] = [level(4), level(-4)];
      // Beyond the picture's own border there is nothing to compare with.
      if (inside !== undefined && outside !== undefined) steps.push(inside - outside);
    }
    steps.sort((a, b) => a - b);
    return steps.length < 10 || (steps[Math.floor(steps.length / 2)] ?? 0) >= leastEdge;
  });
}

/** Brightness that parts sheet and ground best (Otsu, 1979); null where the two hardly differ. */
function splitBrightness(grey: Grey): number | null {
  const counts = new Float64Array(256);
  for (const value of grey.pixels) counts[value] = (counts[value] ?? 0) + 1;
  const total = grey.pixels.length;
  let sum = 0;
  for (let value = 0; value < 256; value++) sum += value * (counts[value] ?? 0);
  let [below, sumBelow, best, threshold, gap] = [0, 0, 0, 0, 0];
  for (let value = 0; value < 255; value++) {
    below += counts[value] ?? 0;
    sumBelow += value * (counts[value] ?? 0);
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const difference = (sum - sumBelow) / above - sumBelow / below;
    const between = below * above * difference * difference;
    if (between > best) [best, threshold, gap] = [between, value, difference];
  }
  return gap < 35 ? null : threshold;
}

function largestBright(grey: Grey, threshold: number): { readonly isIn: Uint8Array; readonly count: number } {
  const { width, height, pixels } = grey;
  const label = new Int32Array(pixels.length);
  let next = 0;
  let best = 0;
  let bestCount = 0;
  for (let start = 0; start < pixels.length; start++) {
    if ((pixels[start] ?? 0) <= threshold || label[start] !== 0) continue;
    next += 1;
    let count = 0;
    const stack = [start];
    label[start] = next;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count += 1;
      const x = at % width;
      for (const other of [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        at - width,
        at + width < width * height ? at + width : -1,
      ]) {
        if (other < 0 || label[other] !== 0 || (pixels[other] ?? 0) <= threshold) continue;
        label[other] = next;
        stack.push(other);
      }
    }
    if (count > bestCount) [best, bestCount] = [next, count];
  }
  const isIn = new Uint8Array(pixels.length);
  for (let at = 0; at < label.length; at++) if (label[at] === best && best > 0) isIn[at] = 1;
  return { isIn, count: bestCount };
}

/** p x + q y = r with p² + q² = 1. */
interface Line {
  readonly p: number;
  readonly q: number;
  readonly r: number;
}

function fitSides(isIn: Uint8Array, width: number, height: number): readonly [Line, Line, Line, Line] | null {
  const outline: Record<'top' | 'right' | 'bottom' | 'left', Point[]> = {
    top: [],
    right: [],
    bottom: [],
    left: [],
  };
  for (let x = 0; x < width; x++) {
    let first = -1;
    let last = -1;
    for (let y = 0; y < height; y++)
      if (isIn[y * width + x] === 1) {
        if (first < 0) first = y;
        last = y;
      }
    if (first >= 0) {
      outline.top.push({ x, y: first });
      outline.bottom.push({ x, y: last });
    }
  }
  for (let y = 0; y < height; y++) {
    let first = -1;
    let last = -1;
    for (let x = 0; x < width; x++)
      if (isIn[y * width + x] === 1) {
        if (first < 0) first = x;
        last = x;
      }
    if (first >= 0) {
      outline.left.push({ x: first, y });
      outline.right.push({ x: last, y });
    }
  }
  const top = fitLine(outline.top, 'y');
  const right = fitLine(outline.right, 'x');
  const bottom = fitLine(outline.bottom, 'y');
  const left = fitLine(outline.left, 'x');
  return top === null || right === null || bottom === null || left === null
    ? null
    : [top, right, bottom, left];
}

/** The line most of the points lie on: ends of the side, where the next side begins, are far off it. Null without one. */
function fitLine(points: readonly Point[], along: 'x' | 'y'): Line | null {
  if (points.length < 20) return null;
  const step = Math.max(1, Math.floor(points.length / 60));
  const sample = points.filter((_, index) => index % step === 0);
  let best: { readonly from: Point; readonly to: Point } | null = null;
  let most = 0;
  const across = (point: Point): number => (along === 'y' ? point.y : point.x);
  const down = (point: Point): number => (along === 'y' ? point.x : point.y);
  for (const from of sample)
    for (const to of sample) {
      if (down(to) - down(from) < 0.3 * points.length) continue;
      const slope = (across(to) - across(from)) / (down(to) - down(from));
      if (Math.abs(slope) > 0.6) continue;
      const near = sample.filter(
        (point) => Math.abs(across(from) + slope * (down(point) - down(from)) - across(point)) < 1.2,
      ).length;
      if (near > most) [most, best] = [near, { from, to }];
    }
  if (best === null || most < 0.5 * sample.length) return null;
  const { from, to } = best;
  const slope = (across(to) - across(from)) / (down(to) - down(from));
  const offset = across(from) - slope * down(from);
  const near = points.filter((point) => Math.abs(offset + slope * down(point) - across(point)) < 1.5);
  const { slope: m, offset: n } = leastSquares(near.map((point) => [down(point), across(point)] as const));
  const length = Math.hypot(m, 1);
  return along === 'y'
    ? { p: -m / length, q: 1 / length, r: n / length }
    : { p: 1 / length, q: -m / length, r: n / length };
}

/** The straight line through points, by least squares. */
export function leastSquares(points: readonly (readonly [x: number, y: number])[]): {
  readonly slope: number;
  readonly offset: number;
} {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope =
    variance === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / variance;
  return { slope, offset: meanY - slope * meanX };
}

function crossing(a: Line, b: Line): Point {
  const determinant = a.p * b.q - b.p * a.q;
  return { x: (a.r * b.q - b.r * a.q) / determinant, y: (a.p * b.r - b.p * a.r) / determinant };
}

function areaOf(quad: Quad): number {
  let twice = 0;
  for (const [index, point] of quad.entries()) {
    const next = quad[(index + 1) % 4] ?? point;
    twice += point.x * next.y - next.x * point.y;
  }
  return Math.abs(twice) / 2;
}

function isConvex(quad: Quad): boolean {
  return quad.every((point, index) => {
    const next = quad[(index + 1) % 4] ?? point;
    const after = quad[(index + 2) % 4] ?? point;
    return (next.x - point.x) * (after.y - next.y) - (next.y - point.y) * (after.x - next.x) > 0;
  });
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** How wide and high the sheet between four corners is, in pixels. */
export function sizeOfQuad([a, b, c, d]: Quad): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(distance(a, b), distance(d, c)),
    height: Math.max(distance(a, d), distance(b, c)),
  };
}

/** Scans lie a few degrees askew, hand-held photos rarely more than this. */
const mostSkew = 15;

/** Slopes of the text lines, in degrees clockwise, at the upper and lower part of a page. */
export interface Slant {
  readonly top: number;
  readonly bottom: number;
}

/**
 * How the lines of a page run: the slope at which the lower edges of ink fall onto fewest rows, for the whole page and
 * for its parts.
 * @param ink a flattened page, about 100 dots per inch.
 */
export function findSlant(ink: Grey): Slant {
  const edges = lowerEdges(ink);
  if (edges.length < 200) return { top: 0, bottom: 0 };
  const coarse = bestAngle(edges, ink, 0, mostSkew, 0.5);
  const whole = bestAngle(edges, ink, coarse, 0.6, 0.05);
  const bands = 4;
  const fitted: (readonly [number, number])[] = [];
  for (let band = 0; band < bands; band++) {
    const from = (ink.height * band) / bands;
    const to = (ink.height * (band + 1)) / bands;
    const own = edges.filter(({ y }) => y >= from && y < to);
    if (own.length < 0.12 * edges.length || own.length < 200) continue;
    fitted.push([(from + to) / 2, bestAngle(own, ink, whole, 3, 0.1)]);
  }
  if (fitted.length < 3) return { top: whole, bottom: whole };
  const { slope, offset } = leastSquares(fitted);
  const isStraight = fitted.every(([y, angle]) => Math.abs(offset + slope * y - angle) < 0.35);
  const spread = slope * ink.height;
  if (!isStraight || Math.abs(spread) < 0.2 || Math.abs(spread) > 6) return { top: whole, bottom: whole };
  return { top: offset, bottom: offset + spread };
}

function lowerEdges(ink: Grey): Point[] {
  const { width, height, pixels } = ink;
  const points: Point[] = [];
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0; x < width; x++)
      if ((pixels[y * width + x] ?? 255) < 150 && (pixels[(y + 1) * width + x] ?? 255) >= 150)
        points.push({ x, y });
  // So many points settle the angle; more only take time.
  const step = Math.ceil(points.length / 30_000);
  return step > 1 ? points.filter((_, index) => index % step === 0) : points;
}

function bestAngle(edges: readonly Point[], ink: Grey, around: number, reach: number, step: number): number {
  const rows = new Int32Array(ink.height + ink.width + 2);
  let best = around;
  let most = -1;
  for (let angle = around - reach; angle <= around + reach + 1e-9; angle += step) {
    rows.fill(0);
    const slope = Math.tan((angle * Math.PI) / 180);
    for (const { x, y } of edges) {
      const row = Math.round(y - (x - ink.width / 2) * slope + ink.width / 2);
      if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + 1;
    }
    let score = 0;
    for (const count of rows) score += count * count;
    if (score > most * 1.0001) [most, best] = [score, angle];
  }
  return best;
}

/** Which way the letters stand: lines of text make rows of ink with gaps between; true where they run up and down. */
export function runsUpright(ink: Grey): boolean {
  const horizontal = unevenness(ink, true);
  const vertical = unevenness(ink, false);
  return vertical > 1.5 * horizontal;
}

/** How much ink differs from row to row (or column to column), rules left out. */
function unevenness(ink: Grey, byRows: boolean): number {
  const { width, height, pixels } = ink;
  const lines = byRows ? height : width;
  const length = byRows ? width : height;
  const counts = new Float64Array(lines);
  for (let line = 0; line < lines; line++) {
    let count = 0;
    let run = 0;
    for (let at = 0; at <= length; at++) {
      const isInk = at < length && (pixels[byRows ? line * width + at : at * width + line] ?? 255) < 150;
      if (isInk) run += 1;
      else {
        // A long stroke is a border, not a letter.
        if (run < 40) count += run;
        run = 0;
      }
    }
    counts[line] = count;
  }
  let difference = 0;
  let sum = 1;
  for (let line = 1; line < lines; line++) {
    difference += ((counts[line] ?? 0) - (counts[line - 1] ?? 0)) ** 2;
    sum += (counts[line] ?? 0) ** 2;
  }
  return (difference / sum) * (sum / (width * height));
}

/** The map from a straightened page of the given size to the page with that slant; the middle stays where it is. */
export function mapFromSlant(slant: Slant, width: number, height: number): Homography | null {
  const middle = ((slant.top + slant.bottom) / 2 / 180) * Math.PI;
  const turned = rotationAbout(middle, width, height);
  const half = (slant.top - slant.bottom) / 2;
  if (Math.abs(half) < 0.05) return turned;
  // What is left after turning: upper and lower lines lean against each other.
  const lean = (Math.tan((half / 180) * Math.PI) * width) / 2;
  const leaning = mapBetween(cornersOf(width, height), [
    { x: 0, y: -lean },
    { x: width, y: lean },
    { x: width, y: height - lean },
    { x: 0, y: height + lean },
  ]);
  return leaning === null ? null : composeMaps(turned, leaning);
}

/** Shares of the page's height that an upright border must have to tell how a page leans. */
const leastUpright = 0.2;

/** Borders that lean less than this (sideways per downwards) do no harm. */
const leastLean = 0.003;

/**
 * The map from a page whose borders stand upright to one where they lean, as on a photo taken from below or aside;
 * null where they do not lean or too few tell.
 * @param uprights borders: x in the middle, length, and sideways per downwards.
 */
export function mapFromLean(
  uprights: readonly { readonly x: number; readonly length: number; readonly lean: number }[],
  width: number,
  height: number,
): Homography | null {
  const long = uprights.filter(({ length, lean }) => length >= leastUpright * height && Math.abs(lean) < 0.2);
  if (long.length < 2) return null;
  const { slope, offset } = leastSquares(long.map(({ x, lean }) => [x, lean] as const));
  const isAlike = long.every(({ x, lean }) => Math.abs(offset + slope * x - lean) < 0.006);
  const [left, right] = [offset, offset + slope * width];
  if (!isAlike || Math.max(Math.abs(left), Math.abs(right)) < leastLean) return null;
  const half = height / 2;
  return mapBetween(cornersOf(width, height), [
    { x: -left * half, y: 0 },
    { x: width - right * half, y: 0 },
    { x: width + right * half, y: height },
    { x: left * half, y: height },
  ]);
}

/** A turn clockwise about the middle, in radians. */
function rotationAbout(angle: number, width: number, height: number): Homography {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [width / 2, height / 2];
  return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y, 0, 0];
}

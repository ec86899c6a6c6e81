import type { Rectangle } from './pdf-characters.ts';
import type { Grey } from './raster.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A flat sheet seen from anywhere: (x, y) goes to ((a x + b y + c) / w, (d x + e y + f) / w), w = g x + h y + 1. */
export type Homography = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
];

/** Four corners: upper left, upper right, lower right, lower left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Where a point goes. */
export function mapPoint([a, b, c, d, e, f, g, h]: Homography, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** The rectangle around where a rectangle goes. */
export function mapRectangle(map: Homography, box: Rectangle): Rectangle {
  const corners = [
    { x: box.left, y: box.top },
    { x: box.right, y: box.top },
    { x: box.right, y: box.bottom },
    { x: box.left, y: box.bottom },
  ].map((corner) => mapPoint(map, corner));
  return {
    left: Math.min(...corners.map(({ x }) => x)),
    right: Math.max(...corners.map(({ x }) => x)),
    top: Math.min(...corners.map(({ y }) => y)),
    bottom: Math.max(...corners.map(({ y }) => y)),
  };
}

/** First `inner`, then `outer`. */
export function composeMaps(outer: Homography, inner: Homography): Homography {
  const A = [...outer, 1];
  const B = [...inner, 1];
  const at = (row: number, column: number): number =>
    (A[3 * row] ?? 0) * (B[column] ?? 0) +
    (A[3 * row + 1] ?? 0) * (B[3 + column] ?? 0) +
    (A[3 * row + 2] ?? 0) * (B[6 + column] ?? 0);
  const s = at(2, 2);
  return [
    at(0, 0) / s,
    at(0, 1) / s,
    at(0, 2) / s,
    at(1, 0) / s,
    at(1, 1) / s,
    at(1, 2) / s,
    at(2, 0) / s,
    at(2, 1) / s,
  ];
}

/** The map that takes four corners to four others; null where three of them lie on one line. */
export function mapBetween(from: Quad, to: Quad): Homography | null {
  const rows: number[][] = [];
  for (const [index, { x, y }] of from.entries()) {
    const { x: u, y: v } = to[index] ?? { x: 0, y: 0 };
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  // Gauss with pivoting: eight equations, eight unknowns.
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let row = column + 1; row < 8; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const chosen = rows[pivot];
    const current = rows[column];
    if (chosen === undefined || current === undefined) return null;
    const scale = chosen[column] ?? 0;
    if (Math.abs(scale) < 1e-12) return null;
    rows[pivot] = current;
    rows[column] = chosen.map((value) => value / scale);
    for (let row = 0; row < 8; row++) {
      const factor = rows[row]?.[column] ?? 0;
      if (row !== column && factor !== 0)
        rows[row] = (rows[row] ?? []).map((value, index) => value - factor * (rows[column]?.[index] ?? 0));
    }
  }
  return rows.map((row) => row[8] ?? 0) as unknown as Homography;
}

/** The corners of a whole picture. */
export function cornersOf(width: number, height: number): Quad {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

/** Draws a picture of the given size whose point p shows the source's point `toSource(p)`; bilinear, white outside. */
export function warpGrey(source: Grey, toSource: Homography, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height).fill(255);
  const [a, b, c, d, e, f, g, h] = toSource;
  const lastX = source.width - 1;
  const lastY = source.height - 1;
  const from = source.pixels;
  const stride = source.width;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const px = x + 0.5;
      const py = y + 0.5;
      const w = g * px + h * py + 1;
      const sx = (a * px + b * py + c) / w - 0.5;
      const sy = (d * px + e * py + f) / w - 0.5;
      if (sx < -0.5 || sy < -0.5 || sx > lastX + 0.5 || sy > lastY + 0.5) continue;
      const x0 = Math.min(Math.max(Math.floor(sx), 0), lastX);
      const y0 = Math.min(Math.max(Math.floor(sy), 0), lastY);
      const x1 = Math.min(x0 + 1, lastX);
      const y1 = Math.min(y0 + 1, lastY);
      const fx = Math.min(Math.max(sx - x0, 0), 1);
      const fy = Math.min(Math.max(sy - y0, 0), 1);
      const upper = (from[y0 * stride + x0] ?? 255) * (1 - fx) + (from[y0 * stride + x1] ?? 255) * fx;
      const lower = (from[y1 * stride + x0] ?? 255) * (1 - fx) + (from[y1 * stride + x1] ?? 255) * fx;
      pixels[y * width + x] = upper * (1 - fy) + lower * fy + 0.5;
    }
  return { width, height, pixels };
}

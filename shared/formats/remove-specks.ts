import type { Grey } from './raster.ts';

const inkLevel = 150;

/** Largest speck and least distance from all other ink, in inches: accents, points and commas stand closer to their letters. */
const mostSpeckInches = 0.035;
const leastClearInches = 0.07;

/** Fringe of a speck, in pixels: its grey rim goes with it. */
const fringe = 2;

/**
 * Paints small pieces of ink white that stand alone on the page: dust on the scanner's glass, beside which Tesseract misreads a
 * whole line.
 */
export function removeSpecks(grey: Grey, dpi: number): Grey {
  const { width, height } = grey;
  const most = Math.round(mostSpeckInches * dpi);
  const clear = Math.round(leastClearInches * dpi);
  const pixels = grey.pixels.slice();
  const isInk = (x: number, y: number): boolean => (grey.pixels[y * width + x] ?? 255) < inkLevel;
  const seen = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] === 1 || (grey.pixels[start] ?? 255) >= inkLevel) continue;
    seen[start] = 1;
    const stack = [start];
    let [left, right, top, bottom, count] = [width, 0, height, 0, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      count += 1;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] === 1 || !isInk(nx, ny)) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    if (right - left >= most || bottom - top >= most) continue;
    const box = {
      left: Math.max(0, left - clear),
      right: Math.min(width - 1, right + clear),
      top: Math.max(0, top - clear),
      bottom: Math.min(height - 1, bottom + clear),
    };
    let around = 0;
    for (let y = box.top; y <= box.bottom && around <= count; y++)
      for (let x = box.left; x <= box.right; x++) if (isInk(x, y)) around += 1;
    if (around > count) continue;
    for (let y = Math.max(0, top - fringe); y <= Math.min(height - 1, bottom + fringe); y++)
      pixels.fill(
        255,
        y * width + Math.max(0, left - fringe),
        y * width + Math.min(width - 1, right + fringe) + 1,
      );
  }
  return { width, height, pixels };
}

import type { Grey, PageImage } from './raster.ts';

/** A stamp is looked for in squares of this share of the picture's short side (a seal of 36 mm on A4 has some 35). */
const gridOfShortSide = 200;

/** A seal is round, 30 to 40 mm wide; red letters are thin rows. Shares of the picture's short side (A4: 210 mm). */
const leastStampShare = 0.06;
const mostStampShare = 0.45;

/**
 * The picture in shades of grey, ink dark: red seals are seen through the red channel, where they are as light as paper
 * and black letters under them stay black. Red letters elsewhere stay ink.
 */
export function removeStamps(image: PageImage): Grey {
  const { width, height, rgb } = image;
  const cell = Math.max(2, Math.round(Math.min(width, height) / gridOfShortSide));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const reds = new Uint32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cell) * columns;
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      const red = rgb[at] ?? 0;
      const other = Math.max(rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
      if (red - other > 40 && red > 1.3 * other && red > 90) {
        const index = row + Math.floor(x / cell);
        reds[index] = (reds[index] ?? 0) + 1;
      }
    }
  }
  const isStamp = findStampCells(reds, columns, rows, cell);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cell) * columns;
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      const red = rgb[at] ?? 0;
      const green = rgb[at + 1] ?? 0;
      const blue = rgb[at + 2] ?? 0;
      const grey = (red * 77 + green * 150 + blue * 29) >> 8;
      pixels[y * width + x] =
        isStamp[row + Math.floor(x / cell)] === 1 ? bleach(red, green, blue, grey) : grey;
    }
  }
  return { width, height, pixels };
}

/** What reddens a dot is the seal: taken away twice over, since packing smears its colour more than its darkness. */
function bleach(red: number, green: number, blue: number, grey: number): number {
  const redness = red - Math.max(green, blue);
  return redness > 10 ? Math.min(255, red + 2 * redness) : grey;
}

/** Marks the squares of red patches as large and as round as a seal, with a margin. */
function findStampCells(reds: Uint32Array, columns: number, rows: number, cell: number): Uint8Array {
  const isRed = new Uint8Array(reds.length);
  for (let index = 0; index < reds.length; index++)
    if ((reds[index] ?? 0) > 0.08 * cell * cell) isRed[index] = 1;
  const seen = new Uint8Array(reds.length);
  const isStamp = new Uint8Array(reds.length);
  const shortSide = Math.min(columns, rows);
  const reach = 2;
  for (let start = 0; start < isRed.length; start++) {
    if (isRed[start] !== 1 || seen[start] === 1) continue;
    const stack = [start];
    seen[start] = 1;
    let [left, right, top, bottom, count] = [columns, 0, rows, 0, 0];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      const x = index % columns;
      const y = Math.floor(index / columns);
      count += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - reach); ny <= Math.min(rows - 1, y + reach); ny++)
        for (let nx = Math.max(0, x - reach); nx <= Math.min(columns - 1, x + reach); nx++) {
          const next = ny * columns + nx;
          if (isRed[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    const across = right - left + 1;
    const down = bottom - top + 1;
    const isLarge =
      Math.min(across, down) >= leastStampShare * shortSide &&
      Math.max(across, down) <= mostStampShare * shortSide;
    if (!isLarge || count < 0.1 * across * down) continue;
    for (let y = Math.max(0, top - reach); y <= Math.min(rows - 1, bottom + reach); y++)
      isStamp.fill(
        1,
        y * columns + Math.max(0, left - reach),
        y * columns + Math.min(columns, right + reach + 1),
      );
  }
  return isStamp;
}

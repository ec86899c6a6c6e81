/** A picture in shades of grey, 0 black to 255 white, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A picture in colour: red, green and blue byte of each pixel, row by row. */
export interface PageImage {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A rectangle of whole pixels; right and bottom are outside it. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An all-white picture. */
export function blankGrey(width: number, height: number): Grey {
  return { width, height, pixels: new Uint8Array(width * height).fill(255) };
}

/** The part of a picture inside a box, on a white margin of `margin` pixels. */
export function cropGrey(grey: Grey, box: PixelBox, margin: number): Grey {
  const left = Math.max(0, box.left);
  const right = Math.min(grey.width, box.right);
  const top = Math.max(0, box.top);
  const bottom = Math.min(grey.height, box.bottom);
  const crop = blankGrey(Math.max(1, right - left) + 2 * margin, Math.max(1, bottom - top) + 2 * margin);
  for (let y = top; y < bottom; y++)
    crop.pixels.set(
      grey.pixels.subarray(y * grey.width + left, y * grey.width + right),
      (y - top + margin) * crop.width + margin,
    );
  return crop;
}

/** Makes a picture smaller by a whole factor; each pixel is the mean of a square. */
export function shrinkGrey(grey: Grey, factor: number): Grey {
  const width = Math.max(1, Math.floor(grey.width / factor));
  const height = Math.max(1, Math.floor(grey.height / factor));
  const pixels = new Uint8Array(width * height);
  const area = factor * factor;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy++) {
        const start = Math.min(y * factor + dy, grey.height - 1) * grey.width + x * factor;
        for (let dx = 0; dx < factor; dx++) sum += grey.pixels[start + dx] ?? 255;
      }
      pixels[y * width + x] = sum / area;
    }
  return { width, height, pixels };
}

/** Enlarges (or reduces a little) a picture by any factor, bilinear. */
export function scaleGrey(grey: Grey, factor: number, across = factor): Grey {
  const width = Math.max(1, Math.round(grey.width * across));
  const height = Math.max(1, Math.round(grey.height * factor));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const sy = Math.min(Math.max((y + 0.5) / factor - 0.5, 0), grey.height - 1);
    const y0 = Math.floor(sy);
    const upper = y0 * grey.width;
    const lower = Math.min(y0 + 1, grey.height - 1) * grey.width;
    const fy = sy - y0;
    for (let x = 0; x < width; x++) {
      const sx = Math.min(Math.max((x + 0.5) / across - 0.5, 0), grey.width - 1);
      const x0 = Math.floor(sx);
      const x1 = Math.min(x0 + 1, grey.width - 1);
      const fx = sx - x0;
      const above = (grey.pixels[upper + x0] ?? 255) * (1 - fx) + (grey.pixels[upper + x1] ?? 255) * fx;
      const below = (grey.pixels[lower + x0] ?? 255) * (1 - fx) + (grey.pixels[lower + x1] ?? 255) * fx;
      pixels[y * width + x] = above * (1 - fy) + below * fy + 0.5;
    }
  }
  return { width, height, pixels };
}

/** How fine the map of the paper's brightness is: larger than letters, smaller than shadows. */
const backgroundTile = 24;
const paperLevel = 245;

/**
 * Makes the paper evenly white: divides by its own brightness, so that shadows, yellowed paper and vignettes vanish.
 * The brightness of a tile is that of its brighter pixels; a tile that is all ink borrows from its neighbours.
 */
export function flattenBackground(grey: Grey): Grey {
  const columns = Math.ceil(grey.width / backgroundTile);
  const rows = Math.ceil(grey.height / backgroundTile);
  let levels = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let total = 0;
      const bottom = Math.min((row + 1) * backgroundTile, grey.height);
      const right = Math.min((column + 1) * backgroundTile, grey.width);
      for (let y = row * backgroundTile; y < bottom; y++)
        for (let x = column * backgroundTile; x < right; x++) {
          const value = grey.pixels[y * grey.width + x] ?? 0;
          counts[value] = (counts[value] ?? 0) + 1;
          total += 1;
        }
      let left = total * 0.2;
      let level = 255;
      while (level > 0 && left > 0) {
        left -= counts[level] ?? 0;
        level -= 1;
      }
      levels[row * columns + column] = level + 1;
    }
  // Solid ink larger than a tile must not count as paper: first the brightest of the neighbours, then their mean.
  levels = overNeighbours(levels, columns, rows, (values) => Math.max(...values));
  for (let round = 0; round < 2; round++)
    levels = overNeighbours(
      levels,
      columns,
      rows,
      (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
    );
  const pixels = new Uint8Array(grey.pixels.length);
  for (let y = 0; y < grey.height; y++) {
    const ty = Math.min(Math.max((y + 0.5) / backgroundTile - 0.5, 0), rows - 1);
    const row = Math.floor(ty);
    const lower = Math.min(row + 1, rows - 1);
    const fy = ty - row;
    for (let x = 0; x < grey.width; x++) {
      const tx = Math.min(Math.max((x + 0.5) / backgroundTile - 0.5, 0), columns - 1);
      const column = Math.floor(tx);
      const next = Math.min(column + 1, columns - 1);
      const fx = tx - column;
      const above =
        (levels[row * columns + column] ?? 1) * (1 - fx) + (levels[row * columns + next] ?? 1) * fx;
      const below =
        (levels[lower * columns + column] ?? 1) * (1 - fx) + (levels[lower * columns + next] ?? 1) * fx;
      const level = Math.max(above * (1 - fy) + below * fy, 24);
      const at = y * grey.width + x;
      pixels[at] = Math.min(255, ((grey.pixels[at] ?? 0) * paperLevel) / level);
    }
  }
  return { width: grey.width, height: grey.height, pixels };
}

function overNeighbours(
  levels: Float32Array,
  columns: number,
  rows: number,
  combine: (values: readonly number[]) => number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(levels.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const values: number[] = [];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          values.push(levels[y * columns + x] ?? 0);
      result[row * columns + column] = combine(values);
    }
  return result;
}

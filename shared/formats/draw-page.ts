import { maxPageImageBytes, maxPageWords, type DrawnPage, type WordBox } from '../domain/page-image.ts';
import { loadSharp } from './load-sharp.ts';
import type { Rectangle } from './pdf-characters.ts';
import type { PageImage } from './raster.ts';

/** As fine as print of 9 points needs on a screen. */
export const screenDpi = 115;

/** Longest side of a page image, in pixels: A4 at `screenDpi` has 1,345. */
export const maxImageSide = 1_400;

/** Quality of WebP, of 100; the next one where a page of shades and noise does not get small enough. */
const qualities = [70, 40, 15];

/** Longest word kept, in letters: text without spaces is one word. */
const maxWordLength = 80;

/** A text and its place, in points of the page as shown. */
export interface PlacedText extends Rectangle {
  readonly text: string;
}

/**
 * Makes the image of a page for the screen, with the places of its words; null where it cannot be packed small enough.
 * @param size of the page as shown, in points; the picture covers all of it.
 */
export async function drawPage(
  page: number,
  picture: PageImage,
  size: { readonly width: number; readonly height: number },
  texts: readonly PlacedText[],
): Promise<DrawnPage | null> {
  const scale = Math.min(
    1,
    maxImageSide / Math.max(picture.width, picture.height),
    (size.width * screenDpi) / 72 / picture.width,
  );
  const imageWidth = Math.max(1, Math.round(picture.width * scale));
  const imageHeight = Math.max(1, Math.round(picture.height * scale));
  const image = await packPicture(picture, imageWidth, imageHeight);
  if (image === null) return null;
  const words = texts.slice(0, maxPageWords).map((text) => placeWord(text, size));
  const { width, height } = size;
  return { words: { page, width, height, imageWidth, imageHeight, words }, image };
}

async function packPicture(picture: PageImage, width: number, height: number): Promise<Uint8Array | null> {
  const sharp = await loadSharp();
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  for (const quality of qualities) {
    const packed = await sharp(picture.rgb, { raw })
      .resize({ width, height, fit: 'fill' })
      .webp({ quality, effort: 2 })
      .toBuffer();
    if (packed.length <= maxPageImageBytes) return new Uint8Array(packed);
  }
  return null;
}

function placeWord(
  { text, left, top, right, bottom }: PlacedText,
  { width, height }: { readonly width: number; readonly height: number },
): WordBox {
  const x = toFraction(left / width);
  const y = toFraction(top / height);
  return {
    text: text.slice(0, maxWordLength),
    x,
    y,
    width: toFraction(right / width - x),
    height: toFraction(bottom / height - y),
  };
}

/** Four decimals are a tenth of a pixel; words may reach over the edge. */
function toFraction(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}

import { createRequire } from 'node:module';
import { decodeBmp } from './decode-bmp.ts';
import { loadSharp } from './load-sharp.ts';
import type { PageImage } from './raster.ts';

/** Attack: a few kilobytes of PNG or TIFF that unpack to gigabytes of pixels; phones make up to 50 million, most 12. */
const maxPixels = 40_000_000;

/** Attack: a TIFF of thousands of fax pages fills hours of reading; the longest report of a commune has 40. */
export const maxImagePages = 60;

/** Longest side kept: twice what reading needs, so that a sheet that fills a quarter of a photo can still be read. */
const maxSide = 3_400;

/** A picture file, opened but not unpacked. */
export interface OpenedImage {
  readonly pages: number;
  /** Unpacks page `index` (from 0) as it is to be seen; null where its bytes are broken. */
  readonly decode: (index: number) => Promise<DecodedPage | null>;
}

export interface DecodedPage {
  readonly image: PageImage;
  /** Dots per inch of a scanner's file. */
  readonly dpi?: number;
}

/** Why a picture is not opened. */
export type ImageFault = 'broken' | 'too-large';

/** Opens a picture: JPEG, PNG, TIFF, WebP, GIF and AVIF by libvips, HEIC by libheif, BMP by own code. */
export async function openImage(bytes: Uint8Array): Promise<OpenedImage | ImageFault> {
  const begins = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (begins.startsWith('BM')) {
    const bitmap = decodeBmp(bytes, maxPixels);
    if (typeof bitmap === 'string') return bitmap;
    return { pages: 1, decode: () => decodeRaw(bitmap) };
  }
  // Prebuilt libvips opens the container of HEIC and not its pictures.
  if (/^.{4}ftyp(?!avi[fs])/s.test(begins)) return openHeic(bytes);
  const sharp = await loadSharp();
  try {
    const known = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (known.width * known.height > maxPixels) return 'too-large';
    // Only scanners put several pages into one picture; moving pictures have frames.
    const pages = known.format === 'tiff' ? (known.pages ?? 1) : 1;
    const density = known.format === 'tiff' ? known.density : undefined;
    return { pages, decode: (index) => decodePage(bytes, index, density) };
  } catch {
    return 'broken';
  }
}

async function decodePage(bytes: Uint8Array, index: number, density?: number): Promise<DecodedPage | null> {
  const sharp = await loadSharp();
  try {
    const { data, info } = await sharp(bytes, {
      page: index,
      limitInputPixels: maxPixels,
      failOn: 'error',
      sequentialRead: true,
    })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const image = { width: info.width, height: info.height, rgb: asRgb(data, info.channels) };
    const shortSide = density === undefined ? 0 : Math.min(image.width, image.height) / density;
    // A density that makes a page of paper's size is the scanner's; others are left there by some program.
    return shortSide > 5 && shortSide < 14 && density !== undefined ? { image, dpi: density } : { image };
  } catch {
    return null;
  }
}

function asRgb(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let at = 0; at < rgb.length / 3; at++)
    for (let channel = 0; channel < 3; channel++)
      rgb[3 * at + channel] = data[at * channels + (channels < 3 ? 0 : channel)] ?? 255;
  return rgb;
}

interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly bytes: Uint8Array;
}

async function decodeRaw({ width, height, channels, bytes }: RawPicture): Promise<DecodedPage> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes, { raw: { width, height, channels } })
    .removeAlpha()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { image: { width: info.width, height: info.height, rgb: asRgb(data, info.channels) } };
}

/** The package brings no types. */
interface HeicDecoder {
  all(input: { readonly buffer: Uint8Array }): Promise<
    readonly {
      readonly width: number;
      readonly height: number;
      decode(): Promise<{
        readonly width: number;
        readonly height: number;
        readonly data: Uint8ClampedArray;
      }>;
    }[] & { dispose(): void }
  >;
}

async function openHeic(bytes: Uint8Array): Promise<OpenedImage | ImageFault> {
  const heic = createRequire(import.meta.url)('heic-decode') as HeicDecoder;
  try {
    const pictures = await heic.all({ buffer: bytes });
    const [first] = pictures;
    if (first === undefined) return 'broken';
    if (first.width * first.height > maxPixels) {
      pictures.dispose();
      return 'too-large';
    }
    const { width, height, data } = await first.decode();
    pictures.dispose();
    const raw = { width, height, channels: 4 as const, bytes: new Uint8Array(data.buffer) };
    return { pages: 1, decode: () => decodeRaw(raw) };
  } catch {
    return 'broken';
  }
}

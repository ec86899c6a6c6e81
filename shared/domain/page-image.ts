/** Pages of one document that get an image: as many as are ever recognised; the longest report of a commune has 40. */
export const maxDrawnPages = 60;

/**
 * Largest image of one page, in bytes; a page of text has 60,000, a photo 250,000.
 * Attack: pages of noise, which no packing makes small, fill the disk of the office.
 */
export const maxPageImageBytes = 600_000;

/** Attack: a page of tens of thousands of words; a dense one has 1,200. */
export const maxPageWords = 5_000;

/** Type of every page image. */
export const pageImageType = 'image/webp';

/** A word and its place in fractions 0..1 of the page's width and height, from the upper left corner of the page as shown. */
export interface WordBox {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a page image shows: its size, and where its words stand. */
export interface PageWords {
  /** From 1. */
  readonly page: number;
  /** Of the page as shown, in points: what the boxes of locators are measured in. */
  readonly width: number;
  readonly height: number;
  /** In pixels. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** In reading order. */
  readonly words: readonly WordBox[];
}

/** One page as a person may look at it without opening the file it came from. */
export interface DrawnPage {
  readonly words: PageWords;
  /** WebP, at most `maxPageImageBytes`. */
  readonly image: Uint8Array;
}

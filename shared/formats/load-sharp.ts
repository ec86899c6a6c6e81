import type Sharp from 'sharp';

/** The picture library, loaded when the first picture needs it. */
export async function loadSharp(): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp');
  // Nothing is read twice, and one page at a time is enough.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** An unpacked bitmap, red, green and blue byte of each pixel. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly bytes: Uint8Array;
}

/** Unpacks a Windows bitmap of 1, 4, 8, 24 or 32 bits a pixel, not compressed ([MS-WMF] 2.2.2.9 DeviceIndependentBitmap). */
export function decodeBmp(file: Uint8Array, maxPixels: number): Bitmap | 'broken' | 'too-large' {
  if (file.length < 54) return 'broken';
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = view.getUint32(10, true);
  const headerSize = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const packing = view.getUint32(30, true);
  const height = Math.abs(signedHeight);
  if (headerSize < 40 || width <= 0 || height === 0) return 'broken';
  if (width * height > maxPixels) return 'too-large';
  // 3 names the channels' places in 32 bits; all known writers keep blue, green, red.
  if (![1, 4, 8, 24, 32].includes(bits) || (packing !== 0 && !(packing === 3 && bits === 32)))
    return 'broken';
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * height > file.length) return 'broken';
  const palette = 14 + headerSize;
  const bytes = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = start + (signedHeight > 0 ? height - 1 - y : y) * stride;
    for (let x = 0; x < width; x++) {
      let from = row + x * (bits / 8);
      if (bits <= 8) {
        const byte = file[row + Math.floor((x * bits) / 8)] ?? 0;
        const shift = 8 - bits - ((x * bits) % 8);
        from = palette + 4 * ((byte >> shift) & ((1 << bits) - 1));
      }
      const to = 3 * (y * width + x);
      bytes[to] = file[from + 2] ?? 0;
      bytes[to + 1] = file[from + 1] ?? 0;
      bytes[to + 2] = file[from] ?? 0;
    }
  }
  return { width, height, channels: 3, bytes };
}

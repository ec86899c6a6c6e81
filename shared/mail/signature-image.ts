/** A logo under a name; a photo or a pasted table is larger in pixels and in bytes. */
const largestLogo = { bytes: 100_000, area: 90_000, bannerHeight: 110 } as const;

/** An icon nobody reads from, wherever it stands. */
const largestIcon = { bytes: 16_000, side: 130 } as const;

/**
 * Whether a picture is only decoration of the mail (logo, icon, invisible counter), not a page of the dossier.
 * Judged by its size in pixels: phones also send photos of pages inline and referenced, and those must be read.
 */
export function isSignatureImage(image: {
  readonly bytes: Uint8Array;
  /** Shown inside the mail's text: referenced by it, or declared inline. */
  readonly isShownInText: boolean;
}): boolean {
  const size = measureImage(image.bytes);
  if (size === undefined) return false;
  const { width, height } = size;
  const length = image.bytes.length;
  if (length <= largestIcon.bytes && width <= largestIcon.side && height <= largestIcon.side) return true;
  const isFlat = width * height <= largestLogo.area || height <= largestLogo.bannerHeight;
  return image.isShownInText && length <= largestLogo.bytes && isFlat;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a PNG, GIF or JPEG by its header; undefined for anything else. */
function measureImage(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 26) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.getUint32(0) === 0x47494638)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return view.getUint16(0) === 0xffd8 ? measureJpeg(view) : undefined;
}

function measureJpeg(view: DataView): Size | undefined {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

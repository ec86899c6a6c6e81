/** Kinds of scan by their first bytes. */
const scanKinds = [
  { extension: 'pdf', type: 'application/pdf', start: [0x25, 0x50, 0x44, 0x46] },
  { extension: 'jpg', type: 'image/jpeg', start: [0xff, 0xd8, 0xff] },
  { extension: 'png', type: 'image/png', start: [0x89, 0x50, 0x4e, 0x47] },
] as const;

/** What a scan is by its bytes; undefined for anything but PDF, JPEG and PNG. */
export const scanKindOf = (bytes: Uint8Array) =>
  scanKinds.find(({ start }) => start.every((byte, index) => bytes[index] === byte));

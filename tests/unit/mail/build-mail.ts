/** A leaf of a test mail: header lines as they are, then the body as it is. */
export interface BuiltPart {
  readonly headers: readonly string[];
  readonly body: string | Uint8Array;
}

/** Builds a multipart mail byte by byte; `end` false leaves the closing boundary out. */
export function buildMail(input: {
  readonly headers?: readonly (string | Uint8Array)[];
  readonly parts: readonly BuiltPart[];
  readonly type?: string;
  readonly end?: boolean;
}): Buffer {
  const { headers = [], parts, type = 'multipart/mixed', end = true } = input;
  const boundary = `b${type.length}`;
  const line = (text: string | Uint8Array) => Buffer.concat([Buffer.from(text), Buffer.from('\r\n')]);
  return Buffer.concat([
    ...headers.map(line),
    line(`Content-Type: ${type}; boundary=${boundary}`),
    line(''),
    ...parts.flatMap((part) => [
      line(`--${boundary}`),
      ...part.headers.map((header) => line(Buffer.from(header, 'latin1'))),
      line(''),
      line(part.body),
    ]),
    ...(end ? [line(`--${boundary}--`)] : []),
  ]);
}

/** The bytes a header holds when a program writes UTF-8 into it raw, as `buildMail` takes them. */
export const rawUtf8 = (text: string): string => Buffer.from(text).toString('latin1');

export const base64 = (content: string | Uint8Array): string =>
  Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');

/** A file part with content in base64. */
export function filePart(
  disposition: string,
  content: string | Uint8Array,
  type = 'application/pdf',
): BuiltPart {
  return {
    headers: [
      `Content-Type: ${type}`,
      `Content-Disposition: ${disposition}`,
      'Content-Transfer-Encoding: base64',
    ],
    body: base64(content),
  };
}

export const textPart = (text: string): BuiltPart => ({
  headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
  body: base64(text),
});

export const htmlPart = (html: string): BuiltPart => ({
  headers: ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64'],
  body: base64(html),
});

/** A PNG of that size as far as its header tells. */
export function png(width: number, height: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

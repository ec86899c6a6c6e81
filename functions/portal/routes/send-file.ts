import type { Context } from 'hono';
import { nameDownload } from '../present/name-download.ts';

const types: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** Bytes that mean nothing to a browser. Attack: an uploaded page that a browser would show as one of ours. */
export const unknownType = 'application/octet-stream';

/** Sends a file to be saved under its name; `type` (a media type) where the name's ending is not to tell. */
export function sendFile(
  c: Context,
  bytes: Uint8Array | ReadableStream<Uint8Array<ArrayBuffer>>,
  name: string,
  type: string = types[/\.(\w+)$/u.exec(name)?.[1] ?? ''] ?? unknownType,
): Response {
  return c.body(bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes, 200, {
    'content-type': type,
    'content-disposition': nameDownload(name),
  });
}

import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of a packet, read when its turn comes. */
export interface PacketFile {
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/**
 * Writes a packet as zip, file after file, so that one file at a time is held in memory. Files are packed already and are stored as they are;
 * the list of contents comes first, `at` (ISO) is the time of all.
 */
export function zipPacket(
  files: readonly PacketFile[],
  contents: readonly string[],
  at: string,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const mtime = new Date(at);
  let ended = false;
  const queue: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk, isFinal) => {
    if (error !== null) throw error;
    queue.push(new Uint8Array(chunk));
    ended = isFinal;
  });
  const left = [...files];
  const list = new ZipDeflate('00-danh-muc.txt');
  list.mtime = mtime;
  zip.add(list);
  // With a byte order mark: Notepad of an office PC then shows the accents.
  list.push(strToU8(`\uFEFF${contents.join('\r\n')}\r\n`), true);
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      while (queue.length === 0 && !ended) {
        const next = left.shift();
        if (next === undefined) zip.end();
        else {
          const entry = new ZipPassThrough(next.path);
          entry.mtime = mtime;
          zip.add(entry);
          entry.push(await next.read(), true);
        }
      }
      for (const chunk of queue.splice(0)) controller.enqueue(chunk);
      if (ended) controller.close();
    },
  });
}

import { Unzip, UnzipInflate } from 'fflate';

/** Measures of a Word file an office makes by hand, with room for a logo. */
const limits = { file: 5_000_000, parts: 500, unpacked: 30_000_000, xml: 5_000_000 } as const;

// How much is unpacked before the limits are looked at again: what these bytes can grow to is bounded.
const step = 16_384;

/** A file that is not opened, and why, in Vietnamese. */
export class PackageError extends Error {}

const cfbMagic = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * The parts of a docx by name. Attack: a zip bomb; unpacking stops at the limits, whatever the sizes the file states.
 * @throws PackageError
 */
export function openPackage(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (cfbMagic.every((byte, position) => file[position] === byte))
    throw new PackageError(
      'Tệp có mật khẩu hoặc là Word 97-2003 (.doc). Mở bằng Word, bỏ mật khẩu, lưu dạng "Word Document (*.docx)" rồi tải lên lại.',
    );
  if (file.length > limits.file)
    throw new PackageError('Tệp quá lớn (trên 5 MB). Bỏ bớt ảnh rồi tải lên lại.');
  const chunks = unpack(file);
  if (!chunks.has('[Content_Types].xml') || !chunks.has('word/document.xml'))
    throw new PackageError(
      'Tệp không phải văn bản Word (.docx). Mở bằng Word, lưu dạng "Word Document (*.docx)" rồi tải lên lại.',
    );
  return chunks;
}

function unpack(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let unpacked = 0;
  let xml = 0;
  const unzip = new Unzip((entry) => {
    // Attack: two parts of one name, of which one is checked and the other used.
    if (parts.has(entry.name) || parts.size >= limits.parts) throw new PackageError(damaged);
    parts.set(entry.name, new Uint8Array());
    const chunks: Uint8Array[] = [];
    entry.ondata = (error, chunk, isLast) => {
      // The library hands on what was thrown here a step before.
      if (error as unknown) throw error instanceof PackageError ? error : new PackageError(damaged);
      unpacked += chunk.length;
      if (/\.(?:xml|rels)$/iu.test(entry.name)) xml += chunk.length;
      if (unpacked > limits.unpacked || xml > limits.xml)
        throw new PackageError('Tệp nở ra quá lớn khi mở nên không được nhận.');
      chunks.push(chunk.slice());
      if (isLast) parts.set(entry.name, join(chunks));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < file.length; at += step)
      unzip.push(file.subarray(at, at + step), at + step >= file.length);
  } catch (error) {
    throw error instanceof PackageError ? error : new PackageError(damaged);
  }
  // Entries for folders are no parts.
  for (const name of parts.keys()) if (name.endsWith('/')) parts.delete(name);
  return parts;
}

const damaged = 'Tệp bị hỏng, không mở được. Mở bằng Word, lưu lại rồi tải lên lại.';

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

import { createHash } from 'node:crypto';
import type { PartEntry } from './records.ts';
import { mailFolder } from './records.ts';
import type { World } from './world.ts';

/** Keeps the bytes of a part and gives its first entry: queued, fate unknown. */
export async function newPart(input: {
  readonly mail: string;
  readonly part: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Run of the mail in which it is read. */
  readonly run?: number | undefined;
  readonly world: Pick<World, 'blobs' | 'names'>;
}): Promise<PartEntry> {
  const blob = input.world.names.nameOf(input.bytes);
  await input.world.blobs.put(mailFolder(input.mail), blob, input.bytes);
  return unreadPart({
    mail: input.mail,
    part: input.part,
    file: input.file,
    blob,
    sha256: createHash('sha256').update(input.bytes).digest('hex'),
    bytes: input.bytes.byteLength,
    run: input.run,
  });
}

/** The entry of a part whose bytes are kept and of which nothing was read; what another entry says beside that is left out. */
export function unreadPart({
  mail,
  part,
  file,
  blob,
  sha256,
  bytes,
  run,
}: Pick<PartEntry, 'mail' | 'part' | 'file' | 'blob' | 'sha256' | 'bytes'> & {
  readonly run?: number | undefined;
}): PartEntry {
  return {
    mail,
    part,
    file,
    blob,
    sha256,
    bytes,
    state: 'queued',
    fate: null,
    reason: null,
    format: 'other',
    status: null,
    pages: null,
    scanned: false,
    legacyEncoding: null,
    parsed: null,
    findings: [],
    ...(run !== undefined && { run }),
  };
}

import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds between two looks; a file must keep its size from one look to the next before it is taken. */
const lookEveryMs = 1_000;

/** Attack or mistake: a disk image dropped in; mails end at 75 MB. */
const maxMailBytes = 75_000_000;

const takenFolder = 'da-nhan';
const refusedFolder = 'khong-nhan';

/** A watched folder. */
export interface FolderInbox {
  stop(): Promise<void>;
}

/**
 * Takes every mail (.eml) put into a folder, then moves it to "da-nhan"; anything else goes to "khong-nhan" with a note
 * that says why. A file is moved only after `accept` has resolved, so a crash between the two takes the same mail again,
 * which acceptance recognises.
 */
export async function watchFolder(options: {
  readonly folder: string;
  readonly accept: (bytes: Uint8Array) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}): Promise<FolderInbox> {
  const { folder } = options;
  await mkdir(join(folder, takenFolder), { recursive: true });
  await mkdir(join(folder, refusedFolder), { recursive: true });
  const sizes = new Map<string, number>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries) {
      if (stopped || !entry.isFile() || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      const { size } = await stat(path);
      if (sizes.get(entry.name) !== size) {
        sizes.set(entry.name, size);
        continue;
      }
      sizes.delete(entry.name);
      await take(path, entry.name, size);
    }
  };
  const take = async (path: string, name: string, size: number): Promise<void> => {
    if (!name.toLowerCase().endsWith('.eml') || size > maxMailBytes || size === 0) {
      await moveAside(folder, refusedFolder, path, name);
      await writeFile(
        join(folder, refusedFolder, `${name}.ly-do.txt`),
        size === 0
          ? 'Tệp rỗng.\n'
          : size > maxMailBytes
            ? 'Tệp lớn hơn 75 MB. Đề nghị chia thành nhiều thư.\n'
            : 'Thư mục này chỉ nhận thư đã lưu dạng .eml. Trong hộp thư, chọn "Tải thư xuống" rồi chép tệp .eml vào đây.\n',
      );
      return;
    }
    await options.accept(new Uint8Array(await readFile(path)));
    await moveAside(folder, takenFolder, path, name);
  };
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look().catch(options.onFailure).finally(again);
    }, lookEveryMs);
  };
  again();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** A second file of the same name gets a number, so that none replaces another. */
async function moveAside(folder: string, to: string, path: string, name: string): Promise<void> {
  const taken = new Set(await readdir(join(folder, to)));
  let target = name;
  for (let copy = 2; taken.has(target); copy++) target = `${copy}-${name}`;
  await rename(path, join(folder, to, target));
}

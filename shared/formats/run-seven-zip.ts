import type { FSStream, SevenZipModuleFactory } from '7z-wasm';
import type { Member } from '../domain/read-file.ts';

// Attack: a directory of a million entries is printed at 600 bytes each; 2,000 honest ones take about 1.5 MB.
const mostPrinted = 8_000_000;

/** What one call of the program gave. */
export interface SevenZipRun {
  /** Its exit code; 'crashed' when it fell over the archive, 'stopped' when it wrote more than allowed. */
  readonly outcome: number | 'crashed' | 'stopped';
  /** What it printed, and what it complained of; never passed on to this program's own output. */
  readonly printed: string;
  readonly complaints: string;
  /** The regular files it left below its output folder, paths as written there. */
  readonly files: readonly Member[];
}

/**
 * Runs 7-Zip (WASM) once on one archive, in a machine of its own that sees no other file and is thrown away afterwards.
 * The archive is "/a", the output folder "/o"; more than `mostWritten` bytes of output stop it.
 */
export async function runSevenZip(input: {
  readonly bytes: Uint8Array;
  readonly command: readonly string[];
  readonly mostWritten: number;
}): Promise<SevenZipRun> {
  const { default: loaded } = await import('7z-wasm');
  const silent = (): void => undefined;
  // Declared as an ES module, shipped as CommonJS: its default export is the factory itself.
  const start = loaded as unknown as SevenZipModuleFactory;
  const machine = await start({ print: silent, printErr: silent, stdin: () => null as unknown as number });
  const { FS: files } = machine;
  files.writeFile('/a', input.bytes);
  files.mkdir('/o');

  const prints: readonly [Buffer[], Buffer[]] = [[], []];
  let printed = 0;
  let written = 0;
  const write = files.write.bind(files);
  // The one door every byte goes through, printed or unpacked: counted here, since declared sizes may lie.
  files.write = (stream, buffer, offset, length, position, canOwn) => {
    const descriptor = (stream as FSStream & { readonly fd: number }).fd;
    const isPrint = descriptor === 1 || descriptor === 2;
    if (isPrint) printed += length;
    else written += length;
    if (printed > mostPrinted || written > input.mostWritten) throw new OutputLimitError();
    if (!isPrint) return write(stream, buffer, offset, length, position, canOwn);
    const view = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
    prints[descriptor - 1]?.push(Buffer.from(view));
    return length;
  };
  const run: (command: string[]) => unknown = machine.callMain.bind(machine);
  const outcome = callProgram(() => run([...input.command]));
  const [out, complaints] = prints.map((pieces) => Buffer.concat(pieces).toString('utf8'));
  return {
    outcome,
    printed: out ?? '',
    complaints: complaints ?? '',
    files: outcome === 'crashed' || outcome === 'stopped' ? [] : takeFiles(files, '/o'),
  };
}

/** Unwinds the program out of a write; it catches numbers and its own errors only. */
class OutputLimitError extends Error {
  override readonly name = 'OutputLimitError';
}

function callProgram(call: () => unknown): SevenZipRun['outcome'] {
  /* eslint-disable no-restricted-syntax -- the library sets the exit code of the whole program, which is not its own */
  const before = process.exitCode;
  try {
    return Number(call());
  } catch (error) {
    return error instanceof OutputLimitError ? 'stopped' : 'crashed';
  } finally {
    process.exitCode = before;
  }
  /* eslint-enable no-restricted-syntax */
}

type MachineFiles = Awaited<ReturnType<SevenZipModuleFactory>>['FS'];

/** Takes the files out one by one, so that both sides never hold all of them; links are left where they are. */
function takeFiles(files: MachineFiles, root: string): readonly Member[] {
  const taken: Member[] = [];
  const walk = (folder: string): void => {
    for (const name of files.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      const { mode } = files.lstat(path);
      if (files.isDir(mode)) walk(path);
      if (!files.isFile(mode)) continue;
      files.chmod(path, 0o600);
      taken.push({ path: path.slice(root.length + 1), bytes: files.readFile(path) });
      files.unlink(path);
    }
  };
  walk(root);
  return taken;
}

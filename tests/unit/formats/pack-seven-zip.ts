import type { SevenZipModuleFactory } from '7z-wasm';

/** Packs files by 7-Zip itself: the fixtures of what no other library here writes. */
export async function packSevenZip(input: {
  readonly type: '7z' | 'zip';
  readonly parts: Readonly<Record<string, string | Uint8Array>>;
  readonly options?: readonly string[];
}): Promise<Uint8Array> {
  const { default: loaded } = await import('7z-wasm');
  const start = loaded as unknown as SevenZipModuleFactory;
  const silent = (): void => undefined;
  const machine = await start({ print: silent, printErr: silent });
  const { FS } = machine;
  FS.mkdir('/in');
  for (const [path, content] of Object.entries(input.parts)) {
    const folders = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth += 1) {
      const folder = `/in/${folders.slice(0, depth).join('/')}`;
      if (!FS.readdir(folder.slice(0, folder.lastIndexOf('/'))).includes(folder.split('/').at(-1) ?? ''))
        FS.mkdir(folder);
    }
    FS.writeFile(`/in/${path}`, typeof content === 'string' ? Buffer.from(content) : content);
  }
  FS.chdir('/in');
  const before = process.exitCode;
  const call: (command: string[]) => unknown = machine.callMain.bind(machine);
  const code = call(['a', '-bd', '-mmt=1', `-t${input.type}`, ...(input.options ?? []), '/packed', '.']);
  process.exitCode = before;
  if (code !== 0) throw new Error(`7-Zip packed nothing: ${String(code)}`);
  return FS.readFile(FS.readdir('/').includes('packed') ? '/packed' : `/packed.${input.type}`);
}

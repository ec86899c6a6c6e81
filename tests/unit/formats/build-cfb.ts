/** A compound file ([MS-CFB]) with one sector of directory: the root and up to three entries below it. */
export function buildCfb(names: readonly string[]): Buffer {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0xfffffffe, 68);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 512, 1024);
  file.writeUInt32LE(0xfffffffe, 516);
  ['Root Entry', ...names].forEach((name, index) => {
    const at = 1024 + index * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file.writeUInt32LE(0xffffffff, at + 68);
    file.writeUInt32LE(index > 0 && index < names.length ? index + 1 : 0xffffffff, at + 72);
    file.writeUInt32LE(index === 0 ? 1 : 0xffffffff, at + 76);
  });
  return file;
}

/** A compound file with these streams at its root; each is filled with zeros to the 4,096 bytes below which streams are kept otherwise. */
export function buildCfbOf(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const sectors: Buffer[] = [];
  const next: number[] = [];
  const add = (bytes: Uint8Array): number => {
    const first = sectors.length;
    const count = Math.ceil(bytes.length / 512);
    for (let index = 0; index < count; index += 1) {
      const sector = Buffer.alloc(512);
      Buffer.from(bytes).copy(sector, 0, index * 512, (index + 1) * 512);
      sectors.push(sector);
      next.push(index === count - 1 ? 0xfffffffe : sectors.length);
    }
    return first;
  };
  const entries = Object.entries(streams).map(([name, bytes]) => {
    const whole = Buffer.alloc(Math.max(bytes.length, 4096));
    Buffer.from(bytes).copy(whole);
    return { name, first: add(whole), size: whole.length };
  });
  const directory = Buffer.alloc(Math.ceil((entries.length + 1) / 4) * 512);
  [{ name: 'Root Entry', first: 0xfffffffe, size: 0 }, ...entries].forEach((entry, index) => {
    const at = index * 128;
    directory.write(entry.name, at, 'utf16le');
    directory.writeUInt16LE((entry.name.length + 1) * 2, at + 64);
    directory.writeUInt8(index === 0 ? 5 : 2, at + 66);
    directory.writeUInt32LE(0xffffffff, at + 68);
    directory.writeUInt32LE(index > 0 && index < entries.length ? index + 1 : 0xffffffff, at + 72);
    directory.writeUInt32LE(index === 0 && entries.length > 0 ? 1 : 0xffffffff, at + 76);
    directory.writeUInt32LE(entry.first, at + 116);
    directory.writeUInt32LE(entry.size, at + 120);
  });
  const directoryAt = add(directory);
  const tableCount = Math.ceil((sectors.length + 1) / 127);
  const table = Buffer.alloc(tableCount * 512, 0xff);
  next.forEach((value, index) => table.writeUInt32LE(value, index * 4));
  const tableAt = sectors.length;
  for (let index = 0; index < tableCount; index += 1) table.writeUInt32LE(0xfffffffd, (tableAt + index) * 4);
  const head = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(tableCount, 44);
  head.writeUInt32LE(directoryAt, 48);
  head.writeUInt32LE(4096, 56);
  head.writeUInt32LE(0xfffffffe, 60);
  head.writeUInt32LE(0xfffffffe, 68);
  head.fill(0xff, 76, 512);
  for (let index = 0; index < tableCount; index += 1) head.writeUInt32LE(tableAt + index, 76 + index * 4);
  return Buffer.concat([head, ...sectors, table]);
}

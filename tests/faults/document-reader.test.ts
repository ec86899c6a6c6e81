import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import type { ReaderFault } from '../../shared/adapters/local/reader-child.ts';
import type { FormatInput, ReadFile } from '../../shared/domain/read-file.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';

type Options = Parameters<typeof startDocumentReader>[0];
type Reader = ReturnType<typeof startDocumentReader>;

const childPath = await bundleScript('faulty-child');
const input = (file: string): FormatInput => ({ file, bytes: new Uint8Array([1, 2, 3]), passwords: ['123'] });

interface Seen {
  readonly pid: number;
  readonly served: number;
  readonly bytes: readonly number[];
  readonly passwords: readonly string[];
  readonly environment: readonly string[];
  readonly heapLimit: number;
}

/** What the child reports of itself in the document it returns. */
function seenBy(read: ReadFile): Seen {
  const [block] = read.document?.blocks ?? [];
  return JSON.parse(block?.kind === 'paragraph' ? block.text : '') as Seen;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('reading documents in child processes', () => {
  const readers: Reader[] = [];
  const faults: ReaderFault[] = [];
  const start = (options: Partial<Options> = {}): Reader => {
    const reader = startDocumentReader({
      childPath,
      memoryMb: 200,
      deadlineMs: 20_000,
      onFault: (fault) => faults.push(fault),
      ...options,
    });
    readers.push(reader);
    return reader;
  };
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.stop();
    faults.length = 0;
  });

  const finding = (file: string, reason: string): ReadFile => ({
    status: 'unreadable',
    format: 'other',
    findings: [
      {
        code: 'unreadable-file',
        about: file,
        severity: 'blocking',
        message: `Không đọc được tệp ${file}: ${reason}. Các tài liệu khác trong thư vẫn được xử lý.`,
      },
    ],
  });
  const faultKinds = (): string[] => faults.map(({ why }) => why);

  it('hands the file over whole and keeps the child warm for the next', async () => {
    const reader = start();
    const first = seenBy(await reader.read(input('a')));
    const second = seenBy(await reader.read(input('b')));
    expect(first).toMatchObject({ served: 1, bytes: [1, 2, 3], passwords: ['123'] });
    expect(second).toMatchObject({ pid: first.pid, served: 2 });
  });

  it('gives the child nothing of our environment', async () => {
    process.env['HOSO_TEST_SECRET'] = 'x';
    const { environment } = seenBy(await start().read(input('a')));
    delete process.env['HOSO_TEST_SECRET'];
    expect(environment.filter((name) => !/^(?:TZ|SystemRoot|NODE_CHANNEL_.*)$/.test(name))).toEqual([]);
  });

  it('has the child collect its garbage before that counts against a file', async () => {
    // V8 adds some room for young objects to what it is given.
    expect(seenBy(await start().read(input('a'))).heapLimit).toBeLessThan(250 * 1024 * 1024);
  });

  it('brings back an archive of 80 MB', async () => {
    const read = await start().read(input('archive'));
    expect(read.members?.map(({ path, bytes }) => [path, bytes.byteLength, bytes[0], bytes.at(-1)])).toEqual(
      [0, 1, 2, 3].map((index) => [`${index}.bin`, 20_000_000, index, index]),
    );
    expect(read.document).toBeUndefined();
  });

  it('brings back images of pages, and no more or larger ones than a document may have', async () => {
    const read = await start().read(input('images'));
    expect(read.drawnPages?.map(({ words, image }) => [words.page, image.length])).toEqual(
      Array.from({ length: 60 }, (_, index) => [index + 2, 10]),
    );
  });

  it.each([
    ['hang', { deadlineMs: 1000 }, 'đọc quá 1 giây chưa xong', ['time']],
    ['grow', {}, 'cần quá nhiều bộ nhớ để đọc (trên 200 MB)', ['memory', 'memory']],
    ['heap', {}, 'cần quá nhiều bộ nhớ để đọc (trên 200 MB)', ['memory', 'memory']],
    ['exit', {}, 'chương trình đọc bị dừng khi đang đọc tệp này', ['died', 'died']],
    ['reject', {}, 'chương trình đọc bị dừng khi đang đọc tệp này', ['died', 'died']],
    ['throw', {}, 'chương trình đọc gặp lỗi ở tệp này', ['threw']],
  ] as const)(
    'says so of a file that makes the reader %s, and reads the next',
    async (file, options, reason, kinds) => {
      const reader = start(options);
      const before = seenBy(await reader.read(input('a')));
      expect(await reader.read(input(file))).toEqual(finding(file, reason));
      expect(faultKinds()).toEqual(kinds);
      expect(isAlive(before.pid)).toBe(false);
      expect(seenBy(await reader.read(input('b'))).served).toBe(1);
    },
  );

  it('does not blame a file for what an earlier one left in the child', async () => {
    const reader = start();
    await reader.read(input('a'));
    expect(seenBy(await reader.read(input('exit-when-warm'))).served).toBe(1);
    expect(faultKinds()).toEqual(['died']);
  });

  it('replaces a child that has grown, before it reads another file', async () => {
    const reader = start();
    const grown = seenBy(await reader.read(input('keep')));
    expect(seenBy(await reader.read(input('a'))).pid).not.toBe(grown.pid);
    expect(faultKinds()).toEqual([]);
  });

  it('starts no more children than allowed, and every file in the queue has its turn', async () => {
    const reader = start({ size: 2 });
    const files = ['a', 'exit', 'b', 'throw', 'c', 'd', 'e'];
    const read = await Promise.all(files.map((file) => reader.read(input(file))));
    expect(read.map(({ status }) => status)).toEqual(
      files.map((file) => (['exit', 'throw'].includes(file) ? 'unreadable' : 'read')),
    );
    const alive = await Promise.all(Array.from({ length: 20 }, () => reader.read(input('a'))));
    expect(new Set(alive.map((each) => seenBy(each).pid)).size).toBeLessThanOrEqual(2);
  });

  it('ends a child that has nothing to do', async () => {
    const reader = start({ idleMs: 10 });
    const { pid } = seenBy(await reader.read(input('a')));
    await until(() => !isAlive(pid));
    expect(seenBy(await reader.read(input('b'))).pid).not.toBe(pid);
  });

  it('judges no file when it is stopped: what was being read, waits or comes later', async () => {
    const reader = start();
    const { pid } = seenBy(await reader.read(input('a')));
    const reading = Promise.allSettled([input('hang'), input('b')].map((each) => reader.read(each)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    reader.stop();
    const late = Promise.allSettled([reader.read(input('c'))]);
    expect([...(await reading), ...(await late)]).toEqual(
      Array(3).fill({
        status: 'rejected',
        reason: expect.objectContaining({ name: 'ReaderStoppedError' }) as unknown,
      }),
    );
    await until(() => !isAlive(pid));
    expect(faultKinds()).toEqual([]);
  });

  it('blames no file when the reader itself cannot start', async () => {
    const broken = join(makeTestDirectory(), 'broken.mjs');
    writeFileSync(broken, 'import "./missing.mjs";');
    for (const path of [broken, join(makeTestDirectory(), 'absent.mjs')])
      await expect(start({ childPath: path }).read(input('a'))).rejects.toMatchObject({
        name: 'ReaderStartError',
      });
    expect(faultKinds()).toEqual([]);
  });
});

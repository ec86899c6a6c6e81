import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import {
  openLocalStore,
  requireDurability,
  WrongKeyError,
} from '../../../shared/adapters/local/local-store.ts';
import { OfficeInUseError } from '../../../shared/adapters/local/process-lock.ts';
import { makeTestDirectory } from '../../support/make-test-directory.ts';

const encryptionKey = 'a'.repeat(64);
const secret = 'Nguyễn Văn Thử';
const record = { partition: 'MAIL#1', sort: 'intake', schema: 1, body: { secret } };
const commit = { writes: [{ kind: 'put-if-absent', record }], jobs: [] } as const;
const job = { id: 'read-document:1:001', stage: 'read-document', payload: { mail: '1' } } as const;

describe('the store file of one machine', () => {
  it('holds what was committed after a restart', async () => {
    const path = join(makeTestDirectory(), 'db');
    const store = openLocalStore({ path, encryptionKey });
    await store.commit(commit);
    store.close();
    const again = openLocalStore({ path, encryptionKey });
    expect(await again.get(record)).toEqual({ ...record, version: 1 });
    again.close();
  });

  it('hands the jobs of a killed process out again at once, not when their lease ends', async () => {
    const path = join(makeTestDirectory(), 'db');
    const store = openLocalStore({ path, encryptionKey });
    await store.commit({ writes: [], jobs: [job] });
    const lost = await store.lease({ leaseMs: 3_600_000 });
    store.close();
    const again = openLocalStore({ path, encryptionKey });
    const leased = await again.lease({ leaseMs: 1000 });
    expect(leased).toMatchObject({ ...job, attempt: 2 });
    expect(leased?.token).not.toBe(lost?.token);
    again.close();
  });

  it('is unreadable on disk, also its log', async () => {
    const directory = makeTestDirectory();
    const store = openLocalStore({ path: join(directory, 'db'), encryptionKey });
    await store.commit(commit);
    const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)));
    expect(files.some((file) => file.byteLength > 4096)).toBe(true);
    expect(files.filter((file) => file.includes(secret))).toEqual([]);
    store.close();
  });

  it('does not open under another key, and says so', async () => {
    const path = join(makeTestDirectory(), 'db');
    const store = openLocalStore({ path, encryptionKey });
    await store.commit(commit);
    store.close();
    expect(() => openLocalStore({ path, encryptionKey: 'b'.repeat(64) })).toThrow(WrongKeyError);
    expect(() => openLocalStore({ path })).toThrow(WrongKeyError);
    openLocalStore({ path, encryptionKey }).close();
  });

  it('is open once at a time, and free again after it is closed', () => {
    const path = join(makeTestDirectory(), 'db');
    const store = openLocalStore({ path, encryptionKey });
    expect(() => openLocalStore({ path, encryptionKey })).toThrow(OfficeInUseError);
    store.close();
    openLocalStore({ path, encryptionKey }).close();
  });

  it('refuses a file written by a newer version', () => {
    const path = join(makeTestDirectory(), 'db');
    const newer = new Database(path);
    newer.exec('PRAGMA user_version = 2');
    newer.close();
    expect(() => openLocalStore({ path })).toThrow('phiên bản Hồ Sơ mới hơn');
  });

  it('is not opened where a commit would not be on disk before it is answered', () => {
    const noLog = new Database(':memory:');
    expect(() => requireDurability(noLog, 'wal')).toThrow('không bảo đảm ghi bền vững');
    requireDurability(noLog, 'memory');
    noLog.close();
  });

  it('keeps its log small over many commits', async () => {
    const directory = makeTestDirectory();
    const store = openLocalStore({ path: join(directory, 'db'), encryptionKey });
    for (let index = 0; index < 200; index += 1) {
      await store.commit({
        writes: [
          {
            kind: 'put-if-absent',
            record: { ...record, sort: String(index), body: { text: 'x'.repeat(60_000) } },
          },
        ],
        jobs: [],
      });
      await store.get({ ...record, sort: String(index) });
      await store.query({ partition: record.partition, limit: 2 });
    }
    expect(readFileSync(join(directory, 'db-wal')).byteLength).toBeLessThan(8_000_000);
    store.close();
  });
});

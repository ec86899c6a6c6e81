import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upgradeHome } from '../../../infra/local/upgrade-home.ts';
import { openLocalStore } from '../../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../../shared/adapters/local/office-keys.ts';
import { countInLedger, intakeRecord, readIntake } from '../../../shared/pipeline/records.ts';
import { anIntake } from '../portal/portal-fixtures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoso-copy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the copy from before an upgrade', () => {
  test('is made although the database has not taken its log away yet', async () => {
    const home = join(folder, 'home');
    const { databaseKey } = await openOfficeKeys(join(home, 'keys'));
    const path = join(home, 'hoso.db');
    const store = openLocalStore({ path, encryptionKey: databaseKey });
    await store.commit({
      writes: [
        { kind: 'put-if-absent', record: intakeRecord(anIntake({ mail: 'm1' })) },
        countInLedger('accepted', 'm1'),
      ],
      jobs: [],
    });
    await store.commit({ writes: [countInLedger('dossier', 'm1')], jobs: [] });
    store.close();
    const options: Database.Options & { encryptionKey?: string } = { encryptionKey: databaseKey };
    const lingering = new Database(path, options);
    lingering.prepare('SELECT count(*) FROM rows').get();
    expect(await readdir(home)).toContain('hoso.db-wal');

    const result = await upgradeHome(home, [], new Date('2026-01-03T10:15:00Z'));

    lingering.close();
    const copy = `${home}.truoc-nang-cap-20260103-101500`;
    expect(result).toEqual({ outcome: 'done', copy });
    expect((await readdir(copy)).filter((name) => /-(?:wal|shm)$/u.test(name))).toEqual([]);
    const copied = openLocalStore({ path: join(copy, 'hoso.db'), encryptionKey: databaseKey });
    expect(await readIntake(copied, 'm1')).toBeDefined();
    copied.close();
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { goBack, upgradeHome } from '../../../infra/local/upgrade-home.ts';
import type { LocalStore } from '../../../shared/adapters/local/local-store.ts';
import { openLocalStore } from '../../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../../shared/adapters/local/office-keys.ts';
import { readBoardLines } from '../../../shared/pipeline/board-lines.ts';
import { pageOpenLetters } from '../../../shared/pipeline/outbox-records.ts';
import { readOwed } from '../../../shared/pipeline/receipt-records.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import {
  countInLedger,
  dossierRecords,
  intakeRecord,
  readActiveRubric,
} from '../../../shared/pipeline/records.ts';
import { readTotals } from '../../../shared/pipeline/round-totals.ts';
import { dataVersion, readDataVersion } from '../../../shared/pipeline/upgrades.ts';
import type { StoreRecord } from '../../../shared/ports/store.ts';
import { anIntake } from '../portal/portal-fixtures.ts';

let folder: string;
let home: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoso-upgrade-'));
  home = join(folder, 'home');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const now = new Date('2026-01-03T10:15:00Z');

async function openStore(): Promise<LocalStore> {
  const keys = await openOfficeKeys(join(home, 'keys'));
  return openLocalStore({ path: join(home, 'hoso.db'), encryptionKey: keys.databaseKey });
}

async function withStore<T>(act: (store: LocalStore) => Promise<T>): Promise<T> {
  const store = await openStore();
  try {
    return await act(store);
  } finally {
    store.close();
  }
}

const dossier = (commune: string, change: Partial<DossierEntry> = {}): DossierEntry => ({
  round: '2023',
  commune,
  revision: 1,
  at: '2023-10-20T03:15:04.000Z',
  folder: `dossier/2023/${commune}/1-m1`,
  claimedTotal: 900,
  verdict: 'undetermined',
  blocking: 0,
  warnings: 0,
  notes: 0,
  missingDocuments: [],
  late: false,
  mails: ['m1'],
  drafts: [],
  ...change,
});

/** A mail that returns a dossier, as it was kept before mails were sent. */
const oldLetter: StoreRecord = {
  partition: 'OUTBOX#2023',
  sort: 'return#session#0001#06514#3',
  schema: 1,
  body: {
    ...{ round: '2023', commune: '06514', cause: 'return#session#0001#06514#3', state: 'waiting' },
    ...{ subject: 'Về bổ sung hồ sơ', text: 'Kính gửi', by: 'Thư Ký', at: '2023-10-20T03:15:04.000Z' },
  },
};

/** A receipt still to be written, and an adopted rubric, where they lay before pages read them with others. */
const oldOwed: StoreRecord = {
  partition: 'RECEIPTS#2023',
  sort: '06514',
  schema: 1,
  body: {
    ...{ round: '2023', commune: '06514', mails: [{ mail: 'm1', code: 'HS-1', to: 'xa@example.vn' }] },
    ...{ since: '2023-10-20T03:15:04.000Z', due: '2023-10-20T03:25:04.000Z', supplements: 0, last: null },
  },
};
const oldAdopted: StoreRecord = {
  partition: 'RUBRIC#qd-06-2019',
  sort: 'active',
  schema: 1,
  body: {
    rubric: 'qd-06-2019',
    version: 2,
    contents: '2-abc.json',
    by: 'A',
    confirmedBy: 'B',
    at: '2023-10-20',
  },
};

/** Data as the program kept it before it counted rounds and listed mails for the search. */
const keepOldData = (): Promise<void> =>
  withStore(async (store) => {
    const heads = [dossier('06514'), dossier('06517', { late: true, blocking: 1 })].map(dossierRecords);
    await store.commit({
      writes: [
        { kind: 'put-if-absent', record: intakeRecord(anIntake({ mail: 'm1' })) },
        countInLedger('accepted', 'm1'),
        { kind: 'put-if-absent', record: oldLetter },
        { kind: 'put-if-absent', record: oldOwed },
        { kind: 'put-if-absent', record: oldAdopted },
        ...heads.flatMap(({ head, revision }) => [
          { kind: 'put-if-absent' as const, record: head },
          { kind: 'put-if-absent' as const, record: revision },
        ]),
      ],
      jobs: [],
    });
    await store.commit({ writes: [countInLedger('dossier', 'm1')], jobs: [] });
  });

describe('data of an older version', () => {
  test('is counted and listed anew once, and the copy from before lies beside it', async () => {
    await keepOldData();
    const result = await upgradeHome(home, ['2023'], now);
    expect(result).toEqual({ outcome: 'done', copy: `${home}.truoc-nang-cap-20260103-101500` });
    await withStore(async (store) => {
      expect((await readTotals(store, '2023', '2023')).get('2023')).toMatchObject({
        submitted: 2,
        late: 1,
        incomplete: 1,
      });
      expect((await readBoardLines(store, '2023', '06514', '06517')).dossiers).toHaveLength(2);
      expect((await store.countJobs()).waiting).toBe(1);
      const { mails } = await pageOpenLetters(store, 10);
      expect(mails.map(({ letter, to, isByHand }) => [letter, to, isByHand])).toEqual([
        ['return-for-completion', [], true],
      ]);
      expect((await readOwed(store, '2023', '06514'))?.body).toEqual(oldOwed.body);
      expect((await readActiveRubric(store, 'qd-06-2019'))?.body).toEqual(oldAdopted.body);
      for (const old of [oldOwed, oldAdopted]) expect(await store.get(old)).toBeUndefined();
      expect(await readDataVersion(store)).toBe(dataVersion);
    });
    expect(await upgradeHome(home, ['2023'], now)).toEqual({ outcome: 'nothing-to-do' });
  });

  test('is put back as it was when the upgrade fails', async () => {
    await keepOldData();
    const result = await upgradeHome(home, ['2023'], now, async (store) => {
      await store.commit({ writes: [countInLedger('accepted', 'm2')], jobs: [] });
    });
    expect(result).toEqual({
      outcome: 'put-back',
      because: 'sổ đối chiếu thư không khớp sau khi nâng cấp',
    });
    expect(await readdir(folder)).toEqual(['home']);
    expect(await withStore(readDataVersion)).toBe(0);
  });

  test('can be gone back to afterwards, and nothing that came since is lost', async () => {
    await keepOldData();
    expect(await goBack(home, now)).toBeUndefined();
    await upgradeHome(home, ['2023'], now);
    expect(await goBack(home, now)).toEqual({ kept: `${home}.sau-nang-cap-20260103-101500` });
    expect(await withStore(readDataVersion)).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['home', 'home.sau-nang-cap-20260103-101500']);
  });

  test('is not touched while the program runs', async () => {
    await keepOldData();
    const running = await openStore();
    await expect(upgradeHome(home, ['2023'], now)).rejects.toThrow('đang được một chương trình Hồ Sơ khác');
    running.close();
  });
});

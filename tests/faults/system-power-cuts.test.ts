import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import type { DossierRevision } from '../../shared/domain/dossier.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { decodeJson } from '../../shared/pipeline/json-blob.ts';
import { listDossiers, listIntake } from '../../shared/pipeline/records.ts';
import { composeMail } from '../../infra/local/compose-mail.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import {
  cutPower,
  memoryOfFamily,
  offerMail,
  runOffice,
  stopOffice,
  waitUntilBalanced,
} from '../support/run-office.ts';
import { buildCfb } from '../unit/formats/build-cfb.ts';
import { buildZip, deflateZeros } from '../unit/formats/build-zip.ts';

const year = new Date().getFullYear();
const mails = await Promise.all((await writeSampleDossiers(year)).map(composeMail));

/** Moments of the cuts: a generator with a seed, told when the test fails. */
function* moments(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** What a stopped office holds, without ids that depend on its keys and without times. */
async function readEnd(directory: string): Promise<unknown> {
  const home = join(directory, 'home');
  const keys = await openOfficeKeys(join(home, 'keys'));
  const store = openLocalStore({ path: join(home, 'hoso.db'), encryptionKey: keys.databaseKey });
  const blobs = await openFileBlobs({
    root: join(home, 'blobs'),
    keys: join(home, 'keys'),
    wrappingKey: keys.wrappingKey,
  });
  try {
    const { entries } = await listIntake(store, 100);
    const dossiers = await listDossiers(store, illustrationRound(year).id);
    return {
      intake: entries
        // Which of two mails of a commune makes the first revision is a race; what both make is not.
        .map(({ subject, state, kind, commune }) => ({ subject, state, kind, commune }))
        .sort((a, b) => String(a.subject).localeCompare(String(b.subject))),
      dossiers: await Promise.all(
        dossiers.map(async ({ commune, revision, folder, claimedTotal, missingDocuments, ...rest }) => {
          const blob = await blobs.get(folder, 'revision.json');
          const kept = blob === undefined ? undefined : decodeJson<DossierRevision>(blob);
          return {
            commune,
            revision,
            claimedTotal,
            missingDocuments,
            warnings: rest.warnings,
            readings: kept?.readings,
            claims: kept?.claims,
            assessment: kept?.assessment,
            findings: kept?.findings,
            hasDraft: (await blobs.get(folder, 'bao-cao-tham-dinh.docx')) !== undefined,
          };
        }),
      ),
    };
  } finally {
    store.close();
  }
}

async function runUndisturbed(): Promise<unknown> {
  const directory = makeTestDirectory();
  const office = await runOffice(directory);
  for (const mail of mails) expect(await offerMail(office.smtpPort, mail)).toBe(true);
  await waitUntilBalanced(office, mails.length);
  expect(await stopOffice(office)).toBe(0);
  return readEnd(directory);
}

describe('the running system', () => {
  it('ends every mail it said 250 to as it would have, though its power is cut twenty times', async () => {
    const seed = Date.now() % 100_000;
    const random = moments(seed);
    const wanted = await runUndisturbed();
    const directory = makeTestDirectory();
    const waiting = [...mails];
    let office = await runOffice(directory);
    for (let cut = 0; cut < 20; cut++) {
      const sending = waiting[0] === undefined ? undefined : offerMail(office.smtpPort, waiting[0]);
      await new Promise((resolve) => setTimeout(resolve, 700 * (random.next().value ?? 0)));
      await cutPower(office);
      // A mail server keeps what was not answered by 250 and offers it again.
      if ((await sending) === true) waiting.shift();
      office = await runOffice(directory);
    }
    for (const mail of waiting) expect(await offerMail(office.smtpPort, mail)).toBe(true);
    await waitUntilBalanced(office, mails.length);
    expect(await stopOffice(office)).toBe(0);
    expect(await readEnd(directory), `seed ${seed}`).toEqual(wanted);
  }, 400_000);

  it('makes one revision of a mail that arrives five times', async () => {
    const directory = makeTestDirectory();
    const office = await runOffice(directory);
    const [mail] = mails;
    for (let copy = 0; copy < 5; copy++)
      expect(await offerMail(office.smtpPort, mail ?? new Uint8Array())).toBe(true);
    await waitUntilBalanced(office, 1);
    expect(await stopOffice(office)).toBe(0);
    expect(await readEnd(directory)).toMatchObject({
      intake: [{ state: 'done', kind: 'dossier' }],
      dossiers: [{ commune: '99901', revision: 1 }],
    });
  }, 120_000);

  it('tells each bad file of a mail apart, reads the good ones and stays under a gigabyte', async () => {
    const [sample] = await writeSampleDossiers(year);
    if (sample === undefined) throw new Error('there are samples');
    const [, sheet] = sample.attachments;
    const bad = [
      { filename: 'bi cat.xlsx', bytes: new Uint8Array((sheet?.bytes ?? new Uint8Array()).slice(0, 4000)) },
      {
        filename: 'co mat khau.docx',
        bytes: new Uint8Array(buildCfb(['EncryptionInfo', 'EncryptedPackage'])),
      },
      { filename: 'rong.docx', bytes: new Uint8Array() },
      {
        filename: 'bom.zip',
        bytes: new Uint8Array(
          buildZip([
            {
              name: 'so lieu.txt',
              content: '',
              packed: await deflateZeros(1_000_000_000),
              declaredSize: 1_000_000_000,
            },
          ]),
        ),
      },
    ];
    const directory = makeTestDirectory();
    const office = await runOffice(directory);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOfFamily(office.process.pid ?? 0) ?? 0);
    }, 50);
    const mail = await composeMail({ ...sample, attachments: [...sample.attachments, ...bad] });
    expect(await offerMail(office.smtpPort, mail)).toBe(true);
    await waitUntilBalanced(office, 1);
    clearInterval(watch);
    expect(await stopOffice(office)).toBe(0);
    const end = (await readEnd(directory)) as {
      dossiers: readonly [{ readings: readonly unknown[]; findings: DossierRevision['findings'] }];
    };
    const [dossier] = end.dossiers;
    expect(dossier.readings).toHaveLength(23);
    const said = dossier.findings
      .filter(({ about }) =>
        bad.some(({ filename }) => about === filename || about?.startsWith(`${filename}/`)),
      )
      .map(({ code, about }) => [about?.split('/')[0], code]);
    expect(Object.fromEntries(said)).toEqual({
      'bi cat.xlsx': 'unreadable-file',
      'co mat khau.docx': 'password-protected',
      'rong.docx': 'unreadable-file',
      'bom.zip': 'unsafe-archive',
    });
    expect(peak).toBeLessThan(1_000_000_000);
  }, 200_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { rawMailName } from '../../shared/pipeline/accept-mail.ts';
import { readMailbox } from '../../shared/pipeline/mailbox-records.ts';
import { listIntake, mailFolder, readLedger } from '../../shared/pipeline/records.ts';
import type { MailboxAccount } from '../../shared/ports/mailbox.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { isDovecotMissing, startDovecot } from '../support/dovecot.ts';
import { openPlaces } from '../support/killed-office.ts';
import { composeTestMail, keepMailbox } from '../support/mailbox-office.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';

/** Reads on in a process of its own and kills it with SIGKILL at its n-th step, or once everything was read; gives its last words. */
async function readAndKill(
  script: string,
  directory: string,
  { user, password }: Pick<MailboxAccount, 'user' | 'password'>,
  step: number,
): Promise<string | undefined> {
  const reader = spawn(process.execPath, [script, directory, user, password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let steps = 0;
  let last: string | undefined;
  for await (const line of createInterface(reader.stdout)) {
    last = line;
    if (line === 'blob' || line === 'commit') steps += 1;
    if (steps >= step || line === 'read') break;
  }
  const ended = reader.exitCode === null ? once(reader, 'exit') : undefined;
  reader.kill('SIGKILL');
  await ended;
  return last;
}

describe.skipIf(isDovecotMissing)(
  'an office killed while it reads its mailbox (skipped without Dovecot)',
  () => {
    it('has every mail once when it goes on, wherever it was killed', async () => {
      const mailbox = await startDovecot();
      onTestFinished(() => mailbox.stop());
      const mails = Array.from({ length: 8 }, (_, index) =>
        composeTestMail({ id: `thu-${index}`, text: `Thư ${index}. `.repeat(200) }),
      );
      for (const mail of mails) await mailbox.deliver(mail, { at: '2023-10-20T03:00:00Z' });
      const directory = makeTestDirectory();
      const places = openPlaces(directory);
      const { databaseKey, wrappingKey } = await openOfficeKeys(places.keys);
      const open = () => openLocalStore({ path: places.database, encryptionKey: databaseKey });
      const before = open();
      await keepMailbox(before, mailbox.account);
      before.close();
      const script = await bundleScript('poll-forever');

      // A mail is a blob, its entry and its watermark: the steps fall on each of them, and between.
      let last: string | undefined;
      for (let run = 0; run < 40 && last !== 'read'; run += 1)
        last = await readAndKill(script, directory, mailbox.account, 4 + (run % 4));
      expect(last).toBe('read');

      const store = open();
      onTestFinished(() => store.close());
      const blobs = await openFileBlobs({ root: places.blobs, keys: places.keys, wrappingKey });
      const { entries } = await listIntake(store, 100);
      expect((await readLedger(store))['accepted']).toBe(mails.length);
      const kept = await Promise.all(entries.map(({ mail }) => blobs.get(mailFolder(mail), rawMailName)));
      const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
      expect(kept.map(text).sort()).toEqual(mails.map(text).sort());
      expect((await readMailbox(store)).readings.folder).toMatchObject({ taken: mails.length, skipped: 0 });
    });
  },
);

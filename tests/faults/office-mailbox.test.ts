import { describe, expect, it, onTestFinished } from 'vitest';
import { isDovecotMissing, startDovecot } from '../support/dovecot.ts';
import { composeTestMail } from '../support/mailbox-office.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import type { RunningOffice } from '../support/run-office.ts';
import { cutPower, readPage, runOffice, stopOffice, waitUntilBalanced } from '../support/run-office.ts';

/** Sends a form of a page as a person does. */
async function sendForm(
  office: RunningOffice,
  page: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const address = `http://localhost:${office.portalPort}`;
  const csrf = /name="csrf" value="([^"]+)"/u.exec(await readPage(office, page))?.[1] ?? '';
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, cookie: office.cookie },
    body: new URLSearchParams({ csrf, ...fields }),
  });
  return `${answer.status} ${(await answer.text()).replaceAll(/<[^>]*>/gu, ' ').slice(-2000)}`;
}

describe.skipIf(isDovecotMissing)(
  'the running program and the office’s mailbox (skipped without Dovecot)',
  () => {
    it('takes mails in as they come, through a power cut and a mail service that restarts', async () => {
      const mailbox = await startDovecot();
      onTestFinished(() => mailbox.stop());
      const at = '2023-10-20T03:00:00Z';
      await mailbox.deliver(composeTestMail({ id: 'truoc' }), { at });
      const directory = makeTestDirectory();
      let office = await runOffice(directory);
      onTestFinished(() => void office.process.kill('SIGKILL'));
      const { host, port, security, user, password } = mailbox.account;
      expect(
        await sendForm(office, '/hop-thu', '/hop-thu/cau-hinh', {
          buoc: '0',
          bat: 'co',
          'may-chu': host,
          cong: String(port),
          'ma-hoa': security,
          ten: user,
          'mat-khau': password,
          'thu-muc': 'INBOX',
          chon: 'all',
          'tu-ngay': '2023-10-01',
        }),
      ).toMatch(/^303/u);
      await waitUntilBalanced(office, 1);
      await mailbox.deliver(composeTestMail({ id: 'khi-dang-cho' }), { at });
      await waitUntilBalanced(office, 2);
      await cutPower(office);
      await mailbox.deliver(composeTestMail({ id: 'khi-mat-dien' }), { at });
      office = await runOffice(directory);
      await waitUntilBalanced(office, 3);
      mailbox.dropConnections();
      await mailbox.deliver(composeTestMail({ id: 'sau-khi-ngat' }), { at });
      await waitUntilBalanced(office, 4);
      expect(await readPage(office, '/hop-thu')).toContain('Lần đọc xong gần nhất');
      expect(await stopOffice(office)).toBe(0);
    }, 120_000);
  },
);

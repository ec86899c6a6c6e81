import { openImapMailboxes } from '../../shared/adapters/imap-mailbox.ts';
import type { MailboxSettings } from '../../shared/pipeline/mailbox-records.ts';
import { putMailboxSettings, readMailboxSettings } from '../../shared/pipeline/mailbox-records.ts';
import { sealWithAccount } from '../../shared/pipeline/mailbox-password.ts';
import type { MailboxReader } from '../../shared/pipeline/poll-mailbox.ts';
import type { MailboxAccount } from '../../shared/ports/mailbox.ts';
import type { SecretKeeper } from '../../shared/ports/secret-keeper.ts';
import type { Store } from '../../shared/ports/store.ts';

/** Passwords in memory. */
export function openMemorySecrets(known: Readonly<Record<string, string>> = {}): SecretKeeper {
  const kept = new Map(Object.entries(known));
  return {
    get: (name) => Promise.resolve(kept.get(name)),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
  };
}

/** Keeps how a mailbox of a test is to be read. */
export async function keepMailbox(
  store: Store,
  { host, port, security, user }: MailboxAccount,
  change: Partial<MailboxSettings> = {},
): Promise<void> {
  const settings: MailboxSettings = {
    isOn: true,
    host,
    port,
    security,
    user,
    folder: 'INBOX',
    selection: 'all',
    readsSpam: true,
    readsSent: true,
    startDay: '2023-10-01',
    by: { id: 'quan-tri', name: 'Quản Trị Một' },
    at: '2023-10-20T03:00:00.000Z',
    ...change,
  };
  await store.commit({
    writes: [putMailboxSettings(settings, await readMailboxSettings(store))],
    jobs: [],
  });
}

/** Reads the mailbox of a test into an office. */
export const readerOf = (
  world: MailboxReader['world'],
  { password, ...account }: Pick<MailboxAccount, 'password' | 'host' | 'user'>,
): MailboxReader => ({
  world,
  secrets: openMemorySecrets({ mailbox: sealWithAccount(account, password) }),
  service: openImapMailboxes(),
  holder: 'thu',
  ms: 600_000,
});

/** A mail of a test. */
export function composeTestMail(mail: {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}): Uint8Array {
  return new TextEncoder().encode(
    [
      ...(mail.headers ?? []),
      `From: ${mail.from ?? 'xa@example.vn'}`,
      `To: ${mail.to ?? 'hop-thu@example.vn'}`,
      `Subject: =?UTF-8?B?${Buffer.from(mail.subject ?? `Hồ sơ ${mail.id}`).toString('base64')}?=`,
      'Date: Fri, 20 Oct 2023 10:00:00 +0700',
      `Message-ID: <${mail.id}@example.vn>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      mail.text ?? `Nội dung thư ${mail.id}.`,
      '',
    ].join('\r\n'),
  );
}

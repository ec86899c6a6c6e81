import type { SecretKeeper } from '../ports/secret-keeper.ts';
import type { MailboxSettings } from './mailbox-records.ts';

type Account = Pick<MailboxSettings, 'host' | 'user'>;

// Attack: the host is changed and the password kept before goes to another's server. It is kept with whose it is.
export const sealWithAccount = ({ host, user }: Account, password: string): string =>
  JSON.stringify({ host, user, password });

/** The password of this very account; undefined where none was given for it. */
export async function readMailboxPassword(
  secrets: Pick<SecretKeeper, 'get'>,
  { host, user }: Account,
): Promise<string | undefined> {
  const sealed = await secrets.get('mailbox');
  if (sealed === undefined) return undefined;
  const kept = JSON.parse(sealed) as Account & { readonly password: string };
  return kept.host === host && kept.user === user ? kept.password : undefined;
}

/** Keeps the password of an account, in place of the one before. */
export const putMailboxPassword = (
  secrets: SecretKeeper,
  account: Account,
  password: string,
): Promise<void> => secrets.put('mailbox', sealWithAccount(account, password));

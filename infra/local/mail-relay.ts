import { openSmtpRelay } from '../../shared/adapters/local/smtp-relay.ts';
import { readRelay, type RelaySettings } from '../../shared/pipeline/relay-records.ts';
import type { MailService } from '../../shared/ports/outgoing-mail.ts';
import type { SecretKeeper } from '../../shared/ports/secret-keeper.ts';
import type { Store } from '../../shared/ports/store.ts';

/** The mail server of these settings, with the password kept for it. */
export async function openMailRelay(
  { host, port, security, user, certificate, from, tagsReplies }: RelaySettings,
  secrets: SecretKeeper,
): Promise<MailService> {
  const password = user === null ? undefined : await secrets.get('relay');
  const login = user === null ? null : { user, password: password ?? '' };
  return { sender: openSmtpRelay({ host, port, security, login, certificate }), from, tagsReplies };
}

/** How this office sends mail at this moment; null while the administrator has not turned it on. */
export async function currentMailService(
  store: Pick<Store, 'get'>,
  secrets: SecretKeeper,
): Promise<MailService | null> {
  const settings = await readRelay(store);
  return settings?.body.isOn === true ? openMailRelay(settings.body, secrets) : null;
}

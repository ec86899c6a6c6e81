import { readBounce } from '../mail/read-bounce.ts';
import type { Commit, NewJob, Store, Write } from '../ports/store.ts';
import { rawMailName } from './accept-mail.ts';
import { putOutbox, readSentMail } from './outbox-records.ts';
import { mailFolder } from './records.ts';
import { noteDead } from './send-mail.ts';
import type { World } from './world.ts';

/** What a mail server, or the mail service, says of a mail of ours that did not arrive. */
export interface UndeliveredMail {
  /** Its Message-ID or what stands before "@" of it. */
  readonly messageId: string;
  readonly kind: 'bounce' | 'complaint';
  readonly recipients: readonly {
    readonly address: string;
    /** Enhanced status code (RFC 3463); null where none is given. */
    readonly status: string | null;
  }[];
}

/**
 * Statuses that say nothing against the address: a full mailbox, a mail too large, a network, a policy (RFC 3463 X.2.2, X.3.4, X.4, X.7).
 */
const aboutTheMail = /^\d\.(?:2\.2|3\.4|4\.\d+|7\.\d+)$/u;

/**
 * Writes that a mail of the outbox did not arrive and that its addresses are dead: nothing automatic goes there until a person says so.
 * Nothing for a mail we did not send; only addresses it was sent to die. Attack: a made-up report that silences a commune's address; our
 * Message-IDs cannot be guessed.
 */
export async function noteUndelivered(
  { messageId, kind, recipients }: UndeliveredMail,
  now: string,
  store: Pick<Store, 'get'>,
): Promise<readonly Write[]> {
  const known = await readSentMail(store, messageId);
  if (known === undefined || recipients.length === 0) return [];
  const entry = known.body;
  const ours = entry.to.filter((one) =>
    recipients.some(
      ({ address, status }) =>
        address.toLowerCase() === one.toLowerCase() && !(status !== null && aboutTheMail.test(status)),
    ),
  );
  const reason =
    kind === 'complaint'
      ? 'Nơi nhận báo thư này là thư rác; gọi điện cho xã trước khi gửi lại.'
      : 'Địa chỉ không nhận được thư; gọi điện cho xã.';
  return [
    ...(entry.state === 'bounced' ? [] : [putOutbox({ ...entry, state: 'bounced', reason }, known)]),
    ...(await noteDead(entry, ours, reason, now, store)),
  ];
}

/** Reads a report on delivery that came by mail, against the mails that were sent. */
export async function noteBounce(
  { mail }: { readonly mail: string },
  { store, blobs, clock }: World,
): Promise<Commit> {
  const raw = await blobs.get(mailFolder(mail), rawMailName);
  const bounce = raw === undefined ? undefined : await readBounce(raw);
  const failed = bounce?.recipients.filter(({ outcome }) => outcome === 'failed') ?? [];
  const { messageId } = bounce ?? { messageId: null };
  if (messageId === null) return { writes: [], jobs: [] };
  const report = { messageId, kind: 'bounce', recipients: failed } as const;
  return { writes: await noteUndelivered(report, clock.now(), store), jobs: [] };
}

/** The job that reads a report on delivery; once a mail. */
export const bounceJob = (mail: string): NewJob => ({
  id: `note-bounce:${mail}`,
  stage: 'note-bounce',
  payload: { mail },
});

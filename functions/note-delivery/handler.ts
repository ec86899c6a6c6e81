import type { EventBridgeEvent } from 'aws-lambda';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { noteUndelivered, type UndeliveredMail } from '../../shared/pipeline/note-undelivered.ts';
import { openCloudHome } from '../cloud-home.ts';

const { store } = openCloudHome();

/** Others may write the same mail meanwhile. */
const attempts = 5;

/** What SES publishes of a mail (SES developer guide, event publishing): the parts that are read. */
interface SesEvent {
  readonly eventType: string;
  readonly mail: {
    readonly messageId: string;
    readonly destination?: readonly string[];
    readonly tags?: Readonly<Record<string, readonly string[]>>;
  };
  readonly bounce?: {
    readonly bounceType: 'Permanent' | 'Transient' | 'Undetermined';
    readonly bouncedRecipients: readonly { readonly emailAddress: string; readonly status?: string }[];
  };
  readonly complaint?: { readonly complainedRecipients: readonly { readonly emailAddress: string }[] };
}

/** SES tells that a mail bounced, was refused or called spam: notes it with the mail and its addresses. Events come at least once. */
export async function handler(event: EventBridgeEvent<string, SesEvent>): Promise<void> {
  const report = toReport(event.detail);
  if (report === undefined) return;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const writes = await noteUndelivered(report, systemClock.now(), store);
    if (writes.length === 0 || (await store.commit({ writes, jobs: [] })).applied) return;
  }
  throw new Error('others wrote the mail each time');
}

function toReport({ eventType, mail, bounce, complaint }: SesEvent): UndeliveredMail | undefined {
  // The tag is known from before the mail was handed over, the identifier only from after.
  const messageId = mail.tags?.['mail']?.[0] ?? mail.messageId;
  if (bounce !== undefined)
    return {
      messageId,
      kind: 'bounce',
      recipients: bounce.bouncedRecipients.map(({ emailAddress: address, status }) => ({
        address,
        // SES gave up after trying for some time: it says nothing against the address (RFC 3463 X.4.7).
        status: bounce.bounceType === 'Permanent' ? (status ?? null) : '4.4.7',
      })),
    };
  if (complaint !== undefined)
    return {
      messageId,
      kind: 'complaint',
      recipients: complaint.complainedRecipients.map(({ emailAddress: address }) => ({
        address,
        status: null,
      })),
    };
  // SES found malware in it: RFC 3463 X.7.0, about the mail.
  return eventType === 'Reject'
    ? {
        messageId,
        kind: 'bounce',
        recipients: (mail.destination ?? []).map((address) => ({ address, status: '5.7.0' })),
      }
    : undefined;
}

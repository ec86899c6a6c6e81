import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import { openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { openManagedSecrets } from '../../shared/adapters/aws/managed-secrets.ts';
import { openImapMailboxes } from '../../shared/adapters/imap-mailbox.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { pollMailbox, type PollOutcome } from '../../shared/pipeline/poll-mailbox.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';

const { store, blobs } = openCloudHome();
const service = openImapMailboxes();
const secrets = openManagedSecrets({
  client: new SecretsManagerClient({}),
  secrets: { mailbox: requireSetting('HOSO_MAILBOX_SECRET') },
});

/** Kept of the function's time for the mail in hand and the goodbye. */
const reservedMs = 45_000;

/** Every few minutes: reads what is new in the office's mailbox, as far as the time goes; past mail goes on at the next run. */
export async function handler(
  _event: unknown,
  { awsRequestId, getRemainingTimeInMillis }: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<PollOutcome> {
  const timeLeft = (): number => getRemainingTimeInMillis() - reservedMs;
  const outcome = await pollMailbox({
    world: { store, blobs, clock: systemClock, names: await openContentNames(store) },
    secrets,
    service,
    holder: awsRequestId,
    ms: Math.max(0, timeLeft()),
    whenRead: (_session, read) => Promise.resolve(read === 'more' && timeLeft() > reservedMs),
  });
  // CloudWatch embedded metric format, so that the function needs no permission to write metrics.
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{ Namespace: 'HoSo', Dimensions: [[]], Metrics: [{ Name: 'MailboxUnread' }] }],
      },
      MailboxUnread: outcome === 'failed' ? 1 : 0,
    }),
  );
  return outcome;
}

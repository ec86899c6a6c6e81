import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handle } from 'hono/aws-lambda';
import { openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { openS3Downloads } from '../../shared/adapters/aws/s3-downloads.ts';
import { openManagedSecrets } from '../../shared/adapters/aws/managed-secrets.ts';
import { openImapMailboxes } from '../../shared/adapters/imap-mailbox.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';
import { openIdService } from './access/openid-service.ts';
import { createPortal } from './app.ts';

/** Base64 makes a third more of it, and Lambda takes and gives 6 MB (AWS Lambda quotas, synchronous invocation payload). */
const gatewayBytes = 4 * 1024 * 1024;

const newToken = (): string => randomBytes(32).toString('base64url');
const { s3, bucket, store, blobs } = openCloudHome();
const sendingAddress = process.env['HOSO_SENDING_ADDRESS'];
const hosts = requireSetting('HOSO_PORTAL_HOSTS').split(',');

/** The portal behind an HTTP API (payload format 2.0). */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is not published yet
export const handler = handle(
  createPortal({
    store,
    blobs,
    jobs: store,
    rounds: activeRounds(Number(systemClock.now().slice(0, 4))),
    clock: systemClock,
    names: await openContentNames(store),
    // Assets lie beside the bundle, where the build put them.
    assets: {
      read: async (name) => readFile(new URL(`assets/${name}`, import.meta.url)).catch(() => undefined),
    },
    hosts: () => hosts,
    signIn: {
      kind: 'openid',
      service: openIdService({
        issuer: new URL(requireSetting('HOSO_SIGN_IN_ISSUER')),
        clientId: requireSetting('HOSO_SIGN_IN_CLIENT'),
      }),
      firstAdministrator: requireSetting('HOSO_FIRST_ADMINISTRATOR'),
    },
    isSecure: () => true,
    newToken,
    gateway: { maxBytes: gatewayBytes, ...(await openS3Downloads({ client: s3, bucket, newToken })) },
    mailbox: {
      service: openImapMailboxes(),
      secrets: openManagedSecrets({
        client: new SecretsManagerClient({}),
        secrets: { mailbox: requireSetting('HOSO_MAILBOX_SECRET') },
      }),
    },
    ...(sendingAddress === undefined ? {} : { outgoing: { kind: 'cloud', from: sendingAddress } }),
    inboxes: { address: requireSetting('HOSO_MAIL_ADDRESS') },
    newReference: () => randomBytes(4).toString('hex').toUpperCase(),
    reportFailure: ({ reference, error }) => {
      console.error(
        JSON.stringify({
          what: 'portal-failure',
          reference,
          error: error instanceof Error ? error.name : 'unknown',
        }),
      );
    },
  }),
);

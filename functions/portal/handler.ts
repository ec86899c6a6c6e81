import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { handle } from 'hono/aws-lambda';
import { openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';
import { openIdService } from './access/openid-service.ts';
import { createPortal } from './app.ts';

const { store, blobs } = openCloudHome();
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
    newToken: () => randomBytes(32).toString('base64url'),
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

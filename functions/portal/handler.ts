import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { handle } from 'hono/aws-lambda';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';
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
    // Assets lie beside the bundle, where the build put them.
    assets: {
      read: async (name) => readFile(new URL(`assets/${name}`, import.meta.url)).catch(() => undefined),
    },
    hosts: () => hosts,
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

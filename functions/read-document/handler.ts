import { fileURLToPath } from 'node:url';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import { openCloudHome, openWorld } from '../cloud-home.ts';
import { workOnMessages } from '../work-on-messages.ts';

const { store, blobs } = openCloudHome();

// A child even here: a file that exhausts memory or time must end as a finding, not as a function that dies five times.
const reader = startDocumentReader({
  childPath: fileURLToPath(new URL('document-child.mjs', import.meta.url)),
});

/** A little more than the function's timeout, so that no second worker begins while this one may still commit. */
const leaseMs = 310_000;

/** Heavy work: reads one document of a mail, in a child process, in a function without a way out. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOnMessages(event, { store, world: await openWorld({ store, blobs }, reader), leaseMs });
}

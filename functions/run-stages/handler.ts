import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openCloudHome, openWorld } from '../cloud-home.ts';
import { workOnMessages } from '../work-on-messages.ts';

const { store, blobs } = openCloudHome();

/** A little more than the function's timeout, so that no second worker begins while this one may still commit. */
const leaseMs = 130_000;

/** Light work: every stage but the reading of documents; the job says which. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const world = await openWorld(
    { store, blobs },
    { read: () => Promise.reject(new Error('documents are read on the heavy queue')) },
  );
  return workOnMessages(event, { store, world, leaseMs });
}

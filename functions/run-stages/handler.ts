import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openSesMailSender } from '../../shared/adapters/aws/ses-mail-sender.ts';
import type { MailService } from '../../shared/ports/outgoing-mail.ts';
import { openCloudHome, openWorld, requireSetting } from '../cloud-home.ts';
import { workOnMessages } from '../work-on-messages.ts';

const { store, blobs } = openCloudHome();

/** A little more than the function's timeout, so that no second worker begins while this one may still commit. */
const leaseMs = 130_000;

const from = process.env['HOSO_SENDING_ADDRESS'];
const mailService: MailService | null =
  from === undefined
    ? null
    : {
        sender: openSesMailSender({
          // A second try of its own could be a second mail.
          client: new SESv2Client({ maxAttempts: 1 }),
          configurationSet: requireSetting('HOSO_CONFIGURATION_SET'),
        }),
        from,
        tagsReplies: process.env['HOSO_TAGS_REPLIES'] === 'yes',
      };

/** Light work: every stage but the reading of documents; the job says which. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const world = await openWorld(
    { store, blobs },
    { read: () => Promise.reject(new Error('documents are read on the heavy queue')) },
  );
  return workOnMessages(event, {
    store,
    world: { ...world, mailService: () => Promise.resolve(mailService) },
    leaseMs,
  });
}

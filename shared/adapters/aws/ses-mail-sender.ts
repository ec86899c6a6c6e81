import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailSender } from '../../ports/outgoing-mail.ts';

/** Sends through SES, as composed; bounces and complaints come back through the configuration set. */
export function openSesMailSender(options: {
  readonly client: SESv2Client;
  readonly configurationSet: string;
}): MailSender {
  return {
    async send({ cause, from, to, raw }) {
      const { MessageId: messageId } = await options.client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [...to] },
          Content: { Raw: { Data: raw } },
          ConfigurationSetName: options.configurationSet,
          // Values of tags are ASCII letters, digits, "_" and "-" (SES API reference, MessageTag).
          EmailTags: [{ Name: 'cause', Value: cause.replaceAll(/[^A-Za-z0-9_-]/g, '-') }],
        }),
      );
      if (messageId === undefined) throw new Error('SES took the mail without an id');
      return { messageId };
    },
  };
}

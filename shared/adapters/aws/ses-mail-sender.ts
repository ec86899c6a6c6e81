import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailSender, SendResult } from '../../ports/outgoing-mail.ts';

/** Of the errors of SendEmail (SES API v2 reference) those that a second try cannot help, and why. */
const refusals: Readonly<Record<string, SendResult>> = {
  MessageRejected: { isTaken: false, cause: 'mail-refused', isFinal: true },
  BadRequestException: { isTaken: false, cause: 'mail-refused', isFinal: true },
  NotFoundException: { isTaken: false, cause: 'sender-refused', isFinal: false },
  MailFromDomainNotVerifiedException: { isTaken: false, cause: 'sender-refused', isFinal: false },
  AccountSuspendedException: { isTaken: false, cause: 'sender-refused', isFinal: false },
  SendingPausedException: { isTaken: false, cause: 'sender-refused', isFinal: false },
  LimitExceededException: { isTaken: false, cause: 'busy', isFinal: false },
  TooManyRequestsException: { isTaken: false, cause: 'busy', isFinal: false },
};

/**
 * Sends through SES, as composed. SES puts its own Message-ID and its own return path in place; bounces and complaints come back
 * through the configuration set and carry what stood before "@" in ours as a tag. The client must not try again by itself: a lost answer would be a second mail.
 */
export function openSesMailSender(options: {
  readonly client: SESv2Client;
  readonly configurationSet: string;
}): MailSender {
  return {
    async send({ messageId: composed, from, to, raw }) {
      try {
        const { MessageId: messageId } = await options.client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [...to] },
            Content: { Raw: { Data: raw } },
            ConfigurationSetName: options.configurationSet,
            // Values of tags are ASCII letters, digits, "_" and "-" (SES API reference, MessageTag).
            EmailTags: [{ Name: 'mail', Value: composed.slice(0, composed.lastIndexOf('@')) }],
          }),
        );
        if (messageId === undefined) throw new Error('SES took the mail without an id');
        return { isTaken: true, messageId, refused: [] };
      } catch (error) {
        const refusal = refusals[(error as Error).name];
        if (refusal !== undefined) return refusal;
        const { $metadata: answer } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
        // Any other answer that it is our fault: a right is missing. Without an answer nobody knows.
        if (Math.floor((answer?.httpStatusCode ?? 0) / 100) === 4)
          return { isTaken: false, cause: 'sender-refused', isFinal: false };
        throw error;
      }
    },
  };
}

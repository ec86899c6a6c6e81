import type { Node } from 'constructs';

/** What an operator decides at deployment, as CDK context (`-c mail-address=…`). */
export interface Settings {
  /** Where communes write to. */
  readonly mailAddress: string;
  /** Addresses or domains whose mail is taken in. */
  readonly recipients: readonly string[];
  /** Where mails of the office come from, of the domain of `mailAddress`; absent where officers send them by hand. */
  readonly sendingAddress: string | undefined;
  /** Whether replies go to an address that carries the receipt code; only where the mailbox communes know takes "name+code@…". */
  readonly tagsReplies: boolean;
  /** Who hears of alarms; nobody by mail when absent. */
  readonly alarmAddress: string | undefined;
  /** Address whose first sign-in makes the portal's first account, an administrator's. */
  readonly firstAdministrator: string;
  /** Whether this stack's receipt rules become the account's active ones in the region. */
  readonly activatesReceiptRules: boolean;
}

/** The settings of this deployment. @throws Error for an address that is none. */
export function readSettings(node: Node): Settings {
  const mailAddress = readText(node, 'mail-address') ?? '';
  if (!isAddress(mailAddress))
    throw new Error('mail-address is no e-mail address: cdk deploy -c mail-address=ho-so@DOMAIN');
  const firstAdministrator = readText(node, 'first-administrator') ?? '';
  if (!isAddress(firstAdministrator))
    throw new Error(
      'first-administrator is no e-mail address: cdk deploy -c first-administrator=NAME@DOMAIN',
    );
  const sendingAddress = readText(node, 'sending-address');
  if (sendingAddress !== undefined && domainOf(sendingAddress) !== domainOf(mailAddress))
    throw new Error(`sending-address must be of ${domainOf(mailAddress)}: SES proves that domain only`);
  return {
    sendingAddress,
    tagsReplies: [true, 'true'].includes(node.tryGetContext('tags-replies') as boolean | string),
    mailAddress,
    firstAdministrator,
    // The whole domain: a mail to a mistyped name is taken in, not bounced.
    recipients: readText(node, 'recipients')?.split(',') ?? [domainOf(mailAddress)],
    alarmAddress: readText(node, 'alarm-address'),
    // The command line gives words, cdk.json values.
    activatesReceiptRules: [true, 'true'].includes(
      node.tryGetContext('activate-receipt-rules') as boolean | string,
    ),
  };
}

const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+$/.test(text);

/** The part of an address behind "@". */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

function readText(node: Node, name: string): string | undefined {
  const value: unknown = node.tryGetContext(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

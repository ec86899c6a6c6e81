import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlarms } from './alarms.ts';
import { createDataKey, createOperationsKey } from './encryption-keys.ts';
import { createMailBucket } from './mail-bucket.ts';
import { createMailboxSecret } from './mailbox-secret.ts';
import { createMailIntake } from './mail-intake.ts';
import { createMailSending } from './mail-sending.ts';
import { createPortalApi } from './portal-api.ts';
import { createRecordsTable } from './records-table.ts';
import { createSignIn } from './sign-in.ts';
import { domainOf, type Settings } from './settings.ts';
import {
  createAcceptMail,
  createDeliverOutbox,
  createKeepTime,
  createNoteDelivery,
  createPollMailbox,
  createPortal,
  createReadDocument,
  createRunStages,
} from './stage-functions.ts';
import { createWorkQueues } from './work-queues.ts';

/** Hồ Sơ in the cloud: a mail comes in, goes from stage to stage, and is shown. */
export class HosoStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, functionsFolder }: { readonly settings: Settings; readonly functionsFolder: string },
  ) {
    super(scope, id, { description: 'Ho So', terminationProtection: true });

    const dataKey = createDataKey(this);
    const operationsKey = createOperationsKey(this);
    const bucket = createMailBucket(this, dataKey);
    const table = createRecordsTable(this, dataKey);
    const queues = createWorkQueues(this);
    const stores = { bucket, table, queues, dataKey, operationsKey, functionsFolder };

    const { ruleSetName, identity } = createMailIntake(this, {
      bucket,
      inbound: queues.inbound,
      settings,
      operationsKey,
    });
    createAcceptMail(this, stores);
    const runStages = createRunStages(this, stores);
    createReadDocument(this, stores);
    const deliverOutbox = createDeliverOutbox(this, stores);
    const keepTime = createKeepTime(this, stores);
    const mailboxSecret = createMailboxSecret(this, dataKey);
    const pollMailbox = createPollMailbox(this, stores, mailboxSecret);
    const portal = createPortal(this, stores, mailboxSecret);
    portal.addEnvironment('HOSO_MAIL_ADDRESS', settings.mailAddress);
    const portalAddress = createPortalApi(this, { portal, operationsKey });
    const { sendingAddress } = settings;
    if (sendingAddress !== undefined) {
      const noteDelivery = createNoteDelivery(this, stores);
      const { undelivered } = queues;
      createMailSending(this, {
        sender: runStages,
        noteDelivery,
        undelivered,
        settings,
        address: sendingAddress,
      });
      portal.addEnvironment('HOSO_SENDING_ADDRESS', sendingAddress);
    }
    const signIn = createSignIn(this, { portalAddress });
    portal.addEnvironment('HOSO_SIGN_IN_ISSUER', signIn.issuer);
    portal.addEnvironment('HOSO_SIGN_IN_CLIENT', signIn.client.userPoolClientId);
    portal.addEnvironment('HOSO_FIRST_ADMINISTRATOR', settings.firstAdministrator);
    const alarms = createAlarms(this, {
      queues,
      deliverOutbox,
      keepTime,
      pollMailbox,
      operationsKey,
      address: settings.alarmAddress,
    });

    const domain = domainOf(settings.mailAddress);
    const tell = (name: string, value: string) => new CfnOutput(this, name, { value });
    tell('Bucket', bucket.bucketName);
    tell('Table', table.tableName);
    tell('PortalAddress', portalAddress);
    tell('AlarmTopic', alarms.topicArn);
    tell('ReceiptRuleSet', ruleSetName);
    tell('MxRecord', `${domain} MX 10 inbound-smtp.${Aws.REGION}.amazonaws.com`);
    tell('DkimRecord1', `${identity.attrDkimDnsTokenName1} CNAME ${identity.attrDkimDnsTokenValue1}`);
    tell('DkimRecord2', `${identity.attrDkimDnsTokenName2} CNAME ${identity.attrDkimDnsTokenValue2}`);
    tell('DkimRecord3', `${identity.attrDkimDnsTokenName3} CNAME ${identity.attrDkimDnsTokenValue3}`);
  }
}

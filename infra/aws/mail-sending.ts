import { Aws, Duration, type Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaCode } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { domainOf, type Settings } from './settings.ts';

/** Mails leave through SES from one address; what SES tells of bounces and complaints goes to a function. */
export function createMailSending(
  stack: Stack,
  {
    sender,
    noteDelivery,
    undelivered,
    settings,
    address,
  }: {
    /** Works on the stage that sends. */
    readonly sender: LambdaCode;
    readonly noteDelivery: LambdaCode;
    /** Where events go that could not be noted. */
    readonly undelivered: Queue;
    readonly settings: Settings;
    readonly address: string;
  },
): void {
  const name = stack.stackName;
  const set = new CfnConfigurationSet(stack, 'OutgoingMail', {
    name,
    // Ours is the list of dead addresses, which officers see and clear; SES would swallow mails by a list of its own.
    suppressionOptions: { suppressedReasons: [] },
  });
  const destination = new CfnConfigurationSetEventDestination(stack, 'OutgoingMailEvents', {
    configurationSetName: name,
    eventDestination: {
      enabled: true,
      matchingEventTypes: ['BOUNCE', 'COMPLAINT', 'REJECT'],
      eventBridgeDestination: {
        eventBusArn: `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`,
      },
    },
  });
  destination.addResourceDependency(set);
  noteDelivery.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(undelivered) });
  new Rule(stack, 'MailsThatDidNotArrive', {
    eventPattern: {
      source: ['aws.ses'],
      detail: {
        eventType: ['Bounce', 'Complaint', 'Reject'],
        mail: { tags: { 'ses:configuration-set': [name] } },
      },
    },
    targets: [new LambdaFunction(noteDelivery, { maxEventAge: Duration.hours(24), retryAttempts: 185 })],
  });

  const ses = (resource: string): string =>
    `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
  sender.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [ses(`identity/${domainOf(settings.mailAddress)}`), ses(`configuration-set/${name}`)],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  );
  sender.addEnvironment('HOSO_SENDING_ADDRESS', address);
  sender.addEnvironment('HOSO_CONFIGURATION_SET', name);
  sender.addEnvironment('HOSO_TAGS_REPLIES', settings.tagsReplies ? 'yes' : 'no');
}

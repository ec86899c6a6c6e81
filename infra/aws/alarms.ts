import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  TreatMissingData,
  type AlarmProps,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaCode } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { WorkQueues } from './work-queues.ts';

const everyFiveMinutes = { period: Duration.minutes(5) };

/** Rings when something was set aside, waits too long, or nobody looks any more (docs/deploy-aws.md says what to do). Returns the topic. */
export function createAlarms(
  scope: Construct,
  {
    queues,
    deliverOutbox,
    keepTime,
    pollMailbox,
    operationsKey,
    address,
  }: {
    readonly queues: WorkQueues;
    readonly deliverOutbox: LambdaCode;
    readonly keepTime: LambdaCode;
    readonly pollMailbox: LambdaCode;
    readonly operationsKey: IKey;
    readonly address: string | undefined;
  },
): Topic {
  const topic = new Topic(scope, 'Alarms', { masterKey: operationsKey, enforceSSL: true });
  topic.applyRemovalPolicy(RemovalPolicy.DESTROY);
  if (address !== undefined) topic.addSubscription(new EmailSubscription(address));

  const ring = (
    name: string,
    metric: IMetric,
    when: Pick<AlarmProps, 'threshold' | 'alarmDescription'> & Partial<AlarmProps>,
  ): void => {
    const alarm = new Alarm(scope, name, {
      metric,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...when,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  };

  const { inbound, light, heavy, undelivered } = queues;
  for (const [name, queue] of [
    ['InboundDead', inbound.dead],
    ['LightDead', light.dead],
    ['HeavyDead', heavy.dead],
    ['Undelivered', undelivered],
  ] as const)
    ring(
      `${name}Alarm`,
      queue.metricApproximateNumberOfMessagesVisible({ ...everyFiveMinutes, statistic: 'Maximum' }),
      { threshold: 1, alarmDescription: `Messages were set aside: ${name}` },
    );

  for (const [name, { queue }, minutes] of [
    ['Inbound', inbound, 15],
    ['Light', light, 30],
    ['Heavy', heavy, 60],
  ] as const)
    ring(`${name}Waits`, queue.metricApproximateAgeOfOldestMessage(everyFiveMinutes), {
      threshold: minutes * 60,
      alarmDescription: `The oldest message has waited ${minutes} minutes: ${name}`,
    });

  ring('StreamWaits', deliverOutbox.metric('IteratorAge', { ...everyFiveMinutes, statistic: 'Maximum' }), {
    threshold: 5 * 60_000,
    alarmDescription: 'Jobs were committed five minutes ago and their workers were not told',
  });
  ring('KeepTimeFails', keepTime.metricErrors(everyFiveMinutes), {
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    alarmDescription: 'What looks after lost messages failed twice in a quarter of an hour',
  });
  ring('KeepTimeSleeps', keepTime.metricInvocations({ period: Duration.minutes(15) }), {
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: 'Nobody looked after lost messages for a quarter of an hour',
  });
  // Written by keep-time into its log.
  const counted = (metricName: string): Metric =>
    new Metric({ namespace: 'HoSo', metricName, statistic: 'Maximum', ...everyFiveMinutes });
  ring('MailsNotAccepted', counted('UnacceptedMails'), {
    threshold: 1,
    evaluationPeriods: 3,
    alarmDescription: 'A mail was announced again and again and is still not accepted',
  });
  ring('JobsGivenUp', counted('DeadJobs'), {
    threshold: 1,
    alarmDescription: 'A job was given up after its last attempt and waits in the portal for a person',
  });
  ring('MailboxFails', pollMailbox.metricErrors(everyFiveMinutes), {
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    alarmDescription: 'The reading of the mailbox of the office failed twice in a quarter of an hour',
  });
  // Written by poll-mailbox into its log.
  ring('MailboxUnread', counted('MailboxUnread'), {
    threshold: 1,
    evaluationPeriods: 3,
    alarmDescription: 'The mailbox of the office cannot be read; the portal says why and what to do',
  });
  return topic;
}

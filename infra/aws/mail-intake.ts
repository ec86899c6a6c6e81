import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnEmailIdentity, CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { acknowledge } from './acknowledge.ts';
import { createLogGroup } from './log-groups.ts';
import { prefixes, resourceOfBucket } from './mail-bucket.ts';
import { domainOf, type Settings } from './settings.ts';
import type { WorkQueue } from './work-queues.ts';

const ruleName = 'keep-every-mail';

/** SES writes every mail to the bucket, and the bucket tells the queue. Returns the name of the rule set and the domain's identity. */
export function createMailIntake(
  stack: Stack,
  {
    bucket,
    inbound,
    settings,
    operationsKey,
  }: {
    readonly bucket: Bucket;
    readonly inbound: WorkQueue;
    readonly settings: Settings;
    readonly operationsKey: IKey;
  },
): { readonly ruleSetName: string; readonly identity: CfnEmailIdentity } {
  tellOfNewMails(bucket, inbound);

  const identity = new CfnEmailIdentity(stack, 'MailDomain', {
    emailIdentity: domainOf(settings.mailAddress),
  });
  const ruleSetName = stack.stackName;
  const ruleSet = new CfnReceiptRuleSet(stack, 'ReceiptRules', { ruleSetName });
  const statement = bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'SesWritesNewMails',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${prefixes.inbound}*`)],
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Aws.ACCOUNT_ID,
          'aws:SourceArn': `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:receipt-rule-set/${ruleSetName}:receipt-rule/${ruleName}`,
        },
      },
    }),
  );
  const rule = new CfnReceiptRule(stack, 'KeepEveryMail', {
    ruleSetName: ruleSet.ref,
    rule: {
      name: ruleName,
      enabled: true,
      recipients: [...settings.recipients],
      scanEnabled: true,
      // A commune's server without TLS must not have its dossier refused.
      tlsPolicy: 'Optional',
      // No key here: SES would encrypt on its own side, in a way only S3's old encryption clients open. The bucket encrypts.
      actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: prefixes.inbound } }],
    },
  });
  // SES tries to write when the rule is made.
  if (statement.policyDependable !== undefined) rule.node.addDependency(statement.policyDependable);
  if (settings.activatesReceiptRules)
    activateReceiptRules(stack, { ruleSetName, operationsKey }).node.addDependency(rule);
  return { ruleSetName, identity };
}

/** Set on the bucket itself: the construct for it would bring a function with rights on every bucket's notifications. */
function tellOfNewMails(bucket: Bucket, { queue }: WorkQueue): void {
  const resource = resourceOfBucket(bucket);
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: prefixes.inbound }] } },
      },
    ],
  };
  // S3 tries to send when the notification is made.
  const policy = queue.node.findChild('Policy');
  bucket.node.addDependency(policy);
}

/** Takes over the one active rule set of the region. Nothing takes it back: a stack that goes must not stop mail unasked. */
function activateReceiptRules(
  stack: Stack,
  { ruleSetName, operationsKey }: { readonly ruleSetName: string; readonly operationsKey: IKey },
): AwsCustomResource {
  const logGroup = createLogGroup(stack, 'ActivateReceiptRules', operationsKey);
  const role = new Role(stack, 'ActivateReceiptRulesRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  const activate = {
    service: 'SES',
    action: 'setActiveReceiptRuleSet',
    parameters: { RuleSetName: ruleSetName },
    physicalResourceId: PhysicalResourceId.of(ruleSetName),
  };
  const resource = new AwsCustomResource(stack, 'ActiveReceiptRules', {
    onCreate: activate,
    onUpdate: activate,
    role,
    logGroup,
    installLatestAwsSdk: false,
    policy: AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({ actions: ['ses:SetActiveReceiptRuleSet'], resources: ['*'] }),
    ]),
  });
  acknowledge(
    resource,
    'IAM5[Resource::*]',
    'ses:SetActiveReceiptRuleSet knows no resources: a region has one active rule set.',
  );
  return resource;
}

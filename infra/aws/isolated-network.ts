import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { prefixes } from './mail-bucket.ts';
import { recordActions } from './permissions.ts';

/** Where documents are read: nothing leads out of it but to one bucket and one table. */
export interface IsolatedNetwork {
  readonly vpc: IVpc;
  readonly securityGroup: SecurityGroup;
}

/** A network without a way out for the reader of documents (docs/adr/0010). */
export function createIsolatedNetwork(
  scope: Construct,
  {
    reader,
    bucket,
    table,
    logs,
  }: { readonly reader: Role; readonly bucket: Bucket; readonly table: Table; readonly logs: ILogGroup },
): IsolatedNetwork {
  const vpc = new Vpc(scope, 'Isolated', {
    ipAddresses: IpAddresses.cidr('10.20.0.0/24'),
    maxAzs: 2,
    natGateways: 0,
    createInternetGateway: false,
    subnetConfiguration: [{ name: 'reading', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 }],
    // Nothing uses the default group; emptying it takes a function with rights on all groups.
    restrictDefaultSecurityGroup: false,
  }) as IVpc;
  const securityGroup = new SecurityGroup(scope, 'Reading', {
    vpc,
    description: 'HTTPS to the endpoints of S3 and DynamoDB',
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'the only routes are those of the endpoints');

  // An endpoint takes whoever has rights; this one takes the reader, so that no credentials a document smuggled in carry anything out.
  const onlyTheReader = (actions: readonly string[], resources: readonly string[]) =>
    new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: [...resources],
      conditions: { ArnEquals: { 'aws:PrincipalArn': reader.roleArn } },
    });
  const s3 = vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
  s3.addToPolicy(
    onlyTheReader(
      ['s3:GetObject', 's3:PutObject'],
      [prefixes.mails, prefixes.rubrics, prefixes.sectors].map((prefix) =>
        bucket.arnForObjects(`${prefix}*`),
      ),
    ),
  );
  s3.addToPolicy(
    onlyTheReader(
      ['s3:GetObject'],
      [prefixes.erased, prefixes.rounds].map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    ),
  );
  s3.addToPolicy(onlyTheReader(['s3:ListBucket'], [bucket.bucketArn]));
  const dynamodb = vpc.addGatewayEndpoint('DynamoDB', { service: GatewayVpcEndpointAwsService.DYNAMODB });
  dynamodb.addToPolicy(onlyTheReader(recordActions.commit, [table.tableArn]));

  keepQuestionsInside(scope, vpc, bucket);
  logRefusedTraffic(scope, vpc, logs);
  return { vpc, securityGroup };
}

/** Names of hosts can carry data out through the resolver, which no route stops: it answers for the bucket and the table only. */
function keepQuestionsInside(scope: Construct, vpc: IVpc, bucket: Bucket): void {
  const allowed = new CfnFirewallDomainList(scope, 'AllowedNames', {
    domains: [
      `${bucket.bucketName}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      `dynamodb.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      // Newer SDKs ask for the account's own name.
      `${Aws.ACCOUNT_ID}.ddb.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    ],
  });
  const all = new CfnFirewallDomainList(scope, 'AllNames', { domains: ['*'] });
  const rules = new CfnFirewallRuleGroup(scope, 'NameRules', {
    firewallRules: [
      {
        priority: 1,
        action: 'ALLOW',
        firewallDomainListId: allowed.attrId,
        // Names of S3 lead to other names of S3.
        firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
      { priority: 2, action: 'BLOCK', blockResponse: 'NXDOMAIN', firewallDomainListId: all.attrId },
    ],
  });
  new CfnFirewallRuleGroupAssociation(scope, 'NameRulesOfReading', {
    firewallRuleGroupId: rules.attrId,
    vpcId: vpc.vpcId,
    priority: 101,
    name: 'reading',
  });
}

/** Keeps a trace of every connection that was tried and refused. */
function logRefusedTraffic(scope: Construct, vpc: IVpc, logs: ILogGroup): void {
  vpc.addFlowLog('Refused', {
    trafficType: FlowLogTrafficType.REJECT,
    destination: FlowLogDestination.toCloudWatchLogs(
      logs,
      new Role(scope, 'FlowLogRole', { assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com') }),
    ),
  });
}

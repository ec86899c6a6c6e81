import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HosoStack } from '../../infra/aws/hoso-stack.ts';
import { readSettings } from '../../infra/aws/settings.ts';
import { limits } from '../../infra/aws/stage-limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'hoso-sending-'));
const { context: ofProject } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
  readonly context: Record<string, unknown>;
};

function makeStack(context: Readonly<Record<string, string>>): HosoStack {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = new App({ outdir, context: { ...ofProject, ...context }, analyticsReporting: false });
  return new HosoStack(app, 'Hoso', { settings: readSettings(app.node), functionsFolder: folder });
}

beforeAll(() => {
  for (const name of Object.keys(limits)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), 'export const handler = () => {};\n');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('mail leaves the cloud', () => {
  const context = { 'mail-address': 'ho-so@hoso.example', 'sending-address': 'tiep-nhan@hoso.example' };

  test('from one address through one configuration set, and only by the stage that sends', () => {
    const stack = makeStack(context);
    const template = Template.fromStack(stack);
    const policies = template.findResources('AWS::IAM::Policy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: ['ses:SendEmail', 'ses:SendRawEmail'],
              Condition: { StringEquals: { 'ses:FromAddress': 'tiep-nhan@hoso.example' } },
            }),
          ]),
        },
      },
    });
    expect(Object.keys(policies).map((name) => name.replace(/DefaultPolicy.*$/, ''))).toEqual([
      'RunStagesRole',
    ]);
    expect(JSON.stringify(policies)).toContain(':identity/hoso.example');
    expect(JSON.stringify(policies)).toContain(':configuration-set/Hoso');
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'Hoso-run-stages',
      Environment: {
        Variables: Match.objectLike({
          HOSO_SENDING_ADDRESS: 'tiep-nhan@hoso.example',
          HOSO_CONFIGURATION_SET: 'Hoso',
          HOSO_TAGS_REPLIES: 'no',
        }),
      },
    });
    expect(new AwsSolutionsChecks().validateScope(stack).violations).toEqual([]);
  });

  test('and what SES tells of bounces and complaints is noted, tried again, and set aside when it could not be', () => {
    const template = Template.fromStack(makeStack(context));
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: 'Hoso',
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['BOUNCE', 'COMPLAINT', 'REJECT'],
        EventBridgeDestination: Match.anyValue(),
      },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        detail: {
          eventType: ['Bounce', 'Complaint', 'Reject'],
          mail: { tags: { 'ses:configuration-set': ['Hoso'] } },
        },
      },
      State: 'ENABLED',
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  test('nowhere without an address, and only from the domain that is proven', () => {
    const template = Template.fromStack(makeStack({ 'mail-address': 'ho-so@hoso.example' }));
    template.resourceCountIs('AWS::SES::ConfigurationSet', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('ses:SendEmail');
    expect(() => makeStack({ ...context, 'sending-address': 'x@elsewhere.example' })).toThrow('hoso.example');
  });
});

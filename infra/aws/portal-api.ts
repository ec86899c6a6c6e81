import { Aws, Duration } from 'aws-cdk-lib';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaCode } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { createLogGroup } from './log-groups.ts';

/** Who asked when for what, never with what words: a query may hold a name. */
const accessLine = {
  time: '$context.requestTime',
  request: '$context.requestId',
  from: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
};

/** Requests a second, and at once: a district's officers, and an end to guessing. */
const rate = { rateLimit: 50, burstLimit: 100 };

/** The portal's address; the portal itself asks who calls, at every page. Returns it. */
export function createPortalApi(
  scope: Construct,
  { portal, operationsKey }: { readonly portal: LambdaCode; readonly operationsKey: IKey },
): string {
  const api = new HttpApi(scope, 'PortalApi', {
    description: 'Ho So: portal',
    createDefaultStage: false,
    defaultIntegration: new HttpLambdaIntegration('PortalIntegration', portal, {
      timeout: Duration.seconds(29),
    }),
  });
  new HttpStage(scope, 'PortalStage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: rate,
    accessLogSettings: {
      destination: new LogGroupLogDestination(createLogGroup(scope, 'PortalAccess', operationsKey)),
      format: AccessLogFormat.custom(JSON.stringify(accessLine)),
    },
  });
  acknowledge(
    api,
    'APIG4',
    'Browsers come with a session of the portal, which it checks at every page and action; signing in is a page too.',
  );
  const host = `${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  portal.addEnvironment('HOSO_PORTAL_HOSTS', host);
  return `https://${host}/`;
}

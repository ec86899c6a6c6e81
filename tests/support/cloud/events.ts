import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';

const region = 'ap-southeast-1';

/** A batch of messages as Lambda's event source hands it over. */
export function sqsEvent(messages: readonly (Pick<Message, 'Body'> & Partial<Message>)[]): unknown {
  return {
    Records: messages.map((message, index) => ({
      messageId: message.MessageId ?? `message-${index}`,
      receiptHandle: message.ReceiptHandle ?? 'handle',
      body: message.Body ?? '',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1698800000000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1698800000001',
        ...message.Attributes,
      },
      messageAttributes: {},
      md5OfBody: createHash('md5')
        .update(message.Body ?? '')
        .digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${region}:000000000000:queue`,
      awsRegion: region,
    })),
  };
}

/** What S3 tells of a new object; the key as it stands in events, encoded as in a form. */
export function s3Notice(bucket: string, key: string, more: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: '2023-11-01T01:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
        requestParameters: { sourceIPAddress: '192.0.2.1' },
        responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'inbound',
          bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'),
            size: 1024,
            eTag: 'd41d8cd98f00b204e9800998ecf8427e',
            sequencer: '0055AED6DCD90281E5',
            ...more,
          },
        },
      },
    ],
  });
}

/** What S3 sends once, when the notification is set up. */
export const s3TestNotice = (bucket: string): string =>
  JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: '2023-11-01T01:00:00.000Z',
    Bucket: bucket,
    RequestId: '5582815E1AEA5ADF',
    HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
  });

/** A request as an HTTP API hands it over (payload format 2.0). */
export function httpEvent(request: {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
}): unknown {
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query ?? '',
    ...(request.cookies === undefined ? {} : { cookies: request.cookies }),
    headers: { host: request.host, 'x-forwarded-proto': 'https', ...request.headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: request.host,
      domainPrefix: 'api',
      http: {
        method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'test',
      },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '01/Nov/2023:01:00:00 +0000',
      timeEpoch: 1698800400000,
    },
    ...(request.body === undefined
      ? { isBase64Encoded: false }
      : { body: Buffer.from(request.body).toString('base64'), isBase64Encoded: true }),
  };
}

/** The scheduler's event. */
export const scheduleEvent = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: '2023-11-01T01:00:00Z',
  region,
  resources: [`arn:aws:events:${region}:000000000000:rule/keep-time`],
  detail: {},
} as const;

import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Downloads } from '../../shared/adapters/aws/s3-downloads.ts';
import { startVersionedBucket } from '../support/versioned-bucket.ts';

const access = {
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'secret', sessionToken: 'a+b/c=' },
};
const file = {
  type: 'application/zip',
  disposition: 'attachment; filename="bo-van-ban.zip"; filename*=UTF-8\'\'B%E1%BB%99.zip',
};
const bytes = new Uint8Array([80, 75, 5, 6]);

/**
 * Whether an address is signed as S3 would sign it, worked out from its documentation and not by the library
 * (Amazon S3 API reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)"): no emulator checks it.
 */
function isSigned(address: string): boolean {
  const { host, pathname, searchParams: asked } = new URL(address);
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const query = [...asked]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = ['GET', pathname, query, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const at = asked.get('X-Amz-Date') ?? '';
  const scope = [at.slice(0, 8), access.region, 's3', 'aws4_request'];
  const digest = createHash('sha256').update(canonical).digest('hex');
  const sign = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>(sign, `AWS4${access.credentials.secretAccessKey}`);
  const signature = sign(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), digest].join('\n')).toString('hex');
  return (
    asked.get('X-Amz-Credential') === `${access.credentials.accessKeyId}/${scope.join('/')}` &&
    asked.get('X-Amz-Signature') === signature
  );
}

describe('large files handed out by S3', () => {
  let bucket: Awaited<ReturnType<typeof startVersionedBucket>>;
  let client: S3Client;
  let tokens = 0;
  const open = () =>
    openS3Downloads({ client, bucket: 'hoso-mails', newToken: () => `token-${(tokens += 1)}` });

  beforeAll(async () => {
    bucket = await startVersionedBucket({ versionsAPage: 7 });
    client = new S3Client({
      endpoint: bucket.endpoint,
      forcePathStyle: true,
      ...access,
    });
  });
  afterAll(async () => {
    client.destroy();
    await bucket.stop();
  });

  it('the address gives the file under its name and type, to be saved and not kept', async () => {
    const { deliver, origin } = await open();
    const address = await deliver(bytes, file);
    expect(new URL(address).origin).toBe(origin);
    const answer = await fetch(address);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe(file.type);
    expect(answer.headers.get('content-disposition')).toBe(file.disposition);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('the address opens one object for five minutes, by a signature S3 accepts, and says no file name', async () => {
    const { deliver } = await open();
    const [first, second] = [await deliver(bytes, file), await deliver(bytes, file)];
    const { pathname, searchParams } = new URL(first);
    expect(pathname).toMatch(/^\/hoso-mails\/downloads\/token-\d+$/);
    expect(new URL(second).pathname).not.toBe(pathname);
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('X-Amz-Security-Token')).toBe('a+b/c=');
    expect(first).not.toMatch(/van-ban|response-/);
    expect(isSigned(first)).toBe(true);
    expect(isSigned(first.replace(pathname, new URL(second).pathname))).toBe(false);
    expect(isSigned(first.replace('Expires=300', 'Expires=3000'))).toBe(false);
  });

  it('at Amazon the bucket has a host name of its own', async () => {
    const atAmazon = new S3Client(access);
    const { origin } = await openS3Downloads({ client: atAmazon, bucket: 'hoso-mails', newToken: () => 'x' });
    expect(origin).toBe('https://hoso-mails.s3.ap-southeast-1.amazonaws.com');
  });
});

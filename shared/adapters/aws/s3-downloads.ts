import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';

type HttpRequest = Parameters<SignatureV4['presign']>[0];

/** Files put here to be fetched once; the bucket drops them after a day. */
const downloadsPrefix = 'downloads/';
/** Seconds. Attack: an address that was copied, or stands in a browser's history, still opens the file. */
const addressLasts = 300;

/** Files handed to a browser by the bucket itself. */
export interface S3Downloads {
  /** Where their addresses begin: "https://<bucket>.s3.<region>.amazonaws.com". */
  readonly origin: string;
  /**
   * Keeps the bytes for a day and returns an address that opens this one object for five minutes.
   * Name and type are kept with the object, not said in its address: the bucket's access log keeps addresses.
   */
  readonly deliver: (
    bytes: Uint8Array,
    file: { readonly type: string; readonly disposition: string },
  ) => Promise<string>;
}

/** Opens the downloads of a bucket; `newToken` gives 256 random bits in letters of an address. */
export async function openS3Downloads(options: {
  readonly client: S3Client;
  readonly bucket: string;
  readonly newToken: () => string;
}): Promise<S3Downloads> {
  const { client, bucket: Bucket } = options;
  const { config } = client;
  const signer = new SignatureV4({
    service: 's3',
    region: config.region,
    credentials: config.credentials,
    sha256: config.sha256,
    // S3 signs the path as it stands (Signature Version 4 for S3, canonical URI).
    uriEscapePath: false,
  });

  /** The request for an object as this client makes it: by virtual host or path, at its endpoint. */
  async function request(Key: string): Promise<HttpRequest> {
    const command = new GetObjectCommand({ Bucket, Key });
    let made: HttpRequest | undefined;
    command.middlewareStack.add(
      () => async (args) => {
        made = args.request as HttpRequest;
        return Promise.resolve({ response: {}, output: { $metadata: {} } });
      },
      { step: 'build', priority: 'low' },
    );
    await client.send(command);
    if (made === undefined) throw new Error('the client made no request');
    const { method, protocol, hostname, port, path } = made;
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    return {
      ...{ method, protocol, hostname, path, query: {} },
      ...(port === undefined ? {} : { port }),
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    };
  }
  const originOf = ({ protocol, headers }: HttpRequest): string => `${protocol}//${headers['host']}`;

  return {
    origin: originOf(await request(downloadsPrefix)),
    async deliver(bytes, { type, disposition }) {
      const Key = `${downloadsPrefix}${options.newToken()}`;
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: bytes,
          ContentType: type,
          ContentDisposition: disposition,
          CacheControl: 'no-store',
        }),
      );
      const asked = await request(Key);
      const { query } = await signer.presign(asked, { expiresIn: addressLasts });
      return `${originOf(asked)}${asked.path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
    },
  };
}

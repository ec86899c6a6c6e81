import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an object says of itself to whoever fetches it. */
const keptHeaders = ['content-type', 'content-disposition', 'cache-control'];

/**
 * One versioned bucket in memory: the few requests of S3 that the blobs adapter makes, answered as its API reference says
 * (PutObject, GetObject, HeadObject, ListObjectVersions, DeleteObjects). The emulators on npm keep neither versions
 * nor every header of an object.
 */
export async function startVersionedBucket(options: { readonly versionsAPage: number }): Promise<{
  readonly endpoint: string;
  /** Versions and delete markers left under a prefix. */
  readonly versionsUnder: (prefix: string) => number;
  readonly stop: () => Promise<void>;
}> {
  let versions: {
    readonly key: string;
    readonly id: string;
    readonly bytes: Buffer;
    readonly kept: Readonly<Record<string, string>>;
  }[] = [];
  let count = 0;
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://bucket');
      const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
      const body = Buffer.concat(chunks);
      const answer = (
        status: number,
        text: string | Buffer = '',
        more: Record<string, string> = {},
      ): void => {
        response.writeHead(status, { 'content-type': 'application/xml', ...more }).end(text);
      };
      if (request.method === 'PUT') {
        const id = `v${(count += 1)}`;
        const kept = Object.fromEntries(
          keptHeaders.flatMap((name) => {
            const value = request.headers[name];
            return typeof value === 'string' ? [[name, value]] : [];
          }),
        );
        versions.push({ key, id, bytes: body, kept });
        answer(200, '', { 'x-amz-version-id': id });
      } else if (request.method === 'POST' && url.searchParams.has('delete')) {
        const asked = [...body.toString().matchAll(/<Key>(.*?)<\/Key>(?:<VersionId>(.*?)<\/VersionId>)?/g)];
        const gone = new Set(asked.map(([, name, id]) => `${name ?? ''} ${id ?? ''}`));
        versions = versions.filter((each) => !gone.has(`${escape(each.key)} ${each.id}`));
        answer(200, '<DeleteResult/>');
      } else if (url.searchParams.has('versions')) {
        const prefix = url.searchParams.get('prefix') ?? '';
        const found = versions.filter((each) => each.key.startsWith(prefix));
        const shown = found.slice(0, options.versionsAPage);
        answer(
          200,
          `<ListVersionsResult><IsTruncated>${found.length > shown.length}</IsTruncated>${shown
            .map(
              (each) => `<Version><Key>${escape(each.key)}</Key><VersionId>${each.id}</VersionId></Version>`,
            )
            .join('')}</ListVersionsResult>`,
        );
      } else {
        const found = versions.findLast((each) => each.key === key);
        if (found === undefined)
          answer(404, request.method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code></Error>');
        else
          answer(200, request.method === 'HEAD' ? '' : found.bytes, {
            ...found.kept,
            'content-length': String(found.bytes.byteLength),
            'x-amz-version-id': found.id,
          });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    versionsUnder: (prefix) => versions.filter(({ key }) => key.startsWith(prefix)).length,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

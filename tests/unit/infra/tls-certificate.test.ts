import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTlsCertificate } from '../../../infra/local/tls-certificate.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoso-tls-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const now = new Date();
const names = ['localhost', '127.0.0.1', 'may-phong'];

describe('the certificate of the portal in the office', () => {
  test('serves TLS under the name and the address of the machine', async () => {
    const { cert, key } = await openTlsCertificate(folder, names, now, null);
    const server = createServer({ cert, key }, (_request, response) => response.end('xin chào'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const host of ['localhost', '127.0.0.1']) {
      const body = await new Promise<string>((resolve, reject) => {
        request({ host, port, ca: cert, family: 4 }, (response) => {
          response.setEncoding('utf8').on('data', resolve);
        })
          .on('error', reject)
          .end();
      });
      expect(body).toBe('xin chào');
    }
    server.close();
  });

  test('stays the same until it soon ends or the machine has another name', async () => {
    const first = await openTlsCertificate(folder, names, now, null);
    expect(await openTlsCertificate(folder, names, now, null)).toEqual(first);
    const soon = new Date(now.getTime() + 370 * 24 * 60 * 60_000);
    const second = await openTlsCertificate(folder, names, soon, null);
    expect(second.cert).not.toBe(first.cert);
    const third = await openTlsCertificate(folder, [...names, '192.168.1.7'], soon, null);
    expect(new X509Certificate(third.cert).checkIP('192.168.1.7')).toBe('192.168.1.7');
    expect(new X509Certificate(second.cert).checkIP('192.168.1.7')).toBeUndefined();
  });

  test("is the office's own where it has given one", async () => {
    const given = { cert: join(folder, 'a.crt'), key: join(folder, 'a.key') };
    await writeFile(given.cert, 'chứng thư');
    await writeFile(given.key, 'khóa');
    expect(await openTlsCertificate(folder, names, now, given)).toEqual({ cert: 'chứng thư', key: 'khóa' });
  });
});

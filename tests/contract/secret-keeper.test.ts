import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, describe, expect, it } from 'vitest';
import { openManagedSecrets } from '../../shared/adapters/aws/managed-secrets.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { openSealedSecrets } from '../../shared/adapters/local/sealed-secrets.ts';
import type { SecretKeeper } from '../../shared/ports/secret-keeper.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';

const password = 'mật khẩu ứng dụng: abcd efgh';

/** What every home promises; `open` makes a keeper of a new office each time. */
function describeSecretKeeper(home: string, open: () => Promise<SecretKeeper>): void {
  describe(`the passwords kept by ${home}`, () => {
    it('are none before one was given, and then the latest', async () => {
      const keeper = await open();
      expect(await keeper.get('mailbox')).toBeUndefined();
      await keeper.put('mailbox', 'cũ');
      await keeper.put('mailbox', password);
      expect(await keeper.get('mailbox')).toBe(password);
      expect(await keeper.get('relay')).toBeUndefined();
    });
  });
}

async function openLocal(home = makeTestDirectory()): Promise<SecretKeeper> {
  const { secretsKey } = await openOfficeKeys(join(home, 'keys'));
  return openSealedSecrets({ directory: join(home, 'keys', 'secrets'), key: secretsKey });
}
describeSecretKeeper('one machine', () => openLocal());

describe('a password on one machine', () => {
  it('is there after a restart, and not to be read from its file', async () => {
    const home = makeTestDirectory();
    await (await openLocal(home)).put('mailbox', password);
    const directory = join(home, 'keys', 'secrets');
    expect(readdirSync(directory)).toEqual(['mailbox.secret']);
    expect(readFileSync(join(directory, 'mailbox.secret'), 'latin1')).not.toContain('abcd');
    if (process.platform !== 'win32')
      expect(statSync(join(directory, 'mailbox.secret')).mode & 0o777).toBe(0o600);
    expect(await (await openLocal(home)).get('mailbox')).toBe(password);
  });

  it('is refused when its file was altered or put in the place of another', async () => {
    const home = makeTestDirectory();
    const keeper = await openLocal(home);
    await keeper.put('mailbox', password);
    const path = join(home, 'keys', 'secrets', 'mailbox.secret');
    const bytes = readFileSync(path);
    renameSync(path, join(home, 'keys', 'secrets', 'relay.secret'));
    await expect(keeper.get('relay')).rejects.toThrow();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(keeper.get('mailbox')).rejects.toThrow();
  });
});

// What Secrets Manager answers to the two calls we make (API reference, JSON 1.1 protocol).
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});
async function openCloud(): Promise<SecretKeeper> {
  const values = new Map<string, string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as {
        SecretId: string;
        SecretString?: string;
      };
      if (request.headers['x-amz-target'] === 'secretsmanager.PutSecretValue')
        values.set(asked.SecretId, asked.SecretString ?? '');
      const value = values.get(asked.SecretId);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.statusCode = value === undefined ? 400 : 200;
      response.end(
        JSON.stringify(
          value === undefined ? { __type: 'ResourceNotFoundException' } : { SecretString: value },
        ),
      );
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return openManagedSecrets({
    client: new SecretsManagerClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    secrets: { mailbox: 'arn:mailbox', relay: 'arn:relay' },
  });
}
describeSecretKeeper('the cloud', openCloud);

it('a function asks for no secret it was not given', async () => {
  const keeper = openManagedSecrets({
    client: new SecretsManagerClient({ region: 'ap-southeast-1' }),
    secrets: { mailbox: 'arn:mailbox' },
  });
  await expect(keeper.get('relay')).rejects.toThrow('no secret');
});

import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSesMailSender } from '../../shared/adapters/aws/ses-mail-sender.ts';
import type { MailSender } from '../../shared/ports/outgoing-mail.ts';

// Its types describe an ES module, and it is none.
const { default: startSes } = createRequire(import.meta.url)('aws-ses-v2-local') as {
  readonly default: (options: { readonly port: number }) => Promise<Server>;
};

let server: Server;
let endpoint: string;
let client: SESv2Client;
let sender: MailSender;
beforeAll(async () => {
  server = await startSes({ port: 0 });
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new SESv2Client({
    endpoint,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  sender = openSesMailSender({ client, configurationSet: 'hoso' });
});
afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const raw = new TextEncoder().encode(
  [
    'From: Huyen <hoso@example.vn>',
    'To: xa@example.vn',
    'Subject: =?UTF-8?B?xJDDoyBuaOG6rW4=?=',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Đã nhận hồ sơ của xã.',
  ].join('\r\n'),
);

it('SES takes a composed mail over as it is, and gives its id', async () => {
  const mail = { cause: 'receipt:a1', from: 'hoso@example.vn', to: ['xa@example.vn'], raw };
  const { messageId } = await sender.send(mail);
  expect(messageId).not.toBe('');
  const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as {
    emails: { subject: string; destination: { to: string[] }; body: { text: string } }[];
  };
  expect(emails).toHaveLength(1);
  expect(emails[0]).toMatchObject({ subject: 'Đã nhận', body: { text: 'Đã nhận hồ sơ của xã.' } });
});

it('a mail that SES does not answer for is an error, not a mail sent', async () => {
  const client = new SESv2Client({
    // Nobody listens there.
    endpoint: 'http://127.0.0.1:9',
    region: 'ap-southeast-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const mail = { cause: 'receipt:a2', from: 'hoso@example.vn', to: ['xa@example.vn'], raw };
  await expect(openSesMailSender({ client, configurationSet: 'hoso' }).send(mail)).rejects.toThrow();
});

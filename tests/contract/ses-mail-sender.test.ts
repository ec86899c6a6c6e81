import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
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

const mail = {
  messageId: 'a1@example.vn',
  from: 'hoso@example.vn',
  returnPath: null,
  to: ['xa@example.vn'],
  raw,
};

it('SES takes a composed mail over as it is, and gives its id', async () => {
  const sent = await sender.send(mail);
  expect(sent).toMatchObject({ isTaken: true, refused: [] });
  const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as {
    emails: { messageId: string; subject: string; destination: { to: string[] }; body: { text: string } }[];
  };
  expect(emails).toHaveLength(1);
  expect(emails[0]).toMatchObject({
    messageId: sent.isTaken ? sent.messageId : '',
    subject: 'Đã nhận',
    destination: { to: ['xa@example.vn'] },
    body: { text: 'Đã nhận hồ sơ của xã.' },
  });
});

/** A client of an SES that gives this answer. */
async function answering(status: number, name: string): Promise<MailSender> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' });
    response.end('{"message":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'ap-southeast-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return openSesMailSender({ client, configurationSet: 'hoso' });
}

it.each([
  [400, 'MessageRejected', { cause: 'mail-refused', isFinal: true }],
  [429, 'TooManyRequestsException', { cause: 'busy', isFinal: false }],
  [403, 'AccessDeniedException', { cause: 'sender-refused', isFinal: false }],
])('an answer %i %s says that the mail was not taken', async (status, name, refusal) => {
  const sender = await answering(status, name);
  expect(await sender.send(mail)).toEqual({ isTaken: false, ...refusal });
});

it('a mail that SES does not answer for is an error: nobody knows', async () => {
  await expect((await answering(500, 'InternalFailure')).send(mail)).rejects.toThrow();
});

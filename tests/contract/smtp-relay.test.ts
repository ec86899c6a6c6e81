import { expect, it, onTestFinished } from 'vitest';
import { openTlsCertificate } from '../../infra/local/tls-certificate.ts';
import { openSmtpRelay, type SmtpRelay } from '../../shared/adapters/local/smtp-relay.ts';
import type { OutgoingMail } from '../../shared/ports/outgoing-mail.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import { startRelayServer, startSilentRelay } from '../support/relay-server.ts';

const mail: OutgoingMail = {
  messageId: 'a1b2@huyen.example.vn',
  from: 'hoso@huyen.example.vn',
  returnPath: 'hoso@huyen.example.vn',
  to: ['xa@suoimau.example.vn'],
  raw: new TextEncoder().encode('From: hoso@huyen.example.vn\r\nSubject: Thu\r\n\r\nDa nhan.\r\n.\r\n'),
};
const plain = (port: number): SmtpRelay => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  login: null,
  certificate: null,
});

async function openServer(options: Parameters<typeof startRelayServer>[0] = {}) {
  const server = await startRelayServer(options);
  onTestFinished(() => server.stop());
  return server;
}

it('a mail server takes a mail over as it was composed', async () => {
  const server = await openServer();
  expect(await openSmtpRelay(plain(server.port)).send(mail)).toEqual({
    isTaken: true,
    messageId: 'a1b2@huyen.example.vn',
    refused: [],
  });
  expect(server.mails).toEqual([
    {
      from: 'hoso@huyen.example.vn',
      to: ['xa@suoimau.example.vn'],
      user: null,
      isEncrypted: false,
      raw: 'From: hoso@huyen.example.vn\r\nSubject: Thu\r\n\r\nDa nhan.\r\n.\r\n',
    },
  ]);
});

it('an answer by machine leaves without a return path, so that its bounce reaches nobody', async () => {
  const server = await openServer();
  await openSmtpRelay(plain(server.port)).send({ ...mail, returnPath: null });
  expect(server.mails.map(({ from }) => from)).toEqual(['']);
});

it('a mail server that takes nothing without a sender gets the mail with the address of the office, once', async () => {
  const server = await openServer({
    refuseSender: (address) => (address === '' ? { code: 553, text: 'sender required' } : undefined),
  });
  const sent = await openSmtpRelay(plain(server.port)).send({ ...mail, returnPath: null });
  expect([sent.isTaken, server.mails.map(({ from }) => from)]).toEqual([true, ['hoso@huyen.example.vn']]);
});

it('says which of several addresses the mail did not go to', async () => {
  const server = await openServer({
    refuseRecipient: (address) =>
      address.startsWith('sai') ? { code: 550, text: '5.1.1 no such user' } : undefined,
  });
  const to = ['sai@suoimau.example.vn', 'xa@suoimau.example.vn'];
  expect(await openSmtpRelay(plain(server.port)).send({ ...mail, to })).toMatchObject({
    isTaken: true,
    refused: ['sai@suoimau.example.vn'],
  });
});

it.each([
  ['an unknown address', { refuseRecipient: 550 }, { cause: 'no-such-address', isFinal: true }],
  ['a full queue', { refuseRecipient: 451 }, { cause: 'busy', isFinal: false }],
  ['a mail that is not liked', { refuseMail: 554 }, { cause: 'mail-refused', isFinal: true }],
  ['a mail that is too large', { refuseMail: 552 }, { cause: 'too-large', isFinal: true }],
  ['a try again later', { refuseMail: 421 }, { cause: 'busy', isFinal: false }],
  ['a sender that is not ours', { refuseSender: 553 }, { cause: 'sender-refused', isFinal: false }],
])('tells %s from other refusals', async (_, codes, refusal) => {
  const refuse = (code: number) => () => ({ code, text: 'no' });
  const server = await openServer(
    Object.fromEntries(Object.entries(codes).map(([what, code]) => [what, refuse(code)])),
  );
  expect(await openSmtpRelay(plain(server.port)).send(mail)).toEqual({ isTaken: false, ...refusal });
  expect(server.mails).toEqual([]);
});

it('a mail server that cannot be reached took nothing', async () => {
  expect(await openSmtpRelay(plain(9)).send(mail)).toEqual({
    isTaken: false,
    cause: 'unreachable',
    isFinal: false,
  });
});

it('a mail server that falls silent after the last line may have taken the mail: nobody knows', async () => {
  const server = await startSilentRelay();
  onTestFinished(() => {
    server.stop();
  });
  await expect(openSmtpRelay(plain(server.port)).send(mail)).rejects.toThrow('did not answer');
});

it.each([
  ['tls', true],
  ['starttls', false],
] as const)(
  'by %s, gives its password and mails only to a server whose certificate it trusts',
  async (security, isFromTheStart) => {
    const certificate = await openTlsCertificate(makeTestDirectory(), ['127.0.0.1'], new Date(), null);
    const login = { user: 'hoso', password: 'mat-khau' };
    const server = await openServer({ login, tls: { ...certificate, isFromTheStart } });
    const relay: SmtpRelay = { ...plain(server.port), security, login, certificate: certificate.cert };
    expect(await openSmtpRelay(relay).send(mail)).toMatchObject({ isTaken: true });
    expect(server.mails).toMatchObject([{ user: 'hoso', isEncrypted: true }]);

    const stranger = await openSmtpRelay({ ...relay, certificate: null }).send(mail);
    const wrong = await openSmtpRelay({ ...relay, login: { ...login, password: 'sai' } }).send(mail);
    expect([stranger, wrong]).toEqual([
      { isTaken: false, cause: 'no-encryption', isFinal: false },
      { isTaken: false, cause: 'not-signed-in', isFinal: false },
    ]);
    expect(server.mails).toHaveLength(1);
  },
);

it('sends nothing to a server that cannot encrypt where encryption is asked for', async () => {
  const server = await openServer();
  const sent = await openSmtpRelay({ ...plain(server.port), security: 'starttls' }).send(mail);
  expect([sent.isTaken, server.mails]).toEqual([false, []]);
});

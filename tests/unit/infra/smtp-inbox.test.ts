import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { onTestFinished, describe, expect, it } from 'vitest';
import type { MailEnvelope } from '../../../shared/pipeline/records.ts';
import type { SmtpInbox } from '../../../infra/local/smtp-inbox.ts';
import { startSmtpInbox } from '../../../infra/local/smtp-inbox.ts';
import { openTlsCertificate } from '../../../infra/local/tls-certificate.ts';

type Options = Partial<Parameters<typeof startSmtpInbox>[0]>;

async function openInbox(
  accept: Parameters<typeof startSmtpInbox>[0]['accept'],
  options: Options = {},
): Promise<SmtpInbox> {
  const inbox = await startSmtpInbox({ port: 0, accept, onFailure: () => undefined, ...options });
  onTestFinished(() => inbox.stop());
  return inbox;
}

/** An inbox that keeps what it took. */
async function openKeeping(options: Options = {}) {
  const taken: { readonly text: string; readonly envelope: MailEnvelope }[] = [];
  const inbox = await openInbox((bytes, envelope) => {
    taken.push({ text: Buffer.from(bytes).toString('latin1'), envelope });
    return Promise.resolve();
  }, options);
  return { port: inbox.port, taken };
}

/** Writes bytes as they are, each piece for itself, and gives all that was answered until the other side or `until` ends it. */
async function push(port: number, pieces: readonly (string | Buffer)[], until = /^221 /mu): Promise<string> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (until.test(text)) socket.end();
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  // Who speaks before the greeting is sent away.
  await once(socket, 'data');
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  return text;
}

/** Speaks SMTP by hand: each line waits for the answer to the one before; gives all answers. */
async function talk(port: number, lines: readonly string[], hangUp = false): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (/^\d{3} /u.test(line)) {
        answers.push(line);
        socket.emit('answer');
      }
    }
  });
  await once(socket, 'answer');
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    if (hangUp && line === lines.at(-1)) break;
    await once(socket, 'answer');
  }
  socket.destroy();
  return answers;
}

const letter = ['Subject: Thu', '', 'Noi dung', '..dau cham', '.'].join('\r\n');
const envelope = ['EHLO may.xa', 'MAIL FROM:<xa@example.vn>', 'RCPT TO:<hoso@example.vn>', 'DATA'];

describe('the SMTP inbox', () => {
  it('says 250 after the mail is accepted and not before, and gives it as it was sent', async () => {
    const events: string[] = [];
    let received = '';
    const inbox = await openInbox(async (bytes) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      received = Buffer.from(bytes).toString();
      events.push('accepted');
    });
    const answers = await talk(inbox.port, [...envelope, letter]);
    events.push('answered');
    expect(answers.at(-1)).toMatch(/^250 /u);
    expect(events).toEqual(['accepted', 'answered']);
    // RFC 5321 §4.5.2: a doubled dot at the start of a line is one dot.
    expect(received).toContain('\r\n.dau cham');
  });

  it('asks the sender to try again when the mail could not be kept', async () => {
    const inbox = await openInbox(() => Promise.reject(new Error('disk')));
    expect((await talk(inbox.port, [...envelope, letter])).at(-1)).toMatch(/^451 /u);
  });

  it('refuses a mail announced as too large before it is sent', async () => {
    const inbox = await openInbox(() => Promise.resolve());
    const answers = await talk(inbox.port, ['EHLO may.xa', 'MAIL FROM:<xa@example.vn> SIZE=999999999']);
    expect(answers.at(-1)).toMatch(/^552 /u);
  });

  it('accepts nothing of a mail whose sender hangs up in the middle', async () => {
    let accepted = 0;
    const inbox = await openInbox(() => {
      accepted += 1;
      return Promise.resolve();
    });
    await talk(inbox.port, [...envelope, 'Subject: nua chung'], true);
    // A whole mail after it shows that the inbox goes on.
    expect((await talk(inbox.port, [...envelope, letter])).at(-1)).toMatch(/^250 /u);
    expect(accepted).toBe(1);
  });

  it('keeps with the mail who brought it, and for whom', async () => {
    const { port, taken } = await openKeeping();
    await talk(port, [...envelope, letter]);
    expect(taken.map((one) => one.envelope)).toEqual([
      { wire: { peer: '127.0.0.1', helo: 'may.xa', from: 'xa@example.vn' }, to: ['hoso@example.vn'] },
    ]);
  });

  it('takes mails of the null sender, as reports on delivery are', async () => {
    const { port, taken } = await openKeeping();
    await talk(port, ['EHLO may.xa', 'MAIL FROM:<>', 'RCPT TO:<hoso@example.vn>', 'DATA', letter]);
    expect(taken[0]?.envelope.wire?.from).toBe('');
  });

  it.each(['ENOSPC', 'SQLITE_FULL', 'EMFILE'])(
    'asks for patience when the disk is full (%s)',
    async (code) => {
      const inbox = await openInbox(() => Promise.reject(Object.assign(new Error('full'), { code })));
      expect((await talk(inbox.port, [...envelope, letter])).at(-1)).toMatch(/^452 /u);
    },
  );

  it('announces its limit and refuses a mail that turns out larger', async () => {
    const { port, taken } = await openKeeping({ limits: { mailBytes: 1_000 } });
    const mail = `Subject: Thu\r\n\r\n${'a'.repeat(2_000)}\r\n.\r\n`;
    const said = await push(port, [`${envelope.join('\r\n')}\r\n`, `${mail}QUIT\r\n`]);
    expect(said).toContain('SIZE 1000');
    expect(said).toMatch(/^552 /mu);
    expect(taken).toEqual([]);
  });

  it('puts a mail off when those coming in fill the memory, and goes on after it', async () => {
    const { port, taken } = await openKeeping({ limits: { bytesAtOnce: 100 } });
    const long = `Subject: Thu\r\n\r\n${'a'.repeat(200)}\r\n.`;
    expect((await talk(port, [...envelope, long])).at(-1)).toMatch(/^452 /u);
    expect((await talk(port, [...envelope, letter])).at(-1)).toMatch(/^250 /u);
    expect(taken.length).toBe(1);
  });

  it('gives back the room of a mail whose sender hung up', async () => {
    const { port, taken } = await openKeeping({ limits: { bytesAtOnce: 150 } });
    await talk(port, [...envelope, `Subject: ${'a'.repeat(100)}`], true);
    let last = '';
    // The other side's end is seen a moment later.
    for (let look = 0; look < 50 && !last.startsWith('250 '); look += 1)
      last = (await talk(port, [...envelope, `Subject: ${'b'.repeat(100)}\r\n\r\nx\r\n.`])).at(-1) ?? '';
    expect(last).toMatch(/^250 /u);
    expect(taken.length).toBe(1);
  });

  it('takes mails only for the addresses it is given, and sends none on', async () => {
    const { port, taken } = await openKeeping({ recipients: ['ho-so@huyen.example.vn', '@thu.example.vn'] });
    const answers = await talk(port, [
      'EHLO may.xa',
      'MAIL FROM:<xa@example.vn>',
      'RCPT TO:<la@khac.example>',
      'RCPT TO:<x@evilthu.example.vn>',
      'RCPT TO:<la%khac.example@huyen.example.vn>',
      'RCPT TO:<HO-SO@Huyen.example.vn>',
      'RCPT TO:<bat-ky@thu.example.vn>',
      'RCPT TO:<postmaster@huyen.example.vn>',
      'DATA',
      letter,
    ]);
    expect(answers.slice(3, 9).map((answer) => answer.slice(0, 3))).toEqual([
      '550',
      '550',
      '550',
      '250',
      '250',
      '250',
    ]);
    expect(taken[0]?.envelope.to?.length).toBe(3);
  });

  it('puts off a sender with too many mails, and no other', async () => {
    const { port, taken } = await openKeeping({ limits: { mailsPerSender: 3 } });
    const ends: string[] = [];
    for (let mail = 0; mail < 5; mail += 1)
      ends.push(
        (await talk(port, ['EHLO may.xa', 'MAIL FROM:<Nhieu@example.vn>'])).at(-1)?.slice(0, 3) ?? '',
      );
    expect(ends).toEqual(['250', '250', '250', '450', '450']);
    expect((await talk(port, [...envelope, letter])).at(-1)).toMatch(/^250 /u);
    expect(taken.length).toBe(1);
  });

  it('takes no more recipients than a mail of people has', async () => {
    const { port } = await openKeeping({ limits: { recipients: 2 } });
    const to = ['a', 'b', 'c'].map((name) => `RCPT TO:<${name}@example.vn>`);
    expect((await talk(port, ['EHLO may.xa', 'MAIL FROM:<xa@example.vn>', ...to])).at(-1)).toMatch(/^452 /u);
  });

  it('ends a connection that dawdles', async () => {
    const { port, taken } = await openKeeping({ limits: { sessionMs: 1_000 } });
    const said = await push(port, [`${envelope.join('\r\n')}\r\n`, 'Subject: cham']);
    expect(said).toMatch(/^354 /mu);
    expect(taken).toEqual([]);
  });

  it('ends a connection that sends a line without end', async () => {
    const { port, taken } = await openKeeping();
    expect(await push(port, ['EHLO may.xa\r\n', 'a'.repeat(100_000)], /^(?:421|5\d\d) /mu)).not.toMatch(
      /^354 /mu,
    );
    expect(taken).toEqual([]);
  });

  // SMTP smuggling (CVE-2023-51764): another server takes these for the end of a mail; here only CRLF.CRLF is.
  it.each([
    ['LF . LF', '\n.\n'],
    ['LF . CRLF', '\n.\r\n'],
    ['CRLF . LF', '\r\n.\n'],
    ['CR . CR', '\r.\r'],
    ['CR . CRLF', '\r.\r\n'],
    ['CRLF . CR', '\r\n.\r'],
    ['LF . CR LF in pieces', '\n.\r\n'],
    ['CRLF NUL . CRLF', '\r\n\0.\r\n'],
  ])('keeps a mail with %s in it one mail', async (_title, end) => {
    const { port, taken } = await openKeeping();
    const smuggled = `MAIL FROM:<gia@example.vn>\r\nRCPT TO:<hoso@example.vn>\r\nDATA\r\nSubject: gia\r\n\r\nx`;
    for (const size of [1, 7, 100_000]) {
      const bytes = Buffer.from(
        `${envelope.join('\r\n')}\r\nSubject: that\r\n\r\nx${end}${smuggled}\r\n.\r\nQUIT\r\n`,
      );
      await push(
        port,
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        ),
      );
    }
    expect(taken.map((one) => one.envelope.wire?.from)).toEqual([
      'xa@example.vn',
      'xa@example.vn',
      'xa@example.vn',
    ]);
    expect(taken.every((one) => one.text.includes('gia@example.vn'))).toBe(true);
  });

  it('takes commands and mails sent in one go, one mail each', async () => {
    const { port, taken } = await openKeeping();
    const one = `${envelope.slice(1).join('\r\n')}\r\n${letter}\r\n`;
    const said = await push(port, [`EHLO may.xa\r\n${one}${one}QUIT\r\n`]);
    expect(said.match(/^354 /gmu)?.length).toBe(2);
    expect(taken.length).toBe(2);
  });

  it('keeps bytes beyond ASCII as they came', async () => {
    const { port, taken } = await openKeeping();
    const mail = Buffer.from('Subject: Hồ sơ\r\n\r\nKính gửi\r\n.\r\nQUIT\r\n');
    await push(port, [
      'EHLO may.xa\r\nMAIL FROM:<xa@example.vn> BODY=8BITMIME\r\nRCPT TO:<hoso@example.vn>\r\nDATA\r\n',
      mail,
    ]);
    expect(Buffer.from(taken[0]?.text ?? '', 'latin1').toString()).toContain('Kính gửi');
  });

  it('offers encryption only with a certificate, and speaks through it', async () => {
    const plain = await openKeeping();
    expect(await push(plain.port, ['EHLO may.xa\r\nSTARTTLS\r\nQUIT\r\n'])).not.toContain('250-STARTTLS');
    const folder = await mkdtemp(join(tmpdir(), 'hoso-smtp-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const certificate = await openTlsCertificate(folder, ['localhost'], new Date(), null);
    const { port, taken } = await openKeeping({ certificate });
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    await transport.sendMail({ from: 'xa@example.vn', to: 'hoso@example.vn', subject: 'Kín', text: 'x' });
    transport.close();
    expect(taken.length).toBe(1);
  });
});

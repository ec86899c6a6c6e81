import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import type { SmtpInbox } from '../../../infra/local/smtp-inbox.ts';
import { startSmtpInbox } from '../../../infra/local/smtp-inbox.ts';

async function openInbox(accept: (bytes: Uint8Array) => Promise<void>): Promise<SmtpInbox> {
  const inbox = await startSmtpInbox({ port: 0, accept, onFailure: () => undefined });
  onTestFinished(() => inbox.stop());
  return inbox;
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
});

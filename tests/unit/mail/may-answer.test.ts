import { describe, expect, it } from 'vitest';
import { mayAnswer } from '../../../shared/mail/may-answer.ts';
import { parseMail } from '../../../shared/mail/parse-mail.ts';

const own = ['ho-so@huyen.example.vn'];

async function ask(
  headers: readonly string[],
  options: { readonly envelopeFrom?: string; readonly isProven?: boolean } = {},
) {
  const mail = [...headers, 'Subject: Hồ sơ', '', 'Kính gửi.'].join('\r\n');
  return mayAnswer(await parseMail(new TextEncoder().encode(mail)), { own, ...options });
}

const from = 'From: UBND xã <ubnd@xa.example.vn>';

describe('an automatic answer', () => {
  it.each([
    ['a plain mail', [from]],
    ['a mail whose return path is its sender', ['Return-Path: <UBND@xa.example.vn>', from]],
    ['a mail that says that no machine sent it', ['Auto-Submitted: no', from]],
    ['a mail with an answer elsewhere asked for', ['Reply-To: khac@x.example.vn', from]],
    ['a mail that suppresses nothing', ['X-Auto-Response-Suppress: None', from]],
  ])('goes to the sender of %s', async (_title, headers) => {
    expect(await ask(headers)).toEqual({ to: 'ubnd@xa.example.vn' });
  });

  it.each([
    ['null-return-path', ['Return-Path: <>', from]],
    ['null-return-path', ['Return-Path: < >', from]],
    ['automatic', ['Auto-Submitted: auto-replied', from]],
    ['automatic', ['Auto-Submitted: auto-generated (cron)', from]],
    ['automatic', ['Auto-Submitted: no-reply', from]],
    ['automatic', ['X-Autoreply: yes', from]],
    ['automatic', [from, 'Content-Type: multipart/report; report-type=delivery-status; boundary=x']],
    ['list', ['List-Id: <ds.example.vn>', from]],
    ['list', ['List-Unsubscribe: <mailto:u@x.example.vn>', from]],
    ['list', ['Precedence: Bulk', from]],
    ['suppressed', ['X-Auto-Response-Suppress: All', from]],
    ['suppressed', ['X-Auto-Response-Suppress: DR, OOF, AutoReply', from]],
    ['own-mail', ['From: ho-so@huyen.example.vn']],
    ['own-mail', ['From: Ho-So+1@Huyen.example.vn']],
    ['own-mail', ['X-Loop: ho-so@huyen.example.vn', from]],
    ['machine-address', ['From: MAILER-DAEMON@mx.example.vn']],
    ['machine-address', ['From: no-reply@app.example.vn']],
    ['machine-address', ['From: donotreply@app.example.vn']],
    ['machine-address', ['Return-Path: <danh-sach-bounces@x.example.vn>', from]],
    ['return-path-elsewhere', ['Return-Path: <la@khac.example.vn>', from]],
    ['no-sender', ['To: ho-so@huyen.example.vn']],
    ['no-sender', ['From: khong co dia chi']],
  ] as const)('is not sent: %s', async (refusal, headers) => {
    expect(await ask(headers)).toEqual({ refusal });
  });

  it('believes the envelope an inbox kept, not a return path the sender wrote', async () => {
    const written = ['Return-Path: <ubnd@xa.example.vn>', from];
    expect(await ask(written, { envelopeFrom: '' })).toEqual({ refusal: 'null-return-path' });
    expect(await ask(written, { envelopeFrom: 'la@khac.example.vn' })).toEqual({
      refusal: 'return-path-elsewhere',
    });
    expect(await ask([from], { envelopeFrom: 'UBND@xa.example.vn' })).toEqual({ to: 'ubnd@xa.example.vn' });
  });

  it('goes to a proven sender whose mail a forwarder sent on', async () => {
    const forwarded = ['Return-Path: <ubnd+caf_=ho-so=huyen.example.vn@xa.example.vn>', from];
    expect(await ask(forwarded)).toEqual({ refusal: 'return-path-elsewhere' });
    expect(await ask(forwarded, { isProven: true })).toEqual({ to: 'ubnd@xa.example.vn' });
  });
});

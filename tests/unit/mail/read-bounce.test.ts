import { describe, expect, it } from 'vitest';
import { readBounce } from '../../../shared/mail/read-bounce.ts';

const read = (lines: readonly string[]) => readBounce(new TextEncoder().encode(lines.join('\r\n')));

const report = (
  fields: readonly string[],
  original: readonly string[] = ['Message-ID: <tt-1@huyen.example.vn>'],
) => [
  'From: MAILER-DAEMON@mx.example.vn',
  'Return-Path: <>',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Thư không gửi được.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.vn',
  '',
  ...fields,
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  ...original,
  '--b--',
];

describe('a report on delivery', () => {
  it('names our mail, the address it did not reach, and why', async () => {
    const fields = [
      'Final-Recipient: rfc822; UBND@xa.example.vn',
      'Action: failed',
      'Status: 5.1.1 (no such user)',
    ];
    expect(await read(report(fields))).toEqual({
      messageId: '<tt-1@huyen.example.vn>',
      recipients: [{ address: 'ubnd@xa.example.vn', outcome: 'failed', status: '5.1.1' }],
    });
  });

  it.each([
    ['delayed', 'delayed', '4.4.1'],
    ['relayed', 'delivered', '2.0.0'],
    ['expanded', 'delivered', '2.1.5'],
  ])('is not taken for a failure where it says %s', async (action, outcome, status) => {
    const fields = ['Final-Recipient: rfc822;<a@xa.example.vn>', `Action: ${action}`, `Status: ${status}`];
    expect((await read(report(fields)))?.recipients).toEqual([
      { address: 'a@xa.example.vn', outcome, status },
    ]);
  });

  it('tells several addresses apart', async () => {
    const fields = [
      'Final-Recipient: rfc822;a@xa.example.vn',
      'Action: failed',
      'Status: 5.2.2',
      '',
      'Original-Recipient: rfc822;b@xa.example.vn',
      'Action: failed',
      'Diagnostic-Code: smtp; 550 5.7.1',
      ' bi tu choi',
    ];
    expect((await read(report(fields)))?.recipients).toEqual([
      { address: 'a@xa.example.vn', outcome: 'failed', status: '5.2.2' },
      { address: 'b@xa.example.vn', outcome: 'failed', status: null },
    ]);
  });

  it('has no mail of ours where it brings none back', async () => {
    const fields = ['Final-Recipient: rfc822;a@xa.example.vn', 'Action: failed'];
    expect((await read(report(fields, ['Subject: x'])))?.messageId).toBeNull();
  });

  it('is read from the words of an old server', async () => {
    expect(
      await read([
        'From: MAILER-DAEMON@mx.example.vn',
        'Subject: failure notice',
        '',
        'Hi. This is the qmail-send program at mx.example.vn.',
        'This is a permanent error; I have given up. Sorry it did not work out.',
        '',
        '<ubnd@xa.example.vn>:',
        '550 5.1.1 Khong co hop thu nay',
        '',
        '--- Below this line is a copy of the message.',
        '',
        'Message-ID: <tt-2@huyen.example.vn>',
        'khac@xa.example.vn',
      ]),
    ).toEqual({
      messageId: '<tt-2@huyen.example.vn>',
      recipients: [{ address: 'ubnd@xa.example.vn', outcome: 'failed', status: '5.1.1' }],
    });
  });

  it.each([
    ['a mail of a commune', ['From: ubnd@xa.example.vn', '', 'Kính gửi hồ sơ 5.1.1', 'a@xa.example.vn']],
    [
      'a read receipt',
      [
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
        '',
        '--b',
        '',
        'da doc',
        '--b--',
      ],
    ],
    ['nothing at all', []],
  ])('is not seen in %s', async (_title, lines) => {
    expect(await read(lines)).toBeUndefined();
  });
});

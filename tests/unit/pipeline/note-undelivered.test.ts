import { describe, expect, it } from 'vitest';
import { findDead } from '../../../shared/pipeline/dead-addresses.ts';
import { noteUndelivered } from '../../../shared/pipeline/note-undelivered.ts';
import { queueLetter, readOutbox } from '../../../shared/pipeline/outbox-records.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

const to = ['xa@suoimau.example.vn', 'chutich@suoimau.example.vn'];

/** An office that sent one reminder, and by what name. */
async function sendOne(): Promise<{ readonly office: PipelineOffice; readonly messageId: string }> {
  const office = openPipelineOffice({
    mailService: () =>
      Promise.resolve({
        from: 'hoso@huyen.example.vn',
        tagsReplies: false,
        sender: {
          send: ({ messageId }) => Promise.resolve({ isTaken: true, messageId, refused: [] }),
        },
      }),
  });
  await office.store.commit(
    queueLetter({
      ...{ round: '2023', commune: '99001', cause: 'reminder#7#99001', letter: 'reminder-7', to },
      ...{
        subject: 'Nhắc',
        text: 'Còn 07 ngày',
        attachments: [],
        inReplyTo: null,
        references: [],
        code: null,
      },
      ...{ automatic: 'auto-generated', by: 'Hệ thống', at: office.clock.now() },
    }),
  );
  await office.drain();
  return { office, messageId: (await entryOf(office))?.messageId ?? '' };
}

const entryOf = async (office: PipelineOffice) =>
  (await readOutbox(office.store, '2023', 'reminder#7#99001'))?.body;

/** A report on delivery as mail servers write it (RFC 3464). */
const report = (messageId: string, recipients: readonly (readonly [string, string, string])[]): Uint8Array =>
  new TextEncoder().encode(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.vn',
      'To: hoso@huyen.example.vn',
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bao@mx.example.vn>',
      'Date: Wed, 01 Nov 2023 09:00:00 +0700',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'Your mail could not be delivered.',
      '--x',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.vn',
      '',
      ...recipients.flatMap(([address, action, status]) => [
        `Final-Recipient: rfc822; ${address}`,
        `Action: ${action}`,
        `Status: ${status}`,
        '',
      ]),
      '--x',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${messageId}>`,
      'Subject: Nhac',
      '',
      '--x--',
    ].join('\r\n'),
  );

describe('a report that a mail did not arrive', () => {
  it('stands with the mail and its address, and asks a person to call', async () => {
    const { office, messageId } = await sendOne();
    await office.workOff(report(messageId, [['XA@suoimau.example.vn', 'failed', '5.1.1']]));
    expect(await entryOf(office)).toMatchObject({
      state: 'bounced',
      reason: 'Địa chỉ không nhận được thư; gọi điện cho xã.',
    });
    expect(await findDead(office.store, to)).toEqual(['xa@suoimau.example.vn']);
    // The same again, by another server.
    await office.workOff(report(messageId, [['xa@suoimau.example.vn', 'failed', '5.1.10']]));
    expect(await findDead(office.store, to)).toEqual(['xa@suoimau.example.vn']);
  });

  it.each([
    ['of a mailbox that is full', 'failed', '5.2.2', 'bounced'],
    ['of a mail that is refused for what it is', 'failed', '5.7.1', 'bounced'],
    ['of a delay', 'delayed', '4.4.1', 'sent'],
    ['of a delivery', 'delivered', '2.0.0', 'sent'],
  ])('%s says nothing against the address', async (_, action, status, state) => {
    const { office, messageId } = await sendOne();
    await office.workOff(report(messageId, [['xa@suoimau.example.vn', action, status]]));
    expect([(await entryOf(office))?.state, await findDead(office.store, to)]).toEqual([state, []]);
  });

  it('about a mail nobody sent, or an address it was not sent to, silences nobody', async () => {
    const { office, messageId } = await sendOne();
    await office.workOff(report('made-up@huyen.example.vn', [['xa@suoimau.example.vn', 'failed', '5.1.1']]));
    expect((await entryOf(office))?.state).toBe('sent');
    await office.workOff(report(messageId, [['khac@xakhac.example.vn', 'failed', '5.1.1']]));
    expect((await entryOf(office))?.state).toBe('bounced');
    expect(await findDead(office.store, [...to, 'khac@xakhac.example.vn'])).toEqual([]);
  });

  it('of a reader who calls it spam ends automatic mail there', async () => {
    const { office, messageId } = await sendOne();
    const complaint = {
      messageId,
      kind: 'complaint',
      recipients: [{ address: to[1] ?? '', status: null }],
    } as const;
    const writes = await noteUndelivered(complaint, office.clock.now(), office.store);
    await office.store.commit({ writes, jobs: [] });
    expect((await entryOf(office))?.reason).toContain('thư rác');
    expect(await findDead(office.store, to)).toEqual(['chutich@suoimau.example.vn']);
  });
});

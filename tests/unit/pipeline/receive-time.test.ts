import { describe, expect, it } from 'vitest';
import { openLocalStore } from '../../../shared/adapters/local/local-store.ts';
import { findRound } from '../../../shared/domain/rounds/round-registry.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { judgeLateness } from '../../../shared/pipeline/judge-lateness.ts';
import { readIntake } from '../../../shared/pipeline/records.ts';
import { receiveMail } from '../../../shared/pipeline/receive-mail.ts';
import { makeMovableClock } from '../../support/movable-clock.ts';
import { buildMail, textPart } from '../mail/build-mail.ts';

const round = findRound('2023');

describe('the deadline "trước ngày 03/11/2023"', () => {
  it.each([
    ['2023-11-02T23:59:59+07:00', []],
    ['2023-11-03T00:00:00+07:00', ['00:00 ngày 03/11/2023, sau thời hạn 1 ngày']],
    ['2023-11-03T23:59:59+07:00', ['23:59 ngày 03/11/2023, sau thời hạn 1 ngày']],
    ['2023-11-04T00:00:00+07:00', ['00:00 ngày 04/11/2023, sau thời hạn 2 ngày']],
  ])('a mail of %s', (received, wanted) => {
    if (round === undefined) throw new Error('the round is there');
    const findings = judgeLateness([], new Date(received).toISOString(), round);
    expect(findings.map(({ message }) => /lúc (.*?ngày.*?ngày)/u.exec(message)?.[1])).toEqual(wanted);
  });
});

describe('the time of a mail', () => {
  const mailOf = (received: string, date: string): Uint8Array =>
    buildMail({
      headers: [
        `Received: from a.example.vn by b.example.vn; ${received}`,
        `Date: ${date}`,
        'From: ubnd@xa.example.vn',
        'Subject: hoi',
      ],
      parts: [textPart('Xin hỏi.')],
    });
  const early = 'Sun, 01 Oct 2023 08:00:00 +0700';
  const future = 'Sun, 01 Oct 2034 08:00:00 +0700';
  const accepted = '2023-11-01T01:00:00.000Z';

  it.each([
    ['a mailbox wrote it: it is believed', 'headers', early, '2023-10-01T01:00:00.000Z'],
    ['its sender may have written it: the clock here counts', 'acceptance', early, accepted],
    ['it lies in the future: the clock here counts', 'headers', future, accepted],
  ] as const)('in its header, where %s', async (_, timeFrom, received, wanted) => {
    const kept = new Map<string, Uint8Array>();
    const clock = makeMovableClock();
    const store = openLocalStore({ path: ':memory:', clock });
    const world = {
      store,
      clock,
      names: { nameOf: (bytes: Uint8Array) => Buffer.from(bytes).toString('hex') },
      blobs: {
        put: (folder: string, name: string, bytes: Uint8Array) =>
          Promise.resolve(void kept.set(`${folder}/${name}`, bytes)),
        get: (folder: string, name: string) => Promise.resolve(kept.get(`${folder}/${name}`)),
        erase: () => Promise.resolve(),
      },
      reader: { read: () => Promise.reject(new Error('nothing is attached')) },
      rounds: [],
      senders: null,
    };
    const { mail } = await acceptMail(world, { bytes: mailOf(received, early), via: 'test', timeFrom });
    await store.commit(await receiveMail({ mail, from: 0 }, world));
    expect((await readIntake(store, mail))?.body.receivedAt).toBe(wanted);
    store.close();
  });
});

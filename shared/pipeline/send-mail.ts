import type { Authority } from '../domain/round.ts';
import { toPrintable } from '../appraisal/printable-text.ts';
import { composeOutgoing, isMailAddress } from '../mail/compose-outgoing.ts';
import { isMachineAddress, isOwnAddress } from '../mail/may-answer.ts';
import type { MailService, OutgoingMail, RefusalCause, SendResult } from '../ports/outgoing-mail.ts';
import type { Commit, Write } from '../ports/store.ts';
import type { Admission } from './automatic-mail.ts';
import { admitAutomatic, automaticLimits } from './automatic-mail.ts';
import { findDead, putDeadAddress, readDeadAddress } from './dead-addresses.ts';
import type { OutboxEntry } from './outbox-records.ts';
import {
  listOutbox,
  noteSentMail,
  officeRound,
  putOutbox,
  readOutbox,
  sendingJob,
  toLetter,
} from './outbox-records.ts';
import { raiseAlarm } from './raise-alarm.ts';
import type { Typed } from './records.ts';
import type { World } from './world.ts';

/** Nobody knows whether the first sending arrived: once more, with the same Message-ID, and then a person looks. */
const sendingsAtMost = 2;

const minute = 60_000;
/** Longer than a mail server or a function is waited for: until then another worker may still be handing the mail over. */
const handingOverMs = 3 * minute;
/** Waits after the mail server asked to try later, in milliseconds (RFC 5321 §4.5.4.1 asks for half an hour and some days of relays; behind ours is one). */
const deferralWaits = [2 * minute, 10 * minute, 30 * minute, 2 * 60 * minute, 6 * 60 * minute] as const;

/** Others write the same counts of automatic mails; as many as work at once. */
const beginningsAtMost = 50;

/** Attack: a letter with files that no mailbox takes. */
export const longestAttachments = 20 * 1024 * 1024;

const nothing: Commit = { writes: [], jobs: [] };

/**
 * Sends a mail of the outbox: notes that it begins, hands it over, and returns the note of how it ended. A stop in between has it sent
 * once more, with the same Message-ID and receipt code; a mail that is noted as sent is never sent again. Without a mail server it waits
 * for a person.
 */
export async function sendMail(
  { round, cause, run }: { readonly round: string; readonly cause: string; readonly run: number },
  world: World,
): Promise<Commit> {
  const known = await readOutbox(world.store, round, cause);
  // Withdrawn, sent by hand, or queued again since.
  if (known === undefined || known.body.run !== run) return nothing;
  const { state } = known.body;
  if (state !== 'waiting' && state !== 'sending') return nothing;
  const until = handsOffUntil(known.body, world.clock.now());
  if (until !== null) return { writes: [], jobs: [sendingJob(known.body, until)] };
  const service = (await world.mailService?.()) ?? null;
  if (service === null)
    return change(known, { state: 'waiting', isByHand: true, reason: 'Chưa cài đặt máy chủ gửi thư.' });
  if (known.body.attempts >= sendingsAtMost)
    return change(known, {
      state: 'failed',
      reason:
        'Máy chủ gửi thư không trả lời nên chưa rõ thư đã đi hay chưa. Kiểm tra mục Thư đã gửi của hộp thư hoặc hỏi nơi nhận trước khi gửi lại.',
    });

  const to = await reachable(known.body, service, world);
  if (to === 'nobody')
    return change(known, {
      state: 'held-back',
      heldBy: 'limit',
      reason:
        'Không gửi, theo quy tắc chống thư lặp: địa chỉ nhận là của cơ quan hoặc của máy, không có người đọc.',
    });
  if (to.length === 0)
    return change(known, {
      state: 'held-back',
      heldBy: 'dead-address',
      reason: 'Thư gửi trước đây không đến được địa chỉ này. Gọi điện cho nơi nhận.',
    });
  const mail = await prepareMail(known.body, to, service, world);
  if (typeof mail === 'string') return change(known, { state: 'failed', reason: mail });
  const begun = await beginSending(known, mail.messageId, world);
  if ('writes' in begun) return begun;
  return endSending(begun, mail, await service.sender.send(mail), world);
}

/** Until when another worker may be sending the mail (ISO time); null where none can be. */
function handsOffUntil({ state, begunAt }: OutboxEntry, now: string): string | null {
  if (state !== 'sending' || begunAt === undefined) return null;
  const until = new Date(Date.parse(begunAt) + handingOverMs).toISOString();
  return now < until ? until : null;
}

/** Has the mails sent whose cause begins so. */
export async function sendLetters(
  { round, causes }: { readonly round: string; readonly causes: string },
  { store }: Pick<World, 'store'>,
): Promise<Commit> {
  const letters = await listOutbox(store, round, causes);
  const waiting = letters.filter(({ body }) => body.state === 'waiting' && body.to.length > 0);
  return { writes: [], jobs: waiting.map(({ body }) => sendingJob(body)) };
}

const change = (
  known: Typed<OutboxEntry>,
  to: Partial<OutboxEntry>,
  more: readonly Write[] = [],
): Commit => ({ writes: [putOutbox({ ...known.body, ...to }, known), ...more], jobs: [] });

/** Automatic mail goes to no address that an earlier mail did not reach; answers neither to ourselves nor to machines, whoever queued them. */
async function reachable(
  entry: OutboxEntry,
  { from }: MailService,
  { store, rounds }: World,
): Promise<readonly string[] | 'nobody'> {
  if (entry.automatic === null || entry.isReleased === true) return entry.to;
  const own = [from, ...rounds.map(({ round }) => round.authority.contact.mailbox)];
  const isAnswer = entry.automatic === 'auto-replied';
  const read = entry.to.filter((one) => !(isAnswer && (isOwnAddress(one, own) || isMachineAddress(one))));
  if (read.length === 0) return 'nobody';
  const dead = await findDead(store, read);
  return read.filter((one) => !dead.includes(one));
}

/** The mail as it leaves; or why it cannot. */
async function prepareMail(
  entry: OutboxEntry,
  to: readonly string[],
  service: MailService,
  { blobs, names, clock, rounds }: World,
): Promise<OutgoingMail | string> {
  const wrong = [service.from, ...to].find((one) => !isMailAddress(one));
  if (wrong !== undefined) return `“${toPrintable(wrong, 100)}” không phải là địa chỉ thư điện tử.`;
  const attachments = [];
  for (const { folder, name, fileName, contentType } of entry.attachments) {
    const bytes = await blobs.get(folder, name);
    if (bytes === undefined) return 'Tệp kèm theo thư không còn.';
    attachments.push({ fileName, contentType, bytes });
  }
  if (attachments.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > longestAttachments)
    return 'Các tệp kèm theo thư vượt quá 20 MB.';
  const authority = (rounds.find(({ round }) => round.id === entry.round) ?? rounds[0])?.round.authority;
  if (authority === undefined) throw new Error('the office has no round');
  // Under the office's key: nobody else can make up a report about it.
  const name = names.nameOf(new TextEncoder().encode(`outbox\n${entry.round}\n${entry.cause}`));
  const messageId = `${name.slice(0, 32)}${service.from.slice(service.from.lastIndexOf('@'))}`;
  const raw = await composeOutgoing({
    from: { name: nameOfSender(authority), address: service.from },
    replyTo: replyAddress(entry, authority, service.tagsReplies),
    to,
    subject: entry.subject,
    text: entry.text,
    attachments,
    messageId,
    inReplyTo: entry.inReplyTo,
    references: entry.references,
    automatic: entry.automatic,
    date: clock.now(),
  });
  const returnPath = entry.automatic === 'auto-replied' ? null : service.from;
  return { messageId, from: service.from, returnPath, to, raw };
}

/** "Phòng LĐTBXH-DT huyện Chi Lăng - Tiếp nhận hồ sơ" (officer texts §3.1) */
export const nameOfSender = ({ officeShort, district }: Authority): string =>
  `${officeShort} ${district} - Tiếp nhận hồ sơ`;

/** The mailbox communes know, with the receipt code where replies carry it. */
function replyAddress(
  { round, code }: OutboxEntry,
  { contact: { mailbox } }: Authority,
  tagsReplies: boolean,
): string | null {
  if (round === officeRound || !isMailAddress(mailbox)) return null;
  const at = mailbox.lastIndexOf('@');
  const tagged = `${mailbox.slice(0, at)}+${code ?? ''}${mailbox.slice(at)}`;
  return tagsReplies && code !== null && isMailAddress(tagged) ? tagged : mailbox;
}

/** Notes that the sending begins, if it may; else what to note instead. */
async function beginSending(
  read: Typed<OutboxEntry>,
  messageId: string,
  world: World,
): Promise<Typed<OutboxEntry> | Commit> {
  const { store, clock } = world;
  let known = read;
  for (let beginning = 0; beginning < beginningsAtMost; beginning += 1) {
    const entry = known.body;
    const isAgain = entry.state === 'sending';
    const admission: Admission = isAgain
      ? // Counted when it began first.
        { may: 'go', writes: [] }
      : await admitAutomatic(entry, clock.now(), store);
    if (admission.may === 'wait')
      return waitUntil(known, admission.until, { reason: 'Nhiều thư tự động cùng lúc, thư chờ đến lượt.' });
    if (admission.may === 'not') return holdBack(known, admission, world);
    const body: OutboxEntry = {
      ...entry,
      state: 'sending',
      attempts: entry.attempts + 1,
      begunAt: clock.now(),
    };
    const { applied } = await store.commit({
      writes: [putOutbox(body, known), ...(await noteSentMail(store, messageId, entry)), ...admission.writes],
      jobs: [],
    });
    if (applied) return { body, version: known.version + 1 };
    const now = await readOutbox(store, entry.round, entry.cause);
    // Another worker has it, or a person took it back.
    if (now === undefined || now.version !== known.version) return nothing;
    known = now;
  }
  throw new Error('the counts of automatic mails could not be written');
}

/** Keeps the mail waiting until an ISO time. */
function waitUntil(known: Typed<OutboxEntry>, until: string, to: Partial<OutboxEntry>): Commit {
  const { body } = known;
  const entry: OutboxEntry = { ...body, state: 'waiting', run: body.run + 1, ...to };
  return { writes: [putOutbox(entry, known)], jobs: [sendingJob(entry, until)] };
}

/** Keeps an automatic mail from leaving; the one that trips the breaker also has the administrators told. */
async function holdBack(
  known: Typed<OutboxEntry>,
  { heldBy, writes }: Extract<Admission, { readonly may: 'not' }>,
  world: World,
): Promise<Commit> {
  const reason =
    heldBy === 'limit'
      ? 'Không gửi, theo quy tắc chống thư lặp: nơi này vừa nhận thư tự động cùng tiêu đề, hoặc đã nhận đủ số thư tự động trong ngày.'
      : 'Quá nhiều thư tự động trong ít phút nên tất cả thư tự động đang được giữ lại, chờ cán bộ kiểm tra.';
  const { breakerMails, breakerMs } = automaticLimits;
  if (writes.length > 0)
    await raiseAlarm(
      {
        cause: 'automatic-mail-held',
        name: 'thư tự động bị giữ lại',
        what: `Hệ thống đã gửi ${breakerMails} thư tự động trong ${breakerMs / minute} phút, có thể do hai hệ thống trả lời lẫn nhau`,
        since: world.clock.now(),
        effect: 'thư báo nhận, thư nhắc không được gửi; thư đến vẫn được nhận và xử lý',
        action: 'mở mục Thư đi, xem các thư bị giữ, sau đó cho gửi lại',
      },
      world,
    );
  return change(known, { state: 'held-back', heldBy, reason }, writes);
}

/** Notes what the mail service said. */
async function endSending(
  known: Typed<OutboxEntry>,
  mail: OutgoingMail,
  result: SendResult,
  { store, clock }: World,
): Promise<Commit> {
  const now = clock.now();
  if (result.isTaken) {
    const { messageId, refused } = result;
    const named = await noteSentMail(store, messageId, known.body);
    const { run, attempts, deferrals } = known.body;
    const sent = { ...toLetter(known.body), run, attempts, deferrals, messageId, sentAt: now };
    if (refused.length === 0)
      return { writes: [putOutbox({ ...sent, state: 'sent' }, known), ...named], jobs: [] };
    const reason = `Không đến được ${refused.map((one) => toPrintable(one, 100)).join(', ')}; các địa chỉ khác của thư đã nhận.`;
    return {
      writes: [
        putOutbox({ ...sent, state: 'bounced', reason }, known),
        ...named,
        ...(await noteDead(known.body, refused, reason, now, store)),
      ],
      jobs: [],
    };
  }
  const { cause, isFinal } = result;
  const reason = refusalNames[cause];
  if (isFinal)
    return change(
      known,
      { state: 'failed', reason, attempts: 0 },
      cause === 'no-such-address' ? await noteDead(known.body, mail.to, reason, now, store) : [],
    );
  const { deferrals } = known.body;
  const wait = deferralWaits[deferrals];
  if (wait === undefined)
    return change(known, { state: 'failed', reason: `${reason} Đã thử ${deferrals + 1} lần.`, attempts: 0 });
  return waitUntil(known, new Date(Date.parse(now) + wait).toISOString(), {
    reason: `${reason} Hệ thống sẽ tự gửi lại.`,
    attempts: 0,
    deferrals: deferrals + 1,
  });
}

/** Writes that mails do not reach these addresses. */
export async function noteDead(
  { round, commune, cause }: OutboxEntry,
  addresses: readonly string[],
  reason: string,
  at: string,
  store: Pick<World['store'], 'get'>,
): Promise<readonly Write[]> {
  return Promise.all(
    [...new Set(addresses.map((one) => one.toLowerCase()))].map(async (address) =>
      putDeadAddress(
        { address, round, commune, cause, reason, at, cleared: null },
        await readDeadAddress(store, address),
      ),
    ),
  );
}

/** Why the mail service did not take a mail, for the officer. */
export const refusalNames: Readonly<Record<RefusalCause, string>> = {
  'no-such-address': 'Nơi nhận không có địa chỉ này hoặc không nhận thư; gọi điện cho nơi nhận.',
  'mail-refused': 'Máy chủ thư không nhận thư này.',
  'too-large': 'Thư vượt quá dung lượng nơi nhận cho phép.',
  'sender-refused': 'Máy chủ gửi thư không cho gửi từ địa chỉ của cơ quan; báo người quản trị.',
  'not-signed-in': 'Máy chủ gửi thư không nhận tên đăng nhập hoặc mật khẩu; báo người quản trị.',
  'no-encryption': 'Không lập được kết nối mã hóa với máy chủ gửi thư; báo người quản trị.',
  unreachable: 'Không kết nối được máy chủ gửi thư.',
  busy: 'Máy chủ thư đề nghị gửi lại sau.',
};

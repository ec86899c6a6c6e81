import { createHash } from 'node:crypto';
import type { Person } from '../../../shared/domain/person.ts';
import { composeOutgoing, isMailAddress } from '../../../shared/mail/compose-outgoing.ts';
import type { AuditAct } from '../../../shared/pipeline/audit-records.ts';
import { readAutomaticMail, releaseAutomaticMail } from '../../../shared/pipeline/automatic-mail.ts';
import {
  listDeadAddresses,
  putDeadAddress,
  readDeadAddress,
} from '../../../shared/pipeline/dead-addresses.ts';
import type { OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import {
  officeRound,
  pageOpenLetters,
  pageOutbox,
  putOutbox,
  queueLetter,
  readOutbox,
  toLetter,
  withdrawLetter,
} from '../../../shared/pipeline/outbox-records.ts';
import type { Typed } from '../../../shared/pipeline/records.ts';
import type { Commit } from '../../../shared/ports/store.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import type { SentForm } from '../access/sent-form.ts';
import { AllLettersPage, OutboxPage } from '../pages/outbox-page.tsx';
import { groupSlugs, presentLetter, readGroup } from '../present/present-outbox.ts';
import type { PortalServices } from '../services.ts';
import { sendFile } from './send-file.ts';

const lettersShown = 30;
const deadShown = 50;
/** Attack: a letter turned into a mass mail. A commune has a handful of addresses. */
const addressesAtMost = 10;

/** "/thu-di" and "/dot/:round/thu-di": the mails of the office, and what people do with those that wait for them. */
export function keepOutbox(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;
  const rounds = () => services.rounds.map(({ round }) => round);
  /** Mails of no round are the office's: whoever works in any round sees them. */
  const sees = (person: Person, round: string): boolean =>
    can(person, 'view-outbox', round === officeRound ? undefined : round);

  routes.get('/dot/:round/thu-di', 'view-outbox', async (c, person) => {
    const round = rounds().find(({ id }) => id === c.req.param('round'));
    if (round === undefined) return c.notFound();
    const group = readGroup(c.req.query('nhom'));
    const { mails, next } = await pageOutbox(store, round.id, group, lettersShown, c.req.query('sau'));
    const letters = mails.map((mail) => presentLetter(mail, [round]));
    const maySend = can(person, 'send-letters', round.id);
    return c.html(<OutboxPage round={round} group={group} view={{ letters, next, maySend }} />);
  });

  routes.get('/thu-di', 'view-outbox', async (c, person) => {
    const slug = c.req.query('nhom');
    const group = slug === undefined || slug === groupSlugs.open ? null : readGroup(slug);
    const after = c.req.query('sau');
    const [{ mails, next }, automatic, dead] = await Promise.all([
      group === null
        ? pageOpenLetters(store, lettersShown, after)
        : pageOutbox(store, officeRound, group, lettersShown, after),
      readAutomaticMail(store),
      listDeadAddresses(store, deadShown),
    ]);
    const letters = mails
      .filter(({ round }) => sees(person, round))
      .map((mail) => presentLetter(mail, rounds()));
    return c.html(
      <AllLettersPage
        rounds={rounds().filter(({ id }) => sees(person, id))}
        group={group}
        view={{ letters, next, maySend: can(person, 'send-letters') }}
        heldSince={automatic?.body.heldSince ?? null}
        dead={dead.filter(({ round }) => sees(person, round))}
      />,
    );
  });

  routes.get('/thu-di/tep', 'view-outbox', async (c, person) => {
    const known = await find(person, c.req.query('dot') ?? '', c.req.query('thu') ?? '');
    if (known === undefined) return c.notFound();
    const { body } = known;
    const bytes = await composeDraft(body);
    if (typeof bytes === 'string') return redirectWith(c, '/thu-di', bytes);
    const { round, commune } = body;
    const about = round === officeRound ? {} : { round, commune };
    const after = `thư đi ${body.cause}`;
    await store.commit({
      writes: [auditLine(services, person, 'download-documents', { about, after })],
      jobs: [],
    });
    return sendFile(c, bytes, `thu-${commune ?? 'noi-bo'}.eml`, 'message/rfc822');
  });

  /** The mail as a draft for the office's own mail program, which puts the sender in (X-Unsent). */
  async function composeDraft(entry: OutboxEntry): Promise<Uint8Array | string> {
    const attachments = [];
    for (const { folder, name, fileName, contentType } of entry.attachments) {
      const bytes = await blobs.get(folder, name);
      if (bytes === undefined) return 'Tệp kèm theo thư không còn.';
      attachments.push({ fileName, contentType, bytes });
    }
    const { to, subject, text, inReplyTo, references } = entry;
    const digest = createHash('sha256').update(`${entry.round}\n${entry.cause}`).digest('hex');
    return composeOutgoing({
      ...{ from: null, replyTo: null, to: to.filter(isMailAddress), subject, text, attachments },
      ...{ inReplyTo, references, automatic: null, isUnsent: true },
      messageId: `${digest.slice(0, 32)}@thu-soan-san.invalid`,
      date: clock.now(),
    });
  }

  /** A mail the person may act on. */
  async function find(person: Person, round: string, cause: string): Promise<Typed<OutboxEntry> | undefined> {
    return cause === '' || !sees(person, round) ? undefined : readOutbox(store, round, cause);
  }

  type Act = (known: Typed<OutboxEntry>, person: Person, form: SentForm) => Commit | string;

  /** An act on one mail that waits for a person, with its line of the audit. */
  const actOn = (path: string, what: AuditAct, done: string, act: Act): void => {
    routes.post(path, 'send-letters', async (c, person, form) => {
      const known = await find(person, form.text('dot'), form.text('thu'));
      if (known === undefined || !mayAct(person, known.body)) return c.notFound();
      const { round, commune, cause } = known.body;
      const commit = act(known, person, form);
      if (typeof commit === 'string') return redirectWith(c, backPath(form), commit);
      const about = round === officeRound ? {} : { round, commune };
      const { applied } = await store.commit({
        writes: [...commit.writes, auditLine(services, person, what, { about, after: cause })],
        jobs: commit.jobs,
      });
      const words = applied ? done : 'Thư vừa thay đổi nên chưa ghi. Xem lại rồi làm lại.';
      return redirectWith(c, backPath(form), words);
    });
  };
  const mayAct = (person: Person, { round }: OutboxEntry): boolean =>
    can(person, 'send-letters', round === officeRound ? undefined : round);
  const isGone = ({ state }: OutboxEntry): boolean =>
    state === 'sending' || state === 'sent' || state === 'sent-by-hand';
  const gone = 'Thư đã gửi hoặc đang gửi nên không làm được.';

  actOn('/thu-di/gui', 'send-letter', 'Đã đưa thư vào hàng chờ gửi.', (known, _person, form) => {
    if (isGone(known.body)) return gone;
    const to = form
      .text('den')
      .split(/[\s,;]+/u)
      .filter((one) => one !== '');
    const wrong = to.find((one) => !isMailAddress(one));
    if (to.length === 0) return 'Ghi địa chỉ nhận.';
    if (to.length > addressesAtMost) return `Mỗi thư gửi nhiều nhất ${addressesAtMost} địa chỉ.`;
    if (wrong !== undefined) return 'Địa chỉ nhận không đúng; chỉ dùng chữ không dấu, ví dụ ubnd@xa.vn.';
    return queueLetter({ ...toLetter(known.body), to }, known, { isReleased: true });
  });

  actOn('/thu-di/da-gui', 'send-by-hand', 'Đã ghi thư gửi bằng tay.', (known, { name }) => {
    if (isGone(known.body)) return gone;
    const { run, attempts, deferrals } = known.body;
    const sent = { ...toLetter(known.body), run, attempts, deferrals, sentAt: clock.now() };
    const reason = `${name} ghi đã gửi bằng tay.`;
    return { writes: [putOutbox({ ...sent, state: 'sent-by-hand', reason }, known)], jobs: [] };
  });

  actOn('/thu-di/bo', 'withdraw-letter', 'Đã bỏ, thư không được gửi.', (known, { name }) => {
    const writes = withdrawLetter(known, `${name} bỏ, không gửi.`);
    return writes.length === 0 ? gone : { writes, jobs: [] };
  });

  routes.post('/thu-di/dia-chi', 'send-letters', async (c, person, form) => {
    const known = await readDeadAddress(store, form.text('dia-chi'));
    if (known === undefined || !sees(person, known.body.round)) return c.notFound();
    const { address, round, commune } = known.body;
    const cleared = { by: person.name, at: clock.now() };
    await store.commit({
      writes: [
        putDeadAddress({ ...known.body, cleared }, known),
        auditLine(services, person, 'clear-address', {
          about: round === officeRound ? {} : { round, commune },
          after: address,
        }),
      ],
      jobs: [],
    });
    return redirectWith(c, '/thu-di', 'Đã cho gửi lại đến địa chỉ này.');
  });

  routes.post('/thu-di/gui-het', 'send-letters', async (c, person) => {
    const { mails } = await pageOpenLetters(store, lettersShown);
    const held = await Promise.all(
      mails
        .filter((mail) => mail.heldBy === 'breaker' && mayAct(person, mail))
        .map(({ round, cause }) => readOutbox(store, round, cause)),
    );
    const queued = held
      .filter((known) => known?.body.state === 'held-back')
      .flatMap((known) =>
        known === undefined ? [] : [queueLetter(toLetter(known.body), known, { isReleased: true })],
      );
    if (queued.length > 0)
      await store.commit({
        writes: [
          ...queued.flatMap(({ writes }) => writes),
          auditLine(services, person, 'send-letter', { after: `${queued.length} thư đã giữ lại` }),
        ],
        jobs: queued.flatMap(({ jobs }) => jobs),
      });
    return redirectWith(c, '/thu-di', `Đã đưa ${queued.length} thư vào hàng chờ gửi.`);
  });

  routes.post('/thu-di/mo-lai', 'send-letters', async (c, person) => {
    const known = await readAutomaticMail(store);
    if (known !== undefined && known.body.heldSince !== null)
      await store.commit({
        writes: [releaseAutomaticMail(known), auditLine(services, person, 'release-automatic')],
        jobs: [],
      });
    return redirectWith(
      c,
      '/thu-di',
      'Đã mở lại việc gửi thư tự động. Các thư đã giữ lại chờ cán bộ cho gửi.',
    );
  });
}

/** The list the form stood in; never elsewhere. Attack: a form that leads on to another site. */
function backPath(form: SentForm): string {
  const path = form.text('ve');
  return /^\/(?:dot\/[\w-]{1,60}\/)?thu-di(?:\?nhom=[a-z-]{1,20})?$/u.test(path) ? path : '/thu-di';
}

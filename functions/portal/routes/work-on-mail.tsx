import type { Context } from 'hono';
import type { DocumentKind } from '../../../shared/domain/document.ts';
import { documentKindNames, documentKinds } from '../../../shared/domain/document.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { auditWrite, type AuditAct } from '../../../shared/pipeline/audit-records.ts';
import { startListing } from '../../../shared/pipeline/list-mail-job.ts';
import type {
  Acting,
  DirectingAct,
  DirectingResult,
  DossierPlace,
  MailDirections,
  PaperDirections,
} from '../../../shared/pipeline/mail-directions.ts';
import { directMail, undirected, undoDirection } from '../../../shared/pipeline/mail-directions.ts';
import type { MailFile } from '../../../shared/pipeline/mail-file.ts';
import { readMailFile } from '../../../shared/pipeline/mail-file.ts';
import { intakeRecord, ledgerEnd } from '../../../shared/pipeline/records.ts';
import { putAddress, putBlocked } from '../../../shared/pipeline/registry-records.ts';
import { startReplay } from '../../../shared/pipeline/replay-job.ts';
import { startRoundReplay } from '../../../shared/pipeline/replay-mail.ts';
import type { Write } from '../../../shared/ports/store.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import type { SentForm } from '../access/sent-form.ts';
import type { EnteredWork } from '../pages/mail-actions.tsx';
import type { PaperView } from '../pages/put-right-pages.tsx';
import { PaperPage, ReplayRoundPage } from '../pages/put-right-pages.tsx';
import { sayRound } from '../present/present-board.ts';
import { mailHref } from '../present/present-intake.ts';
import { presentPlaces, readPlace, sayDossierPlace } from '../present/present-mail-work.ts';
import { showText } from '../present/show-text.ts';
import type { PortalServices } from '../services.ts';
import { mailPath, showMail } from './show-intake.tsx';
import { showHeldMail } from './show-quarantine.tsx';

const partPath = '/phan/:part{[0-9.]{1,40}}';
const longestReason = 500;

/** What people do with mails: release, bind, move, refuse, undo, replay, answer; one paper of a mail; a whole round. */
export function workOnMail(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;
  const roundsNow = (): readonly Round[] => services.rounds.map(({ round }) => round);

  const actingOf = (person: Person, reason: string): Acting => ({
    by: { id: person.id, name: person.name },
    at: clock.now(),
    id: services.newToken().slice(0, 16),
    reason,
  });
  const auditOf = (
    acting: Acting,
    what: AuditAct,
    about: { readonly round: string | null; readonly commune: string | null; readonly mail: string | null },
    after: string | null = null,
  ): Write => auditWrite({ ...acting, id: `${acting.id}-${what}`, what, about, before: null, after });
  const mayWorkOn = (person: Person, file: MailFile): boolean =>
    can(person, 'work-intake', file.entry.round ?? undefined);

  routes.post(`/tiep-nhan${mailPath}/viec`, 'work-intake', async (c, person, form) => {
    const file = await readMailFile(store, c.req.param('mail'));
    if (file === undefined || !mayWorkOn(person, file)) return c.notFound();
    const { entry } = file;
    const { mail } = entry;
    const from = form.text('tu') === 'cach-ly' ? 'cach-ly' : 'tiep-nhan';
    const entered: EnteredWork = {
      problem: null,
      task: form.text('viec'),
      place: form.text('noi'),
      reason: form.text('ly-do').slice(0, longestReason),
    };
    const show = async (problem: string): Promise<Response> => {
      const now = (await readMailFile(store, mail)) ?? file;
      return from === 'cach-ly'
        ? showHeldMail(c, now, person, services, { ...entered, problem })
        : showMail(c, now, person, services, { ...entered, problem });
    };
    if (entered.reason === '') return show('Ghi lý do.');
    const acting = actingOf(person, entered.reason);
    const done = (words: string) => redirectWith(c, from === 'cach-ly' ? '/cach-ly' : mailHref(mail), words);

    if (entered.task === 'doc-lai') return replay(c, file, acting, { from: 'raw' });
    if (entered.task === 'da-tra-loi' || entered.task === 'chua-tra-loi') {
      const isAnswered = entered.task === 'da-tra-loi';
      const { applied } = await store.commit({
        writes: [
          {
            kind: 'put-if-version',
            record: intakeRecord({
              ...entry,
              answered: isAnswered ? { by: person.name, at: acting.at } : null,
            }),
            version: file.version,
          },
          auditOf(
            acting,
            'answer-question',
            { round: entry.round, commune: entry.commune, mail },
            isAnswered ? 'Đã trả lời' : 'Chưa trả lời',
          ),
        ],
        jobs: [startListing(mail, entry.run ?? 0, `answered-${file.version}`)],
      });
      return applied
        ? done(isAnswered ? 'Đã ghi là đã trả lời.' : 'Đã ghi là chưa trả lời.')
        : show(conflictWords);
    }

    const seenStep = Number(form.text('buoc'));
    if (entered.task === 'hoan-tac')
      return answer(
        await undoDirection(store, { mail, seenStep, ...acting }),
        'Đã hoàn tác; hồ sơ đang được tính lại.',
      );
    const place = entered.task === 'gan' ? readPlace(entered.place, roundsNow()) : undefined;
    if (entered.task === 'gan' && place === undefined) return show('Chọn xã, thị trấn.');
    if (place !== undefined && !can(person, 'work-intake', place.round))
      return show('Tài khoản không được giao việc này ở đợt đánh giá đã chọn.');
    const task = taskOf(entered.task, place, entry.state === 'held');
    if (task === undefined) return show('Chọn một việc trong danh sách.');
    const result = await directMail(store, {
      mail,
      seenStep,
      what: task.what,
      change: task.change,
      beside: await besideOf(form, file, acting, person, place),
      ...acting,
    });
    return answer(result, task.done);

    async function answer(result: DirectingResult, words: string): Promise<Response> {
      return result === 'applied' ? done(words) : show(refusalOf(result));
    }
  });

  /** What goes with the direction: the address enrolled, or blocked. */
  async function besideOf(
    form: SentForm,
    { entry }: MailFile,
    acting: Acting,
    person: Person,
    place: DossierPlace | undefined,
  ): Promise<readonly Write[]> {
    const { from: address, mail, via } = entry;
    // What an officer put in comes from no address of anyone's.
    if (address === null || via === 'on-behalf') return [];
    const { by, at, reason } = acting;
    if (place !== undefined && form.text('luu') === 'co' && can(person, 'manage-registry', place.round))
      return [
        await putAddress(store, { address, ...place, by, at }),
        auditOf(acting, 'enrol-address', { ...place, mail }),
      ];
    return form.text('viec') === 'tu-choi' && form.text('chan') === 'co'
      ? [
          await putBlocked(store, { address, by, at, reason }),
          auditOf(acting, 'block-sender', { round: null, commune: null, mail }),
        ]
      : [];
  }

  /** Asks for a mail, or a part of it, to be worked on again. */
  async function replay(
    c: Context,
    { entry }: MailFile,
    acting: Acting,
    what: { readonly from: 'raw' } | { readonly from: 'part'; readonly part: string },
  ): Promise<Response> {
    const { mail, round, commune } = entry;
    if (ledgerEnd(entry) === undefined) return redirectWith(c, mailHref(mail), refusalOf('in-work'));
    await store.commit({
      writes: [
        auditOf(acting, 'replay', { round, commune, mail }, 'part' in what ? `phần ${what.part}` : null),
      ],
      jobs: [startReplay({ mail, run: (entry.run ?? 0) + 1, ...what })],
    });
    return redirectWith(c, mailHref(mail), 'Đã yêu cầu xử lý lại từ thư gốc.');
  }

  const showPaper = (
    c: Context,
    file: MailFile,
    person: Person,
    entered?: PaperView['entered'],
  ): Response | Promise<Response> => {
    const part = file.parts.find((one) => one.part === c.req.param('part'));
    if (part === undefined) return c.notFound();
    const said = (file.directions?.directions ?? undirected).papers[part.part];
    const kind = said?.kind === undefined ? null : documentKindNames[said.kind].name;
    const place = sayDossierPlace(said?.to ?? null, roundsNow());
    return c.html(
      <PaperPage
        view={{
          mail: file.entry.mail,
          part: part.part,
          file: showText(part.file),
          step: file.directions?.step ?? 0,
          kind:
            kind === null && place === null
              ? 'Loại và nơi xếp đang theo nội dung tài liệu.'
              : `Cán bộ đã ghi: ${[kind, place === null ? null : `xếp vào hồ sơ ${place}`].filter((text) => text !== null).join(', ')}.`,
          isContainer: part.fate === 'archive-opened' || part.fate === 'nested-message',
          isOpen:
            ledgerEnd(file.entry) !== undefined && can(person, 'work-intake', file.entry.round ?? undefined),
          places: presentPlaces(roundsNow(), person, 'work-intake'),
          entered: entered ?? {
            kind: said?.kind ?? '',
            place: said?.to === undefined ? '' : `${said.to.round}:${said.to.commune}`,
            reason: '',
            problem: null,
          },
        }}
      />,
      entered === undefined ? 200 : 409,
    );
  };

  routes.get(`/tiep-nhan${mailPath}${partPath}`, 'work-intake', async (c, person) => {
    const file = await readMailFile(store, c.req.param('mail'));
    return file === undefined || !mayWorkOn(person, file) ? c.notFound() : showPaper(c, file, person);
  });

  routes.post(`/tiep-nhan${mailPath}${partPath}`, 'work-intake', async (c, person, form) => {
    const file = await readMailFile(store, c.req.param('mail'));
    const part = c.req.param('part');
    if (file === undefined || !mayWorkOn(person, file) || !file.parts.some((one) => one.part === part))
      return c.notFound();
    const { mail } = file.entry;
    const entered = {
      kind: form.text('loai'),
      place: form.text('noi'),
      reason: form.text('ly-do').slice(0, longestReason),
    };
    const show = async (problem: string): Promise<Response> =>
      showPaper(c, (await readMailFile(store, mail)) ?? file, person, { ...entered, problem });
    const kind = documentKinds.find((one): one is DocumentKind => one === entered.kind);
    const place = readPlace(entered.place, roundsNow());
    if (entered.reason === '') return show('Ghi lý do.');
    if (place === undefined && entered.place !== '') return show('Chọn xã, thị trấn trong danh sách.');
    if (place !== undefined && !can(person, 'work-intake', place.round))
      return show('Tài khoản không được giao việc này ở đợt đánh giá đã chọn.');
    const paper: PaperDirections = {
      ...(kind !== undefined && { kind }),
      ...(place !== undefined && { to: place }),
    };
    const result = await directMail(store, {
      mail,
      seenStep: Number(form.text('buoc')),
      what: 'change-paper',
      change: (before) => changePaper(before, part, paper),
      ...actingOf(person, entered.reason),
    });
    return result === 'applied'
      ? redirectWith(c, mailHref(mail), 'Đã ghi; hồ sơ đang được tính lại.')
      : show(refusalOf(result));
  });

  routes.post(`/tiep-nhan${mailPath}${partPath}/doc-lai`, 'work-intake', async (c, person, form) => {
    const file = await readMailFile(store, c.req.param('mail'));
    const part = c.req.param('part');
    if (file === undefined || !mayWorkOn(person, file) || !file.parts.some((one) => one.part === part))
      return c.notFound();
    const reason = form.text('ly-do').slice(0, longestReason);
    if (reason === '')
      return showPaper(c, file, person, { kind: '', place: '', reason, problem: 'Ghi lý do.' });
    return replay(c, file, actingOf(person, reason), { from: 'part', part });
  });

  const showRounds = (c: Context, person: Person, problem: string | null) =>
    c.html(
      <ReplayRoundPage
        rounds={roundsNow()
          .filter(({ id }) => can(person, 'work-intake', id))
          .map((round) => ({ id: round.id, name: sayRound(round) }))}
        problem={problem}
      />,
      problem === null ? 200 : 422,
    );

  routes.get('/tiep-nhan/xu-ly-lai-dot', 'work-intake', (c, person) => showRounds(c, person, null));

  routes.post('/tiep-nhan/xu-ly-lai-dot', 'work-intake', async (c, person, form) => {
    const round = roundsNow().find(({ id }) => id === form.text('dot'));
    const reason = form.text('ly-do').slice(0, longestReason);
    if (round === undefined || !can(person, 'work-intake', round.id))
      return showRounds(c, person, 'Chọn đợt đánh giá.');
    if (reason === '') return showRounds(c, person, 'Ghi lý do.');
    const acting = actingOf(person, reason);
    await store.commit({
      writes: [auditOf(acting, 'replay', { round: round.id, commune: null, mail: null }, 'cả đợt')],
      jobs: [startRoundReplay({ round: round.id, batch: acting.id })],
    });
    return redirectWith(c, '/tiep-nhan', 'Đã yêu cầu xử lý lại các thư của đợt.');
  });
}

const conflictWords =
  'Người khác vừa thao tác với thư này nên việc của ông (bà) chưa được ghi. Nội dung đã nhập còn ở dưới; xem danh sách thao tác rồi ghi lại nếu vẫn cần.';

function refusalOf(result: Exclude<DirectingResult, 'applied'>): string {
  switch (result) {
    case 'conflict':
      return conflictWords;
    case 'in-work':
      return 'Thư đang được xử lý nên chưa ghi được. Chờ xử lý xong rồi làm lại.';
    case 'nothing':
      return 'Không có thao tác nào để hoàn tác.';
    case 'unknown-mail':
      return 'Không còn thư này.';
  }
}

/** What a task changes in the directions of a mail. */
function taskOf(
  task: string,
  place: DossierPlace | undefined,
  isHeld: boolean,
):
  | {
      readonly what: DirectingAct;
      readonly change: (before: MailDirections) => MailDirections;
      readonly done: string;
    }
  | undefined {
  if (task === 'dua-vao')
    return {
      what: 'release-mail',
      change: (before) => ({ ...before, isReleased: true, isRefused: false }),
      done: 'Đã đưa thư vào xử lý.',
    };
  if (task === 'tu-choi')
    return {
      what: 'refuse-mail',
      change: (before) => ({ ...before, isRefused: true }),
      done: 'Đã ghi thư không thuộc đợt đánh giá.',
    };
  if (task === 'gan' && place !== undefined)
    return {
      what: isHeld ? 'bind-mail' : 'move-mail',
      change: (before) => ({ ...before, isReleased: true, isRefused: false, to: place }),
      done: isHeld
        ? 'Đã gắn thư và đưa vào xử lý.'
        : 'Đã chuyển thư; các hồ sơ liên quan đang được tính lại.',
    };
  return undefined;
}

/** The directions with those of one paper in place of what was said of it before. */
function changePaper(before: MailDirections, part: string, paper: PaperDirections): MailDirections {
  const others = Object.entries(before.papers).filter(([other]) => other !== part);
  return {
    ...before,
    papers: Object.fromEntries(Object.keys(paper).length === 0 ? others : [...others, [part, paper]]),
  };
}

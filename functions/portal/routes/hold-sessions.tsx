import type { Context } from 'hono';
import { askCommune } from '../../../shared/appraisal/ask-commune.ts';
import { checkPaperOrder } from '../../../shared/appraisal/check-paper-order.ts';
import { writeCompletionMail } from '../../../shared/appraisal/letters/council-letters.ts';
import type { Ruling } from '../../../shared/domain/council-session.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { CouncilWork, SessionEntry } from '../../../shared/pipeline/council-records.ts';
import { councilPapers, listScores, readCouncil } from '../../../shared/pipeline/council-records.ts';
import { signMinutes, withdrawMinutes } from '../../../shared/pipeline/issue-papers.ts';
import type { ActResult } from '../../../shared/pipeline/keep-act.ts';
import { loadLetterTexts } from '../../../shared/pipeline/letter-records.ts';
import { loadDossier } from '../../../shared/pipeline/load-dossier.ts';
import { listDossiers } from '../../../shared/pipeline/records.ts';
import {
  askCompletion,
  createSession,
  giveScore,
  listDossiersOfSession,
  planSession,
  recordAttendance,
  recordRuling,
  recordVote,
} from '../../../shared/pipeline/work-on-session.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { isUsable } from '../../../shared/rubrics/rubric.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { Permission } from '../access/permissions.ts';
import { can } from '../access/permissions.ts';
import type { SentForm } from '../access/sent-form.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import { CouncilRoundsPage } from '../pages/council-pages.tsx';
import { SessionPage } from '../pages/session-pages.tsx';
import { presentSessionRows, readAttendance, voteMethodNames } from '../present/present-council.ts';
import type { PortalRound, PortalServices } from '../services.ts';
import { orNull, readPoints, seenStep, statusOf, toCouncilDesk, toNotKept } from './answer-act.ts';
import { showCouncil } from './show-council.tsx';

const roundsPerPage = 50;
const sessionPath = '/phien-hop/:round/:number{[1-9][0-9]{0,3}}';
const communePart = ':commune{[0-9A-Za-z]{1,20}}';

/** "/phien-hop": sessions of the council, from the list to the signed minutes. */
export function holdSessions(routes: GuardedRoutes, services: PortalServices): void {
  const { store } = services;
  const desk = toCouncilDesk(services);
  const findRound = (c: Context): PortalRound | undefined =>
    services.rounds.find(({ round }) => round.id === c.req.param('round'));

  routes.get('/phien-hop', 'view-sessions', (c, person) => {
    const after = c.req.query('sau');
    const rounds = services.rounds
      .map(({ round }) => round)
      .filter(({ id }) => can(person, 'view-sessions', id))
      .sort((one, other) => other.year - one.year || (one.id < other.id ? -1 : 1));
    const from = after === undefined ? 0 : rounds.findIndex(({ id }) => id === after) + 1;
    const page = rounds.slice(from, from + roundsPerPage);
    const next = rounds.length > from + roundsPerPage ? (page.at(-1)?.id ?? null) : null;
    return c.html(<CouncilRoundsPage rounds={page} next={next} />);
  });

  const showSession = async (c: Context, person: Person, active: PortalRound, notKept: NotKept | null) => {
    const { round, rubric } = active;
    const number = Number(c.req.param('number'));
    const [work, heads, scores] = await Promise.all([
      readCouncil(store, round.id),
      listDossiers(store, round.id),
      listScores(store, round.id, number),
    ]);
    const session = findSession(work, number);
    if (session === undefined) return c.notFound();
    const byCommune = new Map(heads.map((head) => [head.commune, head]));
    const rows = presentSessionRows({ session, round, heads: byCommune, scores, person: person.id });
    const mails = new Map<string, { subject: string; text: string }>();
    // Only for rulings whose mail still waits to be confirmed: one dossier each.
    for (const { code, ruling } of rows)
      if (session.minutes === null && ruling?.ruling === 'return-for-completion' && ruling.toldAt === null)
        mails.set(code, await draftMail(code, session, ruling.words));
    return c.html(
      <SessionPage
        view={{
          round,
          session,
          rows,
          criteria: rubric.vocabulary.criteria,
          choices: round.communes.filter(({ code }) => byCommune.has(code)),
          warnings: checkPaperOrder({ round, ...councilPapers(work) }),
          mayManage: can(person, 'manage-sessions', round.id),
          mayScore: can(person, 'score', round.id),
          notKept,
          completionMail: ({ code }) => mails.get(code) ?? { subject: '', text: '' },
        }}
      />,
      statusOf(notKept),
    );

    async function draftMail(code: string, { date }: SessionEntry, words: string) {
      const commune = round.communes.find((one) => one.code === code);
      const dossier = await loadDossier(round.id, code, services);
      if (commune === undefined || dossier === undefined) return { subject: '', text: '' };
      const { revision, crossFindings } = dossier.decided;
      const context = { revision, round, commune, vocabulary: rubric.vocabulary };
      const requests = askCommune([...revision.findings, ...crossFindings], context);
      const texts = await loadLetterTexts(store);
      return writeCompletionMail({ round, commune }, { number, date, words }, requests, texts);
    }
  };

  routes.get('/phien-hop/:round', 'view-sessions', (c, person) => {
    const active = findRound(c);
    return active === undefined ? c.notFound() : showCouncil(c, person, active, null, services);
  });

  routes.post('/phien-hop/:round', 'manage-sessions', async (c, person, form) => {
    const active = findRound(c);
    if (active === undefined) return c.notFound();
    const result = await createSession(
      { round: active.round, by: person, seen: seenStep(form), date: readDay(form.text('ngay')) },
      desk,
    );
    if ('kept' in result)
      return redirectWith(c, `/phien-hop/${active.round.id}/${result.kept.number}`, 'Đã lập phiên họp.');
    return showCouncil(c, person, active, toNotKept(result, 'phien', form), services);
  });

  routes.get(sessionPath, 'view-sessions', (c, person) => {
    const active = findRound(c);
    return active === undefined ? c.notFound() : showSession(c, person, active, null);
  });

  /** An action on a session: kept, it goes back to its place on the page; else the page stands with what was typed. */
  const act = (
    action: string,
    permission: Permission,
    done: string,
    perform: (
      order: Order & { readonly commune: string; readonly rubric: Rubric },
      form: SentForm,
    ) => Promise<ActResult<SessionEntry>>,
  ): void => {
    const [name = '', hasCommune] = action.split('/');
    const path = `${sessionPath}/${name}${hasCommune === undefined ? '' : `/${communePart}`}`;
    routes.post(path, permission, async (c, person, form) => {
      const active = findRound(c);
      if (active === undefined) return c.notFound();
      const { round, rubric } = active;
      const number = Number(c.req.param('number'));
      const commune = c.req.param('commune') ?? '';
      const result = await perform(
        { round, number, by: person, seen: seenStep(form), commune, rubric },
        form,
      );
      const part =
        partNames[name] ?? (commune === '' ? name : `${name === 'cham-diem' ? 'diem' : name}-${commune}`);
      const notKept = toNotKept(result, part, form);
      if (notKept !== null) return showSession(c, person, active, notKept);
      const anchor = commune === '' ? '' : `#xa-${commune}`;
      return redirectWith(c, `/phien-hop/${round.id}/${number}${anchor}`, done);
    });
  };

  act('danh-sach', 'manage-sessions', 'Đã ghi danh sách hồ sơ.', (order, form) =>
    listDossiersOfSession({ ...order, communes: readCommunes(form) }, desk),
  );
  act('ke-hoach', 'manage-sessions', 'Đã ghi.', (order, form) =>
    planSession({ ...order, date: readDay(form.text('ngay')), scoring: readScoring(form) }, desk),
  );
  act('co-mat', 'manage-sessions', 'Đã ghi thành phần.', (order, form) =>
    recordAttendance({ ...order, attendance: readAttendance(form.text('co-mat'), form.text('vang')) }, desk),
  );
  act('bieu-quyet/xa', 'manage-sessions', 'Đã ghi biểu quyết.', (order, form) =>
    recordVote({ ...order, vote: readVote(form) }, desk),
  );
  act('ket-luan/xa', 'manage-sessions', 'Đã ghi kết luận.', (order, form) => {
    const ruling = rulings.find((one) => one === form.text('ket-luan'));
    if (ruling === undefined) return Promise.resolve({ refused: 'Chọn kết luận.' });
    return recordRuling(
      {
        ...order,
        ruling,
        given: readGiven(form, order.rubric),
        words: form.text('ly-do'),
        revision: Number(form.text('lan')),
      },
      desk,
    );
  });
  act('thu-bo-sung/xa', 'manage-sessions', 'Thư đề nghị bổ sung đã vào hộp thư đi.', (order, form) =>
    askCompletion(
      { ...order, subject: form.text('tieu-de').slice(0, 300), text: form.text('noi-dung') },
      desk,
    ),
  );
  act('cham-diem/xa', 'score', 'Đã gửi điểm.', (order, form) =>
    giveScore({ ...order, given: readGiven(form, order.rubric), words: form.text('y-kien') }, desk),
  );
  act('bien-ban', 'manage-sessions', 'Đã ghi biên bản đã ký.', (order, form) =>
    signMinutes(
      {
        ...order,
        isConfirmed: form.text('da-xem') === 'co',
        minutes: {
          number: orNull(form.text('so')),
          date: readDay(form.text('ngay')),
          signer: orNull(form.text('nguoi-ky')),
        },
      },
      desk,
    ),
  );
  act('bo-bien-ban', 'manage-sessions', 'Đã bỏ ghi biên bản.', (order, form) =>
    withdrawMinutes({ ...order, reason: form.text('ly-do') }, desk),
  );
}

interface Order {
  readonly round: PortalRound['round'];
  readonly number: number;
  readonly by: Person;
  readonly seen: number;
}

/** Forms whose part of the page has another name. */
const partNames: Readonly<Record<string, string>> = { 'bo-bien-ban': 'bien-ban' };

const rulings: readonly Ruling[] = ['propose', 'do-not-propose', 'return-for-completion', 'postpone'];

const findSession = ({ sessions }: CouncilWork, number: number): SessionEntry | undefined =>
  sessions.find(({ body }) => body.number === number)?.body;

const readDay = (text: string): string | null => (/^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : null);

function readScoring(form: SentForm): SessionEntry['scoring'] {
  const sent = form.text('cham-diem');
  return sent === 'open' || sent === 'closed' ? sent : 'off';
}

/** Codes as boxes, or typed one a line. */
const readCommunes = (form: SentForm): readonly string[] =>
  [...form.all('xa'), ...form.text('ma').split(/[\s,;]+/u)].filter((code) => code !== '');

/** Points in all and by criterion; an empty field is none. */
function readGiven(form: SentForm, rubric: Rubric) {
  const numbers = rubric.vocabulary.criteria.map(({ number }) => number);
  return {
    points: readPoints(form.text('diem')),
    criteria: Object.fromEntries(
      numbers.flatMap((number) => {
        const points = readPoints(form.text(`diem-${number}`));
        return points === null ? [] : [[String(number), points]];
      }),
    ),
    maxPoints: rubric.scaleTotal.points,
    maxima: new Map(
      numbers.map((number) => {
        const max = rubric.criteria.find((one) => one.number === number)?.max;
        return [String(number), max !== undefined && isUsable(rubric, max) ? max.points : null];
      }),
    ),
  };
}

function readVote(form: SentForm) {
  const count = (field: string): number => {
    const text = form.text(field);
    return text === '' ? 0 : /^\d{1,4}$/u.test(text) ? Number(text) : Number.NaN;
  };
  const method = (Object.keys(voteMethodNames) as (keyof typeof voteMethodNames)[]).find(
    (one) => one === form.text('hinh-thuc'),
  );
  return {
    method: method ?? 'show-of-hands',
    for: count('dong-y'),
    against: count('khong-dong-y'),
    other: count('khac'),
    invalid: count('khong-hop-le'),
    opinions: form.text('y-kien'),
    revision: Number(form.text('lan')),
  };
}

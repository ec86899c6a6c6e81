import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { keepRound, listRoundVersions, readRoundVersion } from '../../../shared/pipeline/kept-rounds.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import { RoundConfigurationPage, RoundsPage } from '../pages/round-pages.tsx';
import { presentRoundForm, readRoundForm } from '../present/round-form.ts';
import type { PortalServices } from '../services.ts';

const conflict =
  'Người khác vừa thay đổi cấu hình đợt này. Nội dung ông (bà) nhập còn ở dưới; xem lại với bản hiện hành rồi ghi.';

/** "/cau-hinh": the rounds, and how each is configured. */
export function configureRounds(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;
  const find = (id: string) => services.rounds.find(({ round }) => round.id === id)?.round;
  const ids = (): readonly string[] => services.rounds.map(({ round }) => round.id);

  const keep = async (
    round: Round,
    by: Person,
    reason: string,
    known: Awaited<ReturnType<typeof readRoundVersion>>,
  ): Promise<boolean> => {
    const at = clock.now();
    const who = { id: by.id, name: by.name };
    const writes = await keepRound(round, { by: who, at, reason }, known, services);
    const line = auditLine(services, by, 'change-round', {
      about: { round: round.id },
      reason,
      before: known === undefined ? null : `bản ${known.body.version}`,
      after: `bản ${(known?.body.version ?? 0) + 1}`,
    });
    return (await store.commit({ writes: [...writes, line], jobs: [] })).applied;
  };

  const showRounds = (c: Context, problems: readonly string[] = [], entered = { id: '', year: '' }) =>
    c.html(
      <RoundsPage
        rounds={services.rounds.map(({ round }) => round)}
        page={Math.max(1, Number(c.req.query('trang') ?? '1') || 1)}
        problems={problems}
        entered={entered}
      />,
      problems.length === 0 ? 200 : 422,
    );

  routes.get('/cau-hinh', 'manage-registry', (c) => showRounds(c));

  routes.post('/cau-hinh', 'manage-registry', async (c, by, form) => {
    const source = find(form.text('theo'));
    const entered = { id: form.text('ma').toLowerCase(), year: form.text('nam') };
    const year = Number(entered.year);
    if (source === undefined) return showRounds(c, ['Chọn đợt để lấy cấu hình ban đầu.'], entered);
    if (!/^[a-z0-9][a-z0-9-]{1,38}$/u.test(entered.id) || entered.id.startsWith('minh-hoa'))
      return showRounds(c, ['Mã đợt gồm chữ thường không dấu, chữ số, gạch nối; ví dụ 2024.'], entered);
    if (!Number.isInteger(year) || year < 2019 || year > 2100)
      return showRounds(c, ['Năm của đợt không đúng.'], entered);
    if (find(entered.id) !== undefined) return showRounds(c, [`Đã có đợt ${entered.id}.`], entered);
    const round: Round = {
      ...source,
      id: entered.id,
      year,
      previous: source.id,
      lateFrom: `${year}${source.lateFrom.slice(4)}`,
      deadline: `${source.deadline.slice(0, 6)}${year}`,
    };
    if (!(await keep(round, by, `Lập đợt theo đợt ${source.id}`, undefined)))
      return showRounds(c, [`Đã có đợt ${entered.id}.`], entered);
    return redirectWith(
      c,
      `/cau-hinh/${round.id}`,
      'Đã lập đợt. Rà soát thời hạn, cơ quan, căn cứ và người ký.',
    );
  });

  const showConfiguration = async (
    c: Context,
    round: Round,
    shown: { readonly problems: readonly string[]; readonly sent: SentForm | null },
  ) => {
    const [known, versions] = await Promise.all([
      readRoundVersion(store, round.id),
      listRoundVersions(store, round.id),
    ]);
    return c.html(
      <RoundConfigurationPage
        round={round}
        groups={presentRoundForm(
          round,
          ids().filter((id) => id !== round.id),
        )}
        version={known?.version ?? 0}
        versions={versions}
        problems={shown.problems}
        sent={shown.sent}
      />,
      shown.problems.length === 0 ? 200 : shown.problems.includes(conflict) ? 409 : 422,
    );
  };

  routes.get('/cau-hinh/:round', 'manage-registry', (c) => {
    const round = find(c.req.param('round'));
    return round === undefined ? c.notFound() : showConfiguration(c, round, { problems: [], sent: null });
  });

  routes.post('/cau-hinh/:round', 'manage-registry', async (c, by, form) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const read = readRoundForm(form, round);
    const reason = form.text('ly-do');
    const problems = [
      ...('problems' in read ? read.problems : []),
      ...(reason === '' ? ['Ghi lý do thay đổi (ví dụ: số, ngày văn bản).'] : []),
    ];
    if ('problems' in read || problems.length > 0)
      return showConfiguration(c, round, { problems, sent: form });
    const known = await readRoundVersion(store, round.id);
    const isStale = form.text('phien-ban') !== String(known?.version ?? 0);
    if (isStale || !(await keep(read.round, by, reason, known)))
      return showConfiguration(c, round, { problems: [conflict], sent: form });
    return redirectWith(
      c,
      `/cau-hinh/${round.id}`,
      'Đã ghi cấu hình đợt. Dự thảo văn bản lập sau lúc này theo cấu hình mới.',
    );
  });
}

import type { Context } from 'hono';
import type { Round } from '../../../shared/domain/round.ts';
import {
  putReceiptRules,
  readOwed,
  readReceiptRules,
  type ReceiptRules,
} from '../../../shared/pipeline/receipt-records.ts';
import { listAddresses } from '../../../shared/pipeline/registry-records.ts';
import { previewReceipt, sendReceipt } from '../../../shared/pipeline/resend-receipt.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import { currentSignedIn } from '../access/signed-in-context.ts';
import { ReceiptPage, ReceiptRulesPage } from '../pages/receipt-pages.tsx';
import { loadReceipt, receiptHref } from '../present/present-receipt.ts';
import type { PortalServices } from '../services.ts';
import { findPlace } from './find-place.ts';

const rulesPath = '/bao-nhan/:round';
const communePath = '/ho-so/:round/:commune/bao-nhan';
const conflict = 'Người khác vừa thay đổi cách gửi của đợt này; xem lại rồi ghi.';
/** A commune that sends its dossier in parts does so within the hour. */
const longestWait = 60;

/** "/ho-so/…/bao-nhan": the receipt of a commune, looked at and sent by a person; "/bao-nhan/<round>": how receipts leave. */
export function sendReceipts(routes: GuardedRoutes, services: PortalServices): void {
  const { store } = services;

  routes.get(communePath, 'view-outbox', async (c, person) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const known = await readOwed(store, round.id, commune.code);
    const [state, next, addresses] = await Promise.all([
      loadReceipt(store, known?.body),
      previewReceipt(place, commune, services),
      listAddresses(store, round.id, { from: commune.code, to: commune.code }),
    ]);
    return c.html(
      <ReceiptPage
        round={round}
        commune={commune}
        state={state}
        next={next?.receipt ?? null}
        version={known?.version ?? 0}
        to={addresses.map(({ address }) => address)}
        isOwed={(known?.body.mails.length ?? 0) > 0}
        maySend={can(person, 'send-letters', round.id)}
      />,
    );
  });

  routes.post(communePath, 'send-letters', async (c, person, form) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const href = receiptHref(round.id, commune.code);
    const known = await readOwed(store, round.id, commune.code);
    if (form.text('phien-ban') !== String(known?.version ?? 0))
      return redirectWith(c, href, 'Thư báo nhận vừa thay đổi từ khi mở trang; xem lại rồi gửi.');
    const order = await sendReceipt(place, commune, person.name, services);
    if (order === undefined)
      return redirectWith(c, href, 'Chưa gửi: không có hồ sơ để báo nhận, hoặc đã gửi lại quá nhiều lần.');
    const { applied } = await store.commit({
      writes: [
        ...order.writes,
        auditLine(services, person, 'send-letter', {
          about: { round: round.id, commune: commune.code },
          after: 'thư báo nhận',
        }),
      ],
      jobs: order.jobs,
    });
    return redirectWith(
      c,
      href,
      applied
        ? 'Đã đưa thư báo nhận vào hộp thư đi.'
        : 'Thư báo nhận vừa thay đổi từ khi mở trang; xem lại rồi gửi.',
    );
  });

  const find = (c: Context): Round | undefined =>
    services.rounds.find(({ round }) => round.id === c.req.param('round'))?.round;

  const showRules = async (
    c: Context,
    round: Round,
    typed: { readonly isAutomatic: boolean; readonly waitMinutes: string } | null,
    problems: readonly string[],
  ): Promise<Response> => {
    const { rules, known } = await readReceiptRules(store, round.id);
    const signedIn = currentSignedIn();
    return c.html(
      <ReceiptRulesPage
        round={round}
        rules={typed ?? { isAutomatic: rules.isAutomatic, waitMinutes: String(rules.waitMinutes) }}
        version={known?.version ?? 0}
        mayChange={signedIn !== undefined && can(signedIn.person, 'manage-letters', round.id)}
        problems={problems}
      />,
      problems.length === 0 ? 200 : problems.includes(conflict) ? 409 : 422,
    );
  };

  routes.get(rulesPath, 'manage-registry', (c) => {
    const round = find(c);
    return round === undefined ? c.notFound() : showRules(c, round, null, []);
  });

  routes.post(rulesPath, 'manage-letters', async (c, by, form) => {
    const round = find(c);
    if (round === undefined) return c.notFound();
    const typed = { isAutomatic: form.text('cach') === 'tu-dong', waitMinutes: form.text('phut') };
    const waitMinutes = /^\d{1,2}$/u.test(typed.waitMinutes) ? Number(typed.waitMinutes) : -1;
    if (waitMinutes < 0 || waitMinutes > longestWait)
      return showRules(c, round, typed, [`Số phút chờ là số nguyên từ 0 đến ${longestWait}.`]);
    const { rules, known } = await readReceiptRules(store, round.id);
    if (form.text('phien-ban') !== String(known?.version ?? 0)) return showRules(c, round, typed, [conflict]);
    const kept: ReceiptRules = { round: round.id, isAutomatic: typed.isAutomatic, waitMinutes };
    const { applied } = await store.commit({
      writes: [
        putReceiptRules(kept, known),
        auditLine(services, by, 'change-receipts', {
          about: { round: round.id },
          before: sayRules(rules),
          after: sayRules(kept),
        }),
      ],
      jobs: [],
    });
    if (!applied) return showRules(c, round, typed, [conflict]);
    return redirectWith(c, `/bao-nhan/${round.id}`, 'Đã ghi cách gửi thư báo nhận.');
  });
}

const sayRules = ({ isAutomatic, waitMinutes }: Omit<ReceiptRules, 'round'>): string =>
  `${isAutomatic ? 'gửi tự động' : 'chờ cán bộ xem'}; chờ ${waitMinutes} phút`;

import type { Context } from 'hono';
import type { LetterTexts } from '../../../shared/appraisal/letters/letter-texts.ts';
import { officeValues } from '../../../shared/appraisal/letters/letter-values.ts';
import { renderLetter } from '../../../shared/appraisal/letters/render-letter.ts';
import { usualDaysBefore, usualHour } from '../../../shared/domain/reminder.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { ReminderSettings } from '../../../shared/pipeline/calendar-records.ts';
import { putReminders, readReminders } from '../../../shared/pipeline/calendar-records.ts';
import { loadLetterTexts } from '../../../shared/pipeline/letter-records.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import { listDossiers } from '../../../shared/pipeline/records.ts';
import { listAddresses } from '../../../shared/pipeline/registry-records.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import { currentSignedIn } from '../access/signed-in-context.ts';
import { RemindersPage } from '../pages/reminders-page.tsx';
import type { PortalServices } from '../services.ts';

const path = '/nhac-han/:round';
const conflict = 'Người khác vừa thay đổi cách nhắc hạn của đợt này; xem lại rồi ghi.';
/** Attack: a letter for every day of a year. */
const mostDays = 10;
const longestBefore = 60;

/** "/nhac-han/<round>": when the communes of a round are reminded. */
export function setReminders(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;
  const find = (c: Context): Round | undefined =>
    services.rounds.find(({ round }) => round.id === c.req.param('round'))?.round;

  const show = async (
    c: Context,
    round: Round,
    typed: (Pick<ReminderSettings, 'isOn' | 'sendAt'> & { readonly days: string }) | null,
    problems: readonly string[],
  ): Promise<Response> => {
    const codes = round.communes.map(({ code }) => code).sort();
    const [known, dossiers, texts, addresses] = await Promise.all([
      readReminders(store, round.id),
      hasGroup(round) ? listDossiers(store, round.id) : [],
      loadLetterTexts(store),
      listAddresses(store, round.id, { from: codes[0] ?? '', to: codes.at(-1) ?? '' }),
    ]);
    const enrolled = new Set(addresses.map(({ commune }) => commune));
    const signedIn = currentSignedIn();
    return c.html(
      <RemindersPage
        view={{
          round,
          kept: known?.body ?? null,
          version: known?.version ?? 0,
          shown: typed ?? {
            isOn: known?.body.isOn ?? false,
            sendAt: known?.body.sendAt ?? usualHour,
            days: (known?.body.daysBefore ?? usualDaysBefore).join(', '),
          },
          withoutAddress: round.communes.filter(({ code }) => !enrolled.has(code)).map(({ name }) => name),
          message: hasGroup(round) ? groupMessage(round, dossiers, texts) : null,
          now: clock.now(),
          mayChange: signedIn !== undefined && can(signedIn.person, 'manage-letters', round.id),
          problems,
        }}
      />,
      problems.length === 0 ? 200 : problems.includes(conflict) ? 409 : 422,
    );
  };

  routes.get(path, 'manage-registry', (c) => {
    const round = find(c);
    return round === undefined ? c.notFound() : show(c, round, null, []);
  });

  routes.post(path, 'manage-letters', async (c, by, form) => {
    const round = find(c);
    if (round === undefined) return c.notFound();
    const typed = { isOn: form.text('bat') === 'co', sendAt: form.text('gio'), days: form.text('ngay') };
    const daysBefore = typed.days === '' ? [] : typed.days.split(/[\s,;]+/u).map(Number);
    const problems = [
      ...(daysBefore.every((days) => Number.isInteger(days) && days >= 1 && days <= longestBefore)
        ? []
        : [`Số ngày trước hạn là các số nguyên từ 1 đến ${longestBefore}, cách nhau bằng dấu phẩy.`]),
      ...(daysBefore.length > mostDays ? [`Nhiều nhất ${mostDays} lần nhắc.`] : []),
      ...(/^(?:0[6-9]|1\d|2[01]):[0-5]\d$/u.test(typed.sendAt) ? [] : ['Giờ gửi từ 06:00 đến 21:59.']),
    ];
    if (problems.length > 0) return show(c, round, typed, problems);
    const known = await readReminders(store, round.id);
    if (form.text('phien-ban') !== String(known?.version ?? 0)) return show(c, round, typed, [conflict]);
    const settings: ReminderSettings = {
      round: round.id,
      isOn: typed.isOn,
      daysBefore: [...new Set(daysBefore)].sort((one, other) => other - one),
      sendAt: typed.sendAt,
      since: clock.now(),
      by: { id: by.id, name: by.name },
    };
    const { applied } = await store.commit({
      writes: [
        putReminders(settings, known),
        auditLine(services, by, 'change-reminders', {
          about: { round: round.id },
          before: known === undefined ? null : sayReminders(known.body),
          after: sayReminders(settings),
        }),
      ],
      jobs: [],
    });
    if (!applied) return show(c, round, typed, [conflict]);
    return redirectWith(
      c,
      `/nhac-han/${round.id}`,
      typed.isOn ? 'Đã bật nhắc hạn.' : 'Đã ghi; nhắc hạn đang tắt.',
    );
  });
}

/** A district has some twenty communes; those of a province share no group, and naming them all is no message. */
const hasGroup = ({ communes }: Round): boolean => communes.length <= 100;

/** The message for the communes' Zalo group (officer texts §3.8). */
function groupMessage(round: Round, dossiers: readonly DossierEntry[], texts: LetterTexts): string {
  const sent = new Map(dossiers.map((one) => [one.commune, (one.decided ?? one).missingDocuments.length]));
  const names = (isNamed: (missing: number | undefined) => boolean): string =>
    round.communes
      .filter(({ code }) => isNamed(sent.get(code)))
      .map(({ name }) => name)
      .join(', ');
  const values = {
    ...officeValues(round),
    thoi_han: round.deadline,
    so_da_gui: String(sent.size),
    tong_so_xa: String(round.communes.length),
    danh_sach_chua_gui: names((missing) => missing === undefined),
    danh_sach_can_bo_sung: names((missing = 0) => missing > 0),
  };
  return renderLetter('zalo-round', values, texts).text;
}

const sayReminders = ({ isOn, daysBefore, sendAt }: ReminderSettings): string =>
  `${isOn ? 'bật' : 'tắt'}; trước hạn ${daysBefore.join(', ')} ngày; lúc ${sendAt}`;

import type { Context } from 'hono';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import { findingOutcomes } from '../../../shared/domain/decision.ts';
import type { DecisionRequest } from '../../../shared/pipeline/decide.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import { decide } from '../../../shared/pipeline/decide.ts';
import { findTarget, loadDossier } from '../../../shared/pipeline/load-dossier.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import type { Typed } from '../pages/decision-forms.tsx';
import { DecideAgainPage } from '../pages/decide-again-page.tsx';
import { dossierHref } from '../present/present-board.ts';
import { presentDecision, presentToDecide } from '../present/present-decisions.ts';
import { readFigure, readPoints } from '../present/read-figure.ts';
import type { PortalServices } from '../services.ts';
import { findPlace, type Place } from './find-place.ts';

const said: Readonly<Record<DecisionRequest['ruling']['what'], string>> = {
  accept: 'Đã xác nhận số liệu.',
  correct: 'Đã sửa số liệu.',
  'set-points': 'Đã ghi điểm.',
  settle: 'Đã ghi cách xử lý.',
  withdraw: 'Đã rút lại quyết định.',
};

/** Fields a person types, shown again where the decision could not be kept. */
const typedFields = ['ly-do', 'gia-tri', 'tu-so', 'mau-so', 'khong-phat-sinh', 'diem', 'ket-qua'] as const;

/** "…/quyet-dinh": keeps a decision on a figure, on points or on a remark; nothing typed is lost when it cannot be. */
export function decideDossier(routes: GuardedRoutes, services: PortalServices): void {
  routes.post('/ho-so/:round/:commune/quyet-dinh', 'decide', async (c, person, form) => {
    const place = findPlace(c, services);
    const dossier =
      place === undefined ? undefined : await loadDossier(place.round.id, place.commune.code, services);
    if (place === undefined || dossier === undefined) return c.notFound();
    const ruling = readRuling(form, dossier);
    if (typeof ruling === 'string') return showAgain(c, { place, form, dossier, problem: ruling });
    const result = await decide(
      {
        round: place.round,
        commune: place.commune.code,
        target: form.text('ve'),
        ruling,
        reason: form.text('ly-do'),
        by: person,
        seen: { number: Number(form.text('da-thay')), inputs: form.text('can-cu') },
      },
      services,
    );
    if ('kept' in result) {
      const target = presentToDecide(result.kept.target, dossier, true);
      const anchor = target === null || result.kept.target.kind === 'finding' ? 'luu-y' : target.anchor;
      const page = dossierHref(place.round.id, place.commune.code);
      return redirectWith(c, `${page}#${anchor}`, said[ruling.what]);
    }
    if ('refused' in result) return showAgain(c, { place, form, dossier, problem: result.refused });
    // Between looking and sending: what the page must show is newer than what was loaded above.
    const now = (await loadDossier(place.round.id, place.commune.code, services)) ?? dossier;
    return showAgain(c, { place, form, dossier: now, newer: result.conflict.newer });
  });
}

/** The ruling a form asks for, or in Vietnamese why it is none. */
function readRuling(form: SentForm, dossier: DossierAtHand): DecisionRequest['ruling'] | string {
  switch (form.text('viec')) {
    case 'accept':
      return { what: 'accept' };
    case 'withdraw':
      return { what: 'withdraw' };
    case 'correct': {
      const target = findTarget(form.text('ve'), dossier);
      const indicator = dossier.rubric.vocabulary.indicators.find(
        ({ id }) => target?.kind === 'reading' && id === target.indicator,
      );
      if (indicator === undefined) return 'Chỉ tiêu này không có trong thang điểm của hồ sơ.';
      const typed = {
        value: form.text('gia-tri'),
        numerator: form.text('tu-so'),
        denominator: form.text('mau-so'),
        noCase: form.text('khong-phat-sinh') === '1',
      };
      const figure = readFigure(typed, indicator.unit);
      return typeof figure === 'string' ? figure : { what: 'correct', figure };
    }
    case 'set-points': {
      const points = readPoints(form.text('diem'));
      return points === undefined
        ? 'Nhập điểm là một số, ví dụ 75 hoặc 37,5.'
        : { what: 'set-points', points };
    }
    case 'settle': {
      const outcome = findingOutcomes.find((one) => one === form.text('ket-qua'));
      return outcome === undefined ? 'Chọn cách xử lý.' : { what: 'settle', outcome };
    }
    default:
      return 'Thao tác không có trong hệ thống; tải lại trang hồ sơ rồi thực hiện lại.';
  }
}

/** The form once more with what was typed: with what is wrong, or with what somebody else did meanwhile. */
function showAgain(
  c: Context,
  about: {
    readonly place: Place;
    readonly form: SentForm;
    readonly dossier: DossierAtHand;
    readonly problem?: string;
    /** The decision that came first; null where only the papers changed. */
    readonly newer?: Parameters<typeof presentDecision>[0] | null;
  },
): Response | Promise<Response> {
  const { place, form, dossier, problem = null, newer } = about;
  const { round, commune } = place;
  const target = findTarget(form.text('ve'), dossier);
  const subject = target === undefined ? null : presentToDecide(target, dossier, true);
  const typed: Typed = Object.fromEntries(typedFields.map((name) => [name, form.text(name)]));
  return c.html(
    <DecideAgainPage
      dossier={{ name: `Hồ sơ ${communeInSentence(commune)}`, href: dossierHref(round.id, commune.code) }}
      subject={subject}
      what={form.text('viec')}
      typed={typed}
      problem={problem}
      changed={newer === undefined ? null : { newer: newer === null ? null : presentDecision(newer) }}
    />,
    newer === undefined ? 422 : 409,
  );
}

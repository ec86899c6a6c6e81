import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import { readReminders } from '../../../shared/pipeline/calendar-records.ts';
import { listActs } from '../../../shared/pipeline/council-records.ts';
import type { CommuneDesk } from '../../../shared/pipeline/desk-records.ts';
import { readDesk } from '../../../shared/pipeline/desk-records.ts';
import type { ActResult } from '../../../shared/pipeline/keep-act.ts';
import type { DeskOrder } from '../../../shared/pipeline/record-papers.ts';
import {
  deskSubject,
  emptyDesk,
  extendDeadline,
  recordLetter,
  registerCopy,
} from '../../../shared/pipeline/record-papers.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { Permission } from '../access/permissions.ts';
import { can } from '../access/permissions.ts';
import type { SentForm } from '../access/sent-form.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import { DeskPage, paperChannels } from '../pages/desk-page.tsx';
import type { PortalServices } from '../services.ts';
import { orNull, seenStep, statusOf, toCouncilDesk, toNotKept } from './answer-act.ts';
import type { Place } from './find-place.ts';
import { findPlace } from './find-place.ts';

const actsShown = 20;

/** "/dot/:round/xa/:commune": paper copy, deadline and official letter of a commune. */
export function recordPapers(routes: GuardedRoutes, services: PortalServices): void {
  const { store } = services;
  const desk = toCouncilDesk(services);

  const showDesk = async (c: Context, person: Person, place: Place, notKept: NotKept | null) => {
    const { round, commune } = place;
    const [reminders, kept, acts] = await Promise.all([
      readReminders(store, round.id),
      readDesk(store, round.id, commune.code),
      listActs(store, round.id, deskSubject(commune.code), actsShown),
    ]);
    return c.html(
      <DeskPage
        view={{
          round,
          commune,
          desk: kept?.body ?? emptyDesk(round.id, commune.code),
          acts,
          isReminding: reminders?.body.isOn ?? false,
          maySeeReminders: can(person, 'manage-registry', round.id),
          mayRecord: can(person, 'record-papers', round.id),
          mayExtend: can(person, 'extend-deadline', round.id),
          maySeeContacts: can(person, 'view-intake', round.id),
          notKept,
        }}
      />,
      statusOf(notKept),
    );
  };

  routes.get('/dot/:round/xa/:commune', 'view-board', (c, person) => {
    const place = findPlace(c, services);
    return place === undefined ? c.notFound() : showDesk(c, person, place, null);
  });

  const act = (
    name: string,
    permission: Permission,
    done: string,
    perform: (order: DeskOrder, form: SentForm) => Promise<ActResult<CommuneDesk>>,
  ): void => {
    routes.post(`/dot/:round/xa/:commune/${name}`, permission, async (c, person, form) => {
      const place = findPlace(c, services);
      if (place === undefined) return c.notFound();
      const { round, commune } = place;
      const [reason, seen] = [form.text('ly-do'), seenStep(form)];
      const result = await perform({ round, commune: commune.code, by: person, reason, seen }, form);
      const notKept = toNotKept(result, name, form);
      return notKept === null
        ? redirectWith(c, `/dot/${round.id}/xa/${commune.code}`, done)
        : showDesk(c, person, place, notKept);
    });
  };

  act('ban-giay', 'record-papers', 'Đã ghi bản giấy.', (order, form) => {
    const compared = form.text('doi-chieu');
    return registerCopy(
      {
        ...order,
        copy: {
          number: orNull(form.text('so')),
          date: orNull(form.text('ngay')),
          channel: paperChannels.find((one) => one === form.text('hinh-thuc')) ?? null,
          matches: compared === 'khop' ? true : compared === 'khac' ? false : null,
          note: form.text('ghi-chu'),
        },
      },
      desk,
    );
  });
  act('gia-han', 'extend-deadline', 'Đã ghi thời hạn.', (order, form) =>
    extendDeadline({ ...order, day: orNull(form.text('ngay')) }, desk),
  );
  act('cong-van', 'record-papers', 'Đã ghi công văn.', (order, form) => {
    const letter = {
      number: orNull(form.text('so')),
      date: orNull(form.text('ngay')),
      signer: orNull(form.text('nguoi-ky')),
    };
    return recordLetter({ ...order, letter }, desk);
  });
}

import type { Context } from 'hono';
import { checkPaperOrder } from '../../../shared/appraisal/check-paper-order.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { councilPapers, readCouncil } from '../../../shared/pipeline/council-records.ts';
import { can } from '../access/permissions.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import { CouncilPage } from '../pages/council-pages.tsx';
import type { PortalRound, PortalServices } from '../services.ts';
import { statusOf } from './answer-act.ts';

/** The page of a round's sessions, proposals and decisions, with the form that was not kept where one was not. */
export async function showCouncil(
  c: Context,
  person: Person,
  { round }: PortalRound,
  notKept: NotKept | null,
  { store }: Pick<PortalServices, 'store'>,
): Promise<Response> {
  const work = await readCouncil(store, round.id);
  return c.html(
    <CouncilPage
      view={{
        round,
        sessions: work.sessions.map(({ body }) => body),
        lists: work.lists.map(({ body }) => body),
        warnings: checkPaperOrder({ round, ...councilPapers(work) }),
        mayManage: can(person, 'manage-sessions', round.id),
        mayRecord: can(person, 'record-papers', round.id),
        maySeeScans: can(person, 'view-documents', round.id),
        notKept,
      }}
    />,
    statusOf(notKept),
  );
}

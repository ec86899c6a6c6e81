import { notifyCouncil } from '../../../shared/pipeline/notify-council.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';
import { toCouncilDesk } from './answer-act.ts';

/** "…/bao-thanh-vien": the secretary tells the council's members that the dossiers of a session are ready. */
export function notifyMembers(routes: GuardedRoutes, services: PortalServices): void {
  routes.post(
    '/phien-hop/:round/:number{[1-9][0-9]{0,3}}/bao-thanh-vien',
    'manage-sessions',
    async (c, by) => {
      const round = services.rounds.find((one) => one.round.id === c.req.param('round'))?.round;
      if (round === undefined) return c.notFound();
      const number = Number(c.req.param('number'));
      const result = await notifyCouncil({ round, number, by }, toCouncilDesk(services));
      const page = `/phien-hop/${round.id}/${number}`;
      if ('refused' in result) return redirectWith(c, page, result.refused);
      const { told, unreached } = result;
      const done =
        told === 0
          ? 'Không còn thành viên nào có địa chỉ thư mà chưa được báo.'
          : `Đã đưa thông báo cho ${told} thành viên vào hộp thư đi.`;
      return redirectWith(
        c,
        page,
        unreached.length === 0 ? done : `${done} Chưa có địa chỉ thư: ${unreached.join(', ')}.`,
      );
    },
  );
}

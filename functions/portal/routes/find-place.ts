import type { Context } from 'hono';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { PortalRound, PortalServices } from '../services.ts';

/** A commune in a round. */
export type Place = PortalRound & { readonly commune: Commune };

/** The round and commune an address names; undefined where the office has no such ones. */
export function findPlace(c: Context, { rounds }: Pick<PortalServices, 'rounds'>): Place | undefined {
  const place = rounds.find(({ round }) => round.id === c.req.param('round'));
  const commune = place?.round.communes.find(({ code }) => code === c.req.param('commune'));
  return place === undefined || commune === undefined ? undefined : { ...place, commune };
}

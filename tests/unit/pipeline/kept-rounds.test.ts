import { afterAll, describe, expect, test } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { activeRounds } from '../../../shared/pipeline/active-rounds.ts';
import {
  keepRound,
  listRoundVersions,
  readRoundVersion,
  withKeptRounds,
} from '../../../shared/pipeline/kept-rounds.ts';
import { closePortals, openPortal } from '../portal/portal-fixtures.ts';

afterAll(closePortals);

const change = { by: { id: 'cb', name: 'Cán Bộ Hai' }, at: '2023-09-01T00:00:00.000Z', reason: 'Gia hạn' };

async function keep(round: Round, home: Awaited<ReturnType<typeof openPortal>>): Promise<boolean> {
  const writes = await keepRound(round, change, await readRoundVersion(home.store, round.id), home);
  return (await home.store.commit({ writes, jobs: [] })).applied;
}

describe('rounds that officers configured', () => {
  test('what was entered replaces the built-in round in its place, a new round comes after, versions stay', async () => {
    const home = await openPortal();
    const builtIn = activeRounds(2023);
    expect(await withKeptRounds(builtIn, home)).toBe(builtIn);
    const later: Round = { ...chiLang2023, deadline: '10/11/2023', lateFrom: '2023-11-10T00:00:00+07:00' };
    const next: Round = { ...chiLang2023, id: '2024', year: 2024, previous: '2023' };
    expect([await keep(later, home), await keep(next, home)]).toEqual([true, true]);
    expect(await keep({ ...later, deadline: '12/11/2023' }, home)).toBe(true);
    const now = await withKeptRounds(builtIn, home);
    expect(now.map(({ round }) => [round.id, round.deadline])).toEqual([
      ['2023', '12/11/2023'],
      ['minh-hoa-2023', builtIn[1]?.round.deadline],
      ['2024', '03/11/2023'],
    ]);
    expect((await withKeptRounds(builtIn, home, '2024')).map(({ round }) => round.id)).toContain('2024');
    expect((await listRoundVersions(home.store, '2023')).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('of two officers who change the same version at once, the second is refused', async () => {
    const home = await openPortal();
    const known = await readRoundVersion(home.store, '2023');
    const first = await keepRound({ ...chiLang2023, year: 2022 }, change, known, home);
    const second = await keepRound({ ...chiLang2023, year: 2021 }, change, known, home);
    expect((await home.store.commit({ writes: first, jobs: [] })).applied).toBe(true);
    expect((await home.store.commit({ writes: second, jobs: [] })).applied).toBe(false);
  });
});

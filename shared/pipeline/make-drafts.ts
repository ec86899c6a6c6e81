import type { DistrictDocument, RoundState } from '../appraisal/district-documents.ts';
import { districtDocuments } from '../appraisal/document-registry.ts';
import type { DraftSubject } from '../appraisal/draft-document.ts';
import { subjectsOf } from '../appraisal/draft-document.ts';
import type { Commune } from '../domain/commune.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { Commit, NewJob, Write } from '../ports/store.ts';
import { auditWrite } from './audit-records.ts';
import type { DraftBasis } from './draft-basis.ts';
import { readDraftBasis } from './draft-basis.ts';
import type { Actor, DraftEntry, DraftOrder } from './draft-records.ts';
import { putDraftOrder, readDraftOrder } from './draft-records.ts';
import type { DraftPlace } from './keep-draft.ts';
import { keepDraft, placeOf } from './keep-draft.ts';
import { loadRoundState } from './load-round-state.ts';
import { loadTemplate } from './template-records.ts';
import type { ActiveRound, World } from './world.ts';

type Desk = Pick<World, 'store' | 'blobs' | 'clock'>;

/** Communes whose papers one job makes. */
const communesAtOnce = 5;

/** Why a paper is not made of a commune or session, in Vietnamese. */
const notFor: Partial<Record<DistrictDocumentKind, string>> = {
  'supplement-request': 'Hồ sơ không có nội dung nào phải bổ sung nên không lập công văn này.',
  'result-notice':
    'Chưa lập được: chưa ghi quyết định công nhận có xã này, hoặc biên bản họp đã ký kết luận không đề nghị.',
};

/** Makes one paper of a round, or brings its draft up to date; `token` tells this request from others of the person who asks. */
export async function makeDraft(
  active: ActiveRound,
  place: Pick<DraftPlace, 'kind' | 'subject'>,
  { by, token }: { readonly by: Actor; readonly token: string },
  desk: Desk,
): Promise<{ readonly entry: DraftEntry } | { readonly refused: string }> {
  const document = districtDocuments.find(({ kind }) => kind === place.kind);
  if (document === undefined) return { refused: 'Loại văn bản này không lập ở đây.' };
  // Before the state: what changes in between is then seen as a change, never missed.
  const basis = await readDraftBasis(active, desk.store);
  const at = desk.clock.now();
  const communes = active.round.communes.filter(
    ({ code }) => document.scope !== 'commune' || code === place.subject,
  );
  const state = await loadState(active, communes, at, desk);
  const subject = subjectsOf(document, state).find((one) => placeOf(document, one).subject === place.subject);
  if (subject === undefined) return { refused: refuse(document, state, place.subject) };
  const { round } = active;
  const line = auditWrite({
    id: token,
    at,
    by: { id: by.id, name: by.name },
    what: 'make-documents',
    about: { round: round.id, commune: subject.commune?.commune.code ?? null, mail: null },
    reason: null,
    before: null,
    after: `${place.kind}/${place.subject}`,
  });
  return { entry: await keep(document, subject, basis, desk, [line]) };
}

function refuse({ kind, scope }: DistrictDocument, state: RoundState, subject: string): string {
  if (scope === 'session') return 'Chưa có phiên họp này; thư ký lập phiên họp trước.';
  const commune = state.communes.find((one) => one.commune.code === subject);
  if (commune?.revision === null) return 'Chưa nhận được hồ sơ của xã nên chưa lập được văn bản này.';
  return notFor[kind] ?? 'Văn bản này không lập cho xã này.';
}

/** The round with the dossiers of some communes only: the papers of a commune are made from its own. */
async function loadState(
  active: ActiveRound,
  communes: readonly Commune[],
  at: string,
  desk: Desk,
): Promise<RoundState> {
  const { round } = active;
  return { ...(await loadRoundState({ ...active, round: { ...round, communes } }, at, desk)), round };
}

async function keep(
  document: DistrictDocument,
  subject: DraftSubject,
  basis: DraftBasis,
  desk: Desk,
  along: readonly Write[] = [],
): Promise<DraftEntry> {
  const own = basis.templates.find(({ kind }) => kind === document.kind);
  return keepDraft(document, subject, desk, {
    template: await loadTemplate(own, desk.blobs),
    basis: basis.of(placeOf(document, subject)),
    along,
  });
}

/** Papers of a dossier that are of use as soon as it has come. */
const atOnce: readonly DistrictDocumentKind[] = [
  'completeness-sheet',
  'appraisal-sheet',
  'supplement-request',
];

/**
 * Keeps the papers of one dossier up to date that are of use at once: those of unchanged values stay, and so do copies people
 * edited. `at` (ISO) is the dossier's own time, so that a second try after a crash gives the same bytes.
 */
export async function keepDossierDrafts(
  active: ActiveRound,
  commune: Commune,
  at: string,
  desk: Desk,
): Promise<void> {
  const basis = await readDraftBasis(active, desk.store);
  const state = await loadState(active, [commune], at, desk);
  for (const document of districtDocuments.filter(({ kind }) => atOnce.includes(kind)))
    for (const subject of subjectsOf(document, state))
      try {
        await keep(document, subject, basis, desk);
      } catch (error) {
        // An office's template that cannot be filled in is shown where its papers are ordered.
        if (!isUnfillable(error)) throw error;
      }
}

/** Asks for every paper of a round to be made; false while an order before is still worked on. `token` makes this order another than those before. */
export async function orderDrafts(
  { round }: Pick<ActiveRound, 'round'>,
  by: Actor,
  token: string,
  { store, clock }: Pick<Desk, 'store' | 'clock'>,
): Promise<boolean> {
  const known = await readDraftOrder(store, round.id);
  if (known !== undefined && known.body.done < known.body.parts) return false;
  const at = clock.now();
  const parts = 1 + Math.ceil(round.communes.length / communesAtOnce);
  const order: DraftOrder = {
    ...{ token, at, parts, by: { id: by.id, name: by.name } },
    ...{ done: 0, made: 0, failed: [] },
  };
  const { applied } = await store.commit({
    writes: [
      putDraftOrder(round.id, order, known),
      auditWrite({
        id: token,
        at,
        by: order.by,
        what: 'make-documents',
        about: { round: round.id, commune: null, mail: null },
        reason: null,
        before: null,
        after: null,
      }),
    ],
    jobs: Array.from({ length: parts }, (_, part): NewJob => ({
      id: `keep-drafts:${round.id}:${token}:${part}`,
      stage: 'keep-drafts',
      payload: { round: round.id, token, part },
    })),
  });
  return applied;
}

/** Stage: makes a part of an order: part 0 the papers of round and sessions, each other part those of some communes. */
export async function keepDrafts(
  payload: { readonly round: string; readonly token: string; readonly part: number },
  world: World,
): Promise<Commit> {
  const active = world.rounds.find(({ round }) => round.id === payload.round);
  if (active === undefined) throw new Error('no such round');
  const basis = await readDraftBasis(active, world.store);
  const { communes } = active.round;
  const own =
    payload.part === 0
      ? communes
      : communes.slice((payload.part - 1) * communesAtOnce, payload.part * communesAtOnce);
  const state = await loadState(active, own, world.clock.now(), world);
  let made = 0;
  const failed: (readonly [DistrictDocumentKind, string])[] = [];
  for (const document of districtDocuments) {
    if ((document.scope === 'commune') !== payload.part > 0) continue;
    for (const subject of subjectsOf(document, state)) {
      try {
        await keep(document, subject, basis, world);
        made += 1;
      } catch (error) {
        // One paper that cannot be filled in does not keep back the others; a failing disk does.
        if (!isUnfillable(error)) throw error;
        failed.push([document.kind, placeOf(document, subject).subject]);
      }
    }
  }
  const known = await readDraftOrder(world.store, active.round.id);
  // A later order took its place.
  if (known?.body.token !== payload.token) return { writes: [], jobs: [] };
  const order: DraftOrder = {
    ...known.body,
    done: known.body.done + 1,
    made: known.body.made + made,
    failed: [...known.body.failed, ...failed],
  };
  return { writes: [putDraftOrder(active.round.id, order, known)], jobs: [] };
}

/** What values that do not fit throw, or the library that fills templates. */
const isUnfillable = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'properties' in error && typeof error.properties === 'object');

import type { Context } from 'hono';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { loadRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { loadRevision } from '../../../shared/pipeline/assess-dossier.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import { revisionKey } from '../../../shared/pipeline/records.ts';
import { listTracked, readChecks, readFacts } from '../../../shared/pipeline/round-records.ts';
import { DossierPage } from '../pages/dossier-page.tsx';
import { MessagePage } from '../pages/layout.tsx';
import { nameDownload } from '../present/name-download.ts';
import { dossierHref, sayRound } from '../present/present-board.ts';
import { presentDossier } from '../present/present-dossier.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';
import { findPlace, type Place } from './find-place.ts';

/** Revisions of one dossier listed; a commune sends a handful. */
const revisionsListed = 1000;

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** "/ho-so/…": one dossier, any of its revisions, and its draft. */
export function showDossier(routes: GuardedRoutes, services: PortalServices): void {
  const { blobs, clock } = services;

  const showRevision = async (c: Context, wanted: number | undefined) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const entries = await listRevisions(services, round.id, commune.code);
    const entry = wanted === undefined ? entries.at(-1) : entries.find(({ revision }) => revision === wanted);
    if (entry === undefined)
      return entries.length === 0 && wanted === undefined
        ? c.html(<NothingSent place={place} />)
        : c.notFound();
    const revision = await loadRevision(entry, services);
    const rubric = await loadRubric(revision.assessment.rubric, services);
    // What was compared is the latest state; an older one is shown as it was.
    const compared = entry === entries.at(-1) ? await loadComparison(services, round, commune.code) : nothing;
    const view = presentDossier({
      commune,
      round,
      rubric,
      revision,
      entries,
      ...compared,
      tracked: await listTracked(services.store, round.id, commune.code),
      now: clock.now(),
    });
    return c.html(
      <DossierPage
        view={view}
        draftHref={
          reportOf(entry) === undefined
            ? null
            : `${dossierHref(round.id, commune.code, revision.revision)}/du-thao`
        }
      />,
    );
  };

  routes.get('/ho-so/:round/:commune', 'view-dossier', (c) => showRevision(c, undefined));
  routes.get('/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}', 'view-dossier', (c) =>
    showRevision(c, Number(c.req.param('revision'))),
  );
  routes.get('/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}/du-thao', 'view-dossier', async (c) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const revision = Number(c.req.param('revision'));
    const entries = await listRevisions(services, place.round.id, place.commune.code);
    const entry = entries.find((one) => one.revision === revision);
    const file = entry === undefined ? undefined : reportOf(entry);
    const draft = entry === undefined || file === undefined ? undefined : await blobs.get(entry.folder, file);
    if (draft === undefined) return c.notFound();
    const name = `Dự thảo Báo cáo thẩm định - ${place.commune.name} - Lần ${revision}.docx`;
    return c.body(new Uint8Array(draft), 200, {
      'content-type': wordType,
      'content-disposition': nameDownload(name),
    });
  });
}

/** File of the appraisal report, the one draft there is so far; undefined while it is being drafted. */
function reportOf({ drafts }: DossierEntry): string | undefined {
  return drafts[0]?.file;
}

const nothing = { checks: { findings: [], confirmations: [] }, facts: null } as const;

/** What comparing a dossier with others found, and the facts of it and of the round before. */
async function loadComparison({ store }: PortalServices, round: Round, commune: string) {
  const [checks, current, previous] = await Promise.all([
    readChecks(store, round.id, commune),
    readFacts(store, round.id, commune),
    round.previous === null ? undefined : readFacts(store, round.previous, commune),
  ]);
  return {
    checks: checks?.body ?? nothing.checks,
    facts:
      current === undefined || previous === undefined
        ? null
        : { current: current.body, previous: previous.body },
  };
}

async function listRevisions(
  { store }: PortalServices,
  round: string,
  commune: string,
): Promise<readonly DossierEntry[]> {
  const page = await store.query({
    partition: revisionKey(round, commune, 1).partition,
    from: 'revision#',
    to: 'revision#~',
    limit: revisionsListed,
  });
  return page.records.map(({ body }) => body as unknown as DossierEntry);
}

function NothingSent({ place }: { readonly place: Place }) {
  const { round, commune } = place;
  return (
    <MessagePage title={`Hồ sơ ${communeInSentence(commune)}`} section="dossiers">
      <p>{`Chưa nhận lần gửi nào của ${communeInSentence(commune)}, ${sayRound(round)}.`}</p>
      <p>{`Thời hạn gửi hồ sơ: trước ngày ${round.deadline}.`}</p>
      <p>
        Nếu xã báo đã gửi, tìm thư tại <a href="/tiep-nhan">Nhật ký tiếp nhận</a>; hoặc trở về{' '}
        <a href="/">Hồ sơ các xã, thị trấn</a>.
      </p>
    </MessagePage>
  );
}

import type { Context } from 'hono';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import { gatherFacts } from '../../../shared/appraisal/checks/gather-facts.ts';
import { councilOutcome } from '../../../shared/appraisal/council-outcome.ts';
import type { Deadline } from '../../../shared/domain/deadline.ts';
import { deadlineOf } from '../../../shared/domain/deadline.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { loadRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { loadRevision } from '../../../shared/pipeline/dossier-revision.ts';
import { loadDossier } from '../../../shared/pipeline/load-dossier.ts';
import { readBoardLines } from '../../../shared/pipeline/board-lines.ts';
import { councilPapers, readCouncil } from '../../../shared/pipeline/council-records.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import { readRevision } from '../../../shared/pipeline/records.ts';
import { readFacts } from '../../../shared/pipeline/round-records.ts';
import { DossierPage } from '../pages/dossier-page.tsx';
import { MessagePage } from '../pages/layout.tsx';
import { RevisionDifferencePage } from '../pages/revision-difference-page.tsx';
import { compareRevisions } from '../present/compare-revisions.ts';
import { dossierHref, sayRound } from '../present/present-board.ts';
import { documentHref, documentNames } from '../present/present-documents.ts';
import { presentDossier } from '../present/present-dossier.ts';
import { loadReceipt, receiptHref } from '../present/present-receipt.ts';
import { can } from '../access/permissions.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';
import { findPlace, type Place } from './find-place.ts';
import { sendFile } from './send-file.ts';

/** Papers of the district that are about one commune. */
const ownDocuments = districtDocuments.filter(({ scope }) => scope === 'commune').map(({ kind }) => kind);

/** "/ho-so/…": one dossier, any of its revisions, and its draft. */
export function showDossier(routes: GuardedRoutes, services: PortalServices): void {
  const { blobs, clock } = services;

  const showRevision = async (c: Context, person: Person, wanted: number | undefined) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const linesRead = readBoardLines(services.store, round.id, commune.code, commune.code);
    const dossier = await loadDossier(
      round.id,
      commune.code,
      services,
      linesRead.then(({ checks }) => checks[0]),
    );
    const { tracked, desks } = await linesRead;
    const deadline = deadlineOf(round, desks[0]?.extension ?? null);
    if (dossier === undefined)
      return wanted === undefined ? c.html(<NothingSent place={place} deadline={deadline} />) : c.notFound();
    const { revisions, head } = dossier.records;
    const entry = revisions.find(({ revision }) => revision === (wanted ?? head.body.revision));
    if (entry === undefined) return c.notFound();
    // What was decided and compared is of the latest state; an older one is shown as it was.
    const isLatest = entry.revision === head.body.revision;
    const revision = isLatest ? dossier.revision : await loadRevision(entry, services);
    const [previous, council, receipt] = await Promise.all([
      isLatest && round.previous !== null
        ? readFacts(services.store, round.previous, commune.code)
        : undefined,
      isLatest ? readCouncil(services.store, round.id) : null,
      isLatest && can(person, 'view-outbox', round.id)
        ? loadReceipt(services.store, dossier.records.owed)
        : null,
    ]);
    const view = presentDossier({
      commune,
      round,
      deadline,
      council: council === null ? null : councilOutcome(councilPapers(council), commune.code),
      rubric: isLatest ? dossier.rubric : await loadRubric(revision.assessment.rubric, services),
      revision,
      entries: revisions,
      atHand: isLatest ? dossier : null,
      canDecide: can(person, 'decide', round.id),
      facts:
        previous === undefined
          ? null
          : { current: gatherFacts(dossier.decided.revision, round.year), previous: previous.body },
      tracked,
      now: clock.now(),
    });
    return c.html(
      <DossierPage
        view={view}
        receipt={receipt === null ? null : { state: receipt, href: receiptHref(round.id, commune.code) }}
        drafts={{
          reportHref:
            reportOf(entry) === undefined
              ? null
              : `${dossierHref(round.id, commune.code, revision.revision)}/du-thao`,
          documents:
            isLatest && can(person, 'view-documents', round.id)
              ? ownDocuments.map((kind) => ({
                  name: documentNames[kind],
                  href: documentHref(round.id, kind, commune.code),
                }))
              : [],
        }}
      />,
    );
  };

  routes.get('/ho-so/:round/:commune', 'view-dossier', (c, person) => showRevision(c, person, undefined));
  routes.get('/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}', 'view-dossier', (c, person) =>
    showRevision(c, person, Number(c.req.param('revision'))),
  );
  routes.get('/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}/so-sanh', 'view-dossier', async (c) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const number = Number(c.req.param('revision'));
    const [before, after] = await Promise.all(
      [number - 1, number].map((one) => readRevision(services.store, round.id, commune.code, one)),
    );
    if (before === undefined || after === undefined) return c.notFound();
    const revisions = {
      before: await loadRevision(before.body, services),
      after: await loadRevision(after.body, services),
    };
    // In the words of the newer one, which may have been made by another version of the scale.
    const rubric = await loadRubric(revisions.after.assessment.rubric, services);
    return c.html(
      <RevisionDifferencePage view={compareRevisions({ commune, round, rubric, ...revisions })} />,
    );
  });
  routes.get('/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}/du-thao', 'view-dossier', async (c) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const revision = Number(c.req.param('revision'));
    const entry = (await readRevision(services.store, place.round.id, place.commune.code, revision))?.body;
    const file = entry === undefined ? undefined : reportOf(entry);
    const draft = entry === undefined || file === undefined ? undefined : await blobs.get(entry.folder, file);
    if (draft === undefined) return c.notFound();
    const name = `Dự thảo Báo cáo thẩm định - ${place.commune.name} - Lần ${revision}.docx`;
    return sendFile(c, draft, name);
  });
}

/** File of the appraisal report, the one draft there is so far; undefined while it is being drafted. */
function reportOf({ drafts }: DossierEntry): string | undefined {
  return drafts[0]?.file;
}

function NothingSent({ place, deadline }: { readonly place: Place; readonly deadline: Deadline }) {
  const { round, commune } = place;
  return (
    <MessagePage title={`Hồ sơ ${communeInSentence(commune)}`} section="dossiers">
      <p>{`Chưa nhận lần gửi nào của ${communeInSentence(commune)}, ${sayRound(round)}.`}</p>
      <p>{`Thời hạn gửi hồ sơ: trước ngày ${deadline.deadline}.`}</p>
      <p>
        Nếu xã báo đã gửi, tìm thư tại <a href="/tiep-nhan">Nhật ký tiếp nhận</a>; hoặc trở về{' '}
        <a href="/">Hồ sơ các xã, thị trấn</a>.
      </p>
    </MessagePage>
  );
}

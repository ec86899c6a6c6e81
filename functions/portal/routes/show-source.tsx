import type { Context } from 'hono';
import { pageImageType } from '../../../shared/domain/page-image.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { loadRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { loadRevision } from '../../../shared/pipeline/dossier-revision.ts';
import { loadDossier } from '../../../shared/pipeline/load-dossier.ts';
import { loadPageImage, loadPageWords } from '../../../shared/pipeline/draw-pages.ts';
import { dropOpening, putOpening, readOpening } from '../../../shared/pipeline/evidence-openings.ts';
import { loadDocument } from '../../../shared/pipeline/load-document.ts';
import type { PartEntry } from '../../../shared/pipeline/records.ts';
import { readRevision } from '../../../shared/pipeline/records.ts';
import { SourcePage } from '../pages/source-page.tsx';
import type { FigureSource } from '../present/figure-sources.ts';
import { documentOf, listFigureSources, sourceHref } from '../present/figure-sources.ts';
import { presentSourcePage } from '../present/present-source.ts';
import { filesWithNames, whyWithheld } from '../present/protect-children.ts';
import { can } from '../access/permissions.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';
import { findPlace } from './find-place.ts';

const sourcePath = '/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}/nguon/:source{[1-9][0-9]{0,4}}';
const pagePath = `${sourcePath}/trang/:page{[1-9][0-9]{0,4}}`;

/** Attack: a reason of many kilobytes in every list that shows it. */
const longestReason = 2000;
/** From giving a reason to the image being there. */
const openForMs = 5 * 60_000;

/** "…/nguon/7": where one figure stands; pages of its document as images, never the file itself. */
export function showSource(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;

  const findSource = async (c: Context) => {
    const place = findPlace(c, services);
    if (place === undefined) return undefined;
    const { round, commune } = place;
    const entry = await readRevision(store, round.id, commune.code, Number(c.req.param('revision')));
    if (entry === undefined) return undefined;
    const revision = await loadRevision(entry.body, services);
    const rubric = await loadRubric(revision.assessment.rubric, services);
    const number = Number(c.req.param('source'));
    const figure = listFigureSources(revision, rubric)[number - 1];
    const document = figure === undefined ? undefined : documentOf(revision, figure.source);
    if (figure === undefined || document === undefined) return undefined;
    const withheld = whyWithheld(document, figure, filesWithNames(revision));
    return { round, commune, revision, number, figure, document, withheld };
  };
  type Found = NonNullable<Awaited<ReturnType<typeof findSource>>>;

  /** What the page needs beside the place: what was decided on the figure, and what the person may do. */
  const findRights = async ({ round, commune, revision }: Found, person: Person) => {
    const dossier = await loadDossier(round.id, commune.code, services);
    return {
      atHand: dossier?.revision.revision === revision.revision ? dossier : null,
      canDecide: can(person, 'decide', round.id),
      mayOpen: can(person, 'open-evidence', round.id),
    };
  };

  const loadShown = async (found: Found, page: number | undefined) => {
    const loaded = await loadDocument(found.document, services);
    const words =
      loaded.part === null || page === undefined
        ? null
        : ((await loadPageWords(loaded.part, page, blobs)) ?? null);
    return { loaded, shown: page === undefined ? null : { page, words } };
  };

  const showPage = async (c: Context, person: Person) => {
    const found = await findSource(c);
    if (found === undefined) return c.notFound();
    const asked = c.req.param('page');
    const page = asked === undefined ? pageOf(found.figure) : Number(asked);
    const { loaded, shown } =
      found.withheld === null ? await loadShown(found, page) : { loaded: null, shown: null };
    if (asked !== undefined && Number(asked) > (loaded?.part?.pages ?? 0)) return c.notFound();
    const rights = await findRights(found, person);
    return c.html(<SourcePage view={presentSourcePage({ ...found, ...rights, loaded, shown })} />);
  };

  routes.get(sourcePath, 'view-dossier', showPage);
  routes.get(pagePath, 'view-dossier', showPage);
  routes.get(`${pagePath}/anh`, 'view-dossier', async (c) => {
    const found = await findSource(c);
    if (found?.withheld !== null) return c.notFound();
    const { part } = await loadDocument(found.document, services);
    return sendImage(c, part, Number(c.req.param('page')));
  });

  routes.post(`${sourcePath}/mo`, 'open-evidence', async (c, person, form) => {
    const found = await findSource(c);
    if (found === undefined) return c.notFound();
    const place = sourceHref(found.revision, found.number);
    if (found.withheld === null) return c.redirect(place, 303);
    const rights = await findRights(found, person);
    const reason = form.text('ly-do');
    if (reason === '' || reason.length > longestReason)
      return c.html(
        <SourcePage
          view={presentSourcePage({ ...found, ...rights, loaded: null, shown: null })}
          problem={reason === '' ? 'Ghi lý do rồi mới xem được.' : 'Lý do quá dài; rút ngắn rồi gửi lại.'}
        />,
        422,
      );
    const page = pageOf(found.figure);
    const token = services.newToken();
    // Logged before anything of it is even read.
    const { applied } = await store.commit({
      writes: [
        auditLine(services, person, 'open-evidence', {
          about: { round: found.round.id, commune: found.commune.code, mail: found.document.mailId },
          reason,
          after: `Lần ${found.revision.revision}, nguồn số liệu ${found.number}`,
        }),
        ...(page === undefined
          ? []
          : [
              putOpening(token, {
                person: person.id,
                place: `${place}/trang/${page}`,
                expiresAt: new Date(Date.parse(clock.now()) + openForMs).toISOString(),
              }),
            ]),
      ],
      jobs: [],
    });
    if (!applied) throw new Error('the opening was not logged');
    const opened = { imageHref: page === undefined ? null : `${place}/trang/${page}/anh/${token}` };
    return c.html(
      <SourcePage
        view={presentSourcePage({ ...found, ...rights, ...(await loadShown(found, page)), opened })}
      />,
    );
  });
  routes.get(`${pagePath}/anh/:opening{[A-Za-z0-9_-]{20,100}}`, 'open-evidence', async (c, person) => {
    const token = c.req.param('opening');
    const opening = await readOpening(store, token);
    const found = await findSource(c);
    if (opening === undefined || found === undefined) return c.notFound();
    const page = Number(c.req.param('page'));
    const { person: owner, place, expiresAt } = opening.body;
    const isRight =
      owner === person.id &&
      place === `${sourceHref(found.revision, found.number)}/trang/${page}` &&
      expiresAt > clock.now();
    if (!isRight) return c.notFound();
    // Used up before it is sent: a second request gets nothing.
    const { applied } = await store.commit({ writes: [dropOpening(token, opening)], jobs: [] });
    if (!applied) return c.notFound();
    const { part } = await loadDocument(found.document, services);
    return sendImage(c, part, page);
  });

  const sendImage = async (c: Context, part: PartEntry | null, page: number) => {
    const image = part === null ? undefined : await loadPageImage(part, page, blobs);
    if (image === undefined) return c.notFound();
    return c.body(new Uint8Array(image), 200, {
      'content-type': pageImageType,
      'cache-control': 'private, no-store',
    });
  };
}

/** The page a figure stands on; undefined where its place is no page. */
function pageOf({ source: { locator } }: FigureSource): number | undefined {
  return locator?.kind === 'page' ? locator.page : undefined;
}

import type { Context } from 'hono';
import { pageImageType } from '../../../shared/domain/page-image.ts';
import { loadRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { loadRevision } from '../../../shared/pipeline/assess-dossier.ts';
import { loadPageImage, loadPageWords } from '../../../shared/pipeline/draw-pages.ts';
import { loadDocument } from '../../../shared/pipeline/load-document.ts';
import { readRevision } from '../../../shared/pipeline/records.ts';
import { SourcePage } from '../pages/source-page.tsx';
import { documentOf, listFigureSources } from '../present/figure-sources.ts';
import { presentSourcePage } from '../present/present-source.ts';
import { filesWithNames, whyWithheld } from '../present/protect-children.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';
import { findPlace } from './find-place.ts';

const sourcePath = '/ho-so/:round/:commune/lan/:revision{[1-9][0-9]{0,5}}/nguon/:source{[1-9][0-9]{0,4}}';
const pagePath = `${sourcePath}/trang/:page{[1-9][0-9]{0,4}}`;

/** "…/nguon/7": where one figure stands; pages of its document as images, never the file itself. */
export function showSource(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs } = services;

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
    const loaded = withheld === null ? await loadDocument(document, services) : null;
    return { round, commune, revision, number, figure, document, withheld, loaded };
  };

  const showPage = async (c: Context) => {
    const found = await findSource(c);
    if (found === undefined) return c.notFound();
    const { loaded, figure } = found;
    const { locator } = figure.source;
    const asked = c.req.param('page');
    const page = asked === undefined ? (locator?.kind === 'page' ? locator.page : undefined) : Number(asked);
    const part = loaded?.part ?? null;
    if (asked !== undefined && (part === null || Number(asked) > (part.pages ?? 0))) return c.notFound();
    const words =
      part === null || page === undefined ? null : ((await loadPageWords(part, page, blobs)) ?? null);
    const shown = loaded === null || page === undefined ? null : { page, words };
    return c.html(<SourcePage view={presentSourcePage({ ...found, shown })} />);
  };

  routes.get(sourcePath, 'view-dossier', showPage);
  routes.get(pagePath, 'view-dossier', showPage);
  routes.get(`${pagePath}/anh`, 'view-dossier', async (c) => {
    const part = (await findSource(c))?.loaded?.part ?? null;
    const image = part === null ? undefined : await loadPageImage(part, Number(c.req.param('page')), blobs);
    if (image === undefined) return c.notFound();
    return c.body(new Uint8Array(image), 200, {
      'content-type': pageImageType,
      'cache-control': 'private, no-store',
    });
  });
}

import type { Context } from 'hono';
import type { DistrictDocument } from '../../../shared/appraisal/district-documents.ts';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import { builtInTemplate } from '../../../shared/appraisal/draft-document.ts';
import { pathOfDocument } from '../../../shared/appraisal/list-round-files.ts';
import type { TemplateFault } from '../../../shared/appraisal/templates/template-fault.ts';
import type { TemplateResult } from '../../../shared/pipeline/keep-templates.ts';
import { chooseTemplate, uploadTemplate } from '../../../shared/pipeline/keep-templates.ts';
import { listTemplates, readTemplates, templatesFolder } from '../../../shared/pipeline/template-records.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { TemplateListPage, TemplatePage } from '../pages/template-pages.tsx';
import { presentTemplateLines, presentTemplates } from '../present/present-templates.ts';
import type { PortalServices } from '../services.ts';
import { sendFile } from './send-file.ts';

const kindPath = '/mau-van-ban/:kind{[a-z-]{1,40}}';

/** "/mau-van-ban": the templates papers are made from. */
export function manageTemplates(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs } = services;

  routes.get('/mau-van-ban', 'manage-templates', async (c) =>
    c.html(<TemplateListPage lines={presentTemplateLines(await listTemplates(store))} />),
  );

  routes.get(kindPath, 'manage-templates', (c) => show(c));

  routes.upload(kindPath, 'manage-templates', 'template', async (c, person, form) => {
    const document = findKind(c);
    if (document === undefined) return c.notFound();
    const [file] = form.files('tep');
    if (file === undefined) return show(c, 'Chưa chọn tệp.');
    const { kind } = document;
    const result = await uploadTemplate({ kind, file: file.name, bytes: file.bytes, by: person }, services);
    return answer(c, result, 'Mẫu dùng được và đã được giữ. Xem văn bản thử rồi bấm “Dùng” để áp dụng.');
  });

  routes.post(`${kindPath}/chon`, 'manage-templates', async (c, person, form) => {
    const document = findKind(c);
    if (document === undefined) return c.notFound();
    const chosen = form.text('ban');
    const result = await chooseTemplate(
      {
        kind: document.kind,
        number: chosen === '' ? null : Number(chosen),
        seen: Number(form.text('da-xem')),
        by: person,
      },
      services,
    );
    return answer(c, result, 'Đã đổi mẫu. Văn bản lập trước đó cần lập lại để theo mẫu mới.');
  });

  routes.get(`${kindPath}/tai-ve/:which{co-san|(?:ban|mau-thu)-\\d{1,4}}`, 'manage-templates', async (c) => {
    const document = findKind(c);
    const which = c.req.param('which');
    const bytes = document && (await read(document, which));
    if (document === undefined || bytes === undefined) return c.notFound();
    return sendFile(c, bytes, `mau-${pathOfDocument(document.kind, {})}-${which}.docx`);
  });

  async function read(document: DistrictDocument, which: string): Promise<Uint8Array | undefined> {
    if (which === 'co-san') return builtInTemplate(document);
    const entry = (await readTemplates(store, document.kind))?.body;
    const number = Number(/\d+$/u.exec(which)?.[0]);
    const version = entry?.versions.find((one) => one.number === number);
    if (version === undefined) return undefined;
    return blobs.get(templatesFolder, which.startsWith('ban-') ? version.blob : version.sample);
  }

  async function answer(c: Context, result: TemplateResult, done: string): Promise<Response> {
    if ('faults' in result) return show(c, null, result.faults);
    if ('refused' in result) return show(c, result.refused);
    return redirectWith(c, `/mau-van-ban/${result.entry.kind}`, done);
  }

  async function show(
    c: Context,
    problem: string | null = null,
    faults: readonly TemplateFault[] = [],
  ): Promise<Response> {
    const document = findKind(c);
    if (document === undefined) return c.notFound();
    const view = presentTemplates(document.kind, (await readTemplates(store, document.kind))?.body);
    return c.html(
      <TemplatePage view={view} faults={faults} problem={problem} />,
      faults.length > 0 ? 422 : problem === null ? 200 : 409,
    );
  }
}

const findKind = (c: Context): DistrictDocument | undefined =>
  districtDocuments.find(({ kind }) => kind === c.req.param('kind'));

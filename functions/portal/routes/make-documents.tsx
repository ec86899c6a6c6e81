import type { Context } from 'hono';
import type { DistrictDocumentKind } from '../../../shared/domain/district-document.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { districtDocuments, districtWorkbooks } from '../../../shared/appraisal/document-registry.ts';
import type { Audience } from '../../../shared/appraisal/district-documents.ts';
import { pathOfDocument, pathOfWorkbook } from '../../../shared/appraisal/list-round-files.ts';
import { withAdoptedRubrics } from '../../../shared/pipeline/adopted-rubrics.ts';
import { readDraftBasis } from '../../../shared/pipeline/draft-basis.ts';
import type { DraftEntry } from '../../../shared/pipeline/draft-records.ts';
import { draftsFolder, readDraft, readDrafts } from '../../../shared/pipeline/draft-records.ts';
import { editedCopy, uploadEditedCopy, withdrawEditedCopy } from '../../../shared/pipeline/keep-draft.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { makeDraft, orderDrafts } from '../../../shared/pipeline/make-drafts.ts';
import { redirectWith } from '../access/flash.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import { DocumentPage, DocumentRoundsPage, RoundDocumentsPage } from '../pages/document-pages.tsx';
import {
  documentHref,
  documentNames,
  findCommune,
  presentDocument,
  presentRoundDocuments,
  sayDocument,
} from '../present/present-documents.ts';
import { previewDocument } from '../present/preview-document.ts';
import type { PortalRound, PortalServices } from '../services.ts';
import type { PacketFile } from '../../../shared/appraisal/zip-packet.ts';
import { zipPacket } from '../../../shared/appraisal/zip-packet.ts';
import { sendFile } from './send-file.ts';

const roundPath = '/van-ban/:round{[\\w.-]{1,40}}';
const documentPath = `${roundPath}/:kind{[a-z-]{1,40}}/:subject{round|session-\\d{1,4}|\\d{1,10}}`;

const copyNames: Readonly<Record<Audience, string>> = { inside: 'nội bộ', outside: 'gửi ra ngoài' };

/** A paper an address names. */
interface NamedDocument extends PortalRound {
  readonly kind: DistrictDocumentKind;
  readonly subject: string;
}

/** "/van-ban": the papers of a round, made, looked at, edited and taken along. */
export function makeDocuments(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;

  routes.get('/van-ban', 'view-documents', (c, person) =>
    c.html(
      <DocumentRoundsPage
        rounds={services.rounds
          .filter(({ round }) => can(person, 'view-documents', round.id))
          .map(({ round }) => ({
            id: round.id,
            title: `Đợt đánh giá năm ${round.year}, ${round.authority.district}`,
          }))}
        canManageTemplates={can(person, 'manage-templates')}
      />,
    ),
  );

  routes.get(roundPath, 'view-documents', (c, person) => showRound(c, person, null));

  routes.post(`${roundPath}/lap`, 'make-documents', async (c, person) => {
    const active = await findRound(c, services);
    if (active === undefined) return c.notFound();
    const isOrdered = await orderDrafts(active, person, services.newToken().slice(0, 16), services);
    return isOrdered
      ? redirectWith(c, `/van-ban/${active.round.id}`, 'Đang lập các văn bản.')
      : showRound(c, person, 'Các văn bản đang được lập theo yêu cầu trước; chờ xong rồi lập lại.');
  });

  routes.get(`${roundPath}/bo-van-ban`, 'view-documents', async (c, person) => {
    const active = await findRound(c, services);
    if (active === undefined) return c.notFound();
    const purpose = c.req.query('ban') === 'trinh-ky' ? 'for-signing' : 'draft';
    const { round } = active;
    const [{ drafts }, basis] = await Promise.all([
      readDrafts(store, round.id),
      readDraftBasis(active, store),
    ]);
    if (drafts.length === 0) return c.notFound();
    const at = clock.now();
    await store.commit({
      writes: [
        auditLine(services, person, 'download-documents', {
          about: { round: round.id },
          after: `${drafts.length}`,
        }),
      ],
      jobs: [],
    });
    const state = await loadRoundState(active, at, services);
    const files: PacketFile[] = [
      ...drafts.map((entry) => ({
        path: pathOf(entry, active),
        read: async () => readBytes(entry, editedCopy(entry)?.blob ?? entry.blobs[purpose]),
      })),
      ...districtWorkbooks.flatMap(({ kind, audiences, write }) =>
        audiences.map((audience) => ({
          path: pathOfWorkbook(kind, audiences.length > 1 ? audience : null),
          read: () => write(state, audience),
        })),
      ),
    ];
    const contents = drafts.map((entry) => {
      const { state: stands } = presentDocument({ ...entry, round, entry, basis: basis.of(entry) });
      return `${pathOf(entry, active)}\t${sayDocument(entry.kind, entry.subject, round)}\t${stands.chip.text}; ${stands.detail}`;
    });
    const name = `Bộ văn bản ${round.id} ${purpose === 'draft' ? 'dự thảo' : 'trình ký'}.zip`;
    return sendFile(c, zipPacket(files, ['Tệp\tVăn bản\tTrạng thái', ...contents], at), name);
  });

  routes.get(
    `${roundPath}/bang/:workbook{[a-z-]{1,40}}/:audience{inside|outside}`,
    'view-documents',
    async (c) => {
      const active = await findRound(c, services);
      const workbook = districtWorkbooks.find(({ kind }) => kind === c.req.param('workbook'));
      const audience = workbook?.audiences.find((one) => one === c.req.param('audience'));
      if (active === undefined || workbook === undefined || audience === undefined) return c.notFound();
      const bytes = await workbook.write(await loadRoundState(active, clock.now(), services), audience);
      return sendFile(
        c,
        bytes,
        pathOfWorkbook(workbook.kind, workbook.audiences.length > 1 ? audience : null).replace('/', '-'),
      );
    },
  );

  routes.get(documentPath, 'view-documents', (c, person) => showDocument(c, person, null));

  routes.post(`${documentPath}/lap`, 'make-documents', async (c, person) => {
    const named = await findDocument(c, services);
    if (named === undefined) return c.notFound();
    const before = await readDraft(store, named.round.id, named.kind, named.subject);
    const made = await makeDraft(
      named,
      named,
      { by: person, token: services.newToken().slice(0, 16) },
      services,
    );
    if ('refused' in made) return showDocument(c, person, made.refused);
    const isSame = before?.body.inputs === made.entry.inputs;
    return redirectWith(
      c,
      hrefOf(named),
      isSame ? 'Nội dung không có gì thay đổi, giữ nguyên dự thảo.' : 'Đã lập dự thảo.',
    );
  });

  routes.upload(`${documentPath}/tai-len`, 'make-documents', 'editedCopy', async (c, person, form) => {
    const named = await findDocument(c, services);
    if (named === undefined) return c.notFound();
    const [file] = form.files('tep');
    if (file === undefined) return showDocument(c, person, 'Chưa chọn tệp.');
    const result = await uploadEditedCopy(
      { ...placeOf(named), file: file.name, bytes: file.bytes, by: person },
      services,
    );
    return 'refused' in result
      ? showDocument(c, person, result.refused)
      : redirectWith(c, hrefOf(named), 'Đã nhận bản đã sửa; bản này thay dự thảo trong bộ văn bản.');
  });

  routes.post(`${documentPath}/bo-ban-sua`, 'make-documents', async (c, person) => {
    const named = await findDocument(c, services);
    if (named === undefined) return c.notFound();
    const result = await withdrawEditedCopy({ ...placeOf(named), by: person }, services);
    return 'refused' in result
      ? showDocument(c, person, result.refused)
      : redirectWith(c, hrefOf(named), 'Đã bỏ bản đã sửa; bộ văn bản dùng lại dự thảo.');
  });

  routes.get(`${documentPath}/tai-ve`, 'view-documents', async (c) => {
    const named = await findDocument(c, services);
    const entry = named && (await readDraft(store, named.round.id, named.kind, named.subject))?.body;
    if (named === undefined || entry === undefined) return c.notFound();
    const wanted = c.req.query('ban');
    const blob = {
      'da-sua': editedCopy(entry)?.blob,
      'trinh-ky': entry.blobs['for-signing'],
      'du-thao': entry.blobs.draft,
    }[wanted ?? 'du-thao'];
    if (blob === undefined) return c.notFound();
    const mark = wanted === 'trinh-ky' ? 'trinh-ky' : wanted === 'da-sua' ? 'da-sua' : 'du-thao';
    return sendFile(
      c,
      await readBytes(entry, blob),
      `${pathOf(entry, named)
        .replace('/', '-')
        .replace(/\.docx$/u, '')}-${mark}.docx`,
    );
  });

  async function readBytes({ round }: DraftEntry, blob: string): Promise<Uint8Array> {
    const bytes = await blobs.get(draftsFolder(round), blob);
    if (bytes === undefined) throw new Error('the draft has no blob');
    return bytes;
  }

  async function showRound(c: Context, person: Person, problem: string | null): Promise<Response> {
    const active = await findRound(c, services);
    if (active === undefined) return c.notFound();
    const { round } = active;
    const [{ drafts, order }, basis] = await Promise.all([
      readDrafts(store, round.id),
      readDraftBasis(active, store),
    ]);
    const page = Number(c.req.query('trang') ?? 1) || 1;
    return c.html(
      <RoundDocumentsPage
        view={presentRoundDocuments({ round, drafts, order, basis, page })}
        canMake={can(person, 'make-documents', round.id)}
        workbooks={districtWorkbooks.flatMap(({ kind, audiences }) =>
          audiences.map((audience) => ({
            name: `${documentNames[kind]}${audiences.length > 1 ? ` (${copyNames[audience]})` : ''}, xlsx`,
            href: `/van-ban/${round.id}/bang/${kind}/${audience}`,
          })),
        )}
        problem={problem}
      />,
      problem === null ? 200 : 409,
    );
  }

  async function showDocument(c: Context, person: Person, problem: string | null): Promise<Response> {
    const named = await findDocument(c, services);
    if (named === undefined) return c.notFound();
    const { round, kind, subject } = named;
    const [known, basis] = await Promise.all([
      readDraft(store, round.id, kind, subject),
      readDraftBasis(named, store),
    ]);
    const entry = known?.body;
    const shown = entry === undefined ? undefined : (editedCopy(entry)?.blob ?? entry.blobs.draft);
    return c.html(
      <DocumentPage
        view={presentDocument({ round, kind, subject, entry, basis: basis.of({ kind, subject }) })}
        preview={
          entry === undefined || shown === undefined
            ? null
            : await previewDocument(await readBytes(entry, shown))
        }
        canMake={can(person, 'make-documents', round.id)}
        problem={problem}
      />,
      problem === null ? 200 : 409,
    );
  }
}

const hrefOf = ({ round, kind, subject }: NamedDocument): string => documentHref(round.id, kind, subject);

const placeOf = ({ round, kind, subject }: NamedDocument) => ({ round: round.id, kind, subject });

/** Where a paper is in the packet; the name says nothing a folder of the office could not. */
function pathOf({ kind, subject }: Pick<DraftEntry, 'kind' | 'subject'>, { round }: PortalRound): string {
  const session = /^session-(\d+)$/u.exec(subject)?.[1];
  return `${pathOfDocument(kind, {
    commune: findCommune(subject, round),
    session: session === undefined ? undefined : Number(session),
  })}.docx`;
}

/** The round an address names, with the version of its scale in force. */
export async function findRound(c: Context, services: PortalServices): Promise<PortalRound | undefined> {
  const named = services.rounds.filter(({ round }) => round.id === c.req.param('round'));
  return (await withAdoptedRubrics(named, services))[0];
}

async function findDocument(c: Context, services: PortalServices): Promise<NamedDocument | undefined> {
  const active = await findRound(c, services);
  const document = districtDocuments.find(({ kind }) => kind === c.req.param('kind'));
  const subject = c.req.param('subject') ?? '';
  if (active === undefined || document === undefined) return undefined;
  const scope =
    subject === 'round' ? 'round' : findCommune(subject, active.round) === undefined ? 'session' : 'commune';
  if (document.scope !== scope || (scope === 'session' && !subject.startsWith('session-'))) return undefined;
  return { ...active, kind: document.kind, subject };
}

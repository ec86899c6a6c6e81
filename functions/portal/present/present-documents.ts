import type { Commune } from '../../../shared/domain/commune.ts';
import type { DistrictDocumentKind } from '../../../shared/domain/district-document.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import type { DraftBasis } from '../../../shared/pipeline/draft-basis.ts';
import type { DraftEntry, DraftOrder } from '../../../shared/pipeline/draft-records.ts';
import { editedCopy, isOutdated } from '../../../shared/pipeline/keep-draft.ts';
import type { Chip } from './chip.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** Names of the district's papers as the office says them. */
export const documentNames: Readonly<Record<DistrictDocumentKind, string>> = {
  'completeness-sheet': 'Phiếu kiểm tra thành phần hồ sơ',
  'appraisal-sheet': 'Phiếu thẩm định',
  'appraisal-report': 'Báo cáo thẩm định',
  'appraisal-report-round': 'Báo cáo thẩm định cả đợt',
  'supplement-request': 'Công văn yêu cầu bổ sung',
  'sector-confirmation': 'Bảng đề nghị ngành xác nhận số liệu',
  invitation: 'Giấy mời họp',
  ballot: 'Phiếu biểu quyết',
  'ballot-count': 'Biên bản kiểm phiếu',
  'council-minutes': 'Biên bản họp Hội đồng',
  proposal: 'Tờ trình đề nghị công nhận',
  'recognition-decision': 'Quyết định công nhận',
  'result-notice': 'Thông báo kết quả',
  'consolidated-report': 'Báo cáo tổng hợp',
  'score-workbook': 'Bảng tổng hợp điểm',
  'file-index': 'Mục lục văn bản trong hồ sơ',
  'score-sheet-form': 'Mẫu bảng tự chấm điểm',
};

/** How a paper stands. */
export interface DocumentState {
  readonly chip: Chip;
  /** When it was made, or whose copy it is. */
  readonly detail: string;
  /** Something it is made from changed afterwards. */
  readonly isStale: boolean;
}

/** One paper of a list. */
export interface DocumentLine {
  readonly name: string;
  readonly href: string;
  readonly state: DocumentState;
}

/** One commune with its papers. */
interface CommuneDocuments {
  readonly name: string;
  readonly hasDossier: boolean;
  readonly documents: readonly DocumentLine[];
}

/** "Văn bản của đợt". */
export interface RoundDocumentsView {
  readonly round: string;
  readonly title: string;
  readonly whole: readonly DocumentLine[];
  readonly sessions: readonly { readonly title: string; readonly documents: readonly DocumentLine[] }[];
  readonly communeKinds: readonly string[];
  readonly communes: readonly CommuneDocuments[];
  readonly pages: { readonly at: number; readonly count: number };
  /** What an order to make all is doing; null when none is under way. */
  readonly work: { readonly text: string; readonly done: number; readonly parts: number } | null;
  /** What the last order could not make. */
  readonly failed: readonly string[];
  readonly made: number;
  readonly stale: number;
}

const communesPerPage = 50;

const kindsOf = (scope: 'round' | 'session' | 'commune'): readonly DistrictDocumentKind[] =>
  districtDocuments.filter((document) => document.scope === scope).map(({ kind }) => kind);

/** The papers of a round with how each stands, communes by the page (from 1). */
export function presentRoundDocuments(input: {
  readonly round: Round;
  readonly drafts: readonly DraftEntry[];
  readonly order: DraftOrder | undefined;
  readonly basis: DraftBasis;
  readonly page: number;
}): RoundDocumentsView {
  const { round, drafts, order, basis } = input;
  const known = new Map(drafts.map((entry) => [`${entry.kind}/${entry.subject}`, entry]));
  const line = (kind: DistrictDocumentKind, subject: string): DocumentLine => ({
    name: documentNames[kind],
    href: documentHref(round.id, kind, subject),
    state: stateOfDraft(known.get(`${kind}/${subject}`), basis.of({ kind, subject })),
  });
  const count = Math.max(1, Math.ceil(round.communes.length / communesPerPage));
  const at = Math.min(Math.max(1, input.page), count);
  const isWorking = order !== undefined && order.done < order.parts;
  return {
    round: round.id,
    title: `Đợt đánh giá năm ${round.year}, ${round.authority.district}`,
    whole: kindsOf('round').map((kind) => line(kind, 'round')),
    sessions: basis.sessions.map((number) => ({
      title: `Phiên họp thứ ${number}`,
      documents: kindsOf('session').map((kind) => line(kind, `session-${number}`)),
    })),
    communeKinds: kindsOf('commune').map((kind) => documentNames[kind]),
    communes: round.communes
      .slice((at - 1) * communesPerPage, at * communesPerPage)
      .map(({ code, name }) => ({
        name,
        hasDossier: basis.submitted.has(code),
        documents: kindsOf('commune').map((kind) => line(kind, code)),
      })),
    pages: { at, count },
    work: isWorking
      ? {
          text: `Đang lập các văn bản: xong ${order.done}/${order.parts} phần, ${order.made} văn bản.`,
          done: order.done,
          parts: order.parts,
        }
      : null,
    failed:
      order === undefined || isWorking
        ? []
        : order.failed.map(([kind, subject]) => sayDocument(kind, subject, round)),
    made: drafts.length,
    stale: drafts.filter((entry) => stateOfDraft(entry, basis.of(entry)).isStale).length,
  };
}

/** How one paper stands, against what its records are now. */
export function stateOfDraft(entry: DraftEntry | undefined, basis: string): DocumentState {
  if (entry === undefined) return { chip: { text: 'Chưa lập', tone: 'quiet' }, detail: '', isStale: false };
  const copy = editedCopy(entry);
  const isStale = entry.basis !== basis || isOutdated(entry);
  const detail =
    copy === undefined ? `Lập ${sayTime(entry.at)}` : `${copy.by.name} tải lên ${sayTime(copy.at)}`;
  if (isStale)
    return {
      chip: {
        text: copy === undefined ? 'Có thay đổi sau khi lập' : 'Bản đã sửa, có thay đổi sau đó',
        tone: 'attention',
      },
      detail,
      isStale,
    };
  return {
    chip:
      copy === undefined ? { text: 'Dự thảo', tone: 'good' } : { text: 'Bản cán bộ đã sửa', tone: 'good' },
    detail,
    isStale,
  };
}

/** Where one paper is. */
export const documentHref = (round: string, kind: DistrictDocumentKind, subject: string): string =>
  `/van-ban/${round}/${kind}/${subject}`;

/** A paper with what it is about: "Phiếu thẩm định, Xã Suối Mẫu". */
export function sayDocument(kind: DistrictDocumentKind, subject: string, round: Round): string {
  if (subject === 'round') return documentNames[kind];
  const session = /^session-(\d+)$/u.exec(subject)?.[1];
  const about =
    session === undefined ? (findCommune(subject, round)?.name ?? subject) : `phiên họp thứ ${session}`;
  return `${documentNames[kind]}, ${about}`;
}

/** The commune a paper is about; undefined for papers of the round or a session. */
export const findCommune = (subject: string, round: Round): Commune | undefined =>
  round.communes.find(({ code }) => code === subject);

/** One paper. */
export interface DocumentView {
  readonly round: string;
  readonly roundTitle: string;
  readonly href: string;
  readonly title: string;
  readonly state: DocumentState;
  /** Which bytes can be downloaded. */
  readonly isMade: boolean;
  readonly copy: { readonly file: string; readonly by: string; readonly at: string } | null;
  readonly history: readonly { readonly at: string; readonly by: string; readonly what: string }[];
}

/** One paper with what people did to it. */
export function presentDocument(input: {
  readonly round: Round;
  readonly kind: DistrictDocumentKind;
  readonly subject: string;
  readonly entry: DraftEntry | undefined;
  readonly basis: string;
}): DocumentView {
  const { round, kind, subject, entry, basis } = input;
  const copy = entry === undefined ? undefined : editedCopy(entry);
  return {
    round: round.id,
    roundTitle: `Đợt đánh giá năm ${round.year}`,
    href: documentHref(round.id, kind, subject),
    title: sayDocument(kind, subject, round),
    state: stateOfDraft(entry, basis),
    isMade: entry !== undefined,
    copy: copy === undefined ? null : { file: showText(copy.file), by: copy.by.name, at: sayTime(copy.at) },
    history: [...(entry?.actions ?? [])].reverse().map((action) => ({
      at: sayTime(action.at),
      by: action.by.name,
      what:
        action.what === 'upload'
          ? `Tải lên bản đã sửa: ${showText(action.file)}`
          : 'Bỏ bản đã sửa, dùng lại dự thảo',
    })),
  };
}

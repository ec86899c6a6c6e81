import type { Finding } from './finding.ts';
import type { FormatId, LegacyEncoding } from './parsed-document.ts';
import type { Source } from './locator.ts';
import type { Claim, ClaimedTotal, Reading } from './reading.ts';

/** What a document of a dossier is for. */
export const documentKinds = [
  'submission-letter',
  'score-sheet',
  'report',
  'minutes',
  'survey-summary',
  'evidence',
  'plan',
  'commitment',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The kinds in the words of the office (long, and short for narrow tables). */
export const documentKindNames: Readonly<
  Record<DocumentKind, { readonly name: string; readonly short: string }>
> = {
  'submission-letter': { name: 'Tờ trình đề nghị công nhận', short: 'Tờ trình' },
  'score-sheet': { name: 'Bảng tự chấm điểm', short: 'Bảng điểm' },
  report: { name: 'Báo cáo kết quả tự đánh giá', short: 'Báo cáo' },
  minutes: { name: 'Biên bản họp Hội đồng đánh giá cấp xã', short: 'Biên bản' },
  'survey-summary': { name: 'Bảng tổng hợp phiếu lấy ý kiến hài lòng', short: 'Tổng hợp phiếu' },
  evidence: { name: 'Tài liệu kiểm chứng', short: 'Kiểm chứng' },
  plan: { name: 'Kế hoạch thực hiện của xã', short: 'Kế hoạch' },
  commitment: { name: 'Cam kết thực hiện các tiêu chí', short: 'Cam kết' },
  other: { name: 'Tài liệu khác', short: 'Khác' },
};

/** How far a file could be read. */
export type DocumentStatus = 'read' | 'partly-read' | 'unreadable' | 'refused' | 'ignored';

/** A unit named in a document's text: "xã Chi Lăng"; codes lists every commune of the round it can mean. */
export interface CommuneMention {
  readonly text: string;
  readonly codes: readonly string[];
}

/** What one document says, read by itself, before other documents are looked at. */
export interface DocumentExtraction {
  /** Path inside the mail, NFC, segments joined by "/". */
  readonly file: string;
  readonly kind: DocumentKind;
  /** Number and symbol as printed ("15/TTr-UBND"); null when blank or absent. */
  readonly number: string | null;
  /** ISO date of the document; null when blank or absent. */
  readonly date: string | null;
  /** Year the figures are for; null when the document does not say. */
  readonly year: number | null;
  /** The issuing commune, null when none is named. */
  readonly commune: CommuneMention | null;
  /** The document corrects an earlier one ("đính chính", "thay thế"). */
  readonly corrects: boolean;
  readonly readings: readonly Reading[];
  readonly claims: readonly Claim[];
  readonly claimedTotal: ClaimedTotal | null;
  /** A report that holds the whole score sheet: points and maximum of every criterion, in one table. */
  readonly holdsScoreSheet?: true;
  /** All children of the commune, where the document prints their number. */
  readonly childTotal?: number;
  /** Remarks on this document alone (old form, blank number, named children …). */
  readonly findings: readonly Finding[];
}

/** Which of several papers bound into one file a document is: a commune scans its whole dossier into one PDF. */
export interface BoundPaper {
  /** Its place in the file, from 1. */
  readonly place: number;
  /** Its pages, where the format knows pages. */
  readonly pages: { readonly first: number; readonly last: number } | null;
}

/** A paper of a mail with what is known of it, as the dossier keeps it: a leaf file, or one of several papers bound into it. */
export interface DossierDocument {
  /** Key of the submission that brought it. */
  readonly mailId: string;
  readonly file: string;
  readonly sha256: string;
  /** Name of the stored bytes inside the mail's blobs; null when none were kept. */
  readonly blob: string | null;
  readonly format: FormatId;
  readonly status: DocumentStatus;
  readonly pages: number | null;
  readonly scanned: boolean;
  readonly legacyEncoding: LegacyEncoding | null;
  /** Remarks of reading the file (unreadable, password, macros …). */
  readonly readFindings: readonly Finding[];
  /** Absent when the file could not be read. */
  readonly extraction?: DocumentExtraction;
  /** Absent where the file is one paper. */
  readonly bound?: BoundPaper;
}

/** The paper a place is in: of several bound into one file, the one that has the page. */
export function documentOfSource<T extends DossierDocument>(
  documents: readonly T[],
  { file, locator }: Source,
): T | undefined {
  const ofFile = documents.filter((one) => one.file === file);
  const page = locator?.kind === 'page' ? locator.page : undefined;
  const hasPage = ({ bound }: T): boolean =>
    page !== undefined &&
    bound?.pages !== null &&
    bound?.pages !== undefined &&
    page >= bound.pages.first &&
    page <= bound.pages.last;
  return ofFile.find(hasPage) ?? ofFile[0];
}

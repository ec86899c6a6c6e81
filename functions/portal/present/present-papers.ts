import type { DocumentExtraction, DocumentStatus } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Round, TrackedDocument } from '../../../shared/domain/round.ts';
import type { Chip } from './chip.ts';
import type { DossierContext } from './dossier-context.ts';
import type { DossierView } from './present-dossier.ts';
import { mailHref } from './present-intake.ts';
import { sayDay } from './say-time.ts';
import { showText } from './show-text.ts';

/** One document of the dossier. */
export interface DocumentView {
  readonly kind: string;
  readonly file: string;
  readonly numberAndDay: string;
  readonly details: string;
  readonly status: Chip;
  readonly mailHref: string;
}

export function presentExpected({ revision, round }: DossierContext): DossierView['expected'] {
  const inForce = revision.documents.filter((one) => one.replacedBy === undefined);
  return round.expectedDocuments.map(({ kind, label, level }) => {
    const has = inForce.some((one) => one.extraction?.kind === kind);
    const isMissing = revision.findings.some(
      (finding) => finding.code === 'missing-document' && finding.about === kind,
    );
    return { label, state: expectedChip(has, isMissing || level === 'required') };
  });
}

/** Tracked papers are no part of the dossier: nothing stands still for want of one. */
export function presentTracked(
  { trackedDocuments }: Round,
  sent: readonly TrackedDocument['kind'][],
): DossierView['expected'] {
  return trackedDocuments.map(({ kind, label }) => ({
    label: `${label} (theo dõi trong năm)`,
    state: sent.includes(kind) ? { text: 'Đã có', tone: 'good' } : { text: 'Chưa có', tone: 'quiet' },
  }));
}

function expectedChip(has: boolean, isRequired: boolean): Chip {
  if (has) return { text: 'Đã có', tone: 'good' };
  return isRequired ? { text: 'Chưa có', tone: 'urgent' } : { text: 'Chưa có (nếu có)', tone: 'quiet' };
}

const documentChips: Readonly<Record<DocumentStatus, Chip>> = {
  read: { text: 'Đã đọc', tone: 'good' },
  'partly-read': { text: 'Đọc được một phần', tone: 'attention' },
  unreadable: { text: 'Không đọc được', tone: 'urgent' },
  refused: { text: 'Không mở vì lý do an toàn', tone: 'urgent' },
  ignored: { text: 'Không thuộc hồ sơ', tone: 'quiet' },
};

export function presentDocument(document: DossierRevision['documents'][number]): DocumentView {
  const { kind, number = null, date = null }: Partial<DocumentExtraction> = document.extraction ?? {};
  return {
    kind: kind === undefined ? 'Chưa rõ loại' : documentKindNames[kind].name,
    file: showText(document.file, 160),
    numberAndDay: [
      number === null ? '' : `số ${showText(number, 40)}`,
      date === null ? '' : `ngày ${sayDay(date)}`,
    ]
      .filter((text) => text !== '')
      .join(', '),
    details: [
      document.format.toUpperCase(),
      document.pages === null ? '' : `${document.pages} trang`,
      document.scanned ? 'bản quét' : '',
      document.legacyEncoding === null || document.legacyEncoding === 'nfd' ? '' : 'phông chữ cũ',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    status:
      document.replacedBy === undefined
        ? documentChips[document.status]
        : { text: 'Đã có bản thay thế', tone: 'quiet' },
    mailHref: mailHref(document.mailId),
  };
}

import type { DocumentStatus, DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { ExpectedDocument, Round } from '../domain/round.ts';
import { sayFormat, sayNumberAndDay } from './say-document.ts';

type HeldDocument = DossierRevision['documents'][number];

/** How a paper is said that was read in full. */
export const readState = 'Đã đọc';

const statusNames: Readonly<Record<DocumentStatus, string>> = {
  read: readState,
  'partly-read': 'Đọc được một phần',
  unreadable: 'Không đọc được',
  refused: 'Không mở vì lý do an toàn',
  ignored: 'Không thuộc hồ sơ',
};

/** The papers of a dossier that are read and not replaced. */
export function isInForce(document: HeldDocument): boolean {
  return (
    document.replacedBy === undefined && (document.status === 'read' || document.status === 'partly-read')
  );
}

/** Expected papers that the dossier does not hold in a readable form. */
export function absentDocuments(revision: DossierRevision, round: Round): readonly ExpectedDocument[] {
  return round.expectedDocuments.filter(
    ({ kind }) => !revision.documents.some((one) => isInForce(one) && one.extraction?.kind === kind),
  );
}

/** One paper received or expected, in words. */
export interface DocumentLine {
  readonly name: string;
  /** "Bắt buộc", "Nếu có"; empty for a paper nobody expects. */
  readonly level: string;
  /** "số 15/TTr-UBND, ngày 28/10/2023" */
  readonly numberAndDay: string;
  readonly format: string;
  readonly state: string;
}

/** The papers received against those expected; every file of the dossier that belongs to it is one line. */
export function listDocuments(revision: DossierRevision, round: Round): readonly DocumentLine[] {
  const held = revision.documents.filter(({ status }) => status !== 'ignored');
  const absent = absentDocuments(revision, round);
  const line = (name: string, level: string, document: HeldDocument): DocumentLine => ({
    name,
    level,
    numberAndDay: sayNumberAndDay(document),
    format: sayFormat(document),
    state: stateOf(document),
  });
  const expectedKinds = round.expectedDocuments.map(({ kind }) => kind);
  return [
    ...round.expectedDocuments.flatMap((expected): readonly DocumentLine[] => {
      const level = expected.level === 'required' ? 'Bắt buộc' : 'Nếu có';
      const received = held.filter(({ extraction }) => extraction?.kind === expected.kind);
      const isAbsent = absent.includes(expected) && received.length === 0;
      return [
        ...received.map((document) => line(expected.label, level, document)),
        ...(isAbsent
          ? [
              {
                name: expected.label,
                level,
                numberAndDay: '',
                format: '',
                state: stateOfAbsent(expected, revision),
              },
            ]
          : []),
      ];
    }),
    ...held.flatMap((document) => {
      const kind = document.extraction?.kind;
      if (kind !== undefined && expectedKinds.includes(kind)) return [];
      return [line(kind === undefined ? 'Tệp chưa rõ loại' : documentKindNames[kind].name, '', document)];
    }),
  ];
}

function stateOf(document: HeldDocument): string {
  return document.replacedBy === undefined ? statusNames[document.status] : 'Đã có bản thay thế';
}

/** A file that could not be opened may be the paper looked for; then nobody can say it is missing. */
function stateOfAbsent(expected: ExpectedDocument, revision: DossierRevision): string {
  if (expected.level === 'if-any') return 'Không gửi';
  const isFound = revision.findings.some(
    ({ code, about }) => code === 'missing-document' && about === expected.kind,
  );
  const isUnread = ({ status, extraction }: DossierDocument): boolean =>
    extraction === undefined && (status === 'unreadable' || status === 'refused');
  return !isFound && revision.documents.some(isUnread) ? 'Chưa đọc được' : 'Chưa có';
}

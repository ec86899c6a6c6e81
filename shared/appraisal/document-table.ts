import type { DocumentStatus, DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { ExpectedDocument, Round } from '../domain/round.ts';
import type { BodyTable, TableRowContent } from './administrative-document.ts';
import { cell } from './administrative-document.ts';
import { sayFormat, sayNumberAndDay } from './say-document.ts';

type HeldDocument = DossierRevision['documents'][number];

const statusNames: Readonly<Record<DocumentStatus, string>> = {
  read: 'Đã đọc',
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

/** The papers received against those expected; every file of the dossier that belongs to it stands in one row. */
export function documentTable(revision: DossierRevision, round: Round): BodyTable {
  const held = revision.documents.filter(({ status }) => status !== 'ignored');
  const absent = absentDocuments(revision, round);
  const rows: TableRowContent[] = [];
  const add = (name: string, level: string, numberAndDay: string, format: string, state: string): void => {
    rows.push({
      cells: [
        cell(String(rows.length + 1)),
        cell(name),
        cell(level),
        cell(numberAndDay),
        cell(format),
        cell(state),
      ],
    });
  };
  for (const expected of round.expectedDocuments) {
    const level = expected.level === 'required' ? 'Bắt buộc' : 'Nếu có';
    for (const document of held.filter(({ extraction }) => extraction?.kind === expected.kind))
      add(expected.label, level, sayNumberAndDay(document), sayFormat(document), stateOf(document));
    if (absent.includes(expected) && !held.some(({ extraction }) => extraction?.kind === expected.kind))
      add(expected.label, level, '', '', stateOfAbsent(expected, revision));
  }
  const expectedKinds = round.expectedDocuments.map(({ kind }) => kind);
  for (const document of held) {
    const kind = document.extraction?.kind;
    if (kind !== undefined && expectedKinds.includes(kind)) continue;
    const name = kind === undefined ? 'Tệp chưa rõ loại' : documentKindNames[kind].name;
    add(name, '', sayNumberAndDay(document), sayFormat(document), stateOf(document));
  }
  return {
    kind: 'table',
    columns: [
      { title: 'TT', width: 10, align: 'center' },
      { title: 'Tài liệu', width: 48, align: 'left' },
      { title: 'Yêu cầu', width: 20, align: 'center' },
      { title: 'Số, ngày', width: 35, align: 'left' },
      { title: 'Định dạng', width: 25, align: 'left' },
      { title: 'Tình trạng', width: 27, align: 'left' },
    ],
    rows,
  };
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

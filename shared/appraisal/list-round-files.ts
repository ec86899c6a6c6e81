import type { Commune } from '../domain/commune.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { DistrictDocument, RoundState } from './district-documents.ts';
import { districtDocuments, districtWorkbooks } from './document-registry.ts';
import type { DraftSubject } from './draft-document.ts';
import { draftDocument } from './draft-document.ts';
import type { DraftPurpose } from './templates/common-values.ts';

/** A file of a round that can be made. */
export interface RoundFile {
  /** Inside the round's folder: "phieu-tham-dinh/06514-xa-huu-kien.docx". */
  readonly path: string;
  readonly write: () => Promise<Uint8Array>;
}

/** How each kind is named on disk: without accents, so that every office computer shows it alike. */
const folders: Readonly<Record<DistrictDocumentKind, string>> = {
  'completeness-sheet': 'phieu-kiem-tra-thanh-phan',
  'appraisal-sheet': 'phieu-tham-dinh',
  'appraisal-report': 'bao-cao-tham-dinh',
  'appraisal-report-round': 'bao-cao-tham-dinh-ca-dot',
  'supplement-request': 'cong-van-yeu-cau-bo-sung',
  'sector-confirmation': 'bang-xac-nhan-so-lieu-nganh',
  invitation: 'giay-moi',
  ballot: 'phieu-bieu-quyet',
  'ballot-count': 'bien-ban-kiem-phieu',
  'council-minutes': 'bien-ban-hop',
  proposal: 'to-trinh',
  'recognition-decision': 'quyet-dinh',
  'result-notice': 'thong-bao-ket-qua',
  'consolidated-report': 'bao-cao-tong-hop',
  'score-workbook': 'bang-tong-hop-diem',
  'file-index': 'muc-luc-ho-so',
  'score-sheet-form': 'mau-bang-tu-cham-diem',
};

/** Every paper and workbook of a round as it stands, each made when asked for. */
export function listRoundFiles(state: RoundState, purpose: DraftPurpose): readonly RoundFile[] {
  return [
    ...districtDocuments.flatMap((document) =>
      subjectsOf(document, state).map(({ name, subject }) => ({
        path: [folders[document.kind], ...name].join('/') + '.docx',
        write: () => draftDocument(document, subject, { purpose }),
      })),
    ),
    ...districtWorkbooks.flatMap(({ kind, write }) => [
      { path: `${folders[kind]}.xlsx`, write: () => write(state, 'inside') },
    ]),
  ];
}

function subjectsOf(
  document: DistrictDocument,
  state: RoundState,
): readonly { readonly name: readonly string[]; readonly subject: DraftSubject }[] {
  switch (document.scope) {
    case 'round':
      return [{ name: [], subject: { state } }];
    case 'session':
      return state.sessions.map((session) => ({
        name: [`phien-${session.number}`],
        subject: { state, session },
      }));
    case 'commune':
      return state.communes
        .filter((commune) => document.isFor(commune, state))
        .map((commune) => ({ name: [nameCommune(commune.commune)], subject: { state, commune } }));
  }
}

/** "06514-xa-huu-kien" */
function nameCommune({ code, name }: Commune): string {
  return `${code}-${foldWords(name).replaceAll(' ', '-')}`;
}

import type { Commune } from '../domain/commune.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { Audience, RoundState } from './district-documents.ts';
import { districtDocuments, districtWorkbooks } from './document-registry.ts';
import { draftDocument, subjectsOf } from './draft-document.ts';
import { writeConfirmationTable } from './sector-confirmation/write-confirmation-table.ts';
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

const copies: Readonly<Record<Audience, string>> = { inside: 'noi-bo', outside: 'gui-ra-ngoai' };

/** Every paper and workbook of a round as it stands, each made when asked for. */
export function listRoundFiles(state: RoundState, purpose: DraftPurpose): readonly RoundFile[] {
  return [
    ...districtDocuments.flatMap((document) =>
      subjectsOf(document, state).map((subject) => ({
        path: `${pathOfDocument(document.kind, {
          commune: subject.commune?.commune,
          session: subject.session?.number,
        })}.docx`,
        write: () => draftDocument(document, subject, { purpose }),
      })),
    ),
    ...districtWorkbooks.flatMap(({ kind, audiences, write }) =>
      audiences.map((audience) => ({
        path: pathOfWorkbook(kind, audiences.length > 1 ? audience : null),
        write: () => write(state, audience),
      })),
    ),
    ...sectorTables(state),
  ];
}

/** For each sector the table in which it confirms the communes' figures. */
function sectorTables(state: RoundState): readonly RoundFile[] {
  return state.round.sectors.map((sector) => ({
    path: `${folders['sector-confirmation']}/${foldWords(sector.name).replaceAll(' ', '-')}.xlsx`,
    write: () => writeConfirmationTable(state, sector),
  }));
}

/** Path of a paper inside its round, without its ending: its kind, and beside it the commune or session it is about. */
export function pathOfDocument(
  kind: DistrictDocumentKind,
  about: { readonly commune?: Commune | undefined; readonly session?: number | undefined },
): string {
  const { commune, session } = about;
  if (commune !== undefined) return `${folders[kind]}/${nameCommune(commune)}`;
  return session === undefined ? folders[kind] : `${folders[kind]}/phien-${session}`;
}

/** Path of a workbook inside its round; `audience` where there is one for each. */
export function pathOfWorkbook(kind: DistrictDocumentKind, audience: Audience | null): string {
  return `${folders[kind]}${audience === null ? '' : `/${copies[audience]}`}.xlsx`;
}

/** "06514-xa-huu-kien" */
function nameCommune({ code, name }: Commune): string {
  return `${code}-${foldWords(name).replaceAll(' ', '-')}`;
}

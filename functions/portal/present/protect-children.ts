import type { DossierDocument } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { surnames } from '../../../shared/extraction/find-personal-data.ts';
import type { FigureSource } from './figure-sources.ts';
import { sensitiveCriteria, showRaw } from './show-raw.ts';

/** Files that name children, replaced papers included: nothing written there is shown. */
export function filesWithNames(revision: DossierRevision): ReadonlySet<string> {
  const findings = [
    ...revision.findings,
    ...revision.documents.flatMap(({ extraction }) => extraction?.findings ?? []),
  ];
  return new Set(
    findings
      .filter(({ code }) => code === 'personal-data')
      .flatMap(({ about, source }) => [about, source?.file])
      .filter((file) => typeof file === 'string'),
  );
}

const original = 'Khi cần đối chiếu, mở bản gốc trong hộp thư của cơ quan.';

/** Why neither a page nor the words around this figure are shown; null where they may be. */
export function whyWithheld(
  document: DossierDocument,
  { source, criterion }: Pick<FigureSource, 'source' | 'criterion'>,
  withNames: ReadonlySet<string>,
): string | null {
  if (withNames.has(document.file))
    return `Tài liệu có thông tin cá nhân trẻ em nên không hiển thị tại đây. ${original}`;
  const kind = document.extraction?.kind ?? 'other';
  // What could not be read may be a list of children.
  if ((kind === 'evidence' || kind === 'other') && document.status !== 'read')
    return `Tài liệu chưa đọc được hết, chưa loại trừ có thông tin cá nhân trẻ em, nên không hiển thị tại đây. ${original}`;
  const isSensitive = criterion !== null && sensitiveCriteria.includes(criterion);
  if (isSensitive && source.raw !== undefined && showRaw(source.raw, true) === null)
    return `Nội dung ở vị trí này có thể có thông tin cá nhân trẻ em nên không hiển thị tại đây. ${original}`;
  return null;
}

const person = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${surnames})(?:\s+\p{Lu}\p{Ll}*){1,4}|(?:${surnames.toUpperCase()})(?:\s+\p{Lu}{2,}){1,4})(?!\p{L})`,
  'gu',
);
const day = /(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}(?!\d)/gu;

/** A text of a document without what looks like names of persons, and days, which may be of birth; places named like persons go with them. */
export function hidePersons(text: string): string {
  return text.normalize('NFC').replace(person, '(đã che)').replace(day, '(ngày đã che)');
}

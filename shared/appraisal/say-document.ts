import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames, documentOfSource } from '../domain/document.ts';
import type { Locator, Source } from '../domain/locator.ts';
import { describeLocator } from '../domain/locator.ts';
import type { FormatId } from '../domain/parsed-document.ts';

/*
 * How papers, places and days are named in a document that leaves the office: by kind, number and format.
 * File names, sheet names and raw text can hold a child's name, so none of them is ever printed.
 */

const formatNames: Readonly<Record<FormatId, string>> = {
  xlsx: 'Excel (xlsx)',
  xls: 'Excel (xls)',
  ods: 'bảng tính (ods)',
  csv: 'bảng tính (csv)',
  docx: 'Word (docx)',
  doc: 'Word (doc)',
  odt: 'văn bản (odt)',
  rtf: 'văn bản (rtf)',
  pdf: 'PDF',
  image: 'ảnh',
  text: 'văn bản thuần',
  html: 'trang web',
  eml: 'thư điện tử',
  zip: 'tệp nén (zip)',
  '7z': 'tệp nén (7z)',
  rar: 'tệp nén (rar)',
  tnef: 'tệp Outlook',
  p7m: 'tệp ký số',
  other: 'định dạng khác',
};

// A number and symbol as the law shapes it ("15/TTr-UBND"); anything else printed there is not repeated.
const numberShape = /^\d{1,4}[a-z]?\/[\p{Lu}\d][\p{L}\d&-]{0,30}$/u;
const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** "03/11/2023" of an ISO day; null for anything else. */
export function sayDay(day: string | null): string | null {
  const match = day === null ? null : isoDay.exec(day);
  return match === null ? null : `${match[3] ?? ''}/${match[2] ?? ''}/${match[1] ?? ''}`;
}

/** Counts are written with two digits: "05". */
export function two(count: number): string {
  return String(count).padStart(2, '0');
}

/** The day of an ISO instant in Vietnam (UTC+7, no daylight saving): "03/11/2023". */
export function sayDayOf(instant: string): string {
  const day = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
  return sayDay(day) ?? day;
}

/** The hour of an ISO instant in Vietnam: "09:36". */
export function sayHourOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(11, 16);
}

/** The paper's number and symbol; null when it has none or it is not shaped like one. */
export function documentNumber(document: DossierDocument): string | null {
  const number = document.extraction?.number ?? null;
  return number !== null && numberShape.test(number) ? number : null;
}

/** "số 15/TTr-UBND, ngày 28/10/2023"; empty when neither is known. */
export function sayNumberAndDay(document: DossierDocument): string {
  const number = documentNumber(document);
  const day = sayDay(document.extraction?.date ?? null);
  return [number === null ? '' : `số ${number}`, day === null ? '' : `ngày ${day}`]
    .filter((part) => part !== '')
    .join(', ');
}

/** "PDF, bản quét, 3 trang" */
export function sayFormat(document: Pick<DossierDocument, 'format' | 'scanned' | 'pages'>): string {
  return [
    formatNames[document.format],
    document.scanned ? 'bản quét' : '',
    document.pages === null ? '' : `${document.pages} trang`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Names a file of the dossier, or the paper in it that has the place, by what it is: "Tờ trình đề nghị công nhận", "tệp Word (docx) chưa rõ loại". */
export function nameFile(
  file: string | undefined,
  documents: readonly DossierDocument[],
  locator?: Locator,
): string {
  const document =
    file === undefined
      ? undefined
      : documentOfSource(documents, { file, ...(locator === undefined ? {} : { locator }) });
  if (document === undefined) return 'một tệp gửi kèm';
  if (document.extraction === undefined) {
    const format = formatNames[document.format];
    return `${format.startsWith('tệp') ? format : `tệp ${format}`} chưa rõ loại`;
  }
  return documentKindNames[document.extraction.kind].name;
}

/** Names the place of a figure for a narrow table: "Bảng điểm, ô D12". */
export function sayPlace(source: Source, documents: readonly DossierDocument[]): string {
  const kind = documentOfSource(documents, source)?.extraction?.kind ?? 'other';
  return [documentKindNames[kind].short, narrowSpot(source.locator)].filter((part) => part !== '').join(', ');
}

/** The place of a remark in full: "Báo cáo kết quả tự đánh giá, đoạn 14". */
export function sayFullPlace(
  file: string | undefined,
  locator: Locator | undefined,
  documents: readonly DossierDocument[],
): string {
  return [nameFile(file, documents, locator), spot(locator)].filter((part) => part !== '').join(', ');
}

/** The row is enough to find a figure in a table of a Word file; the column would cost a line of every row. */
function narrowSpot(locator: Locator | undefined): string {
  return locator?.kind === 'table' ? `bảng ${locator.table}, dòng ${locator.row}` : spot(locator);
}

function spot(locator: Locator | undefined): string {
  if (locator === undefined) return '';
  // An address is letters and digits; whatever else stands there is not repeated.
  if (locator.kind === 'cell')
    return /^[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?$/u.test(locator.address) ? `ô ${locator.address}` : '';
  return describeLocator(locator);
}

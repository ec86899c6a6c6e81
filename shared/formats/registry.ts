import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { csvFormat } from './csv.ts';
import { docFormat } from './doc.ts';
import { docxFormat } from './docx.ts';
import { emlFormat } from './eml.ts';
import type { Format } from './format.ts';
import { htmlFormat } from './html.ts';
import { imageFormat } from './image.ts';
import { leftoverFormat } from './leftover.ts';
import { lockedOfficeFormat } from './locked-office.ts';
import { odsFormat } from './ods.ts';
import { odtFormat } from './odt.ts';
import { p7mFormat } from './p7m.ts';
import { pdfFormat } from './pdf.ts';
import { rarFormat } from './rar.ts';
import { rtfFormat } from './rtf.ts';
import { sevenZipFormat } from './sevenzip.ts';
import { textFormat } from './text.ts';
import { tnefFormat } from './tnef.ts';
import { explainUnread, unreadFormats } from './unread-formats.ts';
import { xlsFormat } from './xls.ts';
import { xlsxFormat } from './xlsx.ts';
import { zipFormat } from './zip.ts';

/** Every format, the stricter judge first: a PDF may begin behind other bytes (a zip that stores one shows its header too). */
export const formats: readonly Format[] = [
  leftoverFormat,
  docxFormat,
  docFormat,
  odtFormat,
  rtfFormat,
  htmlFormat,
  xlsxFormat,
  xlsFormat,
  odsFormat,
  csvFormat,
  lockedOfficeFormat,
  zipFormat,
  sevenZipFormat,
  rarFormat,
  emlFormat,
  tnefFormat,
  p7mFormat,
  imageFormat,
  ...unreadFormats,
  pdfFormat,
  textFormat,
];

/** Reads one file by the format its content shows, whatever its name says. Any bytes give a ReadFile: what cannot be read says why. */
export async function readFile(input: FormatInput): Promise<ReadFile> {
  const format = formats.find(({ accepts }) => accepts(input.bytes, input.file));
  return format === undefined ? explainUnread(input) : await format.parse(input);
}

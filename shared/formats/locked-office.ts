import type { FormatId } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { docxFormat } from './docx.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { unlockOffice } from './unlock-office.ts';
import { failWorkbook, lockedWorkbook } from './workbook-content.ts';
import { xlsxFormat } from './xlsx.ts';

/** Excel and Word files since 2007 behind a password ([MS-OFFCRYPTO]): opened with one found in the mail, then read as what they are. */
export const lockedOfficeFormat = defineFormat({
  id: 'locked-office',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'locked-office',
  parse: parseLocked,
});

async function parseLocked(input: FormatInput): Promise<ReadFile> {
  const { bytes, file, passwords } = input;
  const opened = await unlockOffice(bytes, passwords);
  if (opened === undefined) return lockedWorkbook(guessFormat(file), file);
  const format = [xlsxFormat, docxFormat].find(({ accepts }) => accepts(opened, file));
  return format === undefined
    ? failWorkbook(
        'other',
        'unreadable',
        file,
        'không phải tệp Word hoặc Excel dùng được cho hồ sơ, hoặc tệp bị hỏng',
      )
    : await format.parse({ ...input, bytes: opened });
}

function guessFormat(file: string): FormatId {
  return /\.xls[xmb]?$/iu.test(file) ? 'xlsx' : /\.doc[xm]?$/iu.test(file) ? 'docx' : 'other';
}

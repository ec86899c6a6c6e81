import type { ParagraphRole } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { describeWordFile } from './describe-word-file.ts';
import { DraftNumbering } from './docx-draft.ts';
import { defineFormat } from './format.ts';
import { readRtf } from './rtf-content.ts';
import { sniffKind } from './sniff.ts';
import { WordDraft } from './word-draft.ts';

/** Rich Text Format, often under the name .doc. */
export const rtfFormat = defineFormat({
  id: 'rtf',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'rtf',
  parse: (input) => Promise.resolve(parseRtf(input)),
});

function parseRtf({ bytes, file }: FormatInput): ReadFile {
  const draft = new WordDraft();
  const { parts, isBroken, isTooDeep } = readRtf(bytes, draft);
  const numbers = new DraftNumbering();
  const of = (...roles: readonly ParagraphRole[]) =>
    parts.filter(({ role }) => roles.includes(role)).flatMap(({ blocks }) => numbers.toBlocks(blocks));
  const body = of('body');
  const blocks = [...of('header'), ...body, ...of('footnote'), ...of('footer'), ...of('comment')];
  return describeWordFile('rtf', file, {
    ...{ blocks, pictures: draft.pictures, unread: draft.unread, isCut: draft.isFull, hasMacros: false },
    legacyEncoding: draft.tally.result(),
    missing: isBroken || isTooDeep ? ['tệp bị hỏng hoặc chưa tải lên đầy đủ, chỉ đọc được phần đầu'] : [],
  });
}

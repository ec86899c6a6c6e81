import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, FormatId, LegacyEncoding, ParsedDocument } from '../domain/parsed-document.ts';
import type { Member, ReadFile } from '../domain/read-file.ts';
import type { UnreadContent } from './word-draft.ts';

/** Below this many characters a file with pictures is a scan pasted into Word; the shortest letter has some 600. */
const fewCharacters = 200;

const unreadContentReasons: Readonly<Record<UnreadContent, string>> = {
  'other-file': 'có phần nội dung chèn từ tệp khác, chưa đọc được phần đó; đề nghị gửi kèm tệp được chèn',
  'embedded-object':
    'có bảng tính hoặc tệp nhúng bên trong, chưa đọc được phần đó; đề nghị gửi kèm tệp được nhúng',
};

/** What a reader of a word-processor file found, before it is put into words. */
export interface WordReading {
  readonly blocks: readonly Block[];
  readonly pictures: number;
  readonly unread: ReadonlySet<UnreadContent>;
  readonly legacyEncoding: LegacyEncoding | null;
  /** A limit stopped the reading. */
  readonly isCut: boolean;
  readonly hasMacros: boolean;
  /** Reasons, in Vietnamese, why a part is missing. */
  readonly missing: readonly string[];
  /** Files inside it, to be read in their turn. */
  readonly members?: readonly Member[];
}

/** The result for a word-processor file that could be opened, with a finding for each thing its reader should know; a file without a word is unreadable and says so. */
export function describeWordFile(format: FormatId, file: string, reading: WordReading): ReadFile {
  const { blocks, legacyEncoding, members = [] } = reading;
  const characters = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  const isPicture = reading.pictures > 0 && characters < fewCharacters;
  const about = { about: file };
  const gaps: Finding[] = [];
  if (reading.isCut)
    gaps.push(
      makeFinding('processing-limit', { document: file, read: 'phần đầu', total: 'toàn bộ nội dung' }, about),
    );
  for (const reason of reading.missing) gaps.push(unreadPart(file, reason));
  if (isPicture)
    gaps.push(
      unreadPart(
        file,
        'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào tệp Word, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ',
      ),
    );
  for (const kind of reading.unread) gaps.push(unreadPart(file, unreadContentReasons[kind]));
  if (characters === 0 && gaps.length === 0 && members.length === 0)
    return failWordFile(format, 'unreadable', file, 'tệp không có chữ nào');
  const document: ParsedDocument = {
    format,
    blocks,
    scanned: isPicture && characters === 0,
    legacyEncoding,
  };
  const findings = reading.hasMacros ? [...gaps, makeFinding('macro-file', { document: file }, about)] : gaps;
  return {
    status: gaps.length > 0 ? 'partly-read' : 'read',
    format,
    document,
    ...(members.length === 0 ? {} : { members }),
    findings,
  };
}

/** The result for a word-processor file nothing can be had of. */
export function failWordFile(
  format: FormatId,
  status: 'unreadable' | 'refused',
  file: string,
  reason: string,
): ReadFile {
  return { status, format, findings: [unreadPart(file, reason)] };
}

/** The result for a word-processor file that no password known opens. */
export function lockedWordFile(format: FormatId, file: string): ReadFile {
  const finding = makeFinding('password-protected', { file }, { about: file });
  return { status: 'unreadable', format, findings: [finding] };
}

function unreadPart(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}

function lengthOf(block: Block): number {
  return block.kind === 'paragraph'
    ? block.text.length
    : block.cells.reduce((sum, cell) => sum + cell.text.length, 0);
}

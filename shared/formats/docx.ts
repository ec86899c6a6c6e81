import type { Block, ParagraphRole } from '../domain/parsed-document.ts';
import type { FormatInput, Member, ReadFile } from '../domain/read-file.ts';
import { keepNamesApart, repairFileName } from '../mail/file-name.ts';
import { describeWordFile, failWordFile, lockedWordFile } from './describe-word-file.ts';
import { DocxContent, readPart } from './docx-content.ts';
import { DraftNumbering, type DraftBlock } from './docx-draft.ts';
import { DocxNumbering, readNumbering } from './docx-numbering.ts';
import {
  findMainPart,
  isDocxArchive,
  openDocxPackage,
  readRelationships,
  type DocxPackage,
  type Relationship,
} from './docx-package.ts';
import { DocxStyles, readStyles, readTheme } from './docx-styles.ts';
import { readXmlPart, type XmlHandler, type XmlProblem } from './docx-xml.ts';
import { defineFormat } from './format.ts';
import { openGuardedZip, type GuardedZip } from './zip-guard.ts';

/** Word files since 2007 (docx, docm, dotx, transitional and strict ISO 29500), read part by part as XML; nothing in them is run or fetched. */
export const docxFormat = defineFormat({
  id: 'docx',
  version: 2,
  accepts: isDocxArchive,
  parse: parseDocx,
});

interface UnreadPart {
  readonly name: string;
  readonly problem: XmlProblem | 'missing';
}

interface ReadParts {
  readonly blocks: readonly Block[];
  readonly content: DocxContent;
  readonly mainProblem: XmlProblem | null;
  readonly unreadParts: readonly UnreadPart[];
  /** Files whose content is to stand in the body. */
  readonly inserted: readonly Member[];
}

async function parseDocx(input: FormatInput): Promise<ReadFile> {
  const { file } = input;
  const zip = await openGuardedZip(input.bytes);
  const source = openDocxPackage(zip);
  const main = await findMainPart(source);
  if (main === undefined) return describeMissingMain(file, zip);
  if (source.isDoubled(main.path))
    return failWordFile('docx', 'unreadable', file, 'tệp Word bị hỏng, có hai phần nội dung chính khác nhau');
  const parts = await readAllParts(source, main.path);
  const { mainProblem, unreadParts } = parts;
  if (mainProblem === 'encrypted') return lockedWordFile('docx', file);
  if (mainProblem === 'entities' || unreadParts.some((part) => part.problem === 'entities'))
    return failWordFile(
      'docx',
      'refused',
      file,
      'tệp có khai báo thực thể XML mà tệp Word không được có; tệp có thể gây hại',
    );
  if (mainProblem === 'too-large' && parts.blocks.length === 0)
    return failWordFile('docx', 'refused', file, 'nội dung bên trong lớn bất thường; tệp có thể gây hại');
  if (mainProblem !== null && (parts.blocks.length === 0 || !isProblemAtEnd(mainProblem)))
    return failWordFile('docx', 'unreadable', file, brokenReason);
  const hasMacros = /macroEnabled/i.test(main.contentType) || hasMacroPart(zip);
  return describe(input, parts, hasMacros, zip.problem !== null);
}

const brokenReason = 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ';

/** What came before these was whole; a wrong checksum or an unknown packing voids everything. */
function isProblemAtEnd(problem: XmlProblem): boolean {
  return problem === 'malformed' || problem === 'too-deep' || problem === 'too-large';
}

function hasMacroPart(zip: GuardedZip): boolean {
  return zip.entries.some((entry) => /(?:^|\/)vbaProject\.bin$/i.test(entry.path));
}

function describeMissingMain(file: string, zip: GuardedZip): ReadFile {
  if (zip.problem === 'encrypted') return lockedWordFile('docx', file);
  if (zip.problem === null)
    return failWordFile('docx', 'unreadable', file, 'tệp Word thiếu phần nội dung chính');
  return failWordFile('docx', 'unreadable', file, brokenReason);
}

/** Parts with text beside the body, by the type of their relationship, in the order they are read and counted. */
const sideParts: readonly { type: string; role: ParagraphRole; name: string }[] = [
  { type: 'header', role: 'header', name: 'đầu trang' },
  { type: 'footnotes', role: 'footnote', name: 'chú thích cuối trang' },
  { type: 'endnotes', role: 'footnote', name: 'chú thích cuối văn bản' },
  { type: 'footer', role: 'footer', name: 'chân trang' },
  { type: 'comments', role: 'comment', name: 'nhận xét bên lề' },
];

/** Reads definitions first, then the body, which says what else is shown; headers come before the body in the result, as on paper. */
async function readAllParts(source: DocxPackage, mainPath: string): Promise<ReadParts> {
  const relationships = await readRelationships(source, mainPath);
  const related = relationships ?? conventionalParts(source, mainPath);
  const unreadParts: UnreadPart[] = [];
  const read = async (name: string, path: string, handler: XmlHandler): Promise<XmlProblem | null> => {
    const entry = source.find(path);
    const problem = entry === undefined ? 'missing' : await readXmlPart(source.zip, entry, handler);
    if (problem !== null) unreadParts.push({ name, problem });
    return problem === 'missing' ? null : problem;
  };
  const readDefinitions = async (type: string, name: string, handler: XmlHandler): Promise<void> => {
    const relationship = related.find((one) => one.type === type);
    if (relationship !== undefined) await read(name, relationship.path, handler);
  };

  const styles = new DocxStyles();
  const numbering = new DocxNumbering(styles);
  const content = new DocxContent(styles, numbering);
  await readDefinitions('theme', 'bộ phông chữ', readTheme(styles));
  await readDefinitions('styles', 'kiểu định dạng', readStyles(styles));
  await readDefinitions('numbering', 'đánh số tự động', readNumbering(numbering, styles));

  const body = readPart(content, 'body');
  const mainEntry = source.find(mainPath);
  const mainProblem = mainEntry === undefined ? 'corrupt' : await readXmlPart(source.zip, mainEntry, body);
  const numbers = new DraftNumbering();
  const bodyBlocks = numbers.toBlocks(body.finish());
  const before: Block[] = [];
  const after: Block[] = [];
  for (const { type, role, name } of sideParts)
    for (const part of related) {
      const isPagePart = type === 'header' || type === 'footer';
      if (part.type !== type || content.isFull || (isPagePart && !content.shownParts.has(part.id))) continue;
      const reader = readPart(content, role);
      const problem = await read(name, part.path, reader);
      const drafts: readonly DraftBlock[] = reader.finish();
      if (problem !== null && !isProblemAtEnd(problem)) continue;
      (type === 'header' ? before : after).push(...numbers.toBlocks(drafts));
    }
  const inserted = await readInsertedFiles(source, related, content);
  return { blocks: [...before, ...bodyBlocks, ...after], content, mainProblem, unreadParts, inserted };
}

/** Takes out the files whose content is to stand in the body (HTML, RTF, a Word file), to be read as files of their own; notes those that are not there. */
async function readInsertedFiles(
  source: DocxPackage,
  related: readonly Relationship[],
  content: DocxContent,
): Promise<readonly Member[]> {
  const apart = keepNamesApart();
  const members: Member[] = [];
  for (const id of content.insertedFiles) {
    const part = related.find((one) => one.id === id && one.type === 'aFChunk');
    const entry = part === undefined ? undefined : source.find(part.path);
    const read = entry === undefined ? undefined : await source.zip.read(entry);
    if (part === undefined || read === undefined || 'problem' in read) content.unread.add('other-file');
    else members.push({ path: apart(repairFileName(part.path) || 'Nội dung chèn'), bytes: read.bytes });
  }
  return members;
}

/** Where Word puts its parts, for a file that lost its list of relationships. */
function conventionalParts(source: DocxPackage, mainPath: string): readonly Relationship[] {
  const folder = mainPath.slice(0, mainPath.lastIndexOf('/') + 1);
  return ['styles', 'numbering', 'footnotes', 'endnotes', 'comments']
    .map((type) => ({ id: '', type, path: `${folder}${type}.xml` }))
    .filter((part) => source.find(part.path) !== undefined);
}

function describe(
  { file }: FormatInput,
  { blocks, content, mainProblem, unreadParts, inserted }: ReadParts,
  hasMacros: boolean,
  isDirectoryBroken: boolean,
): ReadFile {
  const isCut = content.isFull || mainProblem === 'too-large';
  const names = [...new Set(unreadParts.map((part) => part.name))];
  const missing = [
    ...(!isCut && (mainProblem !== null || isDirectoryBroken)
      ? ['tệp bị hỏng ở giữa chừng, chỉ đọc được phần đầu']
      : []),
    ...(names.length > 0 ? [`phần ${names.join(', ')} của tệp bị hỏng, chưa đọc được`] : []),
  ];
  return describeWordFile('docx', file, {
    blocks,
    pictures: content.pictures,
    unread: content.unread,
    legacyEncoding: content.tally.result(),
    isCut,
    hasMacros,
    missing,
    members: inserted,
  });
}

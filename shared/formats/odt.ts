import type { Block } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { describeWordFile, failWordFile, lockedWordFile } from './describe-word-file.ts';
import { DraftNumbering } from './docx-draft.ts';
import { readXmlPart, type XmlHandler, type XmlProblem } from './docx-xml.ts';
import { defineFormat } from './format.ts';
import { OdtContent, readOdtText } from './odt-content.ts';
import { OdtStyles, readOdtStyles } from './odt-styles.ts';
import { sniffKind } from './sniff.ts';
import { openGuardedZip } from './zip-guard.ts';

/** OpenDocument texts (ISO 26300; LibreOffice, OpenOffice), read part by part as XML. */
export const odtFormat = defineFormat({
  id: 'odt',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'odt',
  parse: parseOdt,
});

const brokenReason = 'tệp văn bản bị hỏng hoặc chưa tải lên đầy đủ';

async function parseOdt({ bytes, file }: FormatInput): Promise<ReadFile> {
  const zip = await openGuardedZip(bytes);
  const read = async (path: string, handler: XmlHandler): Promise<XmlProblem | 'missing' | null> => {
    const entry = zip.entries.find((one) => one.path === path);
    return entry === undefined ? 'missing' : await readXmlPart(zip, entry, handler);
  };
  const parts = new Map<string, string>();
  const locks = new Set<string>();
  await read('META-INF/manifest.xml', {
    open: (name, { get }) => {
      if (name === 'manifest:encryption-data') locks.add(name);
      if (name === 'manifest:file-entry') parts.set(get('full-path') ?? '', get('media-type') ?? '');
    },
  });
  if (locks.size > 0) return lockedWordFile('odt', file);

  const common = new OdtStyles();
  const ownOfHeaders = new OdtStyles(common);
  const content = new OdtContent(parts);
  const headers = readOdtText(content, ownOfHeaders, 'header');
  // The document's styles stand before the ones of its headers, and these before the headers, in one part.
  const stylesProblem = await read(
    'styles.xml',
    byRegion(readOdtStyles(common), readOdtStyles(ownOfHeaders), headers),
  );
  const own = new OdtStyles(common);
  const body = readOdtText(content, own, 'body');
  const problem = await read('content.xml', byRegion(readOdtStyles(own), readOdtStyles(own), body));
  if (problem === 'encrypted') return lockedWordFile('odt', file);
  if (problem === 'entities' || stylesProblem === 'entities')
    return failWordFile(
      'odt',
      'refused',
      file,
      'tệp có khai báo thực thể XML mà tệp văn bản không được có; tệp có thể gây hại',
    );
  const isAtEnd = problem === 'malformed' || problem === 'too-deep' || problem === 'too-large';
  if (problem !== null && !isAtEnd) return failWordFile('odt', 'unreadable', file, brokenReason);

  const numbers = new DraftNumbering();
  const bodyBlocks = numbers.toBlocks(body.finish());
  const headerBlocks = stylesProblem === null ? numbers.toBlocks(headers.finish()) : [];
  const isFooter = (block: Block) => block.kind === 'paragraph' && block.role === 'footer';
  const blocks = [
    ...headerBlocks.filter((block) => !isFooter(block)),
    ...bodyBlocks,
    ...numbers.toBlocks(content.notes),
    ...headerBlocks.filter(isFooter),
    ...numbers.toBlocks(content.comments),
  ];
  if (problem !== null && blocks.length === 0)
    return failWordFile('odt', problem === 'too-large' ? 'refused' : 'unreadable', file, brokenReason);
  const isCut = content.isFull || problem === 'too-large';
  return describeWordFile('odt', file, {
    ...{ blocks, pictures: content.pictures, unread: content.unread, isCut },
    legacyEncoding: content.tally.result(),
    hasMacros: zip.entries.some(({ path }) => /^(?:Basic|Scripts)\/./.test(path)),
    missing: [
      ...(!isCut && (problem !== null || zip.problem !== null)
        ? ['tệp bị hỏng ở giữa chừng, chỉ đọc được phần đầu']
        : []),
      ...(stylesProblem === null ? [] : ['phần kiểu định dạng của tệp bị hỏng, chưa đọc được']),
    ],
  });
}

/** Hands each region of a part to who reads it: common styles, styles of the part, its text. */
function byRegion(common: XmlHandler, automatic: XmlHandler, text: XmlHandler): XmlHandler {
  let region: XmlHandler | undefined;
  let depth = 0;
  return {
    open: (name, element) => {
      depth += 1;
      if (depth === 2)
        region =
          name === 'office:styles' || name === 'office:font-face-decls'
            ? common
            : name === 'office:automatic-styles'
              ? automatic
              : name === 'office:body' || name === 'office:master-styles'
                ? text
                : undefined;
      region?.open(name, element);
    },
    close: (name) => {
      depth -= 1;
      region?.close?.(name);
    },
    text: (shown) => region?.text?.(shown),
    isFull: () => text.isFull?.() === true,
  };
}

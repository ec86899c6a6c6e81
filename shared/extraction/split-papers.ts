import type { BoundPaper } from '../domain/document.ts';
import type { Block, Cell, FormatId, Paragraph, ParsedDocument } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { isCapitalTitle } from './paper-title.ts';

/** One of the papers in a file. */
export interface SplitPaper {
  readonly document: ParsedDocument;
  /** Undefined where the file is one paper. */
  readonly bound: BoundPaper | undefined;
  /** It begins with the nation's motto; otherwise it is one only if it proves to be of a kind of its own. */
  readonly hasMotto: boolean;
}

/** Formats in which offices bind papers together; sheets of a workbook belong to one paper. */
const boundFormats: ReadonlySet<FormatId> = new Set([
  'pdf',
  'image',
  'docx',
  'doc',
  'odt',
  'rtf',
  'html',
  'text',
]);

/** Attack: thousands of lines that look like letterheads; a dossier has some ten papers, with its evidence some fifty. */
const maxPapers = 60;

/** Lines in which a letterhead stands, and those before a title without one. */
const headLines = 12;
const titleLines = 4;

/** A head is made of short lines. */
const headLineLength = 110;

/** Fewer letters are no paper: a cover, a blank page with a stamp. */
const leastLetters = 80;

/** "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", as it must stand on every paper of an office (Decree 30/2020); recognised letters may differ. */
const motto = /cong h.{2,3} xa h.{2} chu ngh|h.{2} chu nghia viet nam/u;

/** The office above its papers; below them it signs as "TM. ỦY BAN NHÂN DÂN". */
const office = /^(?:uy ban nhan dan|ubnd|hoi dong|hdnd|dang uy|dang bo)\b/u;

/**
 * Parts the papers bound into one file: letter, score sheet and report scanned together or written into one Word file. On pages a
 * paper begins at the top of one, with letterhead or title; elsewhere with the nation's motto.
 */
export function splitPapers(document: ParsedDocument): readonly SplitPaper[] {
  const whole: SplitPaper = { document, bound: undefined, hasMotto: true };
  if (!boundFormats.has(document.format)) return [whole];
  const { blocks } = document;
  const starts: { readonly at: number; readonly hasMotto: boolean }[] = [{ at: 0, hasMotto: true }];
  for (let at = 1; at < blocks.length && starts.length < maxPapers; at++) {
    const start = pageOf(blocks[at]) === undefined ? startOfText(blocks, at) : startOfPage(blocks, at);
    if (start === undefined || start.at <= (starts.at(-1)?.at ?? 0)) continue;
    if (countLetters(blocks.slice(starts.at(-1)?.at ?? 0, start.at)) >= leastLetters) starts.push(start);
  }
  if (starts.length < 2) return [whole];
  return starts.map(({ at, hasMotto }, index) => {
    const own = blocks.slice(at, starts[index + 1]?.at);
    return {
      document: { ...document, blocks: own, scanned: document.scanned && own.some(isRecognised) },
      bound: { place: index + 1, pages: pagesOf(own) },
      hasMotto,
    };
  });
}

/** Joins papers that proved to be the rest of the one before; `isOwn` tells of each but the first whether it stands by itself. */
export function joinPapers(
  papers: readonly SplitPaper[],
  isOwn: (paper: SplitPaper) => boolean,
): readonly SplitPaper[] {
  const joined: SplitPaper[] = [];
  for (const paper of papers) {
    const before = joined.at(-1);
    if (before === undefined || paper.hasMotto || isOwn(paper)) {
      joined.push(paper);
      continue;
    }
    const blocks = [...before.document.blocks, ...paper.document.blocks];
    joined[joined.length - 1] = {
      ...before,
      document: {
        ...before.document,
        blocks,
        scanned: before.document.scanned || paper.document.scanned,
      },
    };
  }
  return joined.map(({ bound, ...paper }, index) => ({
    ...paper,
    bound:
      joined.length === 1 || bound === undefined
        ? undefined
        : { place: index + 1, pages: pagesOf(paper.document.blocks) },
  }));
}

/** A paper that begins with the first block of a page. */
function startOfPage(
  blocks: readonly Block[],
  at: number,
): { readonly at: number; readonly hasMotto: boolean } | undefined {
  const page = pageOf(blocks[at]);
  const before = blocks[at - 1];
  if (before === undefined || pageOf(before) === page || isMargin(blocks[at])) return undefined;
  const head: string[] = [];
  for (let index = at; index < blocks.length && head.length < headLines; index++) {
    const block = blocks[index];
    if (block === undefined || pageOf(block) !== page) break;
    if (!isMargin(block)) head.push(...linesOf(block));
    if (block.kind === 'table' && block.rowCount > headRows) break;
  }
  const lines = head.slice(0, headLines).filter((line) => line.length <= headLineLength);
  if (lines.some((line) => motto.test(foldWords(line)))) return { at, hasMotto: true };
  const isOffice = lines.slice(0, 2).some((line) => office.test(foldWords(line)) && isUpper(line));
  const hasTitle = lines.slice(0, isOffice ? headLines : titleLines).some(isCapitalTitle);
  // Letters of a title may be misread, its capitals are not.
  const hasHeading = isOffice && lines.slice(1, 6).some((line) => isUpper(line) && isLong(line));
  return hasTitle || hasHeading ? { at, hasMotto: false } : undefined;
}

/** Rows of a table that only sets a letterhead. */
const headRows = 4;

/** A paper that begins in running text: at its motto, or the office above that. */
function startOfText(
  blocks: readonly Block[],
  at: number,
): { readonly at: number; readonly hasMotto: boolean } | undefined {
  const block = blocks[at];
  if (block === undefined || (block.kind === 'table' && block.rowCount > headRows)) return undefined;
  const lines = linesOf(block);
  if (!lines.some((line) => line.length <= headLineLength && motto.test(foldWords(line)))) return undefined;
  let start = at;
  for (let index = at - 1; index >= Math.max(0, at - 4); index--) {
    const above = blocks[index];
    if (above?.kind !== 'paragraph' || above.text.length > headLineLength) break;
    if (office.test(foldWords(above.text)) && isUpper(above.text)) start = index;
  }
  return { at: start, hasMotto: true };
}

const isLong = (line: string): boolean => line.replace(/[^\p{L}]/gu, '').length >= 12;

function isUpper(line: string): boolean {
  const letters = line.replace(/[^\p{L}]/gu, '');
  return letters.replace(/\p{Lu}/gu, '').length <= 0.25 * letters.length;
}

function isMargin(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && (block.role === 'header' || block.role === 'footer');
}

function partsOf(block: Block | undefined): readonly (Paragraph | Cell)[] {
  return block === undefined ? [] : block.kind === 'table' ? block.cells : [block];
}

function linesOf(block: Block): readonly string[] {
  return partsOf(block).flatMap(({ text }) =>
    text
      .split(/[\n\t]/u)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

function pageOf(block: Block | undefined): number | undefined {
  const locator = partsOf(block)[0]?.locator;
  return locator?.kind === 'page' ? locator.page : undefined;
}

function pagesOf(blocks: readonly Block[]): BoundPaper['pages'] {
  const pages = blocks.flatMap((block) =>
    partsOf(block).flatMap(({ locator }) => (locator.kind === 'page' ? [locator.page] : [])),
  );
  return pages.length === 0
    ? null
    : {
        first: pages.reduce((least, page) => Math.min(least, page), Infinity),
        last: pages.reduce((most, page) => Math.max(most, page), 0),
      };
}

const isRecognised = (block: Block): boolean =>
  partsOf(block).some(({ confidence }) => confidence !== undefined);

const countLetters = (blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, block) => sum + partsOf(block).reduce((letters, { text }) => letters + text.length, 0),
    0,
  );

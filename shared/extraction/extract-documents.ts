import type { Commune } from '../domain/commune.ts';
import type { BoundPaper, DocumentExtraction, DocumentKind } from '../domain/document.ts';
import type { Vocabulary } from '../domain/indicator.ts';
import type { Locator, Source } from '../domain/locator.ts';
import type { Block, ParsedDocument, Table } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { listLines } from './document-lines.ts';
import { extractDocument } from './extract-document.ts';
import { withPlainWords } from './plain-words.ts';
import { joinPapers, splitPapers } from './split-papers.ts';

/** A file of a mail as it was read. */
export interface ReadDocument {
  readonly file: string;
  readonly document: ParsedDocument;
  /** What a person says it is. */
  readonly kind?: DocumentKind | undefined;
}

/** What one of the papers in a file says. */
export interface ExtractedPaper {
  readonly extraction: DocumentExtraction;
  /** Its words come from a picture. */
  readonly scanned: boolean;
  /** Absent where the file is one paper. */
  readonly bound?: BoundPaper;
}

/** A picture with fewer letters shows no page of a paper. */
const leastLetters = 20;

/** A letterhead stands among the first lines. */
const letterheadLines = 8;

const letterhead = /cong hoa xa hoi chu nghia|doc lap tu do hanh phuc|^uy ban nhan dan|^ubnd /u;

/** What is needed to understand a paper. */
interface ExtractionContext {
  readonly vocabulary: Vocabulary;
  readonly communes: readonly Commune[];
  readonly year: number;
}

/** What the files of one mail say, paper by paper: one file may hold several papers, and one paper be several pictures. */
export function extractDocuments({
  files,
  ...context
}: ExtractionContext & { readonly files: readonly ReadDocument[] }): readonly (readonly ExtractedPaper[])[] {
  const bundles = files.map((one) => extractBundle(one, context));
  // A picture that holds several papers belongs to no paper photographed page by page.
  const single = files.filter((_, index) => bundles[index] === undefined);
  const extractions = extractSingles(single, context);
  return files.map((one, index): readonly ExtractedPaper[] => {
    const bundle = bundles[index];
    if (bundle !== undefined) return bundle;
    const extraction = extractions[single.indexOf(one)];
    return extraction === undefined ? [] : [{ extraction, scanned: one.document.scanned }];
  });
}

/** Kinds of papers of which a dossier has one; a page that looks like another is the rest of the paper before. */
const ownKinds: readonly DocumentKind[] = [
  'submission-letter',
  'score-sheet',
  'report',
  'minutes',
  'survey-summary',
];

/** The papers bound into one file; undefined where it is one paper. */
function extractBundle(
  { file, document, kind }: ReadDocument,
  context: ExtractionContext,
): readonly ExtractedPaper[] | undefined {
  if (kind !== undefined) return undefined;
  const extract = (paper: ParsedDocument): DocumentExtraction =>
    extractDocument({ file, document: paper, ...context });
  const papers = joinPapers(splitPapers(withPlainWords(document, context.communes)), (paper) =>
    ownKinds.includes(extract(paper.document).kind),
  );
  if (papers.length < 2) return undefined;
  return papers.map(({ document: paper, bound }) => {
    const extraction = extract(paper);
    const page = bound?.pages?.first;
    const findings = extraction.findings.map((finding) =>
      page === undefined || finding.source !== undefined
        ? finding
        : { ...finding, source: { file, locator: { kind: 'page', page } as const } },
    );
    return {
      extraction: { ...extraction, findings },
      scanned: paper.scanned,
      ...(bound === undefined ? {} : { bound }),
    };
  });
}

/**
 * Files of one paper each; a paper photographed page by page is one paper: a picture without letterhead and title goes on with the
 * picture before it. The first picture then has the figures of all, each with the file it stands in; the others have its kind.
 */
function extractSingles(
  files: readonly ReadDocument[],
  context: ExtractionContext,
): readonly DocumentExtraction[] {
  const own = files.map(({ file, document, kind }) => extractDocument({ file, document, kind, ...context }));
  const result = [...own];
  for (let start = 0; start < files.length;) {
    let end = start + 1;
    while (end < files.length && goesOn(files[end - 1], files[end], own[end])) end += 1;
    const pictures = files.slice(start, end);
    const first = pictures[0];
    if (first !== undefined && pictures.length > 1) {
      const whole = extractDocument({
        file: first.file,
        document: joinPictures(pictures),
        kind: first.kind,
        ...context,
      });
      for (const [index, alone] of own.slice(start, end).entries())
        result[start + index] =
          index === 0
            ? sourcesOf(alone, whole, pictures)
            : { ...alone, kind: whole.kind, readings: [], claims: [], claimedTotal: null, findings: [] };
    }
    start = end;
  }
  return result;
}

function goesOn(
  before: ReadDocument | undefined,
  after: ReadDocument | undefined,
  extraction: DocumentExtraction | undefined,
): boolean {
  if (before === undefined || after === undefined || extraction === undefined) return false;
  const isPicture = ({ document }: ReadDocument): boolean => document.scanned && (document.pages ?? 1) === 1;
  if (!isPicture(before) || !isPicture(after) || extraction.kind !== 'other') return false;
  const lines = listLines(after.document).map((line) => foldWords(line.text));
  const letters = lines.reduce((sum, line) => sum + line.length, 0);
  return letters >= leastLetters && !lines.slice(0, letterheadLines).some((line) => letterhead.test(line));
}

/** The whole paper's figures, each with the picture it was read in. */
function sourcesOf(
  alone: DocumentExtraction,
  whole: DocumentExtraction,
  pictures: readonly ReadDocument[],
): DocumentExtraction {
  const place = <T extends { readonly source: Source }>(found: T): T => ({
    ...found,
    source: inPicture(found.source, pictures),
  });
  return {
    ...whole,
    number: alone.number,
    date: alone.date ?? whole.date,
    readings: whole.readings.map(place),
    claims: whole.claims.map(place),
    claimedTotal: whole.claimedTotal === null ? null : place(whole.claimedTotal),
  };
}

function inPicture(source: Source, pictures: readonly ReadDocument[]): Source {
  const { locator } = source;
  if (locator?.kind !== 'page') return source;
  const file = pictures[locator.page - 1]?.file;
  return file === undefined ? source : { ...source, file, locator: { ...locator, page: 1 } };
}

/** The pictures as the pages of one document, from 1. */
function joinPictures(pictures: readonly ReadDocument[]): ParsedDocument {
  const blocks: Block[] = [];
  for (const [index, { document }] of pictures.entries()) {
    const own = document.blocks.map((block) => onPage(block, index + 1));
    const at = own.findIndex((block) => !isPageNumber(block));
    const first = own[at];
    const last = blocks.at(-1);
    if (
      index > 0 &&
      first?.kind === 'table' &&
      last?.kind === 'table' &&
      first.columnCount === last.columnCount
    ) {
      blocks[blocks.length - 1] = appendTable(last, first);
      own.splice(at, 1);
    }
    blocks.push(...own);
  }
  return {
    format: 'image',
    blocks: numberTables(blocks),
    pages: pictures.length,
    scanned: true,
    legacyEncoding: null,
  };
}

function isPageNumber(block: Block): boolean {
  return block.kind === 'paragraph' && /^\W*\d{0,3}\W*$/u.test(block.text);
}

function onPage(block: Block, page: number): Block {
  const place = <T extends { readonly locator: Locator }>(part: T): T =>
    part.locator.kind === 'page' ? { ...part, locator: { ...part.locator, page } } : part;
  return block.kind === 'paragraph' ? place(block) : { ...block, cells: block.cells.map(place) };
}

/** The rows of the second table below those of the first; its head is left out where it repeats the first one's. */
function appendTable(first: Table, second: Table): Table {
  const rowOf = (table: Table, row: number): string =>
    table.cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.column}:${foldWords(cell.text)}`)
      .join('|');
  const repeated = rowOf(first, 0) === rowOf(second, 0) ? 1 : 0;
  const shift = first.rowCount - repeated;
  return {
    ...first,
    rowCount: shift + second.rowCount,
    cells: [
      ...first.cells,
      ...second.cells
        .filter((cell) => cell.row >= repeated)
        .map((cell) => ({ ...cell, row: cell.row + shift })),
    ],
  };
}

function numberTables(blocks: readonly Block[]): readonly Block[] {
  let tables = 0;
  return blocks.map((block) => (block.kind === 'table' ? { ...block, index: (tables += 1) } : block));
}

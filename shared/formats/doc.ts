import type { Block, ParagraphRole } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { encodingOfFont } from '../vietnamese/legacy-encodings.ts';
import { listCfbRoot } from './cfb.ts';
import { describeWordFile, failWordFile, lockedWordFile } from './describe-word-file.ts';
import { sprm, type DocBytes } from './doc-bytes.ts';
import { openDocFile, type DocFile, type DocStory } from './doc-file.ts';
import { DocStyles, type DocCharacter, type DocParagraph } from './doc-styles.ts';
import { DraftNumbering, type DraftBlock } from './docx-draft.ts';
import { decodeRun } from './docx-fonts.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { buildTable, WordDraft, type RowCell, type RowOfCells, type TextRun } from './word-draft.ts';

/** Word 97–2003 files ([MS-DOC]), read from their own streams, since libraries lose merged cells and fonts. */
export const docFormat = defineFormat({
  id: 'doc',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'doc',
  parse: parseDoc,
});

async function parseDoc({ bytes, file, passwords }: FormatInput): Promise<ReadFile> {
  let source = openDocFile(bytes);
  for (const password of passwords) {
    if (source !== 'encrypted') break;
    const opened = await unlock(bytes, password);
    if (opened !== undefined) source = openDocFile(opened);
  }
  if (source === 'encrypted') return lockedWordFile('doc', file);
  if (source === 'too-old')
    return failWordFile(
      'doc',
      'unreadable',
      file,
      'là tệp Word đời cũ (trước Word 97) hoặc của phần mềm khác; đề nghị mở tệp, lưu lại dạng .docx hoặc .pdf rồi gửi lại',
    );
  if (source === 'broken') return failWordFile('doc', 'unreadable', file, brokenReason);
  const draft = new WordDraft();
  const styles = new DocStyles(source);
  const numbers = new DraftNumbering();
  const read = ([story, role]: (typeof stories)[number]) => readStory(source, story, role, styles, draft);
  // The body counts first, whatever stands before it on the page.
  const body = numbers.toBlocks([...read(['body', 'body']), ...read(['textBoxes', 'text-box'])]);
  const around = stories.flatMap((story) => numbers.toBlocks(read(story)));
  const isAbove = (block: Block) => block.kind === 'paragraph' && block.role === 'header';
  const blocks = [...around.filter(isAbove), ...body, ...around.filter((block) => !isAbove(block))];
  if (blocks.length === 0 && source.isDamaged) return failWordFile('doc', 'unreadable', file, brokenReason);
  return describeWordFile('doc', file, {
    blocks,
    pictures: draft.pictures,
    unread: draft.unread,
    legacyEncoding: draft.tally.result(),
    isCut: draft.isFull || source.isCut,
    hasMacros: (listCfbRoot(bytes) ?? []).some((name) => /^macros$/i.test(name)),
    missing: source.isDamaged ? ['tệp bị hỏng ở giữa chừng, chỉ đọc được một phần'] : [],
  });
}

const brokenReason = 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ';

/** Texts beside the body, in the order they are read and counted. */
const stories: readonly (readonly [DocStory, ParagraphRole])[] = [
  ['headers', 'header'],
  ['headerTextBoxes', 'header'],
  ['footnotes', 'footnote'],
  ['endnotes', 'footnote'],
  ['comments', 'comment'],
];

/** The file without its password (RC4, [MS-OFFCRYPTO]); undefined when it is not the right one. */
async function unlock(bytes: Uint8Array, password: string): Promise<Uint8Array | undefined> {
  const { decrypt } = await import('officecrypto-tool');
  try {
    return await decrypt(Buffer.from(bytes), { password });
  } catch {
    return undefined;
  }
}

interface OpenTable {
  readonly rows: RowOfCells[];
  cells: (readonly DraftBlock[])[];
  blocks: DraftBlock[];
}

interface Field {
  phase: 'instruction' | 'result';
  instruction: string;
}

/** Edges of one line in rows drawn by hand, in twips (1/20 point): Word itself calls three of them the same. */
const edgeTolerance = 40;

/** Reads one of the texts of the file: paragraphs, and tables as their row ends define them. */
function readStory(
  file: DocFile,
  story: DocStory,
  role: ParagraphRole,
  styles: DocStyles,
  draft: WordDraft,
): readonly DraftBlock[] {
  const [from, to] = file.range(story);
  const roleAt = story === 'headers' ? headerRoles(file, from) : () => role;
  const top: DraftBlock[] = [];
  const tables: OpenTable[] = [];
  const fields: Field[] = [];
  /** Text of the paragraph; of one whose mark was deleted it goes on in the next one. */
  let runs: TextRun[] = [];

  const closeTable = (): void => {
    const table = tables.pop();
    if (table === undefined) return;
    // A row without an end is a broken file's; its cells are as good as others.
    if (table.blocks.length > 0) table.cells.push(table.blocks);
    if (table.cells.length > 0) table.rows.push(defineRow(table.cells, []));
    if (table.rows.length > 0)
      (tables.at(-1)?.blocks ?? top).push(buildTable(table.rows, role, edgeTolerance));
  };

  const endParagraph = (position: number, mark: string, isMarkDeleted: boolean): void => {
    const place = styles.paragraph(file.paragraphAt(position));
    for (let index = fields.length - 1; index >= 0; index -= 1)
      if (fields[index]?.phase === 'instruction' || isPageReference(fields[index])) fields.splice(index, 1);
    const depth = mark === '\u0007' ? Math.max(place.depth, 1) : place.depth;
    while (tables.length > depth) closeTable();
    while (tables.length < depth) tables.push({ rows: [], cells: [], blocks: [] });
    const table = tables.at(-1);
    const isRowEnd = depth > 1 ? place.isInnerRowEnd : place.isRowEnd && mark === '\u0007';
    if (isRowEnd && table !== undefined) {
      if (!isMarkDeleted) table.rows.push(defineRow(table.cells, place.row));
      draft.count(table.cells.length, 0);
      table.cells = [];
      table.blocks = [];
      runs = [];
      return;
    }
    const isCellEnd = depth > 1 ? place.isInnerCellEnd : mark === '\u0007';
    if (isMarkDeleted && !isCellEnd) return;
    const shownRole = roleAt(position);
    const kind = place.isHeading ? 'heading' : place.list > 0 ? 'list' : 'body';
    const label = numberOf(place, styles, draft);
    const blocks = draft.paragraph(runs, shownRole === 'body' ? kind : shownRole, label);
    (table?.blocks ?? top).push(...blocks);
    runs = [];
    if (isCellEnd && table !== undefined) {
      table.cells.push(table.blocks);
      table.blocks = [];
    }
  };

  for (const span of file.spans(from, to)) {
    if (draft.isFull) break;
    let format: DocCharacter | undefined;
    let at = 0;
    for (let index = 0; index <= span.text.length; index += 1) {
      const code = index < span.text.length ? span.text.charCodeAt(index) : 0;
      if (code >= 0x20 && code !== 0x28) continue;
      format ??= styles.character(span.properties, styles.paragraph(file.paragraphAt(span.from + at)).style);
      const isPlainBracket = code === 0x28 && format.symbol === undefined;
      if (isPlainBracket) continue;
      addText(span.text.slice(at, index), format);
      at = index + 1;
      if (index === span.text.length) break;
      if (code === 0x0d || code === 0x07 || code === 0x0c) {
        endParagraph(span.from + index, span.text.charAt(index), format.isDeleted);
        // One run of characters may go through paragraphs of several styles.
        format = undefined;
      } else addSign(code, format);
    }
  }
  while (tables.length > 0) closeTable();
  if (runs.length > 0) top.push(...draft.paragraph(runs, role));
  return top;

  function addText(text: string, format: DocCharacter, font = format.otherFont): void {
    if (text === '' || format.isDeleted) return;
    const field = fields.at(-1);
    if (field?.phase === 'instruction') field.instruction += text;
    if (fields.some((one) => one.phase === 'instruction' || isPageReference(one))) return;
    // Struck-out figures are no longer the writer's: kept apart like hidden ones.
    const isHidden = format.isHidden || format.isStruck || format.isDoubleStruck;
    const { raised } = format;
    draft.count(0, text.length);
    runs.push({ text, font: styles.fontName(font), isHidden, ...(raised === undefined ? {} : { raised }) });
  }

  function addSign(code: number, format: DocCharacter): void {
    const { symbol } = format;
    if (code === 0x28 && symbol !== undefined)
      addText(decodeRun(String.fromCharCode(symbol.code), styles.fontName(symbol.font)), format, -1);
    else if (code === 0x09) addText('\t', format);
    else if (code === 0x0b || code === 0x0e) addText('\n', format);
    else if (code === 0x1e) addText('-', format);
    else if (code === 0x1f) {
      // The byte of a soft hyphen is the letter ư in TCVN3.
      if (encodingOfFont(styles.fontName(format.otherFont)) === 'tcvn3') addText('\u00ad', format);
    } else if (code === 0x13) fields.push({ phase: 'instruction', instruction: '' });
    else if (code === 0x14) startResult();
    else if (code === 0x15) {
      if (fields.at(-1)?.phase === 'instruction') startResult();
      fields.pop();
    } else if (code === 0x01 || code === 0x08) addObject(format);
  }

  function startResult(): void {
    const field = fields.at(-1);
    if (field === undefined) return;
    field.phase = 'result';
    if (/^\s*(?:EMBED|LINK)\s+(?!Equation)/i.test(field.instruction)) draft.unread.add('embedded-object');
    if (/^\s*INCLUDETEXT\b/i.test(field.instruction)) draft.unread.add('other-file');
  }

  /** A picture, a drawing, or the state of a box to tick. */
  function addObject(format: DocCharacter): void {
    const field = fields.at(-1);
    if (field?.phase === 'instruction') {
      if (!/^\s*FORMCHECKBOX/i.test(field.instruction)) return;
      const isChecked = isBoxChecked(file.data, format.pictureLocation);
      fields.pop();
      addText(isChecked ? '☒' : '☐', format, -1);
      fields.push(field);
    } else if (role === 'body' && !format.isDeleted) draft.pictures += 1;
  }
}

/** A page number at the end of a line of contents would read as that line's figure. */
function isPageReference(field: Field | undefined): boolean {
  return field?.phase === 'result' && /^\s*PAGEREF\b/i.test(field.instruction);
}

/** State of a box in the data of its field ([MS-DOC] 2.9.78). */
function isBoxChecked(data: DocBytes, location: number): boolean {
  const at = location + data.u16(location + 4);
  const result = (data.u16(at + 4) >>> 2) & 0x1f;
  const name = data.u16(at + 10);
  return result === 25 ? data.u16(at + 12 + name * 2 + 2) === 1 : result === 1;
}

function numberOf(place: DocParagraph, styles: DocStyles, draft: WordDraft): string {
  if (place.list <= 0) return '';
  const next = styles.numbering.next(`${place.list}`, place.listLevel);
  if (next === undefined) return '';
  draft.tally.add(next.label, next.font);
  return next.label;
}

/** Stories of the headers' text: six separators of notes, then six of each section; the third and fourth and the last are footers ([MS-DOC] 2.3.3). */
function headerRoles(file: DocFile, from: number): (position: number) => ParagraphRole {
  const starts = file.structure('headerStories');
  const count = Math.floor(starts.length / 4) - 1;
  let story = 0;
  return (position) => {
    while (story + 1 < count && starts.u32((story + 1) * 4) <= position - from) story += 1;
    return [2, 3, 5].includes(story % 6) ? 'footer' : 'header';
  };
}

/** Joins the cells of a row with what its end says of their edges and merges. */
function defineRow(cells: readonly (readonly DraftBlock[])[], changes: DocParagraph['row']): RowOfCells {
  const edges: number[] = [];
  const flags: number[] = [];
  for (const { code, operand } of changes) {
    if (code === sprm.tableDefinition) {
      const count = operand.u8(0);
      edges.length = 0;
      flags.length = 0;
      for (let index = 0; index <= count; index += 1) edges.push(operand.i16(1 + index * 2));
      for (let index = 0; index < count; index += 1)
        flags.push(operand.u16(1 + (count + 1) * 2 + index * 20));
    } else if (code === sprm.mergeDown) {
      const index = operand.u8(0);
      if (index < flags.length) flags[index] = ((flags[index] ?? 0) & ~0x60) | ((operand.u8(1) & 0x03) << 5);
    } else if (code === sprm.mergeCells) {
      for (let index = operand.u8(0); index < Math.min(operand.u8(1), flags.length); index += 1)
        flags[index] = ((flags[index] ?? 0) & ~0x03) | (index === operand.u8(0) ? 1 : 2);
    }
  }
  const last = edges.at(-1) ?? 0;
  const edgeAt = (index: number) => edges[index] ?? last + 1_000 * (index + 1 - edges.length);
  let group = 0;
  return {
    cells: cells.map((blocks, index): RowCell => {
      const flag = flags[index] ?? 0;
      const across = flag & 0x03;
      // Word 97's papers call the first cell 1 and the others 2, later ones the reverse: the first met begins.
      const isFirst = across !== 0 && (group === 0 || across === group);
      if (across === 0) group = 0;
      else if (isFirst) group = across;
      const down = flag & 0x60;
      return {
        ...{ left: edgeAt(index), right: edgeAt(index + 1), blocks },
        ...(across === 0 ? {} : { horizontal: isFirst ? 'first' : 'continue' }),
        ...(down === 0 ? {} : { vertical: (down & 0x40) === 0 ? 'continue' : 'first' }),
      };
    }),
  };
}

import type { ParagraphRole } from '../domain/parsed-document.ts';
import { encodingOfFont } from '../vietnamese/legacy-encodings.ts';
import type { DraftBlock, DraftCell, DraftTable } from './docx-draft.ts';
import { decodeRun } from './docx-fonts.ts';
import type { DocxNumbering } from './docx-numbering.ts';
import {
  fontOf,
  isOn,
  readRunProperty,
  toInteger,
  toLevel,
  type DocxStyles,
  type ListPlace,
  type RunProperties,
} from './docx-styles.ts';
import type { XmlElement, XmlHandler } from './docx-xml.ts';
import { draftParagraph, raiseDigits, tidy, WordDraft } from './word-draft.ts';

/** Attack: a span of a billion columns; Word itself stops at 63. */
const maxSpan = 63;

interface Field {
  phase: 'instruction' | 'result';
  instruction: string;
}

/** A stream of blocks: the part itself, a cell, or a text box. */
interface Flow {
  readonly kind: 'part' | 'cell' | 'box';
  readonly role: ParagraphRole;
  readonly blocks: DraftBlock[];
  /** Fields open here; one may begin in a paragraph and end in another. */
  readonly fields: Field[];
  /** Own text of a cell. */
  readonly texts: string[];
  readonly hiddenTexts: string[];
  /** Text of paragraphs whose mark was deleted: it goes on in the next one. */
  carried: CarriedText;
  /** A cell that a merged one lies over. */
  isCovered: boolean;
}

interface CarriedText {
  readonly visible: string;
  readonly hidden: string;
  readonly after: readonly DraftBlock[];
}

interface OpenParagraph {
  style?: string;
  readonly list: ListPlace;
  isHeading?: boolean;
  isMarkDeleted: boolean;
  readonly mark: RunProperties;
  visible: string;
  hidden: string;
  /** Text of neighbours in one formatting, not decoded yet. */
  pending?: PendingText;
  readonly after: DraftBlock[];
}

interface PendingText {
  text: string;
  readonly font: string;
  readonly raised: RunProperties['raised'];
  readonly isHidden: boolean;
}

interface OpenRun {
  style?: string;
  readonly own: RunProperties;
  resolved?: RunProperties;
}

interface OpenTable {
  readonly draft: DraftTable;
  column: number;
  isRowDeleted: boolean;
  isRowHidden: boolean;
  /** Cells that rows below may continue, by column. */
  readonly merges: Map<number, DraftCell>;
  previous?: DraftCell;
  cell: { span: number; vertical?: string; horizontal?: string; isDeleted: boolean };
}

interface ContentControl {
  /** State of a check box; undefined for other controls. */
  isChecked?: boolean;
  isMarked: boolean;
  isPlaceholder: boolean;
}

const nothingCarried: CarriedText = { visible: '', hidden: '', after: [] };

/** Content that a reader of the accepted document does not see, and properties as they were before a change. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:rt',
]);

/**
 * Reads the parts of one document that hold text: tracked changes as accepted, fields by their result, tables on their grid.
 * One instance per document, since lists and limits run through all parts; the body must come first, it says which notes and headers are shown.
 */
export class DocxContent extends WordDraft {
  /** Relationship ids of headers and footers, and note ids, in the order met. */
  readonly shownParts = new Set<string>();
  readonly shownNotes = new Set<string>();
  /** Relationships of files whose content is to stand in the body (ISO 29500-1, 17.17.2.1). */
  readonly insertedFiles = new Set<string>();
  readonly styles: DocxStyles;
  readonly numbering: DocxNumbering;

  constructor(styles: DocxStyles, numbering: DocxNumbering) {
    super();
    this.styles = styles;
    this.numbering = numbering;
  }
}

/** One part being read. `finish` gives its blocks; of a part that broke off, without the paragraph or cell in progress, whose figure could be half. */
export interface PartReader extends XmlHandler {
  readonly finish: () => readonly DraftBlock[];
}

/** Handler for a part with paragraphs: document, header, footer, footnotes, endnotes, comments. */
export function readPart(content: DocxContent, role: ParagraphRole): PartReader {
  const { styles, numbering, tally } = content;
  const path: string[] = [];
  const paragraphs: OpenParagraph[] = [];
  const runs: OpenRun[] = [];
  const tables: OpenTable[] = [];
  const controls: ContentControl[] = [];
  const alternates: { isTaken: boolean }[] = [];
  let formField: { checked?: boolean; entries: string[]; selected: number } | undefined;
  const part = newFlow('part', role, []);
  const flows: Flow[] = [part];
  /** Depth of the element being skipped; 0 when none is. */
  let skipFrom = 0;
  let depth = 0;
  let isCut = false;

  const topFlow = (): Flow => flows.at(-1) ?? part;

  // Text

  const emit = (text: string, ownFont?: string): void => {
    const paragraph = paragraphs.at(-1);
    if (paragraph === undefined || isInsideFieldCode(topFlow().fields)) return;
    const run = runs.at(-1);
    if (run !== undefined) run.resolved ??= styles.resolveRun(run.own, run.style, paragraph.style);
    const properties = run?.resolved ?? {};
    const control = controls.at(-1);
    let shown = text;
    if (control?.isChecked !== undefined) {
      if (control.isMarked) return;
      control.isMarked = true;
      shown = checkMark(control.isChecked);
    }
    const font = ownFont ?? fontOf(properties);
    const { raised } = properties;
    content.count(0, shown.length);
    // Struck-out figures are no longer the writer's: kept apart like hidden ones.
    const isHidden =
      properties.hidden === true || properties.struck === true || controls.some((one) => one.isPlaceholder);
    const { pending } = paragraph;
    if (pending?.font === font && pending.raised === raised && pending.isHidden === isHidden)
      pending.text += shown;
    else {
      decodePending(paragraph);
      paragraph.pending = { text: shown, font, raised, isHidden };
    }
  };

  /** A letter of VNI is two signs, and Word likes to part them: neighbours in one font are decoded together. */
  const decodePending = (paragraph: OpenParagraph): void => {
    const { pending } = paragraph;
    if (pending === undefined) return;
    delete paragraph.pending;
    tally.add(pending.text, pending.font);
    const shown = raiseDigits(decodeRun(pending.text, pending.font), pending.raised);
    if (pending.isHidden) paragraph.hidden += shown;
    else paragraph.visible += shown;
  };

  const closeParagraph = (paragraph: OpenParagraph): void => {
    decodePending(paragraph);
    const flow = topFlow();
    const { carried } = flow;
    const merged: CarriedText = {
      visible: carried.visible + paragraph.visible,
      hidden: carried.hidden + paragraph.hidden,
      after: [...carried.after, ...paragraph.after],
    };
    flow.carried = nothingCarried;
    if (paragraph.isMarkDeleted) {
      flow.carried = merged;
      return;
    }
    const label = flow.isCovered ? undefined : numberOf(paragraph);
    const text = tidy(merged.visible);
    const isBare = text === '' && !/[\p{L}\p{N}]/u.test(label ?? '');
    const isHeading = paragraph.isHeading ?? styles.isHeading(paragraph.style);
    const kind = isHeading ? 'heading' : label === undefined ? 'body' : 'list';
    addText(kind, isBare ? '' : tidy((label ?? '') + text), merged);
  };

  /** Puts a finished text where it belongs: into its cell, or among the blocks. */
  const addText = (kind: ParagraphRole, visible: string, { hidden, after }: CarriedText): void => {
    const flow = topFlow();
    const hiddenText = tidy(hidden);
    if (flow.kind === 'cell') {
      if (visible !== '') flow.texts.push(visible);
      if (hiddenText !== '') flow.hiddenTexts.push(hiddenText);
    } else {
      const shownRole = flow.role === 'body' ? kind : flow.role;
      if (visible !== '') flow.blocks.push(draftParagraph(shownRole, visible, false));
      if (hiddenText !== '') flow.blocks.push(draftParagraph(shownRole, hiddenText, true));
    }
    flow.blocks.push(...after);
  };

  const flushCarried = (): void => {
    const flow = topFlow();
    const { carried } = flow;
    flow.carried = nothingCarried;
    addText('body', tidy(carried.visible), carried);
  };

  const numberOf = (paragraph: OpenParagraph): string | undefined => {
    const fromStyle = styles.listOf(paragraph.style);
    const numId = paragraph.list.numId ?? fromStyle.numId;
    if (numId === undefined || numId === '0') return undefined;
    const mark = styles.resolveRun(paragraph.mark, undefined, paragraph.style);
    if (mark.hidden === true) return undefined;
    const level =
      paragraph.list.level ??
      (paragraph.list.numId !== undefined
        ? 0
        : (fromStyle.level ?? numbering.levelOfStyle(numId, paragraph.style ?? styles.defaultParagraph)));
    const next = numbering.next(numId, level);
    if (next === undefined) return undefined;
    tally.add(next.label, next.font === '' ? fontOf(mark) : next.font);
    return next.label;
  };

  // Tables

  const closeCell = (table: OpenTable, flow: Flow): void => {
    const { draft, cell, column } = table;
    if (cell.isDeleted) return;
    const row = draft.rowCount;
    const visible = flow.texts.join('\n');
    const hidden = flow.hiddenTexts.join('\n');
    const addHidden = (text: string, owner: DraftCell): void => {
      if (text !== '') draft.after.push({ ...draftParagraph(flow.role, text, true), cell: owner });
    };
    const left = cell.horizontal === 'continue' ? table.previous : undefined;
    const above = cell.vertical === 'continue' ? mergeAbove(table) : undefined;
    const covering = left ?? above;
    if (left !== undefined) left.columnSpan += cell.span;
    else if (above !== undefined) above.rowSpan = row - above.row + 1;
    if (covering === undefined) {
      const isHidden = table.isRowHidden || visible === '';
      const added: DraftCell = {
        table: draft,
        row,
        column,
        columnSpan: cell.span,
        rowSpan: 1,
        text: visible === '' ? hidden : visible,
        hidden: isHidden && (visible !== '' || hidden !== ''),
      };
      draft.cells.push(added);
      if (visible !== '') addHidden(hidden, added);
      if (cell.vertical !== undefined) table.merges.set(column, added);
      table.previous = added;
    } else {
      addHidden([visible, hidden].filter((text) => text !== '').join('\n'), covering);
      table.previous = covering;
    }
    draft.after.push(...flow.blocks);
    table.column += cell.span;
    draft.columnCount = Math.max(draft.columnCount, table.column);
  };

  const openElement = (name: string, element: XmlElement): void => {
    const parent = path.at(-1) ?? '';
    const { get } = element;
    switch (name) {
      case 'w:p':
        paragraphs.push({ list: {}, isMarkDeleted: false, mark: {}, visible: '', hidden: '', after: [] });
        content.count(1, 0);
        return;
      case 'w:r':
      case 'm:r':
        runs.push({ own: {} });
        return;
      case 'w:tab':
        if (parent === 'w:r') emit('\t');
        return;
      case 'w:ptab':
        emit('\t');
        return;
      case 'w:br':
      case 'w:cr':
        emit('\n');
        return;
      case 'w:softHyphen': {
        // Its byte is the letter ư in TCVN3, and some programs write it as an element.
        const { own, style } = runs.at(-1) ?? { own: {} };
        const font = fontOf(styles.resolveRun(own, style, paragraphs.at(-1)?.style));
        if (encodingOfFont(font) === 'tcvn3') emit('\u00ad');
        return;
      }
      case 'w:noBreakHyphen':
        emit('-');
        return;
      case 'w:sym':
        emit(symbolOf(get('char')), get('font') ?? '');
        return;
      case 'm:den':
        emit('/');
        return;
      case 'w:txbxContent':
        flows.push(newFlow('box', role === 'body' ? 'text-box' : role, []));
        return;
      case 'v:textpath': {
        const text = tidy(get('string') ?? '');
        const boxRole = role === 'body' ? 'text-box' : role;
        if (text !== '') paragraphs.at(-1)?.after.push(draftParagraph(boxRole, text, false));
        return;
      }
      case 'a:blip':
      case 'v:imagedata':
        if (role === 'body') content.pictures += 1;
        return;
      case 'w:altChunk':
        if (role === 'body') content.insertedFiles.add(get('id') ?? '');
        else content.unread.add('other-file');
        return;
      case 'w:subDoc':
        content.unread.add('other-file');
        return;
      case 'o:OLEObject':
        if (!/^Equation/i.test(get('ProgID') ?? '')) content.unread.add('embedded-object');
        return;
      case 'w:headerReference':
      case 'w:footerReference':
        content.shownParts.add(get('id') ?? '');
        return;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        content.shownNotes.add(noteKey(name, get('id')));
        return;
      case 'w:sdt':
        controls.push({ isMarked: false, isPlaceholder: false });
        return;
      case 'mc:AlternateContent':
        alternates.push({ isTaken: false });
        return;
      default:
        openField(name, element);
        openTablePart(name, element);
        readProperty(name, parent, element);
    }
  };

  const openField = (name: string, element: XmlElement): void => {
    const { fields } = topFlow();
    const { get } = element;
    switch (name) {
      case 'w:fldSimple':
        fields.push({ phase: 'result', instruction: get('instr') ?? '' });
        return;
      case 'w:fldChar': {
        const type = get('fldCharType');
        const last = fields.at(-1);
        if (type === 'begin') fields.push({ phase: 'instruction', instruction: '' });
        else if (type === 'separate' && last !== undefined) last.phase = 'result';
        else if (type === 'end') fields.pop();
        return;
      }
      case 'w:checkBox':
      case 'w:ddList':
        formField = { entries: [], selected: 0 };
        return;
      case 'w:default':
      case 'w:checked':
      case 'w:result':
        if (formField === undefined) return;
        formField.checked = isOn(element);
        formField.selected = toInteger(get('val'));
        return;
      case 'w:listEntry':
        formField?.entries.push(get('val') ?? '');
        return;
      default:
    }
  };

  const openTablePart = (name: string, element: XmlElement): void => {
    const { get } = element;
    if (name === 'w:tbl') {
      flushCarried();
      tables.push({
        draft: { kind: 'table', rowCount: 0, columnCount: 0, cells: [], after: [] },
        column: 0,
        isRowDeleted: false,
        isRowHidden: false,
        merges: new Map(),
        cell: { span: 1, isDeleted: false },
      });
      return;
    }
    const table = tables.at(-1);
    if (table === undefined) return;
    const { cell } = table;
    switch (name) {
      case 'w:tr':
        table.column = 0;
        table.isRowHidden = false;
        delete table.previous;
        return;
      case 'w:gridBefore':
        table.column = spanOf(get('val'), 0);
        return;
      case 'w:tc':
        table.cell = { span: 1, isDeleted: false };
        flows.push(newFlow('cell', topFlow().role, topFlow().fields));
        content.count(1, 0);
        return;
      case 'w:gridSpan':
        cell.span = spanOf(get('val'), 1);
        return;
      case 'w:vMerge':
        cell.vertical = get('val') ?? 'continue';
        topFlow().isCovered ||= cell.vertical === 'continue' && mergeAbove(table) !== undefined;
        return;
      case 'w:hMerge':
        cell.horizontal = get('val') ?? 'continue';
        topFlow().isCovered ||= cell.horizontal === 'continue' && table.previous !== undefined;
        return;
      case 'w:cellDel':
        cell.isDeleted = true;
        return;
      default:
    }
  };

  const readProperty = (name: string, parent: string, element: XmlElement): void => {
    const { get } = element;
    const paragraph = paragraphs.at(-1);
    const control = controls.at(-1);
    const run = runs.at(-1);
    const owner = path.at(-2) ?? '';
    if (parent === 'w:rPr' && owner === 'w:pPr' && paragraph !== undefined)
      readRunProperty(paragraph.mark, name, element, styles.themeFonts);
    if (parent === 'w:rPr' && (owner === 'w:r' || owner === 'm:r') && run !== undefined) {
      if (name === 'w:rStyle') run.style = get('val') ?? '';
      else readRunProperty(run.own, name, element, styles.themeFonts);
    }
    if (parent === 'w:trPr' && name === 'w:hidden') {
      const table = tables.at(-1);
      if (table !== undefined) table.isRowHidden = isOn(element);
    }
    if (paragraph !== undefined) {
      if (name === 'w:pStyle') paragraph.style = get('val') ?? '';
      else if (name === 'w:numId') paragraph.list.numId = get('val') ?? '';
      else if (name === 'w:ilvl') paragraph.list.level = toLevel(get('val'));
      else if (name === 'w:outlineLvl') paragraph.isHeading = toInteger(get('val')) < 9;
    }
    if (control !== undefined) {
      if (name === 'w14:checkbox') control.isChecked ??= false;
      else if (name === 'w14:checked') control.isChecked = isOn(element);
      else if (name === 'w:showingPlcHdr') control.isPlaceholder = isOn(element);
    }
  };

  /** A deletion mark on a paragraph's end or a row, which stands among properties and has no content. */
  const noteDeletion = (name: string): boolean => {
    if (name !== 'w:del' && name !== 'w:moveFrom') return false;
    const parent = path.at(-1);
    const table = tables.at(-1);
    const paragraph = paragraphs.at(-1);
    if (parent === 'w:trPr' && table !== undefined) table.isRowDeleted = true;
    else if (parent === 'w:rPr' && path.at(-2) === 'w:pPr' && paragraph !== undefined)
      paragraph.isMarkDeleted = true;
    else return false;
    return true;
  };

  const isSkipped = (name: string, element: XmlElement): boolean => {
    if (noteDeletion(name) || skipped.has(name) || tables.at(-1)?.isRowDeleted === true) return true;
    if (name === 'w:footnote' || name === 'w:endnote')
      return !content.shownNotes.has(noteKey(name, element.get('id')));
    const alternate = alternates.at(-1);
    if (alternate === undefined || (name !== 'mc:Choice' && name !== 'mc:Fallback')) return false;
    if (alternate.isTaken || (name === 'mc:Choice' && !isUnderstood(element))) return true;
    alternate.isTaken = true;
    return false;
  };

  const closeElement = (name: string): void => {
    switch (name) {
      case 'w:p': {
        const paragraph = paragraphs.pop();
        dropUnclosedCodes(topFlow().fields);
        if (paragraph !== undefined && !isCut) closeParagraph(paragraph);
        return;
      }
      case 'w:r':
      case 'm:r':
        runs.pop();
        return;
      case 'w:sdt':
        controls.pop();
        return;
      case 'mc:AlternateContent':
        alternates.pop();
        return;
      case 'w:fldSimple':
        topFlow().fields.pop();
        return;
      case 'w:checkBox':
        emit(checkMark(formField?.checked === true));
        formField = undefined;
        return;
      case 'w:ddList':
        emit(formField?.entries[formField.selected] ?? '');
        formField = undefined;
        return;
      case 'w:tr': {
        const table = tables.at(-1);
        if (table === undefined) return;
        if (!table.isRowDeleted) table.draft.rowCount += 1;
        table.isRowDeleted = false;
        return;
      }
      case 'w:tc': {
        const table = tables.at(-1);
        if (table === undefined) return;
        flushCarried();
        const flow = flows.pop();
        if (flow !== undefined && !isCut) closeCell(table, flow);
        return;
      }
      case 'w:tbl': {
        const table = tables.pop();
        if (table !== undefined) topFlow().blocks.push(table.draft);
        return;
      }
      case 'w:txbxContent': {
        flushCarried();
        const blocks = flows.pop()?.blocks ?? [];
        (paragraphs.at(-1)?.after ?? topFlow().blocks).push(...blocks);
        return;
      }
      default:
    }
  };

  return {
    open: (name, element) => {
      depth += 1;
      if (skipFrom > 0) return;
      if (isSkipped(name, element)) {
        skipFrom = depth;
        return;
      }
      openElement(name, element);
      path.push(name);
    },
    close: () => {
      depth -= 1;
      if (skipFrom > 0) {
        if (depth < skipFrom) skipFrom = 0;
        return;
      }
      closeElement(path.pop() ?? '');
    },
    text: (text) => {
      if (skipFrom > 0) return;
      const parent = path.at(-1);
      if (parent === 'w:t' || parent === 'm:t') emit(text.replace(/[\t\r\n]+/g, ' '));
      else if (parent === 'w:instrText') {
        const field = topFlow().fields.at(-1);
        if (field !== undefined) field.instruction += text;
      }
    },
    isFull: () => content.isFull,
    finish: () => {
      isCut = path.length > 0;
      for (let name = path.pop(); name !== undefined; name = path.pop()) closeElement(name);
      if (!isCut) flushCarried();
      return part.blocks;
    },
  };
}

function newFlow(kind: Flow['kind'], role: ParagraphRole, fields: Field[]): Flow {
  return {
    kind,
    role,
    blocks: [],
    fields,
    texts: [],
    hiddenTexts: [],
    carried: nothingCarried,
    isCovered: false,
  };
}

/** The cell of the row right above that a vertical merge at this place continues. */
function mergeAbove({ draft, merges, column }: OpenTable): DraftCell | undefined {
  const above = merges.get(column);
  return above !== undefined && above.row + above.rowSpan === draft.rowCount ? above : undefined;
}

/**
 * Text inside a field's code is not shown: results of fields nested in it are its operands ("{ = { REF a } + 1 }").
 * The result of PAGEREF is dropped too: a page number at the end of a line of contents would read as that line's figure.
 */
function isInsideFieldCode(fields: readonly Field[]): boolean {
  return fields.some(
    (field, index) => (field.phase === 'instruction' && index < fields.length - 1) || isPageReference(field),
  );
}

function isPageReference(field: Field): boolean {
  return field.phase === 'result' && /^\s*PAGEREF\b/i.test(field.instruction);
}

/** A code ends with its paragraph; left open by a broken file it would swallow every figure that follows. */
function dropUnclosedCodes(fields: Field[]): void {
  const kept = fields.filter((field) => field.phase === 'result' && !isPageReference(field));
  fields.splice(0, fields.length, ...kept);
}

/** Word takes a choice when it knows what that requires; what Microsoft published after 2010 is shapes and pictures around the same text. */
function isUnderstood({ get, resolve }: XmlElement): boolean {
  const required = (get('Requires') ?? '').split(/\s+/).filter((prefix) => prefix !== '');
  return required.every(
    (prefix) => resolve(prefix)?.startsWith('http://schemas.microsoft.com/office/') === true,
  );
}

function noteKey(name: string, id: string | undefined): string {
  return `${name.startsWith('w:foot') ? 'footnote' : 'endnote'} ${id ?? ''}`;
}

function spanOf(value: string | undefined, least: number): number {
  return Math.min(Math.max(toInteger(value), least), maxSpan);
}

function checkMark(isChecked: boolean): string {
  return isChecked ? '☒' : '☐';
}

function symbolOf(hexadecimal: string | undefined): string {
  const code = Number.parseInt(hexadecimal ?? '', 16);
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : '';
}

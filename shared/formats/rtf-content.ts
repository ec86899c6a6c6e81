import type { ParagraphRole } from '../domain/parsed-document.ts';
import type { DraftBlock } from './docx-draft.ts';
import { encodingOfFont } from '../vietnamese/legacy-encodings.ts';
import { decodeRun } from './docx-fonts.ts';
import { readRtfTokens } from './rtf-tokens.ts';
import {
  buildTable,
  type Raised,
  type RowCell,
  type RowOfCells,
  type TextRun,
  type WordDraft,
} from './word-draft.ts';

/** Attack: a file of a hundred million opening brackets; Word's own files stay under 30. */
const maxDepth = 500;

/** Attack: a table inside two billion tables. */
const maxTableDepth = 30;

/** Edges of one line in rows drawn by hand, in twips (1/20 point). */
const edgeTolerance = 40;

/** A row may define this many cells; Word stops at 63. */
const maxCells = 1_000;

/** A text of the file beside others: its body, a header, the notes. */
export interface RtfPart {
  readonly role: ParagraphRole;
  readonly blocks: readonly DraftBlock[];
}

interface CellEdge {
  readonly right: number;
  readonly marks: ReadonlySet<string>;
}

interface OpenTable {
  readonly rows: RowOfCells[];
  cells: (readonly DraftBlock[])[];
  blocks: DraftBlock[];
}

interface RowDefinition {
  left: number;
  readonly cells: CellEdge[];
  marks: Set<string>;
  isLast?: boolean;
}

/** A stream of paragraphs and tables: a part, or a text box. */
interface Flow {
  readonly role: ParagraphRole;
  readonly blocks: DraftBlock[];
  readonly tables: OpenTable[];
  definition: RowDefinition;
  runs: TextRun[];
  label: string;
  /** Text boxes that hang on the paragraph. */
  after: DraftBlock[];
}

type Destination = 'text' | 'skip' | 'fonts' | 'instruction' | 'label' | 'object-class';

interface Field {
  instruction: string;
  checkBox?: { result: number; standard: number };
}

/** What a group inherits and gives back at its end. */
interface Group {
  destination: Destination;
  unicodeFallback: number;
  font: number;
  isHidden: boolean;
  isStruck: boolean;
  isDeleted: boolean;
  raised: Raised;
  isInTable: boolean;
  tableDepth: number;
  isHeading: boolean;
  field: Field | undefined;
  /** This group's own text stands apart. */
  flow?: Flow;
  /** The row definition around a nested one. */
  outerDefinition?: RowDefinition;
  isFieldResult?: boolean;
}

interface Font {
  name: string;
  charset: number;
  codePage?: number;
}

/** Code pages of the character sets fonts name (RTF 1.9.1, "Font Table"). */
const codePages: Readonly<Record<number, number>> = {
  ...{ 0: 1252, 2: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254 },
  ...{ 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250 },
};

const encodings: Readonly<Record<number, string>> = {
  ...{ 932: 'shift_jis', 949: 'euc-kr', 936: 'gbk', 950: 'big5', 10000: 'macintosh', 65001: 'utf-8' },
};

/** Groups whose text is not the document's; every group marked \* that is not known is left out too. */
const skippedGroups = new Set(
  (
    'colortbl stylesheet info pict themedata colorschememapping datastore xmlnstbl filetbl listtable listoverridetable ' +
    'revtbl rsidtbl generator latentstyles bkmkstart bkmkend pn sp shprslt nonesttables private template ftnsep ftnsepc ' +
    'ftncn aftnsep aftnsepc aftncn atnid atnauthor atntime atndate atnref atnparent atrfstart atrfend tc tcn xe rxe txe ' +
    'bxe userprops docvar background pgdsctbl objdata objalias objsect objname nonshppict mmathPict mmathPr falt panose fname ' +
    'protusertbl wgrffmtfilter passwordhash keywords title subject author operator company category manager comment'
  ).split(' '),
);

/** Groups marked \* whose text counts all the same. */
const knownGroups = new Set(
  'shppict shpinst shptxt dptxbxtext do ud annotation nesttableprops fldinst formfield objclass listtext pntext mmath moMath moMathPara'.split(
    ' ',
  ),
);

const parts: Readonly<Record<string, ParagraphRole>> = {
  ...{ header: 'header', headerl: 'header', headerr: 'header', headerf: 'header' },
  ...{ footer: 'footer', footerl: 'footer', footerr: 'footer', footerf: 'footer' },
  ...{ footnote: 'footnote', annotation: 'comment', shptxt: 'text-box', dptxbxtext: 'text-box' },
};

const signs: Readonly<Record<string, string>> = {
  ...{ tab: '\t', line: '\n', page: '\n', column: '\n', lbr: '\n', emdash: '—', endash: '–' },
  ...{ lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ' },
  ...{ qmspace: ' ', '~': '\u00a0', _: '-' },
};

/** Reads the texts of an RTF file. Groups left open, and more closed than opened, make it broken; what came before counts. */
export function readRtf(
  bytes: Uint8Array,
  draft: WordDraft,
): { readonly parts: readonly RtfPart[]; readonly isBroken: boolean; readonly isTooDeep: boolean } {
  const body = newFlow('body');
  const found: RtfPart[] = [];
  const fonts = new Map<number, Font>();
  const flows: Flow[] = [body];
  const groups: Group[] = [];
  let group: Group = {
    ...{ destination: 'text', unicodeFallback: 1, font: -1, isHidden: false, isStruck: false },
    ...{ isDeleted: false, raised: 'baseline', isInTable: false, tableDepth: 1, isHeading: false },
    field: undefined,
  };
  let codePage = 1252;
  let defaultFont = -1;
  /** Bytes that stand for a Unicode character just read, for programs that know none. */
  let fallback = 0;
  let pending: Uint8Array[] = [];
  /** Of the word being read: whether \* stands before it, and whether its group begins with it. */
  const at = { isStarred: false, isGroupStart: false, isTooDeep: false };
  let openFont: Font = { name: '', charset: 1 };
  let objectClass = '';

  const topFlow = (): Flow => flows.at(-1) ?? body;

  const fontOf = (): Font | undefined => fonts.get(group.font < 0 ? defaultFont : group.font);

  const flush = (): void => {
    if (pending.length === 0) return;
    const font = fontOf();
    const isOld = encodingOfFont(font?.name ?? '') !== null;
    const page = isOld ? 1252 : (font?.codePage ?? codePages[font?.charset ?? 1] ?? codePage);
    const whole = Buffer.concat(pending);
    pending = [];
    emit(decode(whole, group.destination === 'fonts' ? 1252 : page));
  };

  const emit = (text: string): void => {
    if (text === '' || group.destination === 'skip') return;
    if (group.destination === 'fonts') readFontName(text);
    else if (group.destination === 'instruction') {
      if (group.field !== undefined) group.field.instruction += text;
    } else if (group.destination === 'object-class') objectClass += text;
    else if (!group.isDeleted) {
      const font = fontOf()?.name ?? '';
      draft.count(0, text.length);
      if (group.destination === 'label') {
        draft.tally.add(text, font);
        topFlow().label += decodeRun(text, font);
        return;
      }
      // Struck-out figures are no longer the writer's: kept apart like hidden ones.
      const isHidden = group.isHidden || group.isStruck;
      topFlow().runs.push({ text, font, isHidden, raised: group.raised });
    }
  };

  const readFontName = (text: string): void => {
    const [name = '', ...rest] = text.split(';');
    openFont.name += name;
    if (rest.length > 0) openFont.name = openFont.name.trim();
  };

  // Paragraphs and tables

  const setDepth = (flow: Flow, depth: number): void => {
    while (flow.tables.length > depth) closeTable(flow);
    while (flow.tables.length < depth) flow.tables.push({ rows: [], cells: [], blocks: [] });
  };

  const closeTable = (flow: Flow): void => {
    const table = flow.tables.pop();
    if (table === undefined) return;
    if (table.blocks.length > 0) table.cells.push(table.blocks);
    if (table.cells.length > 0) table.rows.push(defineRow(table.cells, flow.definition));
    if (table.rows.length > 0)
      (flow.tables.at(-1)?.blocks ?? flow.blocks).push(buildTable(table.rows, flow.role, edgeTolerance));
  };

  const endParagraph = (depth: number): void => {
    const flow = topFlow();
    setDepth(flow, Math.min(depth, maxTableDepth));
    const label = shownLabel(flow.label);
    const kind = group.isHeading ? 'heading' : label === '' ? 'body' : 'list';
    const role = flow.role === 'body' ? kind : flow.role;
    const blocks = [...draft.paragraph(flow.runs, role, label), ...flow.after];
    (flow.tables.at(-1)?.blocks ?? flow.blocks).push(...blocks);
    flow.runs = [];
    flow.label = '';
    flow.after = [];
  };

  const endCell = (depth: number): void => {
    endParagraph(depth);
    const table = topFlow().tables.at(-1);
    if (table === undefined) return;
    table.cells.push(table.blocks);
    table.blocks = [];
  };

  const endRow = (depth: number): void => {
    const flow = topFlow();
    if (flow.runs.length > 0) endCell(depth);
    setDepth(flow, Math.min(depth, maxTableDepth));
    const table = flow.tables.at(-1);
    if (table === undefined || table.cells.length === 0) return;
    draft.count(table.cells.length, 0);
    table.rows.push(defineRow(table.cells, flow.definition));
    table.cells = [];
    table.blocks = [];
    if (flow.definition.isLast === true) closeTable(flow);
  };

  const finishFlow = (flow: Flow): void => {
    if (flow.runs.length > 0 || flow.after.length > 0) endParagraph(flow.tables.length);
    setDepth(flow, 0);
  };

  // Groups

  const startGroup = (): void => {
    flush();
    if (groups.length >= maxDepth) {
      at.isTooDeep = true;
      return;
    }
    groups.push(group);
    group = { ...group };
    delete group.flow;
    delete group.outerDefinition;
    delete group.isFieldResult;
    at.isGroupStart = true;
    at.isStarred = false;
  };

  const endGroup = (): void => {
    flush();
    const ended = group;
    const around = groups.pop();
    if (around === undefined) return;
    if (ended.flow !== undefined) {
      finishFlow(ended.flow);
      flows.pop();
      if (ended.flow.role !== 'text-box') found.push(ended.flow);
      else topFlow().after.push(...ended.flow.blocks);
    }
    if (ended.outerDefinition !== undefined) topFlow().definition = ended.outerDefinition;
    if (ended.destination === 'instruction' && around.destination !== 'instruction') endInstruction(around);
    if (ended.destination === 'object-class' && !/^\s*Equation/i.test(objectClass))
      draft.unread.add('embedded-object');
    group = around;
  };

  const endInstruction = (around: Group): void => {
    const { field } = around;
    if (field === undefined) return;
    if (/^\s*(?:EMBED|LINK)\s+(?!Equation)/i.test(field.instruction)) draft.unread.add('embedded-object');
    if (/^\s*INCLUDETEXT\b/i.test(field.instruction)) draft.unread.add('other-file');
    const { checkBox } = field;
    if (checkBox === undefined || !/^\s*FORMCHECKBOX/i.test(field.instruction)) return;
    const isChecked = (checkBox.result === 25 ? checkBox.standard : checkBox.result) === 1;
    topFlow().runs.push({ text: isChecked ? '☒' : '☐', font: '', isHidden: false });
  };

  /** A word that says what its group is for; true when it was one. */
  const startDestination = (name: string): boolean => {
    if (at.isStarred && !knownGroups.has(name) && name !== 'footnote') {
      group.destination = 'skip';
      return true;
    }
    // What is skipped stays so, whatever stands in it; the data of a form's box stand inside its instruction.
    if (group.destination === 'skip') return true;
    if (name === 'pict' && topFlow().role === 'body') draft.pictures += 1;
    if (skippedGroups.has(name)) {
      group.destination = 'skip';
      return true;
    }
    const role = parts[name];
    if (role !== undefined) {
      const around = topFlow().role;
      group.flow = newFlow(role === 'text-box' && around !== 'body' ? around : role);
      if (role === 'text-box' && around !== 'body') group.flow = newFlow('text-box');
      flows.push(group.flow);
      Object.assign(group, { destination: 'text', isInTable: false, tableDepth: 1, isHeading: false });
      return true;
    }
    switch (name) {
      case 'fonttbl':
        group.destination = 'fonts';
        return true;
      case 'field':
        group.field = { instruction: '' };
        return true;
      case 'fldinst':
        group.destination = 'instruction';
        return true;
      case 'fldrslt':
        // A page number at the end of a line of contents would read as that line's figure.
        if (/^\s*PAGEREF\b/i.test(group.field?.instruction ?? '')) group.destination = 'skip';
        return true;
      case 'formfield':
        if (group.field !== undefined) group.field.checkBox = { result: 25, standard: 0 };
        return true;
      case 'listtext':
      case 'pntext':
        group.destination = 'label';
        return true;
      case 'objclass':
        objectClass = '';
        group.destination = 'object-class';
        return true;
      case 'nesttableprops':
        group.outerDefinition = topFlow().definition;
        topFlow().definition = newDefinition();
        return true;
      case 'upr':
        // Its first part repeats in old letters what the second says in Unicode.
        group.destination = 'skip';
        return true;
      default:
        return false;
    }
  };

  // Words

  const applyWord = (name: string, value: number | undefined): void => {
    const isOn = value !== 0;
    // The byte of a soft hyphen is the letter ư in TCVN3.
    const isOldLetter = name === '-' && encodingOfFont(fontOf()?.name ?? '') === 'tcvn3';
    const shown = isOldLetter ? '\u00ad' : signs[name];
    if (shown !== undefined) {
      emit(shown);
      return;
    }
    switch (name) {
      case 'par':
      case 'sect':
        if (!group.isDeleted) endParagraph(group.isInTable ? Math.max(group.tableDepth, 1) : 0);
        return;
      case 'cell':
        endCell(1);
        return;
      case 'nestcell':
        endCell(Math.max(group.tableDepth, 2));
        return;
      case 'row':
        endRow(1);
        return;
      case 'nestrow':
        endRow(Math.max(group.tableDepth, 2));
        return;
      case 'pard':
        Object.assign(group, { isInTable: false, tableDepth: 1, isHeading: false });
        return;
      case 'plain':
        Object.assign(group, { font: -1, isHidden: false, isStruck: false, raised: 'baseline' });
        return;
      case 'intbl':
        group.isInTable = true;
        return;
      case 'itap':
        group.tableDepth = value ?? 1;
        group.isInTable = group.tableDepth > 0;
        return;
      case 'outlinelevel':
        group.isHeading = (value ?? 9) < 9;
        return;
      case 'f':
        if (group.destination === 'fonts') fonts.set(value ?? 0, (openFont = { name: '', charset: 1 }));
        else group.font = value ?? 0;
        return;
      case 'fcharset':
        openFont.charset = value ?? 1;
        return;
      case 'cpg':
        openFont.codePage = value ?? 1252;
        return;
      case 'ansicpg':
        codePage = value ?? 1252;
        return;
      case 'deff':
        defaultFont = value ?? 0;
        return;
      case 'v':
        group.isHidden = isOn;
        return;
      case 'strike':
      case 'striked':
        group.isStruck = isOn;
        return;
      case 'deleted':
        group.isDeleted = isOn;
        return;
      case 'super':
        group.raised = isOn ? 'superscript' : 'baseline';
        return;
      case 'sub':
        group.raised = isOn ? 'subscript' : 'baseline';
        return;
      case 'nosupersub':
        group.raised = 'baseline';
        return;
      case 'uc':
        group.unicodeFallback = Math.min(Math.max(value ?? 1, 0), 100);
        return;
      case 'mden':
        emit('/');
        return;
      case 'ffres':
        if (group.field?.checkBox !== undefined) group.field.checkBox.result = value ?? 0;
        return;
      case 'ffdefres':
        if (group.field?.checkBox !== undefined) group.field.checkBox.standard = value ?? 0;
        return;
      default:
        applyRowWord(topFlow(), name, value);
    }
  };

  for (const token of readRtfTokens(bytes)) {
    if (at.isTooDeep || draft.isFull) break;
    if (token.kind === 'open') {
      fallback = 0;
      startGroup();
      continue;
    }
    if (token.kind === 'close') {
      fallback = 0;
      at.isGroupStart = false;
      endGroup();
      if (groups.length === 0) break;
      continue;
    }
    if (token.kind === 'bytes') {
      at.isGroupStart = false;
      const { length } = token.bytes;
      const shown = token.bytes.subarray(Math.min(fallback, length));
      fallback = Math.max(fallback - length, 0);
      if (shown.length > 0 && group.destination !== 'skip') pending.push(shown);
      continue;
    }
    const { name, value } = token;
    if (name === '*') {
      at.isStarred = true;
      continue;
    }
    const isDestination = at.isGroupStart && startDestination(name);
    at.isGroupStart = false;
    at.isStarred = false;
    if (name === 'ud' && groups.at(-1) !== undefined) {
      // The group in Unicode stands inside the one that is left out.
      group.destination = groups.at(-2)?.destination ?? 'text';
      continue;
    }
    fallback = 0;
    if (isDestination || group.destination === 'skip') continue;
    flush();
    if (name === 'u') {
      emit(String.fromCharCode((value ?? 63) & 0xffff));
      fallback = group.unicodeFallback;
    } else applyWord(name, value);
  }
  flush();
  const isBroken = groups.length > 0 && !draft.isFull;
  if (isBroken && flows.length === 1) {
    // The figure in progress could be half.
    body.runs = [];
  }
  for (const flow of flows.slice(1)) found.push(flow);
  flows.splice(1);
  finishFlow(body);
  return { parts: [body, ...found], isBroken: isBroken && !at.isTooDeep, isTooDeep: at.isTooDeep };
}

function newFlow(role: ParagraphRole): Flow {
  return { role, blocks: [], tables: [], definition: newDefinition(), runs: [], label: '', after: [] };
}

function newDefinition(): RowDefinition {
  return { left: 0, cells: [], marks: new Set() };
}

/** Words that define the next row: its left edge, and each cell by its right one, behind the marks of its merges. */
function applyRowWord(flow: Flow, name: string, value: number | undefined): void {
  if (name === 'trowd') flow.definition = newDefinition();
  else if (name === 'lastrow') flow.definition.isLast = true;
  else if (name === 'trleft') flow.definition.left = value ?? 0;
  else if (/^clv?m(?:gf|rg)$/.test(name)) flow.definition.marks.add(name);
  else if (name === 'cellx' && flow.definition.cells.length < maxCells) {
    flow.definition.cells.push({ right: value ?? 0, marks: flow.definition.marks });
    flow.definition.marks = new Set();
  }
}

function defineRow(
  cells: readonly (readonly DraftBlock[])[],
  { left, cells: edges }: RowDefinition,
): RowOfCells {
  let from = left;
  // LibreOffice closes more cells than the row defines when a table stands inside one.
  const isDefined = (blocks: readonly DraftBlock[], index: number) =>
    edges.length === 0 || index < edges.length || blocks.length > 0;
  return {
    cells: cells.filter(isDefined).map((blocks, index): RowCell => {
      const edge = edges[index];
      const cell = { left: from, right: Math.max(edge?.right ?? from + 1_000, from + 1), blocks };
      from = cell.right;
      const has = (mark: string) => edge?.marks.has(mark) === true;
      return {
        ...cell,
        ...(has('clmgf') ? { horizontal: 'first' } : has('clmrg') ? { horizontal: 'continue' } : {}),
        ...(has('clvmgf') ? { vertical: 'first' } : has('clvmrg') ? { vertical: 'continue' } : {}),
      };
    }),
  };
}

/** The number of a list as it is written out before its text; a sign of ornament fonts as a bullet. */
function shownLabel(label: string): string {
  const text = label.replace(/\s+/g, ' ').trim();
  if (text === '') return '';
  return /[\p{L}\p{N}]/u.test(text) || /^[-–—+*]$/u.test(text) ? `${text} ` : '• ';
}

function decode(bytes: Uint8Array, codePage: number): string {
  const name =
    encodings[codePage] ??
    (codePage === 874 || /^125\d$/.test(`${codePage}`) ? `windows-${codePage}` : 'windows-1252');
  // Node's decoder of windows-1252 gives ISO 8859-1 (no quotes, no dashes) unless it is told that more may follow.
  return new TextDecoder(name).decode(bytes, { stream: true });
}

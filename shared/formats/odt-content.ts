import type { ParagraphRole } from '../domain/parsed-document.ts';
import type { DraftBlock } from './docx-draft.ts';
import type { PartReader } from './docx-content.ts';
import { toInteger } from './docx-styles.ts';
import type { XmlElement } from './docx-xml.ts';
import { levelOf, outlineList, OdtLists, type OdtStyles, type OdtText } from './odt-styles.ts';
import { buildTable, WordDraft, type RowCell, type RowOfCells, type TextRun } from './word-draft.ts';

/** Attack: a cell or row that stands for a billion of its kind. */
const maxRepeats = 1_000;

/** What runs through the parts of one ODF text. */
export class OdtContent extends WordDraft {
  readonly lists = new OdtLists();
  readonly notes: DraftBlock[] = [];
  readonly comments: DraftBlock[] = [];
  /** Type of each part inside, by its path. */
  readonly parts: ReadonlyMap<string, string>;

  constructor(parts: ReadonlyMap<string, string>) {
    super();
    this.parts = parts;
  }
}

interface OpenParagraph {
  readonly style: string | undefined;
  readonly isHeading: boolean;
  readonly label: string;
  readonly runs: TextRun[];
  /** Text boxes and pictures that hang on it. */
  readonly after: DraftBlock[];
  isHidden: boolean;
}

/** A stream of blocks: the part itself, a cell, a text box, a note. */
interface Flow {
  readonly role: ParagraphRole;
  readonly blocks: DraftBlock[];
  paragraph: OpenParagraph | undefined;
  readonly lists: OpenList[];
}

interface OpenList {
  readonly name: string;
  readonly key: string;
  /** The item's number has not been shown yet. */
  isItemNew: boolean;
  start: number | undefined;
}

interface OpenTable {
  readonly rows: RowOfCells[];
  cells: RowCell[];
  column: number;
  isRowHidden: boolean;
  /** Where the last cell ends, covered columns included. */
  reach: number;
  /** Cells that lie over rows below: last row, and columns, by their first column. */
  readonly over: Map<number, { readonly until: number; readonly span: number }>;
}

/** What is no text of the document: deletions that are kept beside it, descriptions of pictures, numbers written out again. */
const skipped = new Set([
  ...['text:tracked-changes', 'office:forms', 'svg:title', 'svg:desc', 'text:ruby-text', 'text:number'],
  ...['text:note-citation', 'office:event-listeners', 'office:scripts', 'text:sequence-decls'],
]);

/** Drawings around others; every other one may hold text of its own. */
const transparentDrawings = new Set([
  'draw:frame',
  'draw:image',
  'draw:g',
  'draw:a',
  'draw:object',
  'draw:object-ole',
]);

/** Handler for the text of a part: its body, or the headers and footers of its page styles. */
export function readOdtText(content: OdtContent, styles: OdtStyles, partRole: 'body' | 'header'): PartReader {
  const part: Flow = { role: partRole, blocks: [], paragraph: undefined, lists: [] };
  const flows: Flow[] = [part];
  const tables: OpenTable[] = [];
  /** Formatting of the spans open, the innermost last. */
  const spans: OdtText[] = [];
  const path: string[] = [];
  let depth = 0;
  /** Depth of the element being skipped; 0 when none is. */
  let skipFrom = 0;
  /** Open elements that hide what is in them. */
  const hiding: boolean[] = [];
  let contents = 0;

  const topFlow = (): Flow => flows.at(-1) ?? part;

  const emit = (text: string): void => {
    const { paragraph } = topFlow();
    if (paragraph === undefined) return;
    const format: OdtText = Object.assign(
      {},
      styles.textOf('paragraph', paragraph.style),
      ...spans,
    ) as OdtText;
    // Struck-out figures are no longer the writer's: kept apart like hidden ones.
    const isHidden = format.isHidden === true || format.isStruck === true || hiding.includes(true);
    const { font = '', raised } = format;
    content.count(0, text.length);
    paragraph.runs.push({ text, font, isHidden, ...(raised === undefined ? {} : { raised }) });
  };

  const openParagraph = (name: string, { get }: XmlElement): void => {
    const flow = topFlow();
    const style = get('style-name');
    const isHeading = name === 'text:h';
    const list = flow.lists.at(-1);
    let label = '';
    if (list?.isItemNew === true) {
      label = content.lists.next(list.key, flow.lists.length - 1, list.start);
      list.isItemNew = false;
    } else if (list === undefined && isHeading && get('is-list-header') !== 'true') {
      const key = content.lists.open(styles.listOf(style) ?? outlineList, styles, true);
      label = content.lists.next(key, levelOf(get('outline-level')), undefined);
    }
    flow.paragraph = { style, isHeading, label, runs: [], after: [], isHidden: false };
  };

  const closeParagraph = (): void => {
    const flow = topFlow();
    const { paragraph } = flow;
    flow.paragraph = undefined;
    if (paragraph === undefined) return;
    if (contents > 0) dropPageNumber(paragraph.runs);
    const kind = paragraph.isHeading ? 'heading' : paragraph.label === '' ? 'body' : 'list';
    const runs = paragraph.isHidden
      ? paragraph.runs.map((run) => ({ ...run, isHidden: true }))
      : paragraph.runs;
    const role = flow.role === 'body' ? kind : flow.role;
    flow.blocks.push(...content.paragraph(runs, role, paragraph.isHidden ? '' : paragraph.label));
    flow.blocks.push(...paragraph.after);
  };

  const openFlow = (role: ParagraphRole): void => {
    flows.push({ role, blocks: [], paragraph: undefined, lists: [] });
    // What is written in a box does not have the formatting of the text around it.
    spans.push({ font: '', isHidden: false, isStruck: false, raised: 'baseline' });
  };

  const closeFlow = (): readonly DraftBlock[] => {
    spans.pop();
    closeParagraph();
    return flows.pop()?.blocks ?? [];
  };

  const openTablePart = (name: string, { get }: XmlElement): void => {
    if (name === 'table:table')
      tables.push({ rows: [], cells: [], column: 0, isRowHidden: false, reach: 0, over: new Map() });
    const table = tables.at(-1);
    if (table === undefined) return;
    if (name === 'table:table-row') {
      Object.assign(table, { cells: [], column: 0, reach: 0 });
      table.isRowHidden = /^(?:collapse|filter)$/.test(get('visibility') ?? '');
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      openFlow(topFlow().role);
      content.count(1, 0);
    }
  };

  const closeCell = (name: string, { get }: XmlElement): void => {
    const blocks = closeFlow();
    const table = tables.at(-1);
    if (table === undefined) return;
    const span = within(get('number-columns-spanned'));
    const rowSpan = within(get('number-rows-spanned'));
    for (let left = within(get('number-columns-repeated')); left > 0; left -= 1) {
      const { column } = table;
      if (column > maxRepeats) return;
      const over = table.over.get(column);
      const isCovered = name === 'table:covered-table-cell';
      const place: Pick<RowCell, 'horizontal' | 'vertical'> =
        isCovered && column < table.reach
          ? { horizontal: 'continue' }
          : isCovered && over !== undefined && over.until >= table.rows.length
            ? { vertical: 'continue' }
            : rowSpan > 1
              ? { vertical: 'first' }
              : {};
      const width = place.vertical === 'continue' ? (over?.span ?? 1) : isCovered ? 1 : span;
      table.reach = Math.max(table.reach, column + width);
      if (!isCovered && rowSpan > 1) table.over.set(column, { until: table.rows.length + rowSpan - 1, span });
      table.cells.push({ left: column, right: column + width, blocks, ...place });
      // The columns a cell lies over come as covered cells of their own.
      table.column += 1;
    }
  };

  const closeRow = ({ get }: XmlElement): void => {
    const table = tables.at(-1);
    if (table === undefined) return;
    const { cells, isRowHidden } = table;
    const isEmpty = cells.every(({ blocks }) => blocks.length === 0);
    const repeats = isEmpty ? 1 : within(get('number-rows-repeated'));
    for (let left = repeats; left > 0 && !content.isFull; left -= 1) {
      table.rows.push({ cells, isHidden: isRowHidden });
      content.count(cells.length, 0);
    }
  };

  const elements: XmlElement[] = [];

  const openElement = (name: string, element: XmlElement): void => {
    const { get } = element;
    const flow = topFlow();
    hiding.push(
      (name === 'text:section' && get('display') === 'none') ||
        ((name === 'text:hidden-text' || name === 'text:section') && get('is-hidden') === 'true') ||
        ((name === 'style:header' || name === 'style:footer') && get('display') === 'false'),
    );
    switch (name) {
      case 'text:p':
      case 'text:h':
        openParagraph(name, element);
        return;
      case 'text:span':
        spans.push(styles.textOf('text', get('style-name')));
        return;
      case 'text:s':
        emit(' '.repeat(within(get('c'))));
        return;
      case 'text:tab':
        emit('\t');
        return;
      case 'text:line-break':
        emit('\n');
        return;
      case 'text:list': {
        const around = flow.lists.at(-1);
        const listName = get('style-name') ?? around?.name ?? '';
        const isContinued = get('continue-numbering') === 'true' || get('continue-list') !== undefined;
        // A list inside a list is its next level, and counts with it.
        const key =
          around?.name === listName ? around.key : content.lists.open(listName, styles, isContinued);
        flow.lists.push({ name: listName, key, isItemNew: false, start: undefined });
        return;
      }
      case 'text:list-item': {
        const list = flow.lists.at(-1);
        const start = get('start-value');
        if (list !== undefined)
          Object.assign(list, { isItemNew: true, start: start === undefined ? undefined : toInteger(start) });
        return;
      }
      case 'text:hidden-paragraph':
        if (flow.paragraph !== undefined && get('is-hidden') === 'true') flow.paragraph.isHidden = true;
        return;
      case 'text:table-of-content':
        contents += 1;
        return;
      case 'text:note':
        openFlow('footnote');
        return;
      case 'office:annotation':
        openFlow('comment');
        return;
      case 'style:header':
      case 'style:header-left':
      case 'style:header-first':
        openFlow('header');
        return;
      case 'style:footer':
      case 'style:footer-left':
      case 'style:footer-first':
        openFlow('footer');
        return;
      case 'draw:image':
        if (partRole === 'body') content.pictures += 1;
        return;
      case 'draw:object-ole':
        content.unread.add('embedded-object');
        return;
      case 'draw:object':
        if (isDocumentInside(content.parts, get('href') ?? '')) content.unread.add('embedded-object');
        return;
      default:
        if (isBox(name)) openFlow(topFlow().role === 'body' ? 'text-box' : topFlow().role);
        else openTablePart(name, element);
    }
  };

  const closeElement = (name: string, element: XmlElement): void => {
    hiding.pop();
    switch (name) {
      case 'text:p':
      case 'text:h':
        closeParagraph();
        return;
      case 'text:span':
        spans.pop();
        return;
      case 'text:list':
        topFlow().lists.pop();
        return;
      case 'text:table-of-content':
        contents -= 1;
        return;
      case 'text:note':
        content.notes.push(...closeFlow());
        return;
      case 'office:annotation':
        content.comments.push(...closeFlow());
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        if (tables.length > 0) closeCell(name, element);
        return;
      case 'table:table-row':
        closeRow(element);
        return;
      case 'table:table': {
        const table = tables.pop();
        const flow = topFlow();
        if (table !== undefined) flow.blocks.push(buildTable(table.rows, flow.role, 'grid'));
        return;
      }
      default: {
        if (!isBox(name) && !/^style:(?:header|footer)/.test(name)) return;
        const blocks = closeFlow();
        (topFlow().paragraph?.after ?? topFlow().blocks).push(...blocks);
      }
    }
  };

  return {
    open: (name, element) => {
      depth += 1;
      if (skipFrom > 0) return;
      if (skipped.has(name)) {
        skipFrom = depth;
        return;
      }
      openElement(name, element);
      path.push(name);
      elements.push(element);
    },
    close: () => {
      depth -= 1;
      if (skipFrom > 0) {
        if (depth < skipFrom) skipFrom = 0;
        return;
      }
      const element = elements.pop();
      const name = path.pop();
      if (name !== undefined && element !== undefined) closeElement(name, element);
    },
    text: (text) => {
      if (skipFrom === 0) emit(text.replace(/[ \t\r\n]+/g, ' '));
    },
    isFull: () => content.isFull,
    finish: () => {
      // Of a part that broke off, the paragraph or cell in progress is left out: its figure could be half.
      topFlow().paragraph = undefined;
      for (let name = path.pop(); name !== undefined; name = path.pop()) {
        const element = elements.pop();
        if (element !== undefined && !name.endsWith('table-cell')) closeElement(name, element);
        else closeFlow();
      }
      return part.blocks;
    },
  };
}

function isBox(name: string): boolean {
  return name.startsWith('draw:') && !transparentDrawings.has(name);
}

function isDocumentInside(parts: ReadonlyMap<string, string>, href: string): boolean {
  const path = href.replace(/^\.\//, '').replace(/\/?$/, '/');
  return /opendocument\.(?:spreadsheet|text|presentation)/.test(parts.get(path) ?? '');
}

function within(text: string | undefined): number {
  return Math.min(Math.max(toInteger(text ?? '1'), 1), maxRepeats);
}

/** A page number at the end of a line of contents would read as that line's figure. */
function dropPageNumber(runs: TextRun[]): void {
  const tab = runs.findLastIndex(({ text }) => text === '\t');
  const rest = runs.slice(tab + 1).map(({ text }) => text);
  if (tab >= 0 && /^\s*\d*\s*$/.test(rest.join(''))) runs.splice(tab);
}

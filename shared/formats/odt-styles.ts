import { DocxNumbering } from './docx-numbering.ts';
import { DocxStyles, levelCount, toInteger } from './docx-styles.ts';
import type { XmlElement, XmlHandler } from './docx-xml.ts';
import type { Raised } from './word-draft.ts';

/** What of a text's formatting changes how it is read; absent means "not said here". */
export interface OdtText {
  readonly font?: string;
  readonly isHidden?: boolean;
  readonly isStruck?: boolean;
  readonly raised?: Raised;
}

interface OdtStyle {
  readonly parent: string | undefined;
  readonly list: string | undefined;
  text: OdtText;
}

type Level =
  NonNullable<ReturnType<DocxNumbering['abstracts']['get']>>['levels'] extends Map<number, infer L>
    ? L
    : never;

/** Attack: styles based on each other in a long row, asked for every word. */
const maxStyleSteps = 32;

/** Name of the list that numbers headings. */
export const outlineList = '#outline';

/** Styles and lists of one part of an ODF text: its own, and behind them the document's. */
export class OdtStyles {
  readonly styles = new Map<string, OdtStyle>();
  readonly lists = new Map<string, Map<number, Level>>();
  readonly fonts = new Map<string, string>();
  readonly #common: OdtStyles | undefined;

  constructor(common?: OdtStyles) {
    this.#common = common;
  }

  /** Text formatting that a style of a family ("paragraph", "text") adds, its ancestors included. */
  textOf(family: string, name: string | undefined): OdtText {
    const chain: OdtText[] = [];
    let style = name === undefined ? undefined : this.#find(family, name);
    for (let step = 0; style !== undefined && step < maxStyleSteps; step += 1) {
      chain.unshift(style.text);
      style = style.parent === undefined ? undefined : this.#find(family, style.parent);
    }
    if (family === 'paragraph') chain.unshift(this.#find(family, '')?.text ?? {});
    return Object.assign({}, ...chain) as OdtText;
  }

  /** Name of the list a paragraph style puts its paragraphs in. */
  listOf(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#find('paragraph', name)?.list;
  }

  levelsOf(list: string): ReadonlyMap<number, Level> | undefined {
    return this.lists.get(list) ?? this.#common?.levelsOf(list);
  }

  fontFamily(name: string): string {
    return this.fonts.get(name) ?? this.#common?.fontFamily(name) ?? name;
  }

  #find(family: string, name: string): OdtStyle | undefined {
    const own = this.styles.get(`${family} ${name}`);
    return own ?? (this.#common === undefined ? undefined : this.#common.#find(family, name));
  }
}

/** Running numbers of the lists of a document. Each list of the text begins anew unless it says that it goes on. */
export class OdtLists {
  readonly #numbering = new DocxNumbering(new DocxStyles());
  readonly #last = new Map<string, string>();
  #count = 0;

  /** Opens a list and gives its key for `next`. */
  open(name: string, styles: OdtStyles, isContinued: boolean): string {
    const last = this.#last.get(name);
    if (isContinued && last !== undefined) return last;
    this.#count += 1;
    const key = `${this.#count}`;
    this.#last.set(name, key);
    this.#numbering.abstracts.set(key, { levels: new Map(styles.levelsOf(name)), counters: [] });
    this.#numbering.instances.set(key, {
      ...{ abstractId: key, starts: new Map(), levels: new Map(), isUsed: false },
    });
    return key;
  }

  /** The number of the next item with the gap behind it, '' where the level has none; `start` where the item says its own. */
  next(key: string, level: number, start: number | undefined): string {
    const counters = this.#numbering.abstracts.get(key)?.counters;
    if (start !== undefined && counters !== undefined) counters[level] = start - 1;
    return this.#numbering.next(key, level)?.label ?? '';
  }
}

const numberFormats: Readonly<Record<string, string>> = {
  ...{ '1': 'decimal', I: 'upperRoman', i: 'lowerRoman', A: 'upperLetter', a: 'lowerLetter', '': 'none' },
};

/** Handler for the styles of a part, in front of its text. */
export function readOdtStyles(into: OdtStyles): XmlHandler {
  let style: OdtStyle | undefined;
  let levels: Map<number, Level> | undefined;
  return {
    open: (name, element) => {
      const { get } = element;
      switch (name) {
        case 'style:font-face':
          into.fonts.set(get('name') ?? '', (get('font-family') ?? '').replace(/['"]/g, ''));
          return;
        case 'style:style':
        case 'style:default-style':
          style = { parent: get('parent-style-name'), list: get('list-style-name'), text: {} };
          into.styles.set(
            `${get('family') ?? ''} ${name === 'style:style' ? (get('name') ?? '') : ''}`,
            style,
          );
          return;
        case 'style:text-properties':
          if (style !== undefined) style.text = readTextProperties(element, into);
          return;
        case 'text:list-style':
        case 'text:outline-style':
          levels = new Map();
          into.lists.set(name === 'text:outline-style' ? outlineList : (get('name') ?? ''), levels);
          return;
        case 'text:list-level-style-number':
        case 'text:outline-level-style':
        case 'text:list-level-style-bullet':
        case 'text:list-level-style-image':
          levels?.set(levelOf(get('level')), readLevel(element, name));
          return;
        default:
      }
    },
    close: (name) => {
      if (name === 'style:style' || name === 'style:default-style') style = undefined;
    },
  };
}

/** A level as ODF counts it, from 1, to one from 0, held to the nine there are. */
export function levelOf(text: string | undefined): number {
  return Math.min(Math.max(toInteger(text) - 1, 0), levelCount - 1);
}

function readTextProperties({ get }: XmlElement, styles: OdtStyles): OdtText {
  const named = get('font-name');
  const font = named === undefined ? get('font-family')?.replace(/['"]/g, '') : styles.fontFamily(named);
  const display = get('display');
  const line = get('text-line-through-style') ?? get('text-line-through-type');
  const position = get('text-position');
  return {
    ...(font === undefined ? {} : { font }),
    ...(display === undefined ? {} : { isHidden: display === 'none' }),
    ...(line === undefined ? {} : { isStruck: line !== 'none' }),
    ...(position === undefined ? {} : { raised: raisedBy(position) }),
  };
}

function raisedBy(position: string): Raised {
  if (/^\s*(?:super|[1-9])/.test(position)) return 'superscript';
  return /^\s*(?:sub|-)/.test(position) ? 'subscript' : 'baseline';
}

function readLevel({ get }: XmlElement, name: string): Level {
  const isBullet = name.endsWith('bullet') || name.endsWith('image');
  const format = isBullet ? 'bullet' : (numberFormats[get('num-format') ?? ''] ?? 'decimal');
  const level = levelOf(get('level'));
  const shownLevels = Math.min(Math.max(toInteger(get('display-levels')), 1), level + 1);
  const places = Array.from({ length: shownLevels }, (_, index) => `%${level - shownLevels + index + 2}`);
  const plain = `${get('num-prefix') ?? ''}${places.join('.')}${get('num-suffix') ?? ''}`;
  const whole = get('num-list-format')?.replace(/%(\d)%/g, '%$1');
  return {
    ...{ start: Math.max(toInteger(get('start-value') ?? '1'), 0), format, hasGap: true, isLegal: false },
    ...{ text: isBullet ? (get('bullet-char') ?? '•') : (whole ?? plain), run: {} },
  };
}

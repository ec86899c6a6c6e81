import { decodeRun } from './docx-fonts.ts';
import {
  fontOf,
  isOn,
  levelCount,
  readRunProperty,
  toInteger,
  toLevel,
  type DocxStyles,
  type RunProperties,
} from './docx-styles.ts';
import type { XmlHandler } from './docx-xml.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  /** What stands between number and text: nothing, or a gap. */
  hasGap: boolean;
  /** A higher level starts this one again: 0 never, n only level n or above, undefined any. */
  restart?: number;
  /** All numbers of the text in Arabic digits (1.1 under chapter I). */
  isLegal: boolean;
  paragraphStyle?: string;
  readonly run: RunProperties;
}

interface AbstractList {
  readonly levels: Map<number, Level>;
  /** The levels stand in a numbering style. */
  styleLink?: string;
  counters: (number | undefined)[];
}

interface ListInstance {
  abstractId: string;
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
  isUsed: boolean;
}

/** Definitions of automatic lists with their running counters (ECMA-376-1 §17.9); one per document, asked in reading order. */
export class DocxNumbering {
  readonly abstracts = new Map<string, AbstractList>();
  readonly instances = new Map<string, ListInstance>();
  readonly #styles: DocxStyles;

  constructor(styles: DocxStyles) {
    this.#styles = styles;
  }

  #abstractOf(instance: ListInstance): AbstractList | undefined {
    const own = this.abstracts.get(instance.abstractId);
    if (own?.styleLink === undefined || own.levels.size > 0) return own;
    const linked = this.instances.get(this.#styles.styles.get(own.styleLink)?.list.numId ?? '');
    return linked === undefined ? own : this.abstracts.get(linked.abstractId);
  }

  /** Level a style was tied to in the list ("Heading 2" is level 1), 0 when none. */
  levelOfStyle(numId: string, paragraphStyle: string): number {
    const instance = this.instances.get(numId);
    const abstract = instance === undefined ? undefined : this.#abstractOf(instance);
    for (const [index, level] of abstract?.levels ?? [])
      if (level.paragraphStyle === paragraphStyle) return index;
    return 0;
  }

  /** Counts one paragraph and gives its number with the gap behind it ("1. ", "a) ", "Tiêu chí 1: "), and the font it is drawn in; undefined outside any list. */
  next(numId: string, level: number): { readonly label: string; readonly font: string } | undefined {
    const instance = this.instances.get(numId);
    const abstract = instance === undefined ? undefined : this.#abstractOf(instance);
    if (instance === undefined || abstract === undefined) return undefined;
    const levelAt = (index: number) => instance.levels.get(index) ?? abstract.levels.get(index);
    const startAt = (index: number) => instance.starts.get(index) ?? levelAt(index)?.start ?? 1;
    const current = levelAt(level);
    if (current === undefined) return undefined;

    const { counters } = abstract;
    if (!instance.isUsed) for (const index of instance.starts.keys()) counters[index] = undefined;
    instance.isUsed = true;
    const last = counters[level];
    counters[level] = last === undefined ? startAt(level) : last + 1;
    for (let index = 0; index < level; index++) counters[index] ??= startAt(index);
    for (let index = level + 1; index < levelCount; index++)
      if (level < (levelAt(index)?.restart ?? levelCount)) counters[index] = undefined;

    if (current.format === 'none') return undefined;
    const font = fontOf(current.run);
    if (current.format === 'bullet') return { label: `${bulletOf(current.text)} `, font: '' };
    const text = decodeRun(current.text, font).replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const format = current.isLegal ? 'decimal' : (levelAt(index)?.format ?? 'decimal');
      return formatNumber(counters[index] ?? startAt(index), format);
    });
    return text === '' ? undefined : { label: current.hasGap ? `${text} ` : text, font };
  }
}

/** A bullet is an ornament even where its sign is a tick: it must not read as a "yes". */
function bulletOf(text: string): string {
  return /^[-–—+*]$/u.test(text) ? text : '•';
}

/** Attack: a roman number of a billion letters. Word itself stops at 32,767. */
const largestNumber = 32_767;

/** A list number as Word writes it; formats without a Vietnamese use come as Arabic digits. */
export function formatNumber(value: number, format: string): string {
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  if (value < 1 || value > largestNumber) return String(value);
  switch (format) {
    case 'upperRoman':
      return toRoman(value);
    case 'lowerRoman':
      return toRoman(value).toLowerCase();
    case 'upperLetter':
      return toLetter(value);
    case 'lowerLetter':
      return toLetter(value).toLowerCase();
    case 'none':
      return '';
    default:
      return String(value);
  }
}

function toRoman(value: number): string {
  const signs: readonly (readonly [number, string])[] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = value;
  let roman = '';
  for (const [worth, sign] of signs) for (; rest >= worth; rest -= worth) roman += sign;
  return roman;
}

/** A … Z, AA, BB …: the letter is repeated (ECMA-376-1 §17.18.59). */
function toLetter(value: number): string {
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

/** Handler for numbering.xml. */
export function readNumbering(into: DocxNumbering, styles: DocxStyles): XmlHandler {
  const path: string[] = [];
  let abstract: AbstractList | undefined;
  let instance: ListInstance | undefined;
  let override = 0;
  let level: Level | undefined;
  return {
    open: (name, element) => {
      const parent = path.at(-1);
      path.push(name);
      const { get } = element;
      const value = get('val') ?? '';
      if (parent === 'w:rPr' && level !== undefined)
        readRunProperty(level.run, name, element, styles.themeFonts);
      switch (name) {
        case 'w:abstractNum':
          abstract = { levels: new Map(), counters: [] };
          into.abstracts.set(get('abstractNumId') ?? '', abstract);
          return;
        case 'w:num':
          instance = { abstractId: '', starts: new Map(), levels: new Map(), isUsed: false };
          into.instances.set(get('numId') ?? '', instance);
          return;
        case 'w:lvl':
          level = { start: 0, format: 'decimal', text: '', hasGap: true, isLegal: false, run: {} };
          (instance ?? abstract)?.levels.set(toLevel(get('ilvl')), level);
          return;
        case 'w:lvlOverride':
          override = toLevel(get('ilvl'));
          return;
        case 'w:startOverride':
          instance?.starts.set(override, toInteger(value));
          return;
        case 'w:abstractNumId':
          if (instance !== undefined) instance.abstractId = value;
          return;
        case 'w:numStyleLink':
          if (abstract !== undefined) abstract.styleLink = value;
          return;
        default:
      }
      if (level === undefined) return;
      if (name === 'w:start') level.start = toInteger(value);
      else if (name === 'w:numFmt') level.format = value;
      else if (name === 'w:lvlText') level.text = value;
      else if (name === 'w:suff') level.hasGap = value !== 'nothing';
      else if (name === 'w:lvlRestart') level.restart = toInteger(value);
      else if (name === 'w:isLgl') level.isLegal = isOn(element);
      else if (name === 'w:pStyle') level.paragraphStyle = value;
    },
    close: (name) => {
      path.pop();
      if (name === 'w:lvl') level = undefined;
      else if (name === 'w:abstractNum') abstract = undefined;
      else if (name === 'w:num') instance = undefined;
    },
  };
}

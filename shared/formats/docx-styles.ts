import type { XmlElement, XmlHandler } from './docx-xml.ts';
import type { Raised } from './word-draft.ts';

/** What of a run's formatting changes how it is read; absent means "not said here". */
export interface RunProperties {
  ascii?: string;
  hAnsi?: string;
  hidden?: boolean;
  struck?: boolean;
  raised?: Raised;
}

/** List membership as a paragraph or style states it. */
export interface ListPlace {
  numId?: string;
  level?: number;
}

interface Style {
  basedOn?: string;
  name?: string;
  isHeading?: boolean;
  readonly run: RunProperties;
  readonly list: ListPlace;
}

/** Styles, defaults and theme fonts of a document, asked by style id; unknown ids answer with the defaults. */
export class DocxStyles {
  readonly defaults: RunProperties = {};
  readonly themeFonts = new Map<string, string>();
  readonly styles = new Map<string, Style>();
  defaultParagraph = '';
  readonly #runs = new Map<string, RunProperties>();

  /** From the style asked to the one it is based on at last; a circle ends where it began. */
  #chain(id: string): Style[] {
    const chain: Style[] = [];
    const seen = new Set<string>();
    for (
      let at: string | undefined = id;
      at !== undefined && !seen.has(at);
      at = this.styles.get(at)?.basedOn
    ) {
      seen.add(at);
      const style = this.styles.get(at);
      if (style !== undefined) chain.push(style);
    }
    return chain;
  }

  /** Run formatting that a style adds, its ancestors included. */
  #runOf(id: string): RunProperties {
    const known = this.#runs.get(id);
    if (known !== undefined) return known;
    const run = Object.assign(
      {},
      ...this.#chain(id)
        .reverse()
        .map((style) => style.run),
    ) as RunProperties;
    this.#runs.set(id, run);
    return run;
  }

  /** Formatting of a run: its own word, then its style's, its paragraph's, the document's (ECMA-376-1 §17.7.2). */
  resolveRun(
    own: RunProperties,
    runStyle: string | undefined,
    paragraphStyle: string | undefined,
  ): RunProperties {
    return {
      ...this.defaults,
      ...this.#runOf(paragraphStyle ?? this.defaultParagraph),
      ...(runStyle === undefined ? {} : this.#runOf(runStyle)),
      ...own,
    };
  }

  listOf(paragraphStyle: string | undefined): ListPlace {
    const chain = this.#chain(paragraphStyle ?? this.defaultParagraph).reverse();
    return Object.assign({}, ...chain.map((style) => style.list)) as ListPlace;
  }

  isHeading(paragraphStyle: string | undefined): boolean {
    return this.#chain(paragraphStyle ?? this.defaultParagraph).some(
      (style) => style.isHeading ?? /^(?:heading \d|title)$/i.test(style.name ?? ''),
    );
  }
}

/** Font that draws the accented letters of a run. */
export function fontOf(run: RunProperties): string {
  return run.hAnsi ?? run.ascii ?? '';
}

/** Reads one property element inside w:rPr into `run`; others are left alone. */
export function readRunProperty(
  run: RunProperties,
  name: string,
  element: XmlElement,
  themeFonts: ReadonlyMap<string, string>,
): void {
  const { get } = element;
  switch (name) {
    case 'w:rFonts': {
      const ascii = themeFonts.get(get('asciiTheme') ?? '') ?? get('ascii');
      const hAnsi = themeFonts.get(get('hAnsiTheme') ?? '') ?? get('hAnsi');
      if (ascii !== undefined) run.ascii = ascii;
      if (hAnsi !== undefined) run.hAnsi = hAnsi;
      return;
    }
    case 'w:vanish':
      run.hidden = isOn(element);
      return;
    case 'w:strike':
    case 'w:dstrike':
      run.struck = isOn(element);
      return;
    case 'w:vertAlign': {
      const value = get('val');
      run.raised = value === 'superscript' || value === 'subscript' ? value : 'baseline';
      return;
    }
    default:
  }
}

/** A switch element is on unless it says otherwise (ECMA-376-1 §17.17.4). */
export function isOn(element: XmlElement): boolean {
  return !['0', 'false', 'off', 'none'].includes(element.get('val') ?? '1');
}

/** Handler for styles.xml. */
export function readStyles(into: DocxStyles): XmlHandler {
  const path: string[] = [];
  let style: Style | undefined;
  return {
    open: (name, element) => {
      const parent = path.at(-1);
      const owner = path.at(-2);
      path.push(name);
      const { get } = element;
      if (name === 'w:style') {
        style = { run: {}, list: {} };
        const id = get('styleId') ?? '';
        into.styles.set(id, style);
        if (get('type') === 'paragraph' && isOn({ ...element, get: () => get('default') ?? '0' }))
          into.defaultParagraph = id;
      } else if (parent === 'w:rPr' && owner === 'w:rPrDefault')
        readRunProperty(into.defaults, name, element, into.themeFonts);
      if (style === undefined) return;
      if (parent === 'w:rPr' && owner === 'w:style')
        readRunProperty(style.run, name, element, into.themeFonts);
      const value = get('val') ?? '';
      if (name === 'w:basedOn') style.basedOn = value;
      else if (name === 'w:name') style.name = value;
      else if (name === 'w:outlineLvl') style.isHeading = Number(value) < 9;
      else if (name === 'w:numId') style.list.numId = value;
      else if (name === 'w:ilvl') style.list.level = toLevel(value);
    },
    close: (name) => {
      path.pop();
      if (name === 'w:style') style = undefined;
    },
  };
}

/** Handler for the theme part: the names "minorHAnsi" and "majorAscii" stand for its two Latin fonts. */
export function readTheme(into: DocxStyles): XmlHandler {
  let set: 'major' | 'minor' | undefined;
  return {
    open: (name, { get }) => {
      if (name === 'a:majorFont') set = 'major';
      else if (name === 'a:minorFont') set = 'minor';
      else if (name === 'a:latin' && set !== undefined) {
        const font = get('typeface') ?? '';
        into.themeFonts.set(`${set}HAnsi`, font);
        into.themeFonts.set(`${set}Ascii`, font);
      }
    },
    close: (name) => {
      if (name === 'a:majorFont' || name === 'a:minorFont') set = undefined;
    },
  };
}

/** Word knows nine levels. Attack: a level of a billion. */
export const levelCount = 9;

/** A list level as written, held to the nine there are. */
export function toLevel(text: string | undefined): number {
  return Math.min(Math.max(toInteger(text), 0), levelCount - 1);
}

/** A whole number as written in an attribute; 0 for what is none. */
export function toInteger(text: string | undefined): number {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isSafeInteger(value) ? value : 0;
}

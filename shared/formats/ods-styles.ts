import type { XmlElement, XmlHandler } from './docx-xml.ts';
import { CellStyles } from './xlsx-styles.ts';

/** Attack: styles based on each other in a long row, asked for every cell. */
const maxStyleSteps = 32;

/** Attack: a number style of a million parts; Excel stops at 255 characters. */
const longestFormat = 255;

interface OdsStyle {
  readonly parent: string | undefined;
  readonly format: string | undefined;
  font: string | undefined;
  struck: boolean | undefined;
  hidden: boolean;
}

/** A number style (ODF 1.2 §16.27) as it is written down. */
interface NumberStyle {
  readonly kind: string;
  code: string;
  /** What other styles show the number, and when. */
  readonly maps: { readonly condition: string; readonly style: string }[];
}

/** Styles of a spreadsheet by name; cells get a number for theirs, as in other formats. */
export class OdsStyles extends CellStyles {
  readonly #styles = new Map<string, OdsStyle>();
  readonly #numbers = new Map<string, NumberStyle>();
  readonly #faces = new Map<string, string>();
  readonly #known = new Map<string, number>();

  /** Number of a cell's style, for `of`. */
  numberOf(name: string): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const number = this.cells.length;
    this.#known.set(name, number);
    this.fonts.push({
      name: this.#find('table-cell', name, ({ font }) => font) ?? '',
      struck: this.#find('table-cell', name, ({ struck }) => struck) ?? false,
    });
    // Numbers that Excel gives a meaning end at 163.
    const format = number + 1000;
    this.formats.set(format, this.#spell(this.#find('table-cell', name, (style) => style.format)));
    this.cells.push({ font: number, format });
    return number;
  }

  /** Font of a text style; empty when it does not say. */
  fontOf(name: string): string {
    return this.#find('text', name, ({ font }) => font) ?? '';
  }

  isHiddenTable(name: string): boolean {
    return this.#styles.get(`table ${name}`)?.hidden ?? false;
  }

  #find<T>(family: string, name: string, ask: (style: OdsStyle) => T | undefined): T | undefined {
    let style = this.#styles.get(`${family} ${name}`);
    for (let step = 0; style !== undefined && step < maxStyleSteps; step += 1) {
      const answer = ask(style);
      if (answer !== undefined) return answer;
      style = style.parent === undefined ? undefined : this.#styles.get(`${family} ${style.parent}`);
    }
    const common = this.#styles.get(`${family} `);
    return common === undefined ? undefined : ask(common);
  }

  /** A number style in the writing of Excel formats. */
  #spell(name: string | undefined): string {
    const style = name === undefined ? undefined : this.#numbers.get(name);
    if (style === undefined) return 'General';
    const parts = style.maps.map(({ condition, style: other }) => ({
      condition: condition.replace(/^value\(\)/u, '').replace('!=', '<>'),
      code: this.#numbers.get(other)?.code ?? 'General',
    }));
    // The two shapes every office program writes for "positive; negative; zero": the negative one brings its own sign.
    const [first, second] = parts;
    const isUsual =
      first !== undefined &&
      /^>=?0$/u.test(first.condition) &&
      (second === undefined || second.condition === '<0') &&
      parts.length < 3;
    return [...parts.map(({ condition, code }) => (isUsual ? code : `[${condition}]${code}`)), style.code]
      .join(';')
      .slice(0, longestFormat);
  }

  /** Handler for a part with styles in it; other elements are passed over. */
  read(): XmlHandler {
    let style: OdsStyle | undefined;
    let number: NumberStyle | undefined;
    let isLiteral = false;
    let literal = '';
    return {
      open: (name, element) => {
        const { get } = element;
        if (name === 'style:font-face')
          this.#faces.set(get('name') ?? '', (get('font-family') ?? '').replace(/^'(.*)'$/u, '$1'));
        else if (name === 'style:style' || name === 'style:default-style') {
          style = {
            parent: get('parent-style-name'),
            format: get('data-style-name'),
            font: undefined,
            struck: undefined,
            hidden: false,
          };
          this.#styles.set(`${get('family') ?? ''} ${get('name') ?? ''}`, style);
        } else if (name === 'style:text-properties' && style !== undefined) {
          const face = get('font-name');
          style.font =
            (face === undefined ? undefined : (this.#faces.get(face) ?? face)) ?? get('font-family');
          const line = get('text-line-through-style') ?? get('text-line-through-type');
          if (line !== undefined) style.struck = line !== 'none';
        } else if (name === 'style:table-properties' && style !== undefined)
          style.hidden = get('display') === 'false';
        else if (/^number:.*-style$/u.test(name)) {
          number = { kind: name, code: '', maps: [] };
          this.#numbers.set(get('name') ?? '', number);
        } else if (name === 'style:map' && number !== undefined)
          number.maps.push({ condition: get('condition') ?? '', style: get('apply-style-name') ?? '' });
        else if (name === 'number:text' || name === 'number:currency-symbol') {
          isLiteral = true;
          literal = '';
        } else if (number !== undefined) number.code += spellPart(name, element, number.kind);
      },
      close: (name) => {
        if (name === 'style:style' || name === 'style:default-style') style = undefined;
        else if (/^number:.*-style$/u.test(name)) number = undefined;
        else if (isLiteral && (name === 'number:text' || name === 'number:currency-symbol')) {
          isLiteral = false;
          if (number !== undefined) number.code += spellLiteral(literal, number.kind);
        }
      },
      text: (text) => {
        if (isLiteral) literal = (literal + text).slice(0, longestFormat);
      },
    };
  }
}

function spellLiteral(text: string, kind: string): string {
  // Only in a percent style does the sign stand for "times a hundred".
  if (kind === 'number:percentage-style' && text.includes('%'))
    return text
      .split('%')
      .map((part) => quote(part))
      .join('%');
  return quote(text);
}

function quote(text: string): string {
  return text === '' ? '' : `"${text.replaceAll('"', '')}"`;
}

function spellPart(name: string, { get }: XmlElement, kind: string): string {
  const isLong = get('style') === 'long';
  switch (name) {
    case 'number:number':
    case 'number:scientific-number': {
      const written = get('decimal-places');
      if (written === undefined && kind === 'number:number-style' && name === 'number:number')
        return 'General';
      const places = toCount(written);
      const sure = Math.min(toCount(get('min-decimal-places') ?? written), places);
      const whole =
        get('grouping') === 'true'
          ? '#,##0'
          : '0'.repeat(Math.max(toCount(get('min-integer-digits') ?? '1'), 1));
      const fraction = places === 0 ? '' : `.${'0'.repeat(sure)}${'#'.repeat(places - sure)}`;
      return `${whole}${fraction}${name === 'number:number' ? '' : 'E+00'}`;
    }
    case 'number:fraction':
      return '# ?/?';
    case 'number:day':
      return isLong ? 'dd' : 'd';
    case 'number:day-of-week':
      return isLong ? 'dddd' : 'ddd';
    case 'number:month':
      return (get('textual') === 'true' ? 'mm' : '') + (isLong ? 'mm' : 'm');
    case 'number:year':
      return isLong ? 'yyyy' : 'yy';
    case 'number:hours':
      return isLong ? 'hh' : 'h';
    case 'number:minutes':
      return isLong ? 'mm' : 'm';
    case 'number:seconds':
      return isLong ? 'ss' : 's';
    case 'number:am-pm':
      return 'AM/PM';
    case 'number:text-content':
      return '@';
    default:
      return '';
  }
}

function toCount(text: string | undefined): number {
  const value = Number.parseInt(text ?? '0', 10);
  return value > 0 ? Math.min(value, 30) : 0;
}

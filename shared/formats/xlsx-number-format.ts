/** A number as a Vietnamese reader of the sheet sees it. */
export interface ShownNumber {
  /** Empty when the format shows nothing (";;;"). */
  readonly text: string;
  /** ISO date, when the format shows a day, a month or a year. */
  readonly date?: string;
}

type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'digits'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'percent' | 'general' | 'exponent' | 'slash' | 'text' };

interface Section {
  readonly tokens: readonly Token[];
  /** "[>=100]" and its kin. */
  readonly condition: ((value: number) => boolean) | undefined;
}

/**
 * Shows a stored number under an Excel number format (ECMA-376-1 §18.8.31) in Vietnamese writing: comma for decimals, dot for thousands, dd/mm/yyyy.
 * Dates whose format only orders digits come out day first whatever order the format has, since "10/05" would be read as 10 May here; formats with words of their own keep them.
 */
export function showNumber(value: number, format: string, isFrom1904: boolean): ShownNumber {
  const { section, magnitude } = chooseSection(value, format);
  const { tokens } = section;
  if (tokens.some((token) => token.kind === 'date')) {
    const shown = showDate(tokens, value, isFrom1904);
    // A negative or impossible date shows as ####; the number says more.
    return shown ?? { text: showGeneral(value) };
  }
  if (tokens.some((token) => token.kind === 'slash')) return { text: showFraction(tokens, magnitude) };
  return {
    text: tokens.some((token) => token.kind === 'digits')
      ? showDigits(tokens, magnitude)
      : showWords(tokens, magnitude),
  };
}

/** Up to ten digits that count, as Excel shows a number without a format in a narrow column; whole numbers entirely. */
export function showGeneral(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : tenDigits.format(value).replace('.', ',');
}

/** Never "1e-7": an exponent would be read as a figure and a name. */
const tenDigits = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 10 });

function chooseSection(value: number, format: string): { section: Section; magnitude: number } {
  const sections = splitSections(format).map(parseSection);
  const none: Section = { tokens: [], condition: undefined };
  const first = sections[0] ?? none;
  if (sections.some((section) => section.condition !== undefined)) {
    const matching = sections.find((section) => section.condition?.(value) === true);
    return {
      section: matching ?? sections.find((section) => section.condition === undefined) ?? first,
      magnitude: value,
    };
  }
  if (sections.length === 1) return { section: first, magnitude: value };
  // The negative section brings its own sign, or none.
  if (value < 0) return { section: sections[1] ?? none, magnitude: -value };
  const zero = value === 0 && sections.length > 2 ? sections[2] : undefined;
  return { section: zero ?? first, magnitude: value };
}

function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+|(?<=;|^)(?=;|$)/gsu) ?? ['General'];
}

const tokenPattern =
  /"(?<quoted>[^"]*)"|\\(?<escaped>.)|_.|\*.|\[(?<bracket>[^\]]*)\]|(?<general>General)|(?<exponent>E[+-][0#?]+)|(?<ampm>AM\/PM|A\/P)|(?<digits>[0#?][0#?.,]*|\.[0#?]+)|(?<date>d+|m+|y+|b+|h+|s+(?:\.0+)?)|(?<other>.)/gisu;

function parseSection(code: string): Section {
  const tokens: Token[] = [];
  let condition: Section['condition'];
  for (const { groups = {} } of code.matchAll(tokenPattern)) {
    const { quoted, escaped, bracket, general, exponent, ampm, digits, date, other } = groups;
    if (quoted !== undefined || escaped !== undefined)
      tokens.push({ kind: 'literal', text: quoted ?? escaped ?? '' });
    else if (bracket !== undefined) {
      const comparison = /^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$/u.exec(bracket);
      const currency = /^\$([^-]*)/u.exec(bracket)?.[1] ?? '';
      if (comparison !== null) condition = compareWith(comparison[1] ?? '', Number(comparison[2]));
      else if (/^(?:h+|m+|s+)$/iu.test(bracket))
        tokens.push({ kind: 'date', text: `[${bracket.toLowerCase()}]` });
      else if (currency !== '') tokens.push({ kind: 'literal', text: currency });
    } else if (general !== undefined) tokens.push({ kind: 'general' });
    else if (exponent !== undefined) tokens.push({ kind: 'exponent' });
    else if (ampm !== undefined) tokens.push({ kind: 'date', text: 'ampm' });
    else if (digits !== undefined) tokens.push({ kind: 'digits', text: digits });
    else if (date !== undefined) tokens.push({ kind: 'date', text: date.toLowerCase() });
    else if (other === '%') tokens.push({ kind: 'percent' });
    else if (other === '/') tokens.push({ kind: 'slash' });
    else if (other === '@') tokens.push({ kind: 'text' });
    else if (other !== undefined) tokens.push({ kind: 'literal', text: other });
  }
  return { tokens, condition };
}

function compareWith(operator: string, bound: number): (value: number) => boolean {
  switch (operator) {
    case '<=':
      return (value) => value <= bound;
    case '>=':
      return (value) => value >= bound;
    case '<>':
      return (value) => value !== bound;
    case '<':
      return (value) => value < bound;
    case '>':
      return (value) => value > bound;
    default:
      return (value) => value === bound;
  }
}

/** A section without places for digits: "General", "@", or words alone. */
function showWords(tokens: readonly Token[], value: number): string {
  return tokens
    .map((token) => {
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'percent') return '%';
      return token.kind === 'general' || token.kind === 'text' ? showGeneral(value) : '';
    })
    .join('')
    .trim();
}

function showDigits(tokens: readonly Token[], value: number): string {
  const first = tokens.findIndex((token) => token.kind === 'digits');
  const last = tokens.findLastIndex((token) => token.kind === 'digits');
  const pattern = tokens
    .slice(first, last + 1)
    .map((token) => (token.kind === 'digits' ? token.text : ''))
    .join('');
  const percents = tokens.filter((token) => token.kind === 'percent').length;
  const [whole = '', ...rest] = pattern.split('.');
  const fraction = rest.join('');
  // Commas behind the last place divide by a thousand each.
  const thousands = [whole, fraction].reduce((sum, part) => sum + (/,+$/u.exec(part)?.[0].length ?? 0), 0);
  const scaled = (value * 100 ** percents) / 1000 ** thousands;
  const around = (list: readonly Token[]) =>
    list
      .map((token) => (token.kind === 'literal' ? token.text : token.kind === 'percent' ? '%' : ''))
      .join('');
  const hasWordsInside = tokens.slice(first, last + 1).some((token) => token.kind !== 'digits');
  const isScientific = tokens.some((token) => token.kind === 'exponent');
  const number =
    hasWordsInside || isScientific
      ? showGeneral(scaled)
      : showPlaces(scaled, whole, fraction.replaceAll(',', ''));
  return `${around(tokens.slice(0, first))}${number}${around(tokens.slice(last + 1))}`.trim();
}

function showPlaces(value: number, whole: string, fraction: string): string {
  // Attack: a format of thousands of zeros; toFixed itself stops at 100.
  const places = Math.min(fraction.length, 30);
  const rounded = roundDecimals(Math.abs(value), places);
  let [integer = '0', decimals = ''] = toFixedDecimals(rounded, places).split('.');
  const least = whole.replace(/[^0]/gu, '').length;
  integer = integer === '0' && least === 0 ? '' : integer.padStart(least, '0');
  let optional = 0;
  while (
    optional < decimals.length &&
    fraction.at(-1 - optional) !== '0' &&
    decimals.at(-1 - optional) === '0'
  )
    optional += 1;
  decimals = decimals.slice(0, decimals.length - optional);
  // "#" and "?" show a zero as nothing.
  if (integer === '' && decimals === '') return '';
  if (/[0#?],[0#?]/u.test(whole)) integer = integer.replace(/\B(?=(?:\d{3})+(?!\d))/gu, '.');
  const sign = value < 0 && rounded !== 0 ? '-' : '';
  return sign + (integer === '' ? '0' : integer) + (decimals === '' ? '' : `,${decimals}`);
}

/** Half away from zero on the fifteen digits Excel keeps: 0.985 × 100 is 98.5 here and not 98.49999. */
function roundDecimals(value: number, places: number): number {
  const fifteen = Number(value.toPrecision(15));
  const text = String(fifteen);
  if (text.includes('e') || places > 15) return fifteen;
  return Number(`${Math.round(Number(`${text}e${places}`))}e-${places}`);
}

function toFixedDecimals(value: number, places: number): string {
  return value >= 1e21 ? tenDigits.format(value) : value.toFixed(places);
}

/** "# ??/??" shows 0,9 as 9/10: the nearest fraction with as many digits below as the format has, or with the fixed number below. */
function showFraction(tokens: readonly Token[], value: number): string {
  const slash = tokens.findIndex((token) => token.kind === 'slash');
  const before = tokens.slice(0, slash).filter((token) => token.kind === 'digits');
  const below = tokens.slice(slash + 1).find((token) => token.kind === 'digits' || token.kind === 'literal');
  if (before.length === 0 || below === undefined || !('text' in below)) return showGeneral(value);
  const fixed = Number(
    tokens
      .slice(slash + 1)
      .map((token) => ('text' in token ? token.text : ''))
      .join(''),
  );
  const largest = 10 ** Math.min(below.text.length, 3) - 1;
  const absolute = Math.abs(value);
  const whole = before.length > 1 ? Math.floor(absolute) : 0;
  const part = absolute - whole;
  let best = { above: Math.round(part), below: 1 };
  if (Number.isInteger(fixed) && fixed > 0) best = { above: Math.round(part * fixed), below: fixed };
  else
    for (let candidate = 1; candidate <= largest; candidate++) {
      const above = Math.round(part * candidate);
      if (Math.abs(above / candidate - part) < Math.abs(best.above / best.below - part) - 1e-12)
        best = { above, below: candidate };
    }
  const sign = value < 0 ? '-' : '';
  if (best.above === 0) return sign + String(whole);
  if (before.length > 1 && best.above === best.below) return sign + String(whole + 1);
  return `${sign}${whole === 0 ? '' : `${String(whole)} `}${String(best.above)}/${String(best.below)}`;
}

/** 31 December 9999, the last day Excel knows. */
const lastSerial = 2_958_465;

/** A day number as a moment; Excel counts a 29 February 1900 that never was. */
function toMoment(serial: number, isFrom1904: boolean): Date | undefined {
  if (serial < 0 || serial >= lastSerial + 1) return undefined;
  const days = isFrom1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  // Seconds are what Excel keeps; without rounding 8:00 becomes 7:59:59.
  return new Date(Math.round((days - 25_569) * 86_400) * 1000);
}

function showDate(tokens: readonly Token[], serial: number, isFrom1904: boolean): ShownNumber | undefined {
  const moment = toMoment(serial, isFrom1904);
  if (moment === undefined) return undefined;
  const iso = moment.toISOString();
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  const [hour = '', minute = '', second = ''] = iso.slice(11, 19).split(':');
  const units = unitsOf(tokens);
  const has = (unit: string) => units.includes(unit);
  const dated = has('year') || has('month') || has('day') ? { date: iso.slice(0, 10) } : {};
  const isWorded = tokens.some((token) => token.kind === 'literal' && /\p{L}/u.test(token.text));
  if (isWorded) {
    const values: Readonly<Record<string, string>> = { year, month, day, hour, minute, second, none: '' };
    let at = 0;
    const text = tokens
      .map((token) => {
        if (token.kind === 'date') return values[units[at++] ?? 'none'] ?? '';
        return token.kind === 'literal' ? token.text : token.kind === 'slash' ? '/' : '';
      })
      .join('');
    return { text: text.trim(), ...dated };
  }
  const dateText = [
    ...(has('day') ? [day] : []),
    ...(has('month') ? [month] : []),
    ...(has('year') ? [year] : []),
  ].join('/');
  // "[h]" counts on past a day.
  const isElapsed = tokens.some((token) => token.kind === 'date' && token.text.startsWith('[h'));
  const hours = isElapsed ? String(Math.floor(serial * 24 + 1e-9)) : hour;
  const time = [
    ...(has('hour') ? [hours] : []),
    ...(has('minute') ? [minute] : []),
    ...(has('second') ? [second] : []),
  ].join(':');
  return { text: [dateText, time].filter((part) => part !== '').join(' '), ...dated };
}

/** What each date token stands for; "m" is minutes beside hours or seconds (ECMA-376-1 §18.8.31). */
function unitsOf(tokens: readonly Token[]): string[] {
  const letters = tokens.flatMap((token) =>
    token.kind === 'date' ? [token.text.replace(/[[\]]/gu, '')] : [],
  );
  return letters.map((text, index) => {
    switch (text[0]) {
      case 'y':
      case 'b':
        return 'year';
      case 'd':
        return text.length > 2 ? 'none' : 'day';
      case 'h':
        return 'hour';
      case 's':
        return 'second';
      case 'm': {
        const isMinute =
          text.length <= 2 &&
          (letters[index - 1]?.startsWith('h') === true || letters[index + 1]?.startsWith('s') === true);
        return isMinute ? 'minute' : 'month';
      }
      default:
        return 'none';
    }
  });
}

import Mustache from 'mustache';
import { toPrintable } from '../printable-text.ts';
import { checkLetter, withEnding } from './check-letter.ts';
import type { LetterTextId, LetterValues } from './letter-fields.ts';
import type { LetterText, LetterTexts } from './letter-texts.ts';
import { letterForms } from './letter-texts.ts';

/** A value of any letter. */
type Value = string | boolean | readonly Values[];
interface Values {
  readonly [name: string]: Value;
}

/** Attack: a value of many kilobytes that pushes the words of the office out of sight. */
const longestSubject = 250;

/**
 * Fills a letter in. Values are put on one line and freed of control and invisible characters; paragraphs stay one line each, since
 * every reader of mail breaks lines by its own width. Numbered parts count on where a part is left out.
 * @throws Error listing in Vietnamese what is wrong with the text.
 */
export function renderLetter<Id extends LetterTextId>(
  id: Id,
  values: LetterValues<Id>,
  texts: LetterTexts = letterForms,
): LetterText {
  const { subject, text } = texts[id];
  const problems = checkLetter(id, texts[id], texts);
  if (problems.length > 0) throw new Error(`${letterForms[id].name}: ${problems.join(' ')}`);
  const safe = makeSafe(values);
  return {
    subject: toPrintable(fill(subject, safe), longestSubject).trim(),
    text: countOn(tidy(fill(withEnding(text, texts), safe))).replaceAll(valueMark, ''),
  };
}

/** Stands before each value until the text is whole, so that a value is never taken for a line of the letter; no value has it (format characters are taken out). */
const valueMark = '\u2060';

const fill = (text: string, values: Values): string =>
  new Mustache.Writer().render(text, values, undefined, { escape: (value: string) => valueMark + value });

const makeSafe = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, safeValue(value)]));

function safeValue(value: Value): Value {
  if (typeof value === 'string') return toPrintable(value).trim();
  return typeof value === 'boolean' ? value : value.map(makeSafe);
}

/** No blanks at the ends of lines, no gap of several empty lines where a block was left out. */
const tidy = (text: string): string =>
  text
    .replace(/\r\n?/gu, '\n')
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

/** Lines that begin "1. ", "2. " … numbered without a gap. */
function countOn(text: string): string {
  let count = 0;
  return text.replace(/^(\d{1,2})\. /gmu, (_, number: string) => {
    count = number === '1' ? 1 : count + 1;
    return `${count}. `;
  });
}

import { toPrintable } from '../printable-text.ts';

// Full-width signs too: some spreadsheets take them for the plain ones.
const formulaStart = /^[=+\-@＝＋－＠]/u;

/**
 * Text for a cell, printable and never a formula.
 * Attack: a name that begins like a formula becomes one when the sheet is saved as csv or pasted (OWASP, CSV injection).
 */
export function inertText(text: string): string {
  const clean = toPrintable(text).trim();
  return formulaStart.test(clean) ? `'${clean}` : clean;
}

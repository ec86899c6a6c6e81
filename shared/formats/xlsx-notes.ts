import { readXmlPart, type XmlProblem } from './docx-xml.ts';
import { byLocalName } from './xlsx-archive.ts';
import { sayAddress } from './xlsx-sheet.ts';
import type { GuardedZip, ZipEntry } from './zip-guard.ts';

/** A text beside the cells, with the cell it is fixed to. */
export interface SheetNote {
  readonly address: string;
  readonly text: string;
}

/** Attack: a million comments of 32,000 letters each. */
const maxNotes = 2_000;
const longestNote = 5_000;

/** Comments of a sheet, as shown in their yellow boxes (the author's name included where the box shows it). */
export async function readComments(
  zip: GuardedZip,
  entry: ZipEntry,
): Promise<{ readonly notes: readonly SheetNote[]; readonly problem: XmlProblem | null }> {
  const notes: SheetNote[] = [];
  let address = '';
  let text = '';
  let isText = false;
  let isReading = false;
  const handler = byLocalName({
    open: (local, { get }) => {
      if (local === 'comment') {
        address = (get('ref') ?? '').slice(0, 10);
        text = '';
      } else if (local === 'rPh') isReading = true;
      isText = local === 't' && !isReading;
    },
    close: (local) => {
      isText = false;
      if (local === 'rPh') isReading = false;
      if (local === 'comment' && notes.length < maxNotes && text.trim() !== '')
        notes.push({ address, text: text.trim() });
    },
    text: (piece) => {
      if (isText) text = (text + piece).slice(0, longestNote);
    },
  });
  const problem = await readXmlPart(zip, entry, handler);
  return { notes, problem };
}

/** Text boxes and shapes of a sheet with the cell at their top left, and how many pictures lie on it. */
export async function readDrawing(
  zip: GuardedZip,
  entry: ZipEntry,
): Promise<{
  readonly notes: readonly SheetNote[];
  readonly pictures: number;
  readonly problem: XmlProblem | null;
}> {
  const notes: SheetNote[] = [];
  let pictures = 0;
  let column = 0;
  let row = 0;
  let text = '';
  let field: 'from' | 'col' | 'row' | 'text' | undefined;
  let isAtStart = false;
  let skipping = 0;
  const handler = byLocalName({
    open: (local) => {
      // An older program's copy of the same shape.
      if (local === 'Fallback' || skipping > 0) {
        skipping += 1;
        return;
      }
      if (local === 'pic') pictures += 1;
      else if (local === 'sp') text = '';
      else if (local === 'from') isAtStart = true;
      else if (local === 'br') text += '\n';
      field = local === 't' ? 'text' : isAtStart && (local === 'col' || local === 'row') ? local : undefined;
    },
    close: (local) => {
      if (skipping > 0) {
        skipping -= 1;
        return;
      }
      field = undefined;
      if (local === 'from') isAtStart = false;
      else if (local === 'p') text += '\n';
      else if (local === 'sp') {
        if (text.trim() !== '' && notes.length < maxNotes)
          notes.push({ address: sayAddress(row, column), text: text.trim() });
        text = '';
      }
    },
    text: (piece) => {
      if (skipping > 0) return;
      if (field === 'text') text = (text + piece).slice(0, longestNote);
      else if (field === 'col') column = toIndex(piece);
      else if (field === 'row') row = toIndex(piece);
    },
  });
  const problem = await readXmlPart(zip, entry, handler);
  return { notes, pictures, problem };
}

function toIndex(text: string): number {
  const value = Number.parseInt(text, 10);
  return value >= 0 && value < 2_000_000 ? value : 0;
}

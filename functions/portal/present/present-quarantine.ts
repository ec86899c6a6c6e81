import type { Block } from '../../../shared/domain/parsed-document.ts';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { countNamedChildren } from '../../../shared/extraction/find-personal-data.ts';
import type { PartEntry } from '../../../shared/pipeline/records.ts';
import { hidePersons } from './protect-children.ts';
import { showText } from './show-text.ts';

/** Lines of a text shown. Attack: a mail of a million letters. */
const linesShown = 200;
const lineLength = 1000;
const imagesShown = 20;

/** A text shown line by line. */
export interface HeldText {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/** The words of a held mail, persons and days covered. */
export function presentHeldText(text: string): HeldText {
  return showLines(text.split('\n'));
}

/** What a file of a held mail says. */
export interface HeldPart extends HeldText {
  readonly file: string;
  /** Why nothing is shown; null where it may be. */
  readonly withheld: string | null;
  readonly images: readonly { readonly page: number; readonly href: string }[];
}

/** What was read of a file: page images where there are some, else its words; nothing of one that names children. */
export function presentHeldPart(part: PartEntry, read: ReadFile | undefined, year: number): HeldPart {
  const withheld = whyWithheldPart(part, read, year);
  const images = withheld === null ? (part.drawn ?? []).slice(0, imagesShown) : [];
  const text =
    withheld === null && images.length === 0
      ? showLines((read?.document?.blocks ?? []).flatMap(linesOf))
      : { lines: [], isCut: (part.drawn ?? []).length > imagesShown };
  return {
    file: showText(part.file),
    withheld,
    images: images.map((page) => ({ page, href: `/cach-ly/${part.mail}/phan/${part.part}/trang/${page}` })),
    ...text,
  };
}

/** Why nothing of a held file is shown; null where it may be. */
export function whyWithheldPart(
  part: Pick<PartEntry, 'status'>,
  read: ReadFile | undefined,
  year: number,
): string | null {
  const document = read?.document;
  if (document === undefined) return 'Phần mềm không đọc được tệp này nên không có gì để hiển thị an toàn.';
  if (countNamedChildren(document, year) > 0)
    return 'Tài liệu có thông tin cá nhân trẻ em nên không hiển thị tại đây.';
  // What could not be read to the end may be a list of children.
  return part.status === 'read'
    ? null
    : 'Tài liệu chưa đọc được hết, chưa loại trừ có thông tin cá nhân trẻ em, nên không hiển thị tại đây.';
}

function showLines(lines: readonly string[]): HeldText {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  return {
    lines: written
      .slice(0, linesShown)
      .map((line) => showText(hidePersons(line.slice(0, lineLength)), lineLength)),
    isCut: written.length > linesShown,
  };
}

/** The text of a block, a row of a table in one line. */
function linesOf(block: Block): readonly string[] {
  if (block.kind !== 'table') return [block.text];
  const rows = new Map<number, string[]>();
  for (const { row, text } of block.cells)
    if (text.trim() !== '') rows.set(row, [...(rows.get(row) ?? []), text.trim()]);
  return [...rows.values()].map((cells) => cells.join(' | '));
}

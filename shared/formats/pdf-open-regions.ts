import type { PdfCharacter, PdfPage, Rectangle } from './pdf-characters.ts';
import { readRuledBands } from './pdf-gap-tables.ts';
import { findOpenRegions, type OpenRegion } from './pdf-grids.ts';
import { buildLines } from './pdf-lines.ts';
import { centreOf, isInside, type PageTable } from './pdf-tables.ts';

/** A frame, or a table between horizontal rules: either its table, or its characters where they have no columns. */
export interface OpenPart {
  readonly box: Rectangle;
  readonly table: PageTable | null;
  readonly characters: readonly PdfCharacter[];
}

/** A frame so high is the border of the page. */
const pageFrameShare = 0.8;

/** Frames below each other with the same sides, in points. */
const sameSide = 4;

interface FilledRegion {
  readonly region: OpenRegion;
  readonly box: Rectangle;
  readonly characters: readonly PdfCharacter[];
}

/** Reads what frames hold, and what stands between horizontal rules of one length; `outside` are the other characters. */
export function readOpenRegions(
  page: PdfPage,
  tables: readonly PageTable[],
  characters: readonly PdfCharacter[],
): { readonly parts: readonly OpenPart[]; readonly outside: readonly PdfCharacter[] } {
  if (characters.some(({ confidence }) => confidence !== undefined))
    return { parts: [], outside: characters };
  const regions = findOpenRegions(page.rules).map((region) => ({ region, box: boxOf(region) }));
  const innermost = regions.filter(
    ({ region, box }) =>
      !(region.isFrame && box.bottom - box.top > pageFrameShare * page.height && region.ys.length === 2) &&
      ![...tables, ...regions.map((other) => other.box)].some(
        (other) => other !== box && lieInside(other, box),
      ),
  );
  let outside = characters;
  const filled: FilledRegion[] = [];
  for (const { region, box } of innermost) {
    const inside = outside.filter((character) => isInside(box, centreOf(character)));
    if (!inside.some(({ text }) => text !== ' ')) continue;
    const isCut = !region.isFrame && outside.some((character) => isBeside(box, character));
    if (isCut) continue;
    const own = new Set(inside);
    outside = outside.filter((character) => !own.has(character));
    filled.push({ region, box, characters: inside });
  }
  const parts: OpenPart[] = [];
  for (const group of stacksOf(filled)) {
    const own = readRuledBands(
      group.map((part) => ({ region: part.region, lines: buildLines(part.characters) })),
      page.number,
    );
    for (const [index, part] of group.entries()) {
      const table = own?.[index] ?? null;
      if (table === null && !part.region.isFrame) outside = [...outside, ...part.characters];
      else parts.push({ box: part.box, table, characters: part.characters });
    }
  }
  return { parts, outside };
}

function boxOf({ left, right, ys }: OpenRegion): Rectangle {
  return { left, right, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 };
}

function lieInside(inner: Rectangle, outer: Rectangle): boolean {
  const middle = { x: (inner.left + inner.right) / 2, y: (inner.top + inner.bottom) / 2 };
  return isInside(outer, middle);
}

/** Text at the same height, outside the ends of the rules: the rules are no table's. */
function isBeside(box: Rectangle, character: PdfCharacter): boolean {
  const { x, y } = centreOf(character);
  return character.text !== ' ' && y > box.top && y < box.bottom && (x < box.left || x > box.right);
}

/** Frames right below each other that have the same sides belong together; anything else stands for itself. */
function stacksOf(parts: readonly FilledRegion[]): readonly (readonly FilledRegion[])[] {
  const stacks: FilledRegion[][] = [];
  for (const part of [...parts].sort((a, b) => a.box.left - b.box.left || a.box.top - b.box.top)) {
    const stack = stacks.at(-1);
    const last = stack?.at(-1);
    const isNext =
      last !== undefined &&
      last.region.isFrame &&
      part.region.isFrame &&
      Math.abs(last.box.left - part.box.left) <= sameSide &&
      Math.abs(last.box.right - part.box.right) <= sameSide;
    if (stack !== undefined && isNext) stack.push(part);
    else stacks.push([part]);
  }
  return stacks;
}

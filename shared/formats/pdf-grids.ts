import type { Rectangle, Rule } from './pdf-characters.ts';

/** A cell of a ruled grid, its place in rows and columns from 0. */
export interface GridCell extends Rectangle {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A ruled table without its text. */
export interface Grid extends Rectangle {
  /** Column borders left to right: one more than columns. */
  readonly xs: readonly number[];
  /** Row borders top-down: one more than rows. */
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
  /** No rule closes the table at the page break: its last or first row continues on another page. */
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

/** Rules this close are one border (double lines, joints of thin rectangles). */
const snap = 3;

/** Attack: a drawing of a hundred thousand strokes makes pairing them quadratic; a full-page table has some 400. */
const maxRules = 6_000;

/** A side without a border must be this far out to be a column of its own. */
const minOpenColumn = 12;
const minOpenRow = 6;

/** Finds tables by their borders. Needs real vertical borders: an underline is no table. */
export function findGrids(rules: readonly Rule[]): Grid[] {
  if (rules.length > maxRules) return [];
  const horizontals = mergeCollinear(rules.filter((rule) => rule.direction === 'horizontal'));
  const verticals = mergeCollinear(rules.filter((rule) => rule.direction === 'vertical'));
  const grids: Grid[] = [];
  for (const group of connect(horizontals, verticals)) {
    const grid = buildGrid(group.horizontals, group.verticals);
    if (grid !== null) grids.push(grid);
  }
  return grids.sort((a, b) => a.top - b.top || a.left - b.left);
}

/** A stretch that rules part into bands one below the other, but not into columns: a frame, or rules of the same length. */
export interface OpenRegion {
  readonly left: number;
  readonly right: number;
  /** The rules top-down: one more than bands. */
  readonly ys: readonly number[];
  readonly isFrame: boolean;
}

/** Shorter rules underline words. */
const leastRegionWidth = 150;

/** How far the ends of rules of one table may lie apart, in points. */
const sameEnd = 4;

/** Finds frames without inner borders and runs of horizontal rules that no border meets. */
export function findOpenRegions(rules: readonly Rule[]): OpenRegion[] {
  if (rules.length > maxRules) return [];
  const horizontals = mergeCollinear(rules.filter((rule) => rule.direction === 'horizontal'));
  const verticals = mergeCollinear(rules.filter((rule) => rule.direction === 'vertical'));
  const regions: OpenRegion[] = [];
  const bound = new Set<Rule>();
  for (const group of connect(horizontals, verticals)) {
    for (const rule of group.horizontals) bound.add(rule);
    const [left, right, ...inner] = distinct(group.verticals.map((rule) => rule.at));
    const ys = distinct(group.horizontals.map((rule) => rule.at));
    if (left === undefined || right === undefined || inner.length > 0 || ys.length < 2) continue;
    if (right - left >= leastRegionWidth) regions.push({ left, right, ys, isFrame: true });
  }
  const families: Rule[][] = [];
  for (const rule of horizontals) {
    if (bound.has(rule) || rule.to - rule.from < leastRegionWidth) continue;
    const family = families.find(
      ([first]) =>
        first !== undefined &&
        Math.abs(first.from - rule.from) <= sameEnd &&
        Math.abs(first.to - rule.to) <= sameEnd,
    );
    if (family === undefined) families.push([rule]);
    else family.push(rule);
  }
  for (const family of families) {
    const ys = distinct(family.map((rule) => rule.at));
    const [first] = family;
    if (first !== undefined && ys.length > 2)
      regions.push({ left: first.from, right: first.to, ys, isFrame: false });
  }
  return regions;
}

/** Snaps rules to shared positions and joins their pieces. */
function mergeCollinear(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from);
  const merged: Rule[] = [];
  for (let start = 0; start < sorted.length;) {
    const first = sorted[start];
    if (first === undefined) break;
    let end = start;
    while (end < sorted.length && (sorted[end]?.at ?? Infinity) - first.at <= snap) end += 1;
    const cluster = sorted.slice(start, end).sort((a, b) => a.from - b.from);
    const lengths = cluster.reduce((sum, rule) => sum + rule.to - rule.from, 0);
    const at = cluster.reduce((sum, rule) => sum + rule.at * (rule.to - rule.from), 0) / lengths;
    let open: { from: number; to: number } | undefined;
    for (const rule of cluster) {
      if (open !== undefined && rule.from <= open.to + snap) open.to = Math.max(open.to, rule.to);
      else {
        if (open !== undefined) merged.push({ direction: first.direction, at, ...open });
        open = { from: rule.from, to: rule.to };
      }
    }
    if (open !== undefined) merged.push({ direction: first.direction, at, ...open });
    start = end;
  }
  return merged;
}

function touches(horizontal: Rule, vertical: Rule): boolean {
  return (
    vertical.at >= horizontal.from - snap &&
    vertical.at <= horizontal.to + snap &&
    horizontal.at >= vertical.from - snap &&
    horizontal.at <= vertical.to + snap
  );
}

interface RuleGroup {
  readonly horizontals: Rule[];
  readonly verticals: Rule[];
}

function connect(horizontals: readonly Rule[], verticals: readonly Rule[]): RuleGroup[] {
  const all = [...horizontals, ...verticals];
  const parents = all.map((_, index) => index);
  for (const [h, horizontal] of horizontals.entries())
    for (const [v, vertical] of verticals.entries())
      if (touches(horizontal, vertical)) unite(parents, h, horizontals.length + v);
  const groups = new Map<number, RuleGroup>();
  for (const [index, rule] of all.entries()) {
    const root = rootOf(parents, index);
    const group = groups.get(root) ?? { horizontals: [], verticals: [] };
    (rule.direction === 'horizontal' ? group.horizontals : group.verticals).push(rule);
    groups.set(root, group);
  }
  return [...groups.values()].filter((group) => group.horizontals.length > 0 && group.verticals.length > 1);
}

function rootOf(parents: number[], index: number): number {
  let root = index;
  while (parents[root] !== root) root = parents[root] ?? root;
  for (let at = index; at !== root;) {
    const next = parents[at] ?? root;
    parents[at] = root;
    at = next;
  }
  return root;
}

function unite(parents: number[], a: number, b: number): void {
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA !== rootB) parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

function buildGrid(horizontals: readonly Rule[], verticals: readonly Rule[]): Grid | null {
  const closed = closeSides(horizontals, verticals);
  const xs = distinct(closed.verticals.map((rule) => rule.at));
  const ys = distinct(closed.horizontals.map((rule) => rule.at));
  if (xs.length < 3 || ys.length < 2) return null;
  const [left, right, top, bottom] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  return {
    left,
    right,
    top,
    bottom,
    xs,
    ys,
    cells: buildCells(xs, ys, closed.horizontals, closed.verticals),
    openTop: closed.openTop,
    openBottom: closed.openBottom,
  };
}

function distinct(values: readonly number[]): number[] {
  const result: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (value - (result.at(-1) ?? -Infinity) > snap) result.push(value);
  return result;
}

/** Adds the borders an open table lacks: outer sides left away by style, top and bottom left away at a page break. */
function closeSides(
  horizontals: readonly Rule[],
  verticals: readonly Rule[],
): {
  readonly horizontals: readonly Rule[];
  readonly verticals: readonly Rule[];
  readonly openTop: boolean;
  readonly openBottom: boolean;
} {
  // A rule whose end hangs free (an underline that meets a border) counts only between borders.
  const crossing = horizontals.filter((rule) => verticals.some((vertical) => touches(rule, vertical)));
  const leftmost = Math.min(...verticals.map((rule) => rule.at));
  const rightmost = Math.max(...verticals.map((rule) => rule.at));
  const uppermost = Math.min(...crossing.map((rule) => rule.at));
  const lowest = Math.max(...crossing.map((rule) => rule.at));
  const addedVerticals: Rule[] = [];
  for (const [reach, isOut] of [
    [crossing.map((rule) => rule.from), (end: number) => end < leftmost - minOpenColumn],
    [crossing.map((rule) => rule.to), (end: number) => end > rightmost + minOpenColumn],
  ] as const) {
    const ends = reach.filter(isOut);
    const [end] = ends;
    if (end !== undefined && ends.length > 1 && ends.every((other) => Math.abs(other - end) < 2 * snap))
      addedVerticals.push({ direction: 'vertical', at: end, from: uppermost, to: lowest });
  }
  const addedHorizontals: Rule[] = [];
  const top = sharedEnd(verticals.map((rule) => rule.from).filter((end) => end < uppermost - minOpenRow));
  const bottom = sharedEnd(verticals.map((rule) => rule.to).filter((end) => end > lowest + minOpenRow));
  for (const at of [top, bottom])
    if (at !== null) addedHorizontals.push({ direction: 'horizontal', at, from: leftmost, to: rightmost });
  return {
    horizontals: [...crossing, ...addedHorizontals],
    verticals: [...verticals, ...addedVerticals],
    openTop: top !== null,
    openBottom: bottom !== null,
  };
}

/** Where at least two borders end together; null otherwise. */
function sharedEnd(ends: readonly number[]): number | null {
  const [first] = ends;
  if (first === undefined || ends.length < 2) return null;
  const together = ends.filter((end) => Math.abs(end - first) < 2 * snap);
  return together.length > 1 ? first : null;
}

/** Joins elementary cells wherever no rule parts them, and keeps only rectangles. */
function buildCells(
  xs: readonly number[],
  ys: readonly number[],
  horizontals: readonly Rule[],
  verticals: readonly Rule[],
): GridCell[] {
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  const parents = Array.from({ length: rows * columns }, (_, index) => index);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column;
      if (column + 1 < columns && !isCovered(verticals, at(xs, column + 1), at(ys, row), at(ys, row + 1)))
        unite(parents, here, here + 1);
      if (row + 1 < rows && !isCovered(horizontals, at(ys, row + 1), at(xs, column), at(xs, column + 1)))
        unite(parents, here, here + columns);
    }
  const regions = new Map<number, number[]>();
  for (let index = 0; index < parents.length; index++) {
    const root = rootOf(parents, index);
    regions.set(root, [...(regions.get(root) ?? []), index]);
  }
  const cells: GridCell[] = [];
  for (const region of regions.values())
    for (const part of intoRectangles(region, columns)) {
      const { row, column, rowSpan, columnSpan } = part;
      cells.push({
        ...part,
        left: at(xs, column),
        right: at(xs, column + columnSpan),
        top: at(ys, row),
        bottom: at(ys, row + rowSpan),
      });
    }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

function isCovered(rules: readonly Rule[], position: number, from: number, to: number): boolean {
  const middle = (from + to) / 2;
  return rules.some(
    (rule) =>
      Math.abs(rule.at - position) <= snap &&
      rule.from <= middle &&
      rule.to >= middle &&
      Math.min(rule.to, to) - Math.max(rule.from, from) > 0.6 * (to - from),
  );
}

/** A region as one rectangle, or, where borders are broken, as one piece a row. */
function intoRectangles(
  region: readonly number[],
  columns: number,
): Pick<GridCell, 'row' | 'column' | 'rowSpan' | 'columnSpan'>[] {
  const rowsOf = region.map((index) => Math.floor(index / columns));
  const columnsOf = region.map((index) => index % columns);
  const row = Math.min(...rowsOf);
  const column = Math.min(...columnsOf);
  const rowSpan = Math.max(...rowsOf) - row + 1;
  const columnSpan = Math.max(...columnsOf) - column + 1;
  if (rowSpan * columnSpan === region.length) return [{ row, column, rowSpan, columnSpan }];
  const pieces: { row: number; column: number; rowSpan: number; columnSpan: number }[] = [];
  for (const index of [...region].sort((a, b) => a - b)) {
    const last = pieces.at(-1);
    const here = { row: Math.floor(index / columns), column: index % columns };
    if (last?.row === here.row && last.column + last.columnSpan === here.column) last.columnSpan += 1;
    else pieces.push({ ...here, rowSpan: 1, columnSpan: 1 });
  }
  return pieces;
}

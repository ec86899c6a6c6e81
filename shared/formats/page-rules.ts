import type { Rule } from './pdf-characters.ts';
import type { Grey } from './raster.ts';

/** A rule, and how far it strays across per pixel along. */
export interface LeaningRule extends Rule {
  readonly lean: number;
}

/** Rules of a page with their pixels. */
export interface PageRules {
  /** In pixels. */
  readonly rules: readonly LeaningRule[];
  /** 1 where a rule is drawn. */
  readonly mask: Uint8Array;
}

/** Thin printed lines are grey after scanning; paper is 245. */
const ruleDarkness = 195;

/** Shortest stroke taken for a rule, in inches: longer than the stem of a heading's letter, shorter than a table row is high. */
const leastRuleInches = 0.2;

/** Thickest rule, in inches (double-weight frames of forms). */
const mostRuleInches = 0.05;

/** Attack: a halftone picture gives a hundred thousand strokes; a full-page table has some 400. */
const maxStrokes = 4_000;

/** Finds the straight lines of tables and underlines on a levelled page. */
export function findPageRules(grey: Grey, dpi: number): PageRules {
  const across = joinStrokes(findStrokes(grey, dpi, 'horizontal'), dpi);
  const down = joinStrokes(findStrokes(grey, dpi, 'vertical'), dpi);
  const borders = down.filter((stroke) => isBorder(stroke, across, dpi));
  const upright = borders.filter((stroke) => !isOfOneRow(stroke, borders, dpi));
  const mask = new Uint8Array(grey.pixels.length);
  for (const { direction, runs } of [...across, ...upright])
    for (const { from, to, line } of runs)
      for (let at = from; at < to; at++)
        mask[direction === 'horizontal' ? line * grey.width + at : at * grey.width + line] = 1;
  return { rules: [...across, ...upright].map(toRule), mask };
}

/** A border is long or runs from rule to rule; the stem of a large letter does neither. */
function isBorder(stroke: Stroke, across: readonly Stroke[], dpi: number): boolean {
  if (stroke.to - stroke.from > 0.6 * dpi) return true;
  const reach = 0.06 * dpi;
  const x = (stroke.start + stroke.end) / 2;
  const ends = (y: number): boolean =>
    across.some(
      (rule) =>
        x >= rule.from - reach &&
        x <= rule.to + reach &&
        Math.abs((rule.start + rule.end) / 2 - y) < 2 * reach,
    );
  return ends(stroke.from) && ends(stroke.to);
}

/** A border in a single row of a table whose other borders run on: the stem of a letter that fills its row. */
function isOfOneRow(stroke: Stroke, borders: readonly Stroke[], dpi: number): boolean {
  const length = stroke.to - stroke.from;
  if (length > 0.6 * dpi) return false;
  const xOf = (one: Stroke): number => (one.start + one.end) / 2;
  const hasMate = borders.some(
    (other) => other !== stroke && Math.abs(xOf(other) - xOf(stroke)) < dpi / 15 && isLongerBy(other, 0.5),
  );
  const runOn = borders.filter(
    (other) =>
      other.from <= stroke.from + 0.1 * dpi && other.to >= stroke.to - 0.1 * dpi && isLongerBy(other, 3),
  );
  return !hasMate && runOn.length >= 2;

  function isLongerBy(other: Stroke, factor: number): boolean {
    return other.to - other.from > factor * length;
  }
}

interface Stroke {
  readonly direction: Rule['direction'];
  from: number;
  to: number;
  /** Position across at both ends. */
  start: number;
  end: number;
  readonly thickness: number;
  runs: readonly Run[];
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  stroke: number;
}

/** Runs of ink along one direction, those of touching lines taken together. */
function findStrokes(grey: Grey, dpi: number, direction: Rule['direction']): Stroke[] {
  const isAcross = direction === 'horizontal';
  const lines = isAcross ? grey.height : grey.width;
  const length = isAcross ? grey.width : grey.height;
  const stepAlong = isAcross ? 1 : grey.width;
  const stepAcross = isAcross ? grey.width : 1;
  const { pixels } = grey;
  const least = Math.round(leastRuleInches * dpi);
  const most = Math.max(4, Math.round(mostRuleInches * dpi));
  const mostGap = Math.max(2, Math.round(dpi / 50));
  const parents: number[] = [];
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) at = parents[at] ?? at;
    return at;
  };
  const runs: Run[] = [];
  let before: Run[] = [];
  for (let line = 0; line < lines; line++) {
    const own: Run[] = [];
    const base = line * stepAcross;
    let from = -1;
    let last = -1;
    let ink = 0;
    const close = (): void => {
      if (from >= 0 && last - from + 1 >= least && ink >= 0.85 * (last - from + 1))
        own.push({ from, to: last + 1, line, stroke: -1 });
      from = -1;
      ink = 0;
    };
    for (let at = 0; at < length; at++) {
      if ((pixels[base + at * stepAlong] ?? 255) >= ruleDarkness) continue;
      if (from >= 0 && at - last > mostGap) close();
      if (from < 0) from = at;
      last = at;
      ink += 1;
    }
    close();
    for (const run of own) {
      for (const upper of before) {
        if (upper.from >= run.to || upper.to <= run.from) continue;
        if (run.stroke < 0) run.stroke = upper.stroke;
        else {
          const [a, b] = [root(run.stroke), root(upper.stroke)];
          if (a !== b) parents[Math.max(a, b)] = Math.min(a, b);
        }
      }
      if (run.stroke < 0) {
        run.stroke = parents.length;
        parents.push(run.stroke);
      }
    }
    runs.push(...own);
    before = own;
  }
  const groups = new Map<number, Run[]>();
  for (const run of runs) {
    const key = root(run.stroke);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  const strokes: Stroke[] = [];
  for (const group of groups.values()) {
    if (strokes.length >= maxStrokes) break;
    const stroke = measureStroke(group, direction);
    if (stroke.thickness > most || stroke.to - stroke.from < least) continue;
    if (besideInk(group, stroke, grey, stepAlong, stepAcross, lines) > mostInkBeside) continue;
    strokes.push(stroke);
  }
  return strokes;
}

/** Letters make rows of ink too, but their stems rise from them. */
const mostInkBeside = 0.25;

/** Share of a stroke's length that has ink of something else right beside it. */
function besideInk(
  runs: readonly Run[],
  stroke: Stroke,
  grey: Grey,
  stepAlong: number,
  stepAcross: number,
  lines: number,
): number {
  const upper = new Int32Array(stroke.to - stroke.from).fill(lines);
  const lower = new Int32Array(stroke.to - stroke.from).fill(-1);
  for (const run of runs)
    for (let at = run.from - stroke.from; at < run.to - stroke.from; at++) {
      upper[at] = Math.min(upper[at] ?? 0, run.line);
      lower[at] = Math.max(lower[at] ?? 0, run.line);
    }
  let beside = 0;
  for (let at = 0; at < upper.length; at++) {
    const above = (upper[at] ?? 0) - 3;
    const below = (lower[at] ?? 0) + 3;
    const along = (at + stroke.from) * stepAlong;
    const isInk = (line: number): boolean =>
      line >= 0 && line < lines && (grey.pixels[line * stepAcross + along] ?? 255) < 150;
    if ((lower[at] ?? -1) >= 0 && (isInk(above) || isInk(below))) beside += 1;
  }
  return beside / upper.length;
}

function measureStroke(runs: readonly Run[], direction: Rule['direction']): Stroke {
  const from = Math.min(...runs.map((run) => run.from));
  const to = Math.max(...runs.map((run) => run.to));
  const area = runs.reduce((sum, run) => sum + run.to - run.from, 0);
  // Middle of the stroke near each end, so that a slightly leaning one keeps its lean.
  const reach = Math.max(1, (to - from) / 5);
  const middleNear = (low: number, high: number): number => {
    let weight = 0;
    let sum = 0;
    for (const run of runs) {
      const part = Math.min(run.to, high) - Math.max(run.from, low);
      if (part <= 0) continue;
      weight += part;
      sum += part * (run.line + 0.5);
    }
    return weight === 0 ? (runs[0]?.line ?? 0) : sum / weight;
  };
  return {
    direction,
    from,
    to,
    start: middleNear(from, from + reach),
    end: middleNear(to - reach, to),
    thickness: area / Math.max(1, to - from),
    runs,
  };
}

/** Joins pieces of one line that noise or a faint print has parted. */
function joinStrokes(strokes: readonly Stroke[], dpi: number): readonly Stroke[] {
  const tolerance = dpi / 40;
  const open: Stroke[] = [];
  for (const stroke of [...strokes].sort((a, b) => a.from - b.from)) {
    const fitting = open.filter(
      (other) =>
        stroke.from - other.to < 0.25 * dpi &&
        stroke.from > other.from &&
        Math.abs(other.end - stroke.start) < tolerance &&
        stroke.to > other.to,
    );
    const [nearest] = fitting.sort((a, b) => b.to - a.to);
    // A gap as long as both pieces is a gap.
    if (
      nearest === undefined ||
      stroke.from - nearest.to > Math.max(stroke.to - stroke.from, nearest.to - nearest.from)
    )
      open.push({ ...stroke });
    else {
      nearest.to = stroke.to;
      nearest.end = stroke.end;
      nearest.runs = [...nearest.runs, ...stroke.runs];
    }
  }
  return open;
}

function toRule(stroke: Stroke): LeaningRule {
  return {
    direction: stroke.direction,
    at: (stroke.start + stroke.end) / 2,
    from: stroke.from,
    to: stroke.to,
    lean: (stroke.end - stroke.start) / (0.8 * (stroke.to - stroke.from)),
  };
}

/** Paints rules white where no letter crosses them. */
export function eraseRules(grey: Grey, rules: PageRules, dpi: number): Grey {
  const pixels = grey.pixels.slice();
  const { width, height } = grey;
  const reach = Math.max(2, Math.round(dpi / 70));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (rules.mask[y * width + x] !== 1) continue;
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++) {
          const ny = y + dy;
          const nx = x + dx;
          if (ny < 0 || nx < 0 || ny >= height || nx >= width) continue;
          const at = ny * width + nx;
          // The grey fringe of the rule goes with it; ink a step away belongs to a letter.
          if (
            rules.mask[at] === 1 ||
            (Math.abs(dx) <= 1 && Math.abs(dy) <= 1) ||
            (grey.pixels[at] ?? 0) > 150
          )
            pixels[at] = 255;
        }
    }
  return { width, height, pixels };
}

import type { Pdfium } from './pdfium.ts';

/** Direction of writing in quarter turns clockwise from left-to-right; "slanted" for watermarks and the like. */
export type Turn = 0 | 1 | 2 | 3 | 'slanted';

/** One drawn glyph. Coordinates in points from the top left of the page, turned so that most of the page's text runs left to right. */
export interface PdfCharacter {
  /** One letter, " " for every kind of space, U+FFFD for a glyph without a known letter. */
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The origin: its y is the baseline. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly turn: Turn;
  readonly font: string;
  /** Which text object drew it, and as which character of the page in drawing order. */
  readonly object: number;
  readonly index: number;
  /** 0..1, how sure the letter is, where it was recognised in a picture. */
  readonly confidence?: number;
}

/** A straight horizontal or vertical stroke: a border or an underline. `from` < `to`. */
export interface Rule {
  readonly direction: 'horizontal' | 'vertical';
  /** y of a horizontal rule, x of a vertical one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A page as plain values, before any of it is understood. */
export interface PdfPage {
  /** From 1. */
  readonly number: number;
  /** In the turned frame of the characters. */
  readonly width: number;
  readonly height: number;
  /** Quarter turns clockwise that the page as displayed needs for its text to run left to right. */
  readonly uprightTurn: 0 | 1 | 2 | 3;
  readonly characters: readonly PdfCharacter[];
  /** Drawn but not to be seen: clipped away, off the page, invisible mode, white on white, microscopic. */
  readonly hidden: readonly PdfCharacter[];
  readonly rules: readonly Rule[];
  /** Share of the page, 0..1, under its largest picture. */
  readonly imageShare: number;
  /** Number of drawn paths: letters turned into outlines show as many paths and no text. */
  readonly pathCount: number;
  /** Texts of form fields and notes were drawn into the page. */
  readonly flattened: boolean;
  /** Reading stopped at a limit. */
  readonly cut: boolean;
}

/** Attack: a page of millions of one-letter objects keeps a worker busy for minutes; a dense A4 page has 8,000. */
export const maxCharactersPerPage = 60_000;

/** Attack: a drawing of a million path segments (maps, fuzzed files); a page of tables has some 2,000. */
const maxObjectsPerPage = 60_000;
const maxSegmentsPerPath = 2_000;

/** Attack: form XObjects nested without end; PDFium itself stops at 32 or so. */
const maxFormDepth = 8;

/** Smaller than any print; text this small is put there for machines only. */
const smallestVisibleSize = 1;

const objectType = { text: 1, path: 2, image: 3, form: 5 } as const;
const segmentType = { line: 0, bezier: 1, move: 2 } as const;
const invisibleRenderMode = 3;
/** FPDF_ANNOT_FREETEXT, STAMP, WIDGET: annotations whose letters an officer sees on the page. */
const writtenAnnotations = new Set([3, 13, 20]);

/** Affine map as in PDF: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
}

function apply(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

function applyToRectangle(matrix: Matrix, box: Rectangle): Rectangle {
  const [x1, y1] = apply(matrix, box.left, box.top);
  const [x2, y2] = apply(matrix, box.right, box.bottom);
  return {
    left: Math.min(x1, x2),
    top: Math.min(y1, y2),
    right: Math.max(x1, x2),
    bottom: Math.max(y1, y2),
  };
}

/** A quarter-turned frame of a page of the given displayed size, so that text of that turn runs left to right. */
function uprightMatrix(turn: 0 | 1 | 2 | 3, width: number, height: number): Matrix {
  if (turn === 1) return [0, -1, 1, 0, 0, width];
  if (turn === 2) return [-1, 0, 0, -1, width, height];
  if (turn === 3) return [0, 1, -1, 0, height, 0];
  return identity;
}

/** Turns a box of the upright frame back to the page as displayed. */
export function toDisplayed(page: PdfPage, box: Rectangle): Rectangle {
  const back = ((4 - page.uprightTurn) % 4) as 0 | 1 | 2 | 3;
  return applyToRectangle(uprightMatrix(back, page.width, page.height), box);
}

function isInside(box: Rectangle, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function turnOf(dx: number, dy: number): Turn {
  const angle = Math.atan2(dy, dx) / (Math.PI / 2);
  const quarter = Math.round(angle);
  if (Math.abs(angle - quarter) > 0.06) return 'slanted';
  return ((quarter + 4) % 4) as Turn;
}

/** Ticks, boxes and bullets of the symbol fonts Word uses (private use area, U+F000 + byte). */
const symbolGlyphs: ReadonlyMap<number, string> = new Map([
  [0xf02d, '-'],
  [0xf06f, '☐'],
  [0xf071, '☐'],
  [0xf0a8, '☐'],
  [0xf06e, '■'],
  [0xf0a7, '▪'],
  [0xf0b7, '•'],
  [0xf0d8, '➢'],
  [0xf0e0, '→'],
  [0xf0fb, '✗'],
  [0xf0fc, '✓'],
  [0xf0fd, '☒'],
  [0xf0fe, '☑'],
  [0xf050, '✓'],
  [0xf052, '☑'],
]);

/** What a glyph's code stands for; "" draws nothing, U+FFFD when nobody can know. */
function letterOf(code: number, isHyphen: boolean): string {
  // Word maps the drawn hyphen to the soft one; dropping it would turn 2020-2023 into one number.
  if (isHyphen || code === 0x02 || code === 0xad || code === 0x2010 || code === 0x2011) return '-';
  if (code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000) return ' ';
  if (code >= 0x2000 && code <= 0x200a) return ' ';
  if (code === 0x202f || code === 0x205f) return ' ';
  if (code === 0x0a || code === 0x0d || code === 0xfeff || code === 0x2060) return '';
  if (code >= 0x200b && code <= 0x200f) return '';
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return '\ufffd';
  if (code >= 0xe000 && code <= 0xf8ff) return symbolGlyphs.get(code) ?? '\ufffd';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  if (code >= 0xfffe && code <= 0xffff) return '\ufffd';
  if (code > 0x10ffff) return '\ufffd';
  const letter = String.fromCodePoint(code);
  return code >= 0xfb00 && code <= 0xfb06 ? letter.normalize('NFKC') : letter;
}

/** Reads numbers PDFium writes through pointers; one block of 256 bytes, freed by the caller. */
class Scratch {
  readonly pointer: number;
  readonly #pdfium: Pdfium;

  constructor(pdfium: Pdfium) {
    this.#pdfium = pdfium;
    this.pointer = pdfium.pdfium.wasmExports.malloc(256);
  }

  #view(): DataView {
    const heap = this.#pdfium.pdfium.HEAPU8;
    return new DataView(heap.buffer, heap.byteOffset + this.pointer, 256);
  }

  floats(count: number): readonly number[] {
    const view = this.#view();
    return Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
  }

  doubles(count: number): readonly number[] {
    const view = this.#view();
    return Array.from({ length: count }, (_, index) => view.getFloat64(index * 8, true));
  }

  integers(count: number): readonly number[] {
    const view = this.#view();
    return Array.from({ length: count }, (_, index) => view.getUint32(index * 4, true));
  }

  latin1(): string {
    const view = this.#view();
    let text = '';
    for (let index = 0; index < 200; index++) {
      const byte = view.getUint8(index);
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  free(): void {
    this.#pdfium.pdfium.wasmExports.free(this.pointer);
  }
}

interface TextObject {
  readonly font: string;
  readonly size: number;
  readonly turn: Turn;
  readonly isInvisible: boolean;
  readonly isWhite: boolean;
}

interface Drawing {
  rules: Rule[];
  shades: Rectangle[];
  images: Rectangle[];
  /** Clip of a text object of the page itself, in the displayed frame. */
  clips: Map<number, Rectangle>;
  objects: number;
  paths: number;
  cut: boolean;
}

/**
 * Reads page `number` (from 1) of an open document into plain values; null when PDFium cannot load it.
 * Characters keep their own positions: fonts lacking Vietnamese letters are drawn in fragments, out of reading order.
 */
export function readPdfPage(pdfium: Pdfium, document: number, number: number): PdfPage | null {
  let page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) return null;
  const scratch = new Scratch(pdfium);
  try {
    const flattened = hasWrittenAnnotation(pdfium, page) && pdfium.FPDFPage_Flatten(page, 0) === 1;
    if (flattened) {
      pdfium.FPDF_ClosePage(page);
      page = pdfium.FPDF_LoadPage(document, number - 1);
      if (page === 0) return null;
    }
    return readLoadedPage(pdfium, page, number, flattened, scratch);
  } finally {
    scratch.free();
    if (page !== 0) pdfium.FPDF_ClosePage(page);
  }
}

function hasWrittenAnnotation(pdfium: Pdfium, page: number): boolean {
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), 2_000);
  for (let index = 0; index < count; index++) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
    pdfium.FPDFPage_CloseAnnot(annotation);
    if (writtenAnnotations.has(subtype)) return true;
  }
  return false;
}

function readLoadedPage(
  pdfium: Pdfium,
  page: number,
  number: number,
  flattened: boolean,
  scratch: Scratch,
): PdfPage {
  pdfium.FPDF_GetPageBoundingBox(page, scratch.pointer);
  const [l = 0, t = 0, r = 0, b = 0] = scratch.floats(4);
  const bounds = {
    left: Math.min(l, r),
    right: Math.max(l, r),
    bottom: Math.min(t, b),
    top: Math.max(t, b),
  };
  const rotation = pdfium.FPDFPage_GetRotation(page) & 3;
  const toDisplay: Matrix =
    rotation === 1
      ? [0, 1, 1, 0, -bounds.bottom, -bounds.left]
      : rotation === 2
        ? [-1, 0, 0, 1, bounds.right, -bounds.bottom]
        : rotation === 3
          ? [0, -1, -1, 0, bounds.top, bounds.right]
          : [1, 0, 0, -1, -bounds.left, bounds.top];
  const sideways = rotation % 2 === 1;
  const across = bounds.right - bounds.left;
  const down = bounds.top - bounds.bottom;
  const width = sideways ? down : across;
  const height = sideways ? across : down;

  const drawing = readDrawing(pdfium, page, toDisplay, scratch);
  const read = readCharacters(pdfium, page, toDisplay, drawing, { width, height }, scratch);

  const uprightTurn = dominantTurn(read.characters);
  const upright = uprightMatrix(uprightTurn, width, height);
  const largest = Math.max(
    0,
    ...drawing.images.map((image) => {
      const visibleWidth = Math.min(image.right, width) - Math.max(image.left, 0);
      const visibleHeight = Math.min(image.bottom, height) - Math.max(image.top, 0);
      return Math.max(0, visibleWidth) * Math.max(0, visibleHeight);
    }),
  );
  const turned = uprightTurn % 2 === 1;
  return {
    number,
    width: turned ? height : width,
    height: turned ? width : height,
    uprightTurn,
    characters: read.characters.map((character) => turnCharacter(character, uprightTurn, upright)),
    hidden: read.hidden.map((character) => turnCharacter(character, uprightTurn, upright)),
    rules: drawing.rules.map((rule) => turnRule(rule, upright)),
    imageShare: width * height === 0 ? 0 : largest / (width * height),
    pathCount: drawing.paths,
    flattened,
    cut: drawing.cut || read.cut,
  };
}

function dominantTurn(characters: readonly PdfCharacter[]): 0 | 1 | 2 | 3 {
  const counts = [0, 0, 0, 0];
  for (const { turn } of characters) if (turn !== 'slanted') counts[turn] = (counts[turn] ?? 0) + 1;
  for (const turn of [1, 2, 3] as const) if ((counts[turn] ?? 0) > 0.7 * characters.length) return turn;
  return 0;
}

function turnCharacter(character: PdfCharacter, by: 0 | 1 | 2 | 3, matrix: Matrix): PdfCharacter {
  if (by === 0) return character;
  const [x, y] = apply(matrix, character.x, character.y);
  const turn = character.turn === 'slanted' ? 'slanted' : (((character.turn - by + 4) % 4) as Turn);
  return { ...character, ...applyToRectangle(matrix, character), x, y, turn };
}

function turnRule(rule: Rule, matrix: Matrix): Rule {
  if (matrix === identity) return rule;
  const box =
    rule.direction === 'horizontal'
      ? { left: rule.from, right: rule.to, top: rule.at, bottom: rule.at }
      : { left: rule.at, right: rule.at, top: rule.from, bottom: rule.to };
  const turned = applyToRectangle(matrix, box);
  return turned.right - turned.left > turned.bottom - turned.top
    ? { direction: 'horizontal', at: turned.top, from: turned.left, to: turned.right }
    : { direction: 'vertical', at: turned.left, from: turned.top, to: turned.bottom };
}

function readCharacters(
  pdfium: Pdfium,
  page: number,
  toDisplay: Matrix,
  drawing: Drawing,
  size: { readonly width: number; readonly height: number },
  scratch: Scratch,
): { characters: PdfCharacter[]; hidden: PdfCharacter[]; cut: boolean } {
  const characters: PdfCharacter[] = [];
  const hidden: PdfCharacter[] = [];
  const text = pdfium.FPDFText_LoadPage(page);
  if (text === 0) return { characters, hidden, cut: true };
  const count = pdfium.FPDFText_CountChars(text);
  const limit = Math.min(count, maxCharactersPerPage);
  const objects = new Map<number, TextObject>();
  const pageBox = { left: -1, top: -1, right: size.width + 1, bottom: size.height + 1 };
  for (let index = 0; index < limit; index++) {
    if (pdfium.FPDFText_IsGenerated(text, index) === 1) continue;
    const code = pdfium.FPDFText_GetUnicode(text, index);
    const isUnmapped = pdfium.FPDFText_HasUnicodeMapError(text, index) === 1;
    const letter = isUnmapped ? '\ufffd' : letterOf(code, pdfium.FPDFText_IsHyphen(text, index) === 1);
    if (letter === '') continue;
    const handle = pdfium.FPDFText_GetTextObject(text, index);
    let object = objects.get(handle);
    if (object === undefined) {
      object = readTextObject(pdfium, text, index, handle, toDisplay, scratch);
      objects.set(handle, object);
    }
    pdfium.FPDFText_GetCharOrigin(text, index, scratch.pointer, scratch.pointer + 8);
    const [originX = 0, originY = 0] = scratch.doubles(2);
    const [x, y] = apply(toDisplay, originX, originY);
    const box = readBox(pdfium, text, index, object, toDisplay, scratch);
    const character: PdfCharacter = {
      text: letter,
      ...box,
      x,
      y,
      size: object.size,
      turn: object.turn,
      font: object.font,
      object: handle,
      index,
    };
    const middleX = (box.left + box.right) / 2;
    const middleY = object.turn === 0 ? y - object.size * 0.3 : (box.top + box.bottom) / 2;
    const clip = drawing.clips.get(handle);
    const isHidden =
      object.isInvisible ||
      object.size < smallestVisibleSize ||
      !isInside(pageBox, middleX, middleY) ||
      (clip !== undefined && !isInside(clip, middleX, middleY)) ||
      (object.isWhite &&
        ![...drawing.shades, ...drawing.images].some((shade) => isInside(shade, middleX, middleY)));
    (isHidden ? hidden : characters).push(character);
  }
  pdfium.FPDFText_ClosePage(text);
  return { characters, hidden, cut: count > limit };
}

function readTextObject(
  pdfium: Pdfium,
  text: number,
  index: number,
  handle: number,
  toDisplay: Matrix,
  scratch: Scratch,
): TextObject {
  const fontSize = pdfium.FPDFText_GetFontSize(text, index);
  pdfium.FPDFText_GetMatrix(text, index, scratch.pointer);
  const [a = 1, b = 0, c = 0, d = 1] = scratch.floats(4);
  const [A, B, C, D] = toDisplay;
  const sign = fontSize < 0 ? -1 : 1;
  const turn = turnOf(sign * (A * a + C * b), sign * (B * a + D * b));
  const size = Math.abs(fontSize) * Math.hypot(c, d);
  if (handle === 0) return { font: '', size, turn, isInvisible: false, isWhite: false };
  const font = pdfium.FPDFTextObj_GetFont(handle);
  let name = '';
  if (font !== 0 && pdfium.FPDFFont_GetBaseFontName(font, scratch.pointer, 200) > 0) name = scratch.latin1();
  return {
    font: name.replace(/^[A-Z]{6}\+/, ''),
    size,
    turn,
    isInvisible: pdfium.FPDFTextObj_GetTextRenderMode(handle) === invisibleRenderMode,
    isWhite: isWhite(pdfium, handle, 'fill', scratch),
  };
}

function isWhite(pdfium: Pdfium, object: number, paint: 'fill' | 'stroke', scratch: Scratch): boolean {
  const at = scratch.pointer;
  const known =
    paint === 'fill'
      ? pdfium.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12)
      : pdfium.FPDFPageObj_GetStrokeColor(object, at, at + 4, at + 8, at + 12);
  if (!known) return false;
  const [red = 0, green = 0, blue = 0, alpha = 255] = scratch.integers(4);
  return alpha < 10 || Math.min(red, green, blue) >= 250;
}

/** The box as wide as the glyph's advance: gaps between such boxes are the gaps a reader sees. */
function readBox(
  pdfium: Pdfium,
  text: number,
  index: number,
  object: TextObject,
  toDisplay: Matrix,
  scratch: Scratch,
): Rectangle {
  const at = scratch.pointer;
  if (pdfium.FPDFText_GetLooseCharBox(text, index, at)) {
    const [left = 0, top = 0, right = 0, bottom = 0] = scratch.floats(4);
    const extent = Math.max(Math.abs(right - left), Math.abs(top - bottom));
    if (extent > 0 && extent < object.size * 4)
      return applyToRectangle(toDisplay, { left, top, right, bottom });
  }
  pdfium.FPDFText_GetCharBox(text, index, at, at + 8, at + 16, at + 24);
  const [left = 0, right = 0, bottom = 0, top = 0] = scratch.doubles(4);
  return applyToRectangle(toDisplay, { left, top, right, bottom });
}

function readDrawing(pdfium: Pdfium, page: number, toDisplay: Matrix, scratch: Scratch): Drawing {
  const drawing: Drawing = {
    rules: [],
    shades: [],
    images: [],
    clips: new Map(),
    objects: 0,
    paths: 0,
    cut: false,
  };
  const count = pdfium.FPDFPage_CountObjects(page);
  for (let index = 0; index < count && !drawing.cut; index++)
    readObject(pdfium, pdfium.FPDFPage_GetObject(page, index), toDisplay, 0, drawing, scratch);
  return drawing;
}

function readObject(
  pdfium: Pdfium,
  object: number,
  matrix: Matrix,
  depth: number,
  drawing: Drawing,
  scratch: Scratch,
): void {
  drawing.objects += 1;
  if (drawing.objects > maxObjectsPerPage) {
    drawing.cut = true;
    return;
  }
  const type = pdfium.FPDFPageObj_GetType(object);
  if (type === objectType.text && depth === 0) {
    const clip = readClip(pdfium, object, matrix, scratch);
    if (clip !== null) drawing.clips.set(object, clip);
  } else if (type === objectType.path) {
    drawing.paths += 1;
    readPath(pdfium, object, matrix, drawing, scratch);
  } else if (type === objectType.image) {
    const at = scratch.pointer;
    if (pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) {
      const [left = 0, bottom = 0, right = 0, top = 0] = scratch.floats(4);
      drawing.images.push(applyToRectangle(matrix, { left, top, right, bottom }));
    }
  } else if (type === objectType.form && depth < maxFormDepth) {
    pdfium.FPDFPageObj_GetMatrix(object, scratch.pointer);
    const inner = compose(matrix, scratch.floats(6) as unknown as Matrix);
    const count = pdfium.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count && !drawing.cut; index++)
      readObject(pdfium, pdfium.FPDFFormObj_GetObject(object, index), inner, depth + 1, drawing, scratch);
  }
}

/** The rectangle around an object's clip paths; spreadsheets cut off overlong cell text with it. */
function readClip(pdfium: Pdfium, object: number, matrix: Matrix, scratch: Scratch): Rectangle | null {
  const clip = pdfium.FPDFPageObj_GetClipPath(object);
  if (clip === 0) return null;
  const paths = Math.min(pdfium.FPDFClipPath_CountPaths(clip), 20);
  let result: Rectangle | null = null;
  for (let path = 0; path < paths; path++) {
    const count = Math.min(pdfium.FPDFClipPath_CountPathSegments(clip, path), maxSegmentsPerPath);
    if (count < 3) continue;
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let index = 0; index < count; index++) {
      const segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index);
      pdfium.FPDFPathSegment_GetPoint(segment, scratch.pointer, scratch.pointer + 4);
      const [px = 0, py = 0] = scratch.floats(2);
      const [x, y] = apply(matrix, px, py);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    result =
      result === null
        ? box
        : {
            left: Math.max(result.left, box.left),
            right: Math.min(result.right, box.right),
            top: Math.max(result.top, box.top),
            bottom: Math.min(result.bottom, box.bottom),
          };
  }
  return result;
}

interface Subpath {
  /** The third says whether a straight line leads to the point. */
  points: (readonly [x: number, y: number, straight: boolean])[];
  curved: boolean;
  closed: boolean;
}

/** Thickest border still taken for a line, not for an area. */
const maxRuleThickness = 3;
/** Shorter strokes are dots, corners and letter parts. */
const minRuleLength = 3;

function readPath(pdfium: Pdfium, path: number, matrix: Matrix, drawing: Drawing, scratch: Scratch): void {
  const at = scratch.pointer;
  const count = pdfium.FPDFPath_CountSegments(path);
  if (count > maxSegmentsPerPath) return;
  pdfium.FPDFPath_GetDrawMode(path, at, at + 4);
  const [fill = 0, stroke = 0] = scratch.integers(2);
  const isStroked = stroke !== 0 && !isWhite(pdfium, path, 'stroke', scratch);
  const isFilled = fill !== 0 && !isWhite(pdfium, path, 'fill', scratch);
  if (!isStroked && !isFilled) return;
  pdfium.FPDFPageObj_GetMatrix(path, at);
  const full = compose(matrix, scratch.floats(6) as unknown as Matrix);
  pdfium.FPDFPageObj_GetStrokeWidth(path, at);
  const [strokeWidth = 0] = scratch.floats(1);
  const thickness = strokeWidth * Math.sqrt(Math.abs(full[0] * full[3] - full[1] * full[2]));

  for (const subpath of readSubpaths(pdfium, path, count, full, scratch)) {
    const xs = subpath.points.map(([x]) => x);
    const ys = subpath.points.map(([, y]) => y);
    const box = {
      left: Math.min(...xs),
      right: Math.max(...xs),
      top: Math.min(...ys),
      bottom: Math.max(...ys),
    };
    const width = box.right - box.left;
    const height = box.bottom - box.top;
    if (isFilled && !subpath.curved) {
      if (height <= maxRuleThickness && width >= minRuleLength && width > height)
        drawing.rules.push(horizontal((box.top + box.bottom) / 2, box.left, box.right));
      else if (width <= maxRuleThickness && height >= minRuleLength)
        drawing.rules.push(vertical((box.left + box.right) / 2, box.top, box.bottom));
      else drawing.shades.push(box);
    }
    if (!isStroked) continue;
    // A very thick stroke is a painted area; its outline is what an eye sees as border.
    if (thickness > maxRuleThickness * 2) continue;
    const [first] = subpath.points;
    const ends =
      subpath.closed && first !== undefined
        ? [...subpath.points, [first[0], first[1], true] as const]
        : subpath.points;
    for (const [index, end] of ends.entries()) {
      const start = ends[index - 1];
      if (start === undefined || !end[2]) continue;
      const dx = Math.abs(end[0] - start[0]);
      const dy = Math.abs(end[1] - start[1]);
      if (dx >= minRuleLength && dy < 0.02 * dx + 0.4)
        drawing.rules.push(
          horizontal((start[1] + end[1]) / 2, Math.min(start[0], end[0]), Math.max(start[0], end[0])),
        );
      else if (dy >= minRuleLength && dx < 0.02 * dy + 0.4)
        drawing.rules.push(
          vertical((start[0] + end[0]) / 2, Math.min(start[1], end[1]), Math.max(start[1], end[1])),
        );
    }
  }
}

function horizontal(at: number, from: number, to: number): Rule {
  return { direction: 'horizontal', at, from, to };
}

function vertical(at: number, from: number, to: number): Rule {
  return { direction: 'vertical', at, from, to };
}

function readSubpaths(
  pdfium: Pdfium,
  path: number,
  count: number,
  matrix: Matrix,
  scratch: Scratch,
): Subpath[] {
  const subpaths: Subpath[] = [];
  let current: Subpath = { points: [], curved: false, closed: false };
  for (let index = 0; index < count; index++) {
    const segment = pdfium.FPDFPath_GetPathSegment(path, index);
    const type = pdfium.FPDFPathSegment_GetType(segment);
    pdfium.FPDFPathSegment_GetPoint(segment, scratch.pointer, scratch.pointer + 4);
    const [x = 0, y = 0] = scratch.floats(2);
    if (type === segmentType.move) {
      if (current.points.length > 1) subpaths.push(current);
      current = { points: [], curved: false, closed: false };
    }
    if (type === segmentType.bezier) current.curved = true;
    current.points.push([...apply(matrix, x, y), type === segmentType.line]);
    if (pdfium.FPDFPathSegment_GetClose(segment)) current.closed = true;
  }
  if (current.points.length > 1) subpaths.push(current);
  return subpaths;
}

import type { Paragraph } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { stripNumbering } from './label-matcher.ts';

/** A paragraph that opens a section. */
export interface Heading {
  /** The one criterion the section is of. */
  readonly criterion: number | undefined;
  /** The criteria it is of, where they are several. */
  readonly among?: readonly number[];
  readonly isOther: boolean;
  /** Found by its words alone, without "Tiêu chí" and its number. */
  readonly isByWording?: true;
  /** Counted by the office's own numbers or by none: what stands below may be of another criterion. */
  readonly isLoose?: true;
  /** What follows the heading's words in the same paragraph. */
  readonly rest: string;
}

/** Sections that speak of plans, wishes and shortcomings, not of the year's results. */
const otherSections =
  /(?:phuong huong|nhiem vu|muc tieu|giai phap|kien nghi|de xuat|kho khan|ton tai|han che|bai hoc|ke hoach nam|noi nhan)/u;

const ofResults = /^(?:[ivx]+ |phan \S+ |\d+ )?(?:cac |nhung )?(?:ket qua|thuc trang|tinh hinh thuc hien)\b/u;

const headingLength = 190;

/** Likeness of words that plainly are a criterion's. */
const plainWording = 0.85;

/** A title before running text in the same paragraph is no longer than this. */
const titleLength = 90;

const numbers = String.raw`\d{1,2}(?:\s*(?:,|;|-|–|&|và|đến)\s*(?:(?:tiêu\s*chí|TC)\s*(?:số\s*)?)?\d{1,2}(?!\d))+`;
const several = new RegExp(
  String.raw`^(.{0,${titleLength}}?)(?<!\p{L})(?:các\s+)?(?:tiêu\s*chí|TC)\s*(?:số\s*)?(${numbers})\s*(?:[.:)]|$)`,
  'iu',
);

/** The number before a short title: "2. Các chỉ tiêu đạt tốt", "7. Về tiêm chủng. Có 58/59 trẻ …". */
export function ordinalOf(text: string): number | undefined {
  const match = /^\s*(\d{1,2})\s*[.)]\s+\p{Lu}[^\d.:]{1,90}(?:[.:]\s|[.:]?\s*$)/u.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** A paragraph that opens a section: of a criterion, of several, or of something else; undefined for running text. */
export function headingOf(paragraph: Paragraph, matcher: LabelMatcher): Heading | undefined {
  const text = paragraph.text.trim();
  const folded = foldWords(text);
  const numbered =
    /^(?:[IVX]{1,5}\s*[.)/:-]|\d{1,2}(?:\.\d{1,2})*\s*[.):-](?!\d)|[a-zđ]\s*[.)])|^(?:phần|mục)\s/iu.test(
      text,
    );
  const opening = stripNumbering(text).split(/\n|(?<=[.:;])\s/u)[0] ?? text;
  const listed = listedCriteria(text, matcher);
  if (listed !== undefined) return listed;
  const explicit =
    /^\W*(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/:-]\s*)?(?:tiêu\s*chí|TC)\s*(?:số|thứ)?\s*\d/iu.test(
      text,
    )
      ? matcher.explicitCriterion(text)
      : /\(\s*tiêu\s*chí\s*(?:số)?\s*\d{1,2}\s*\)/iu.test(text)
        ? matcher.explicitCriterion(/\(\s*tiêu\s*chí[^)]*\)/iu.exec(text)?.[0] ?? '')
        : undefined;
  if (explicit !== undefined) return { criterion: explicit, isOther: false, rest: restOf(text) };
  const bare = numberedWithoutStop(text, matcher);
  if (bare !== undefined) return bare;
  if (text.length > headingLength && !numbered) return undefined;
  const roman = /^(?:[IVX]{1,5}\s*[.)/:-]|phần\s)/u.test(text) || /^[A-E]\.\s/u.test(text);
  const wording =
    // A line of a form with its blank is none.
    !/…|\.{3}/u.test(text) &&
    (numbered || paragraph.role === 'heading' || (text.length < 130 && !/\d\s*(?:%|\/)/u.test(text)))
      ? matcher.criterionByWording(opening.replace(/[.:]$/u, ''))
      : undefined;
  const isItem = /^(?:\d{1,2}\.\d|[a-zđ]\s*[).]|[-–+•])/iu.test(text);
  const titled =
    numbered && !isItem && !otherSections.test(folded.slice(0, titleLength))
      ? titledCriteria(text, matcher)
      : [];
  const found =
    titled.length < 2 &&
    wording !== undefined &&
    !isItem &&
    wording.likeness >= (numbered ? 0.75 : 0.85) &&
    opening.length < headingLength
      ? [wording.number]
      : titled;
  const [only, ...others] = found;
  if (only !== undefined) {
    const isCounted = ordinalOf(text) === only || paragraph.role === 'heading';
    return {
      criterion: others.length === 0 ? only : undefined,
      ...(others.length === 0 ? {} : { among: found }),
      isOther: false,
      isByWording: true,
      ...(isCounted ? {} : { isLoose: true }),
      rest: restOf(text),
    };
  }
  if (!roman && !(numbered && /^\d/u.test(text) && text.length < 90 && otherSections.test(folded))) {
    // A lead-in such as "Khó khăn:" or "Tồn tại, hạn chế:" opens no figures either.
    return /^(?:kho khan|ton tai|han che|kien nghi|de xuat|phuong huong|noi nhan)\b/u.test(folded)
      ? { criterion: undefined, isOther: true, rest: '' }
      : undefined;
  }
  // "II. Kết quả đạt được so với mục tiêu đề ra" speaks of results.
  const isOther = otherSections.test(folded.slice(0, 120)) && !ofResults.test(folded);
  return { criterion: undefined, isOther, rest: '' };
}

/** "03 Trẻ em bị xâm hại" with its capital is the third criterion, "03 trẻ em bị xâm hại" are three children. */
function numberedWithoutStop(text: string, matcher: LabelMatcher): Heading | undefined {
  const match = /^(\d{1,2})\s+(\p{Lu}[^\n]*)/u.exec(text);
  const number = Number(match?.[1]);
  const words = match?.[2] ?? '';
  const wording = matcher.criterionByWording(words.replace(/\s\d[\d.,]*\s*(?:\/.*|%.*)?$/u, ''));
  if (wording?.number !== number || wording.likeness < plainWording) return undefined;
  return { criterion: number, isOther: false, isByWording: true, rest: words };
}

/** "3. Nhóm chăm sóc sức khỏe (tiêu chí 7, 8, 9)", "Tiêu chí 1 và 2: …", "TC 7 - 9". */
function listedCriteria(text: string, matcher: LabelMatcher): Heading | undefined {
  const match = several.exec(text);
  const before = match?.[1] ?? '';
  // A sentence that only mentions them is no heading.
  if (match === null || /[.;]\s|\d\s*[%/]/u.test(stripNumbering(before))) return undefined;
  const told = [...(match[2] ?? '').matchAll(/\d+/gu)].map(([number]) => Number(number));
  const [first = 0, second = 0] = told;
  const isSpan = told.length === 2 && /-|–|đến/iu.test(match[2] ?? '');
  const among = isSpan ? Array.from({ length: second - first + 1 }, (_, at) => first + at) : told;
  if (among.length < 2 || among.some((one) => matcher.criterionName(one) === undefined)) return undefined;
  return { criterion: undefined, among, isOther: false, rest: text.slice(match[0].length) };
}

/** "7. Về tiêm chủng. Có …" and "7. Trẻ em tham gia; vui chơi, giải trí": the criteria whose names have all the words of a part of the title. */
function titledCriteria(text: string, matcher: LabelMatcher): readonly number[] {
  const [title = '', ...behind] = stripNumbering(text).split(/\n|(?<=[.:])\s/u);
  if (title.length > titleLength || /\d/u.test(title)) return [];
  const criterionOf = (part: string): number | undefined => matcher.criterionByPart(part);
  const whole = criterionOf(title);
  if (whole !== undefined) return [whole];
  // Running text behind a title that is only partly understood stays as it is.
  const parts = title.replace(/[.:]$/u, '').split(/;/u);
  const found = parts.map(criterionOf);
  return parts.length > 1 && behind.length === 0 && !found.includes(undefined)
    ? [...new Set(found.filter((one) => one !== undefined))]
    : [];
}

/** A heading's own content: figures may stand in the same paragraph, behind the criterion's number. */
function restOf(text: string): string {
  return /^(?:.{0,12}?(?:tiêu\s*chí|TC)\s*(?:số\s*)?\d{1,2}\s*[.:)–-]?)?\s*([^]*)$/iu.exec(text)?.[1] ?? text;
}

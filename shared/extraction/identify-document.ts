import type { Commune } from '../domain/commune.ts';
import type { CommuneMention, DocumentKind } from '../domain/document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { findCommunes } from '../vietnamese/place-names.ts';
import type { DocumentLine } from './document-lines.ts';
import { findIssueDate } from './issue-date.ts';
import { tellKind } from './paper-kind.ts';
import type { Title } from './paper-title.ts';
import { findTitle } from './paper-title.ts';

/** What a paper says of itself: what it is, its number and day, who issued it, for which year. */
export interface DocumentIdentity {
  readonly kind: DocumentKind;
  readonly number: string | null;
  /** A place for the number is printed and empty. */
  readonly numberBlank: boolean;
  readonly date: string | null;
  readonly dateBlank: boolean;
  readonly year: number | null;
  readonly commune: CommuneMention | null;
  readonly corrects: boolean;
}

/** Lines in which letterhead and title stand. */
const headLines = 45;
const letterheadLines = 14;

/** Reads a paper's identity from its letterhead, title and signature; the file's name only where the title is silent. */
export function identifyDocument(
  lines: readonly DocumentLine[],
  file: string,
  communes: readonly Commune[],
  content: { readonly criteria: number; readonly claims: number; readonly scanned: boolean },
): DocumentIdentity {
  const texts = lines.map((line) => line.text);
  const head = texts.slice(0, headLines);
  const title = findTitle(head);
  const number = findNumber(head);
  const kind = tellKind({ title, lines: texts, file, number, ...content });
  const { date, isBlank } = findIssueDate(texts, kind);
  return {
    kind,
    number: number ?? null,
    numberBlank: number === undefined && hasBlankNumber(head),
    date: date ?? null,
    dateBlank: date === undefined && isBlank,
    year: findYear(title, head),
    commune: findIssuer(head, texts.join('\n'), communes),
    corrects: /\b(?:dinh chinh|thay the|bo sung)\b/u.test(foldWords(`${title.name} ${title.subject}`)),
  };
}

/** "Số: 47/TTr-UBND", "Số 47 /TTr - UBND", and the Party's "Số 47-BC/ĐU"; letters of old files may have lost their accents. */
const numberLine =
  /(?<!\p{L})S[ốoỐO]\s*:?\s*(\d{1,4}\s*[a-z]?\s*(?:\/\s*20\d\d\s*)?(?:\/\s*\p{Lu}[\p{L}\d]*(?:\s*[-–—_.]\s*\p{Lu}[\p{L}\d&]*)*|[-–—]\s*\p{Lu}{2,4}\s*\/\s*\p{Lu}[\p{L}\d&]*))/u;
/** The same in a line of its own without "Số". */
const bareNumber =
  /^(\d{1,4}[a-z]?\s*\/\s*(?:TTr|TTR|BC|BB|KH|QĐ|CV|CK|XN|TB|NQ)(?:\s*[-–—]\s*\p{Lu}[\p{L}\d&]*)+)$/u;
const blankNumber = /^\s*S[ốoỐO]\s*:?\s*[.…_\s]*\/\s*(?:20\d\d\s*\/\s*)?\p{Lu}/u;

/** Lines that speak of another paper's number. */
const otherPaper =
  /^\s*\(?\s*(?:kèm theo|kem theo|căn cứ|can cu|thực hiện|thuc hien|theo|ban hành|ban hanh)/iu;

/** A paper's own number; "Kèm theo Tờ trình số …" is the letter's. */
function findNumber(head: readonly string[]): string | undefined {
  for (const line of head.slice(0, letterheadLines + 6)) {
    if (otherPaper.test(line)) continue;
    const isOwn = /^\s*(?:S[ốoỐO](?!\p{L})|.{0,40}(?<!\p{L})S[ốoỐO]\s*:)/u.test(line);
    const match = (isOwn ? numberLine.exec(line) : null) ?? bareNumber.exec(line);
    if (match !== null) return (match[1] ?? '').replace(/\s+/gu, '').replace(/[–—]/gu, '-');
  }
  return undefined;
}

const hasBlankNumber = (head: readonly string[]): boolean =>
  head.slice(0, letterheadLines + 6).some((line) => blankNumber.test(line));

/** A year that is looked forward to: "Chỉ tiêu năm 2024". */
const plannedYear =
  /(?:chỉ tiêu|phương hướng|nhiệm vụ|kế hoạch|mục tiêu|phấn đấu)[^.;,:]{0,40}?năm\s*20\d\d/giu;

function findYear(title: Title, head: readonly string[]): number | null {
  const inTitle = yearsOf(
    `${title.name} ${title.subject.replace(plannedYear, '')}`.replace(
      /\([^)]*\)|ngày[^,;)]*năm\s*20\d\d/giu,
      '',
    ),
  );
  if (inTitle.length > 0) return Math.max(...inTitle);
  const inHead = head
    .filter(
      (line) =>
        /phù hợp|tiêu chí|tiêu chuẩn|đánh giá/iu.test(line) && !/căn cứ|kèm theo|quyết định/iu.test(line),
    )
    .flatMap((line) => yearsOf(line.replace(/ngày[^,;)]*năm\s*20\d\d/giu, '').replace(plannedYear, '')));
  return inHead.length > 0 ? Math.max(...inHead) : null;
}

/** "Căn cứ Luật Trẻ em năm 2016": the year of a law, not of a paper. */
const legalActs =
  /(?<!\p{L})căn cứ\s[^\n;]*|(?<!\p{L})(?:luật|bộ luật|nghị định|nghị quyết|quyết định|thông tư|hiến pháp)\s[^\n;,.]*?20\d\d/giu;

/** It begins in one year and ends in the next. */
const schoolYear = /năm học\s*20\d\d\s*[-–/]\s*(?:20)?\d\d/giu;

function yearsOf(text: string): number[] {
  return [
    ...text
      .replace(legalActs, '')
      .replace(schoolYear, '')
      .matchAll(/(?<![\d/.-])(20\d\d)(?![\d/])/giu),
  ].map((match) => Number(match[1]));
}

/** The issuing commune: the letterhead's, else the one the paper names most. */
function findIssuer(
  head: readonly string[],
  all: string,
  communes: readonly Commune[],
): CommuneMention | null {
  const letterhead = head.slice(0, letterheadLines).join('\n');
  const [first] = findCommunes(
    letterhead.replace(/\n(?=(?:XÃ|THỊ TRẤN|PHƯỜNG)(?!\p{L}))/gu, ' '),
    communes,
  ).filter((mention) => /^(?:xã|thị|phường|tt|x\.|p\.)/u.test(mention.text));
  if (first !== undefined) return first;
  const counts = new Map<string, { mention: CommuneMention; count: number }>();
  for (const mention of findCommunes(all, communes)) {
    const key = mention.codes.join(',');
    const seen = counts.get(key);
    counts.set(key, { mention: seen?.mention ?? mention, count: (seen?.count ?? 0) + 1 });
  }
  const [most, next] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (most === undefined) return null;
  return next !== undefined && next.count === most.count ? null : most.mention;
}

/** Built on the 15 criteria of Decision 34/2014/QĐ-TTg, which Decision 06/QĐ-TTg of 2019 replaced. */
export function citesSupersededForm(lines: readonly DocumentLine[]): boolean {
  const all = lines.map((line) => line.text).join('\n');
  const cites34 = /34\/2014\/QĐ-TTg/iu.test(all);
  const cites06 = /(?<!\d)06\/QĐ-TTg/iu.test(all);
  const fifteen = /(?<!\d)15\s*(?:\/\s*15)?\s*tiêu chí/iu.test(all);
  return (cites34 || fifteen) && !cites06;
}

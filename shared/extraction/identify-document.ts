import type { Commune } from '../domain/commune.ts';
import type { CommuneMention, DocumentKind } from '../domain/document.ts';
import { findDate, isBlankDate } from '../vietnamese/dates.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { findCommunes } from '../vietnamese/place-names.ts';
import type { DocumentLine } from './document-lines.ts';

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
  score: { readonly criteria: number; readonly claims: number },
): DocumentIdentity {
  const head = lines.slice(0, headLines).map((line) => line.text);
  const title = findTitle(head);
  const kind = kindOf(title, head, file, score);
  const number = findNumber(head, kind);
  const date = findIssueDate(lines, kind);
  const all = lines.map((line) => line.text).join('\n');
  return {
    kind,
    number: number ?? null,
    numberBlank: number === undefined && hasBlankNumber(head),
    date: date ?? null,
    dateBlank: date === undefined && lines.some((line) => isIssueLine(line.text) && isBlankDate(line.text)),
    year: findYear(title, head),
    commune: findIssuer(head, all, communes),
    corrects: /\b(?:dinh chinh|thay the|bo sung)\b/u.test(foldWords(`${title.name} ${title.subject}`)),
  };
}

interface Title {
  /** "BÁO CÁO"; empty when none was found. */
  readonly name: string;
  /** The lines behind it: what it is about. */
  readonly subject: string;
}

const subjectLength = 160;

const titleNames: readonly RegExp[] = [
  /^(?:to trinh)\b/u,
  /^(?:bao cao)\b/u,
  /^(?:bien ban)\b/u,
  /^(?:bang|bieu|phieu|mau)\b.{0,40}(?:cham diem|diem|tu danh gia|danh gia)/u,
  /^(?:bang|bieu) (?:tong hop|thong ke|ke)/u,
  /^(?:tong hop)\b/u,
  /^(?:ket qua lay phieu|ket qua lay y kien|ket qua khao sat)/u,
  /^(?:ke hoach)\b/u,
  /^(?:ban )?(?:cam ket|dang ky)\b/u,
  /^(?:quyet dinh|danh sach|giay xac nhan|xac nhan|thong bao|nghi quyet|so|trich|phu luc|thuyet minh|ban thuyet minh|du toan|quyet toan|giay moi|cong van|don)\b/u,
];

function findTitle(head: readonly string[]): Title {
  for (const [index, line] of head.entries()) {
    if (!isNameOfPaper(line)) continue;
    if (
      !isSetInCapitals(line) &&
      index > 0 &&
      !/^(?:Tờ trình|Báo cáo|Biên bản|Bảng|Biểu|Kế hoạch|Danh sách|Tổng hợp|Bản cam kết)/u.test(line)
    )
      continue;
    return {
      name: line,
      // A title's own lines are short; what follows is running text.
      subject: head
        .slice(index + 1, index + 4)
        // Under a bare "BÁO CÁO" its subject follows, be the text run on behind it.
        .map((next, position) => (position === 0 ? next.slice(0, subjectLength) : next))
        .filter((next) => next.length <= subjectLength)
        .join(' '),
    };
  }
  return { name: '', subject: '' };
}

/** Whether a line begins like the title of a paper: "BÁO CÁO", "Bảng tự chấm điểm". */
function isNameOfPaper(line: string): boolean {
  const folded = foldWords(line);
  if (folded.length > 140 || /^(?:so|kem theo|can cu)\b/u.test(folded)) return false;
  return titleNames.some((pattern) => pattern.test(folded));
}

/** A title is set in capitals or stands alone; "Báo cáo kết quả …" inside a sentence is none. */
function isSetInCapitals(line: string): boolean {
  const letters = line.replace(/[^\p{L}]/gu, '');
  // Old fonts leave a letter or two of a capital line small ("BIÊN BảN").
  return letters.slice(0, 6).replace(/\p{Lu}/gu, '').length <= (letters.length < 6 ? 0 : 1);
}

/** A title in capitals. */
export const isCapitalTitle = (line: string): boolean => isNameOfPaper(line) && isSetInCapitals(line);

function kindOf(
  title: Title,
  head: readonly string[],
  file: string,
  score: { readonly criteria: number; readonly claims: number },
): DocumentKind {
  const name = foldWords(title.name);
  const whole = `${name} ${foldWords(title.subject)}`;
  const isAbout = /phu hop voi tre em|phte|phu hop tre em|tieu chi|tieu chuan|tu danh gia/u.test(whole);
  if (/^to trinh/u.test(name)) return 'submission-letter';
  if (/^bien ban/u.test(name))
    return /danh gia|cham diem|tieu chi|tieu chuan|phu hop|hoi dong/u.test(whole) ? 'minutes' : 'evidence';
  if (
    /^(?:bang|bieu|phieu|mau)\b.*(?:cham|diem)|^(?:bang|bieu|phieu) (?:tu )?danh gia/u.test(name) &&
    !/lay y kien|hai long|kiem phieu/u.test(whole)
  )
    return 'score-sheet';
  if (
    /^(?:bang|bieu|tong hop)/u.test(name) &&
    /cham diem|tu danh gia|tu cham/u.test(whole) &&
    !/hai long|lay y kien|lay phieu|khao sat/u.test(whole)
  )
    return 'score-sheet';
  if (
    /hai long|lay y kien|lay phieu|khao sat/u.test(whole) &&
    /^(?:bang|bieu|tong hop|ket qua|bao cao|phieu)/u.test(name)
  )
    return 'survey-summary';
  if (/^bao cao/u.test(name)) {
    const isOffice = letterheadOf(head, title).some((line) =>
      /^(?:TRẠM Y TẾ|TRƯỜNG|CÔNG AN|ĐOÀN|HỘI)(?!\p{L})/iu.test(line),
    );
    if (score.claims >= 8 && score.criteria >= 8 && !isAbout) return 'score-sheet';
    return isAbout && !isOffice
      ? 'report'
      : isOffice || whole.length < 12
        ? 'evidence'
        : reportOrEvidence(whole);
  }
  if (/^ke hoach/u.test(name)) return 'plan';
  if (/^(?:ban )?(?:cam ket|dang ky)/u.test(name)) return 'commitment';
  if (score.claims >= 8 && score.criteria >= 8) return 'score-sheet';
  if (
    name !== '' &&
    /^(?:quyet dinh|danh sach|giay xac nhan|xac nhan|thong bao|nghi quyet|so|trich|thuyet minh|ban thuyet minh|du toan|quyet toan|bang|bieu|tong hop|phu luc)/u.test(
      name,
    )
  )
    return 'evidence';
  return kindOfName(file);
}

/** The lines above the title: below it, "Trạm Y tế phối hợp …" may open the text of any report. */
function letterheadOf(head: readonly string[], title: Title): readonly string[] {
  const end = head.indexOf(title.name);
  return head.slice(0, end > 0 ? Math.min(end, letterheadLines) : letterheadLines);
}

/** A commune's report on another matter of children is evidence at most; one that does not speak of children is none of ours. */
function reportOrEvidence(whole: string): DocumentKind {
  if (!/\btre em\b|\btre\b/u.test(whole)) return 'other';
  return /ket qua|danh gia|tong ket/u.test(whole) && !/tiem|kham|can do|pho cap|ho tich|tai nan/u.test(whole)
    ? 'report'
    : 'evidence';
}

const nameKinds: readonly (readonly [DocumentKind, RegExp])[] = [
  ['submission-letter', /\b(?:to trinh|ttr|ttrinh)\b/u],
  ['minutes', /\b(?:bien ban|bb)\b/u],
  ['survey-summary', /\b(?:hai long|lay phieu|khao sat|tong hop phieu|phieu lay y kien|lay y kien)\b/u],
  [
    'score-sheet',
    /\b(?:bang diem|cham diem|bieu cham|bang cham|tu cham|bang tu danh gia|bieu diem|phieu diem)\b/u,
  ],
  ['plan', /\b(?:ke hoach|kh)\b/u],
  ['commitment', /\b(?:cam ket|dang ky)\b/u],
  ['report', /\b(?:bao cao|bc)\b/u],
  ['evidence', /\b(?:danh sach|quyet dinh|qd|xac nhan|minh chung|kiem chung|anh|du toan)\b/u],
];

/** The kind a file's name hints at; used only where the content does not tell. */
export function kindOfName(file: string): DocumentKind {
  const name = foldWords((file.split('/').at(-1) ?? file).replace(/\.[^.]+$/u, ''));
  return nameKinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

const numberLine =
  /(?<!\p{L})Số\s*:?\s*((?:\d{1,4}\s*[a-z]?)\s*\/\s*[\p{Lu}Đ][\p{L}\d]*(?:\s*[-–]\s*[\p{L}\d&]+)*)/u;

function findNumber(head: readonly string[], kind: DocumentKind): string | undefined {
  if (kind === 'score-sheet' || kind === 'survey-summary') {
    // "Kèm theo Tờ trình số …" is the letter's number; a sheet's own stands in its letterhead.
  }
  for (const line of head.slice(0, letterheadLines + 6)) {
    if (/^\s*\(?\s*(?:kèm theo|căn cứ|thực hiện|theo|ban hành)/iu.test(line)) continue;
    if (!/^\s*(?:Số|.{0,40}\bSố\s*:)/u.test(line)) continue;
    const match = numberLine.exec(line);
    if (match !== null) return (match[1] ?? '').replace(/\s+/gu, '').replace(/–/gu, '-');
  }
  return undefined;
}

function hasBlankNumber(head: readonly string[]): boolean {
  return head.slice(0, letterheadLines + 6).some((line) => /^\s*Số\s*:?\s*[.…_\s]*\/\s*\p{Lu}/u.test(line));
}

/** "Hữu Kiên, ngày 27 tháng 10 năm 2023", in the letterhead or above the signature. */
function isIssueLine(text: string): boolean {
  return (
    text.length < 90 &&
    /ng[àa]y/iu.test(text) &&
    /n[ăa]m/iu.test(text) &&
    !/^\s*\(|kèm theo|căn cứ|hôm nay|vào hồi|thực hiện|quyết định|họp/iu.test(text) &&
    /^(?:[\p{L}\s.'-]{0,45},\s*)?ng[àa]y/iu.test(text.trim())
  );
}

function findIssueDate(lines: readonly DocumentLine[], kind: DocumentKind): string | undefined {
  const candidates = lines.filter((line) => isIssueLine(line.text));
  for (const line of candidates) {
    const date = findDate(line.text);
    if (date !== undefined) return date;
    // The letterhead's blank day rules: another day further down is not the paper's.
    if (isBlankDate(line.text) && kind !== 'score-sheet') return undefined;
  }
  if (kind === 'minutes') {
    const opening = lines.find((line) => /^hôm nay|^vào hồi/iu.test(line.text));
    return opening === undefined ? undefined : findDate(opening.text);
  }
  return undefined;
}

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

function yearsOf(text: string): number[] {
  return [...text.matchAll(/(?<![\d/.-])(20\d\d)(?![\d/])/giu)].map((match) => Number(match[1]));
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

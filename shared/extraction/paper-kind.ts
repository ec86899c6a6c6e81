import type { DocumentKind } from '../domain/document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { Title } from './paper-title.ts';

/** What a paper's kind is told by. */
export interface PaperSigns {
  readonly title: Title;
  /** All lines in reading order. */
  readonly lines: readonly string[];
  readonly file: string;
  /** "47/TTr-UBND"; its letters name the kind (Decree 30/2020/NĐ-CP, annex III). */
  readonly number: string | undefined;
  /** Criteria in one of its tables, and points of the commune's own. */
  readonly criteria: number;
  readonly claims: number;
  /** Its words come from a picture: a page without a head may go on with the paper before. */
  readonly scanned: boolean;
}

/** Lines in which letterhead and title stand, and those whose words are looked at behind them. */
const headLines = 45;
const letterheadLines = 14;
const bodyLines = 400;

/** A table of all criteria with the commune's points is the sheet, whatever it is called. */
const sheetCriteria = 8;

/** The words of a paper, without accents. */
interface Words {
  readonly name: string;
  /** Name and subject. */
  readonly whole: string;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly isAbout: boolean;
  readonly isSheetByContent: boolean;
}

/** Tells the kind by title, then number, then content; by the file's name only where these are silent. */
export function tellKind(signs: PaperSigns): DocumentKind {
  const words = wordsOf(signs);
  return (
    kindOfTitle(signs, words) ??
    kindOfNumber(signs, words) ??
    kindOfContent(signs, words) ??
    kindOfName(signs.file)
  );
}

function wordsOf({ title, lines, criteria, claims }: PaperSigns): Words {
  const name = foldWords(title.name).replace(/^trich (?=bien ban)/u, '');
  const whole = `${name} ${foldWords(title.subject)}`;
  return {
    name,
    whole,
    head: lines.slice(0, headLines).map(foldWords),
    body: lines.slice(0, bodyLines).map(foldWords),
    isAbout: aboutStandard.test(whole),
    isSheetByContent: claims >= sheetCriteria && criteria >= sheetCriteria,
  };
}

const aboutStandard = /phu hop voi tre em|phte|phu hop tre em|tieu chi|tieu chuan|tu danh gia/u;

const surveyWords =
  /hai long|(?:lay|tham khao|gop) y kien|lay phieu|phieu (?:hoi|lay|tham do|thu|khao sat|y kien|danh gia cua)|tham do|khao sat|(?:tong hop|ket qua) (?:cac )?y kien|y kien (?:cua )?(?:tre em|nguoi dan|nhan dan)/u;

/** Points are words of a sheet; playgrounds and school sites are none. */
const pointWords = /\b(?:cham|diem)\b/u;
const otherPoints = /\b(?:diem vui choi|dia diem|diem truong|diem lop|thoi diem|diem den|quan diem)\b/gu;

const sheetName = /^(?:bang|bieu|phieu|mau|phu luc|tong hop|ket qua|ban)\b/u;

/** A paper that asks for the commune to be recognised. */
const asks = /cong nhan|tham dinh|ho so|phu hop|tieu chuan/u;

/** What the title says; undefined where it names no kind. */
function kindOfTitle(signs: PaperSigns, words: Words): DocumentKind | undefined {
  const { name, whole, isAbout } = words;
  if (/^to trinh/u.test(name)) return 'submission-letter';
  if (/^(?:cong van|(?:van ban |giay |thu |don )?de nghi)/u.test(name) && asks.test(whole))
    return 'submission-letter';
  if (isSurvey(signs, words)) return 'survey-summary';
  if (/^bien ban/u.test(name)) return isOfCouncil(words) ? 'minutes' : 'evidence';
  if (isSheetByTitle(words)) return 'score-sheet';
  if (/^bao cao/u.test(name)) return kindOfReport(signs, words);
  if (words.isSheetByContent) return 'score-sheet';
  if (/^(?:ban )?(?:thuyet minh|tu danh gia)/u.test(name) && isAbout && !/tieu chi (?:so )?\d/u.test(whole))
    return 'report';
  if (/^(?:ke hoach|chuong trinh hanh dong|phuong an)/u.test(name)) return 'plan';
  if (
    /^(?:ban |giay |phieu |thu )?(?:cam ket|dang ky|ky cam ket)\b/u.test(name) &&
    !/^.{0,12}khai sinh/u.test(name)
  )
    return 'commitment';
  // "PHỤ LỤC" may be any table: its content tells before its name.
  if (/^(?:bang|bieu|tong hop|phu luc|ket qua)/u.test(name))
    return kindOfContent(signs, words) ?? (/^ket qua/u.test(name) ? undefined : 'evidence');
  return evidenceName.test(name) ? 'evidence' : undefined;
}

const evidenceName =
  /^(?:quyet dinh|danh sach|danh muc|giay (?:xac nhan|chung nhan|khai sinh|khen)|ban xac nhan|phieu xac nhan|xac nhan|thong bao|nghi quyet|so|trich|thuyet minh|ban thuyet minh|du toan|quyet toan|hop dong|thong ke|so lieu|hinh anh|anh|minh chung|tai lieu)\b/u;

/** Satisfaction asked for: said in name or first words; a paper with all criteria reports it among others. */
function isSurvey({ criteria }: PaperSigns, { name, whole }: Words): boolean {
  if (/^(?:ke hoach|quyet dinh|to trinh|cong van|ban cam ket|thong bao|giay moi)/u.test(name)) return false;
  if (
    !/^(?:bang|bieu|tong hop|ket qua|bao cao|phieu|phu luc|thong ke|so lieu|bien ban|mau|muc do|y kien)\b/u.test(
      name,
    )
  )
    return false;
  // The council's own meeting asks for its members' votes.
  const matter = whole.replace(/^bien ban (?:cuoc )?(?:hop|hoi nghi|thong nhat|lam viec)\b.*/u, '');
  const at = matter.search(surveyWords);
  if (at === -1 || /cham diem|tu cham|tu danh gia/u.test(whole)) return false;
  // A report on the whole standard may name the survey behind it.
  if (
    /^bao cao/u.test(name) &&
    /phu hop|phte|tieu chuan|\b(?:cong tac|thuc hien quyen)\b/u.test(matter.slice(0, at))
  )
    return false;
  return criteria < sheetCriteria || surveyWords.test(name);
}

function isSheetByTitle({ name, whole, isAbout }: Words): boolean {
  const points = name.replace(otherPoints, '');
  if (/^(?:tu cham|cham diem|diem tu)\b/u.test(points)) return true;
  if (/^(?:bang|bieu|phieu|mau)\b/u.test(name) && pointWords.test(points) && !/kiem phieu/u.test(whole))
    return true;
  if (/^(?:bang|bieu|phieu) (?:tu )?danh gia/u.test(name))
    return isAbout || !/dinh duong|suc khoe|tinh hinh|tinh trang|hoc tap|xep loai/u.test(whole);
  if (!sheetName.test(name)) return false;
  // Figures "phục vụ chấm điểm" are gathered for a sheet.
  const isServing = /\b(?:so lieu|thong ke|danh sach|(?:tung|theo|cac) thon)\b/u.test(name);
  return (
    (!isServing && /cham diem|tu cham|thang diem/u.test(whole)) ||
    (/^(?:bang|bieu|tong hop)/u.test(name) && /tu danh gia/u.test(whole))
  );
}

/** Minutes of the council that settles the points; the village's or school's meeting is evidence. */
function isOfCouncil({ whole, body }: Words): boolean {
  if (/danh gia|cham diem|tieu chi|tieu chuan|phu hop|hoi dong|thong nhat diem|cong nhan/u.test(whole))
    return true;
  const rest = body.slice(0, 60).join(' ');
  return /\b(?:tu )?(?:cham diem|danh gia)\b/u.test(rest) && /phu hop voi tre em|tieu chi \d/u.test(rest);
}

function kindOfReport(signs: PaperSigns, words: Words): DocumentKind {
  const { isAbout, whole } = words;
  if (words.isSheetByContent && !isAbout) return 'score-sheet';
  if (isOfOtherOffice(signs)) return 'evidence';
  if (isAbout) return 'report';
  // A title on the matter may be left out; the text is on all criteria then.
  if (signs.criteria >= sheetCriteria) return 'report';
  return whole.length < 12 ? 'evidence' : reportOrEvidence(whole);
}

/** The health station's, school's or police's own paper: their name stands above the title, below it any text may open so. */
function isOfOtherOffice({ title, lines }: PaperSigns): boolean {
  const end = title.at > 0 ? Math.min(title.at, letterheadLines) : letterheadLines;
  return lines
    .slice(0, end)
    .some((line) => /^(?:TRẠM Y TẾ|TRƯỜNG|CÔNG AN|ĐOÀN|HỘI(?! ĐỒNG))(?!\p{L})/iu.test(line));
}

/** A commune's report on another matter of children is evidence at most; one that does not speak of children is none of ours. */
function reportOrEvidence(whole: string): DocumentKind {
  if (!/\btre em\b|\btre\b/u.test(whole)) return 'other';
  return /ket qua|danh gia|tong ket|cong tac (?:[a-z]+ ){0,6}?tre em/u.test(whole) &&
    !/tiem|kham|can do|pho cap|ho tich|tai nan/u.test(whole)
    ? 'report'
    : 'evidence';
}

/** What the letters of its number say of a paper without a title, and of a letter, which has none (Decree 30/2020/NĐ-CP). */
function kindOfNumber(signs: PaperSigns, words: Words): DocumentKind | undefined {
  const letters = foldWords(signs.number?.replace(/^[^/]*\//u, '') ?? '').split(' ')[0] ?? '';
  const head = words.head.join(' ');
  if (letters === 'ttr') return 'submission-letter';
  if (letters === 'bb') return isOfCouncil({ ...words, whole: head }) ? 'minutes' : 'evidence';
  if (letters === 'kh') return 'plan';
  if (['qd', 'nq', 'tb', 'xn', 'gxn', 'ds'].includes(letters)) return 'evidence';
  if (letters === 'bc')
    return kindOfReport(signs, { ...words, whole: head, isAbout: aboutStandard.test(head) });
  const isLetter =
    words.head.some((line) => /^kinh gui\b/u.test(line)) &&
    (signs.number !== undefined || words.head.slice(0, letterheadLines).some(isLetterhead));
  const about = words.head.find((line) => /^(?:ve viec|v v)\b/u.test(line));
  if (isLetter && about !== undefined) return asks.test(about) ? 'submission-letter' : 'other';
  return undefined;
}

const isLetterhead = (folded: string): boolean =>
  /^(?:uy ban nhan dan|ubnd|hoi dong|tram y te|truong|cong an)\b|cong hoa xa hoi chu nghia|doc lap tu do/u.test(
    folded,
  );

/** What the words and tables tell where title and number do not. */
function kindOfContent(signs: PaperSigns, words: Words): DocumentKind | undefined {
  if (words.isSheetByContent) return 'score-sheet';
  const isWhole = !signs.scanned || words.head.slice(0, letterheadLines).some(isLetterhead);
  if (!isWhole) return undefined;
  const has = (pattern: RegExp): boolean => words.body.some((line) => pattern.test(line));
  if (signs.criteria >= sheetCriteria && has(/^(?:so )?diem\b.{0,30}$|^(?:xa )?tu cham\b.{0,20}$/u))
    return 'score-sheet';
  if (signs.criteria < 4 && isSurveyTable(words.body)) return 'survey-summary';
  if (words.head.some((line) => /^(?:hom nay|vao hoi|vao luc)\b/u.test(line)))
    return isOfCouncil({ ...words, whole: '' }) ? 'minutes' : undefined;
  const isTitled = words.name !== '' || words.head.slice(0, letterheadLines).some(isLetterhead);
  if (!isTitled || !/\b(?:tre em|tre|chau|hoc sinh|treem)\b/u.test(words.whole)) return undefined;
  return has(/^(?:stt|tt|so tt|thon|ten thon|thon ban|thon khu pho)$/u) ? 'evidence' : undefined;
}

/** The table of a survey: papers handed out and returned, and how many are content. */
function isSurveyTable(body: readonly string[]): boolean {
  const cells = body.filter((line) => line.length < 60);
  const has = (pattern: RegExp): boolean => cells.some((line) => pattern.test(line));
  return (
    has(/hai long/u) &&
    has(/phieu|so nguoi (?:duoc hoi|tra loi)|phat ra|thu ve/u) &&
    has(/khong hai long|chua hai long|rat hai long|(?:ty le|%|so phieu) hai long|^hai long$/u)
  );
}

const nameKinds: readonly (readonly [DocumentKind, RegExp])[] = [
  ['submission-letter', /\b(?:to trinh|ttr|ttrinh|cong van|cv|de nghi cong nhan)\b/u],
  ['minutes', /\b(?:bien ban|bb)\b/u],
  [
    'survey-summary',
    /\b(?:hai long|lay phieu|khao sat|tong hop phieu|phieu lay y kien|lay y kien|phieu hoi|tong hop y kien|tham do)\b/u,
  ],
  [
    'score-sheet',
    /\b(?:bang diem|cham diem|bieu cham|bang cham|phieu cham|tu cham|bang tu danh gia|bieu diem|phieu diem|(?:bieu|phieu|bang) (?:tu )?danh gia)\b/u,
  ],
  ['plan', /\b(?:ke hoach|kh)\b/u],
  ['commitment', /\b(?:cam ket|dang ky)\b/u],
  ['report', /\b(?:bao cao|bc)\b/u],
  [
    'evidence',
    /\b(?:danh sach|ds|quyet dinh|qd|xac nhan|minh chung|kiem chung|anh|du toan|thong ke|so lieu)\b/u,
  ],
];

/** The kind a file's name hints at; used only where the content does not tell. */
export function kindOfName(file: string): DocumentKind {
  const name = foldWords((file.split('/').at(-1) ?? file).replace(/\.[^.]+$/u, ''));
  return nameKinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

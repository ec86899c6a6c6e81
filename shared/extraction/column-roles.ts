import { foldWords } from '../vietnamese/fold.ts';
import { namesBoth } from './points-beside-results.ts';
import type { TableGrid } from './table-grid.ts';

/** What a column of a score sheet or a table of figures holds. */
export type ColumnRole =
  | 'number'
  | 'label'
  | 'max'
  | 'claimed'
  | 'district'
  | 'result'
  | 'numerator'
  | 'denominator'
  | 'rate'
  | 'yes'
  | 'no'
  | 'unit'
  | 'plan'
  | 'note'
  | 'comparison'
  | 'other-year';

/** The head of a table: how many rows it takes, and the role of each column it names. */
export interface TableHead {
  /** First row of the body. */
  readonly bodyStart: number;
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** Words of each column's head from top to bottom, joined. */
  readonly titles: ReadonlyMap<number, string>;
  /** Columns whose figures are per cent by their head ("Tỷ lệ (%)") though the cells carry no sign. */
  readonly percentColumns: ReadonlySet<number>;
  readonly perMilleColumns: ReadonlySet<number>;
}

/** Rows in which a head may begin: letterhead and title come before it. */
const searchedRows = 30;

const rolePatterns: readonly (readonly [ColumnRole, RegExp])[] = [
  // What was to be reached, and what is only compared with it or with last year, is no result.
  [
    'other-year',
    /(?<!so voi )(?:(?:nam|ky|dot|lan|giai doan) (?:truoc|ngoai|lien truoc|lien ke)\b|cung ky|cung ki|^(?:ket qua|so lieu|thuc hien) (?:truoc|cu)$)/u,
  ],
  [
    'comparison',
    /^(?:khong|chua)\b|^(?:so sanh|so voi|tang giam|chenh lech|tang|giam|6 thang|quy (?:i|ii|iii|1|2|3))\b|(?:so voi|hoan thanh) (?:ke hoach|kh|chi tieu|muc tieu|nam|cung)/u,
  ],
  [
    'plan',
    /^(?:(?:nhiem vu|so) )?(?:ke hoach|kh|muc tieu|phan dau|yeu cau|nguong|muc (?:dat )?chuan|chi tieu (?:(?:nam )?20\d\d|nam|giao|kh|ke hoach|duoc giao|huyen|tinh|phan dau|can dat|phai dat))\b(?!.*diem)/u,
  ],
  ['unit', /^(?:dvt|dv tinh|don vi(?: tinh| do)?)$/u],
  // The law's own table: "Tên gọi của tiêu chí | Cách tính và thang điểm | Số điểm".
  ['label', /^cach tinh/u],
  ['number', /^(?:tt|stt|so tt|so thu tu|s tt|ma so|ma|ma (?:chi so|chi tieu)|muc|tc|tieu chi so)$/u],
  // On what points are given ("Căn cứ chấm điểm"), and why they were.
  ['note', /^(?:can cu|co so|thuyet minh|giai thich|ly do)\b/u],
  // What each member of the council gave; their average is the council's.
  [
    'comparison',
    /^(?!.*(?:trung binh|binh quan|thong nhat|tong hop)).*(?:\b(?:tung )?thanh vien\b|\buy vien\b|\btung nguoi\b|^tv ?\d+$)/u,
  ],
  ['district', /(?:huyen|phong|tham dinh|xet duyet|cap tren|hoi dong huyen|doan kiem tra|phuc tra)/u],
  [
    'max',
    /(?:diem (?:chuan|toi da|quy dinh|cao nhat|tran|thang)|thang diem|toi da|diem (?:theo )?(?:quy dinh|qd|thang)|muc diem|khung diem|barem|so diem quy dinh)/u,
  ],
  [
    'claimed',
    /(?:tu cham|tu danh gia|tu cho diem|tu xac dinh|diem (?:xa|thi tran|phuong|don vi|dat|thong nhat|cham|danh gia|tu|thuc te|thuc hien|de nghi|hoi dong|hd)|(?:xa|thi tran|thon) (?:tu )?cham|so diem dat|diem dat duoc|cham diem|tong diem dat|thong nhat|hoi dong (?:danh gia |cham diem )?(?:cap )?(?:xa|thi tran|phuong)|diem (?:trung binh|binh quan|tb)|^(?:trung binh|binh quan|tb|dtb)$)/u,
  ],
  [
    'label',
    /^(?:cac |danh muc )?(?:noi dung|tieu chi|ten |chi tieu|chi bao|chi so\b|linh vuc|hang muc)(?!.*(?:dat duoc|ket qua))/u,
  ],
  [
    'note',
    /(?:ghi chu|minh chung|kiem chung|chung minh|can cu|tai lieu|nguon(?! luc)|ho so|van ban|giai trinh)/u,
  ],
  [
    'denominator',
    /(?:mau so|dan so|tong so|tong|tong (?:tre|cong)|so tre trong do tuoi|trong do tuoi|duoc can|can do|thu ve|phat ra|duoc hoi|so phai|can phai|thuoc dien|phai thuc hien|so hien co|so hop le)/u,
  ],
  ['rate', /(?:ty le|ti le|ty suat|ti suat|phan tram|^%$|^pct$)/u],
  [
    'numerator',
    /(?:tu so|so (?:dat|thuc hien|duoc|da\b|tre|em|chau|luong|nguoi|phieu hai long|mac|sdd)|thuc hien duoc|da (?:duoc|thuc hien)|hai long|dat duoc|so lieu dat)/u,
  ],
  [
    'result',
    /(?:ket qua|so lieu|thuc hien|nam nay|hien trang|thuc trang|thuc te|danh gia|noi dung dat|muc do dat|muc dat|^(?:xa|thi tran|phuong|don vi|dia phuong) bao cao|^gia tri\b|^tri so|^con so)/u,
  ],
  ['label', /(?:tieu chi|noi dung|chi tieu|chi bao|dien giai|ten|nhom|do tuoi|loai)/u],
  ['claimed', /^(?:diem|so diem|diem so|dat)$/u],
];

/**
 * Finds the head of a table and the roles of its columns by their words, over one to four rows.
 * @param year the year of the round: a column of another year is set apart.
 * @returns undefined when no row looks like a head.
 */
export function findTableHead(grid: TableGrid, year: number): TableHead | undefined {
  let best: { head: TableHead; score: number } | undefined;
  for (let start = 0; start < Math.min(grid.rowCount, searchedRows); start++) {
    if (grid.row(start).length < 2 || isFormLine(grid, start)) continue;
    for (let height = 1; height <= 4 && start + height <= grid.rowCount; height++) {
      if (height > 1 && !continuesHead(grid, start, start + height - 1)) break;
      const head = headOf(grid, start, height, year);
      const score = new Set(head.roles.values()).size + (head.roles.size > 2 ? 0.5 : 0) + height * 0.1;
      if (score > (best?.score ?? 1.6)) best = { head, score };
    }
  }
  return best === undefined ? undefined : withSaidPoints(grid, best.head);
}

const saidPoints = /^(?:(?:không|chưa)\s+)?đạt\s*[:–—(-]?\s*\d{1,3}(?:[.,]\d{1,2})?\s*(?:điểm|đ)\s*\)?\.?$/iu;
/** So many cells that say points make a column of them. */
const leastSaid = 5;

/** "Đánh giá" over "Đạt – 100đ": the verdict with its points, where no other column has the commune's. */
function withSaidPoints(grid: TableGrid, head: TableHead): TableHead {
  if ([...head.roles.values()].includes('claimed')) return head;
  const column = [...head.roles.keys()].find((one) => {
    // A row of results can be merged across it.
    const texts = Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) =>
      grid.at(head.bodyStart + at, one),
    ).flatMap((cell) => (cell?.columnSpan === 1 && cell.text.trim() !== '' ? [cell.text.trim()] : []));
    const said = texts.filter((text) => saidPoints.test(text)).length;
    return said >= leastSaid && said >= 0.8 * texts.length;
  });
  return column === undefined ? head : { ...head, roles: new Map([...head.roles, [column, 'claimed']]) };
}

/** "Điểm đạt | 95 | Điểm tối đa | 100" and "Tiêu chí 1 | Nguồn lực …" are lines of a form: they name what stands beside them, not below. */
function isFormLine(grid: TableGrid, row: number): boolean {
  const [first = '', ...others] = grid.row(row).map((cell) => cell.text.trim());
  const isFigure = (text: string): boolean =>
    (/^\d+(?:[.,]\d+)?\s*%?$/u.test(text) && !/^(?:20\d\d|\d)$/u.test(text)) ||
    /^\d[\d.,]*\s*\/\s*(?!20\d\d)\d[\d.,]*\s*(?:điểm|đ|[=(:;,].*)?$/u.test(text) ||
    // "Điểm tối đa: 75"
    /\p{L}\s*:\s*\d{1,3}(?:[.,]\d+)?\s*(?:điểm|đ)?$/u.test(text);
  const isNumbered = (text: string): boolean => /^(?:tiêu\s*chí|TC)\s*(?:số\s*)?\d{1,2}$/iu.test(text);
  return [first, ...others].some(isFigure) || (isNumbered(first) && !others.some(isNumbered));
}

/** A further row of a head: cells merged down from above, or sub-heads without figures under a wide cell. */
function continuesHead(grid: TableGrid, start: number, row: number): boolean {
  const cells = grid.row(row);
  if (cells.length === 0) return false;
  const first = grid.at(row, 0);
  if (areColumnNumbers(cells.map((cell) => cell.text.trim()))) return true;
  const hangsFromAbove = cells.some((cell) => cell.row < row);
  const isUnderWide = cells.some((cell) => {
    if (cell.row < row) return false;
    const above = grid.at(row - 1, cell.column);
    return above !== undefined && above.columnSpan > 1 && above.row >= start;
  });
  const hasFigures = cells.some(
    (cell) => cell.row === row && /\d/u.test(cell.text) && !/năm|tháng|quý|tuổi/iu.test(cell.text),
  );
  return (hangsFromAbove || isUnderWide || first === undefined) && isUnderWide && !hasFigures;
}

const columnNumber = /^\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?$/u;

/** "(1) (2) (3)" or "A B 1 2 3=2/1" belong to the head; "1 50 40" is a row of figures. */
function areColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => columnNumber.exec(text)?.[1]);
  if (numbers.includes(undefined)) return false;
  const counted = numbers.map(Number).filter((number) => !Number.isNaN(number));
  return counted.every((number, position) => number === (counted[0] ?? 0) + position);
}

function headOf(grid: TableGrid, start: number, height: number, year: number): TableHead {
  const roles = new Map<number, ColumnRole>();
  const titles = new Map<number, string>();
  const percentColumns = new Set<number>();
  const perMilleColumns = new Set<number>();
  for (let column = 0; column < grid.columnCount; column++) {
    const parts: string[] = [];
    for (let row = start; row < start + height; row++) {
      const text = grid.text(row, column);
      if (text !== '' && !parts.includes(text) && !(row > start && columnNumber.test(text))) parts.push(text);
    }
    if (parts.length === 0) continue;
    const title = parts.join(' ');
    titles.set(column, title);
    const role = roleOf(parts, year);
    if (role !== undefined) roles.set(column, role);
    if (/%/u.test(title) && !namesCountsToo(foldWords(title))) percentColumns.add(column);
    if (/‰/u.test(title)) perMilleColumns.add(column);
  }
  // "Rất hài lòng" and "hài lòng" are parts of those content.
  if ([...titles.values()].some((title) => /rat hai long/u.test(foldWords(title))))
    for (const [column, role] of roles) if (role === 'numerator') roles.set(column, 'comparison');
  // Beside a plan, "Đạt (%)" says how much of the plan was done.
  // but beside the whole as well, "Tỷ lệ" is what was done of it.
  const isOfWhole = (column: number): boolean =>
    [...roles.values()].includes('denominator') &&
    /\b(?:ty|ti) (?:le|suat)\b(?!.*\b(?:ke hoach|kh|chi tieu|muc tieu)\b)|^$/u.test(
      foldWords(titles.get(column) ?? ''),
    );
  if ([...roles.values()].includes('plan'))
    for (const [column, role] of roles)
      if (role === 'rate' && !isOfWhole(column)) roles.set(column, 'comparison');
  besideLabels(grid, start + height, roles, titles, year);
  answerInPairs(roles, titles);
  countReached(roles, titles);
  comparePartsOfYear(roles, titles);
  return { bodyStart: start + height, roles, titles, percentColumns, perMilleColumns };
}

/** "Có | Không" and "Đạt | Không đạt" are ticked; beside a total, "Đạt" counts those that reached it. */
function answerInPairs(roles: Map<number, ColumnRole>, titles: ReadonlyMap<number, string>): void {
  const columnOf = (pattern: RegExp): number | undefined =>
    [...titles].find(([, title]) => pattern.test(foldWords(title)))?.[0];
  for (const [yes, no] of [
    [columnOf(/^co$/u), columnOf(/^(?:khong|khong co|chua|chua co)$/u)],
    [columnOf(/^dat$/u), columnOf(/^(?:khong dat|chua dat)$/u)],
  ]) {
    if (yes === undefined || no === undefined) continue;
    const isCounted = [...roles.values()].some((role) => role === 'denominator' || role === 'rate');
    roles.set(yes, isCounted ? 'numerator' : 'yes');
    roles.set(no, isCounted ? 'comparison' : 'no');
  }
}

/** "Tổng số | Đạt | %": beside the whole, "Đạt" counts those that reached it, unless nothing else can be the points beside their scale. */
function countReached(roles: Map<number, ColumnRole>, titles: ReadonlyMap<number, string>): void {
  const given = [...roles.values()];
  const isScored = given.includes('max') && given.filter((role) => role === 'claimed').length < 2;
  if (!given.includes('denominator') || isScored) return;
  for (const [column, role] of roles)
    if (
      role === 'claimed' &&
      /(?:^| )dat$/u.test(foldWords(titles.get(column) ?? '')) &&
      !/diem/u.test(foldWords(titles.get(column) ?? ''))
    )
      roles.set(column, 'numerator');
}

/**
 * "9 tháng", "tính đến 30/6/2023": beside results without such words a part of the year, which is compared with them; alone, it is
 * all there is.
 */
function comparePartsOfYear(roles: Map<number, ColumnRole>, titles: ReadonlyMap<number, string>): void {
  const results = [...roles].filter(([, role]) => isOfResults.has(role)).map(([column]) => column);
  const parts = results.filter((column) => partOfYear.test(foldWords(titles.get(column) ?? '')));
  if (parts.length === results.length) return;
  for (const column of parts) roles.set(column, 'comparison');
}

const isOfResults: ReadonlySet<ColumnRole> = new Set(['result', 'numerator', 'denominator', 'rate']);
const partOfYear =
  /(?<!\b(?:tu|du|duoi|tren|den|moi) )\b(?:\d{1,2}|ba|sau|chin|muoi) thang\b(?! tuoi)|\b(?:den|toi) (?:het )?(?:(?:ngay|thang|quy)\b|\d{1,2} \d{1,2}\b)|\bquy (?:iv|i{1,3}|[1-4])\b/u;

/** Half a year, a quarter, boys or girls: a part of what stands in another column. */
const isOfPart = (text: string): boolean =>
  /^(?:(?:so lieu|ket qua|thuc hien|so) )?(?:(?:6|06|sau) thang|quy (?:iv|i{1,3}|[1-4]))\b/u.test(text) ||
  /^(?:trong do )?(?:so )?(?:(?:tre em|tre|hoc sinh|em) )?(?:nam|nu|trai|gai|nam gioi|nu gioi)$/u.test(text);

/** "Diễn giải" behind the names of the rows explains their figures; a column of figures ("Dân số độ tuổi") names nothing. */
function besideLabels(
  grid: TableGrid,
  bodyStart: number,
  roles: Map<number, ColumnRole>,
  titles: ReadonlyMap<number, string>,
  year: number,
): void {
  const [, ...others] = [...roles].filter(([, role]) => role === 'label').map(([column]) => column);
  for (const column of others) {
    const title = titles.get(column) ?? '';
    const texts = Array.from({ length: grid.rowCount - bodyStart }, (_, at) =>
      grid.text(bodyStart + at, column).trim(),
    ).filter((text) => text !== '');
    const figures = texts.filter((text) => /^[≥≤<>]?\s*\d[\d.,\s]*(?:%|‰|\p{L}{1,6})?$/u.test(text)).length;
    if (/^dien giai/u.test(foldWords(title))) roles.set(column, 'note');
    else if (figures > 1 && figures >= 0.7 * texts.length && !isCountedThrough(texts))
      roles.set(
        column,
        roleOf([title], year, ['label']) ?? (/^chi tieu/u.test(foldWords(title)) ? 'plan' : 'result'),
      );
  }
}

/** "1, 2, 3 …" counts rows. */
const isCountedThrough = (texts: readonly string[]): boolean =>
  texts.every((text, at) => at === 0 || Number(text) >= Number(texts[at - 1]));

function roleOf(
  parts: readonly string[],
  year: number,
  besides: readonly ColumnRole[] = [],
): ColumnRole | undefined {
  const whole = foldWords(parts.join(' '));
  // A sentence is no head of a column.
  if (whole.length > 90) return undefined;
  const years = [...whole.matchAll(/\b(20\d\d)\b/gu)].map((match) => Number(match[1]));
  if (years.length > 0 && !years.includes(year)) return 'other-year';
  if (parts.some((part) => isOfPart(foldWords(part)))) return 'comparison';
  if (/^[(\s]*[%‰][)\s]*$/u.test(parts.at(-1) ?? '')) return 'rate';
  // The lowest line says most: "Kết quả thực hiện / Tỷ lệ" is a rate.
  for (const text of [foldWords(parts.at(-1) ?? ''), whole]) {
    for (const [role, pattern] of rolePatterns)
      if (!besides.includes(role) && pattern.test(text)) return refine(role, text, parts.join(' '));
  }
  return years.length > 0 ? 'result' : undefined;
}

const namesCountsToo = (text: string): boolean => /\bso (?:luong|lieu)\b/u.test(text);

function refine(role: ColumnRole, text: string, title: string): ColumnRole {
  // "Đạt (%)" is no column of points.
  if (role === 'claimed' && /[%‰]/u.test(title)) return 'rate';
  // "Nội dung chấm điểm" is what points are given for, "Điểm tiêu chí" the points themselves.
  if (
    role === 'claimed' &&
    /^(?:cac |danh muc )?(?:noi dung|tieu chi|chi tieu)\b(?!.*\b(?:tu|xa) cham)/u.test(text)
  )
    return 'label';
  if (role === 'label' && /^(?:so )?diem\b(?! vui)/u.test(text)) return 'claimed';
  // "Kết quả (số lượng, tỷ lệ)" holds the one or the other.
  if (role === 'rate' && namesCountsToo(text)) return 'result';
  // "Điểm xã tự chấm, huyện thẩm định" names both; "Tổng điểm" and "Tổng số điểm" are points.
  if (role === 'denominator' && /diem/u.test(text)) return 'claimed';
  if (role === 'district' && /tu cham/u.test(text)) return 'claimed';
  // "Cộng điểm tiêu chí" is no name of a criterion, "Nội dung (điểm tối đa)" no column of points.
  if (role === 'label' && /^cong (?:so )?diem/u.test(text)) return 'claimed';
  if (role === 'max' && /^(?:noi dung|tieu chi|chi tieu)\b/u.test(text)) return 'label';
  if (role === 'numerator' && /diem/u.test(text)) return 'claimed';
  // "Kết quả và điểm"
  if (role === 'result' && namesBoth(title)) return 'claimed';
  // "Điểm tự chấm/điểm tối đa" over "100/125".
  if (role === 'max' && /(?:tu cham|tu danh gia|diem dat).*(?:toi da|chuan|quy dinh)/u.test(text))
    return 'claimed';
  return role;
}

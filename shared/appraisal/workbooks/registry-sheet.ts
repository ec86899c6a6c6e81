import type { AreaType, Commune } from '../../domain/commune.ts';
import type { Round } from '../../domain/round.ts';
import { areaNames } from '../../rubrics/list-rows.ts';
import { drawWorkbook } from './draw-sheet.ts';

/** One row of the registry: a commune and an address of it. */
export interface RegistryRow {
  readonly code: string;
  readonly name: string;
  readonly type: Commune['type'];
  readonly areaType: AreaType;
  /** ISO days. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Empty where the commune has none yet. */
  readonly address: string;
  readonly contactName: string;
  readonly phone: string;
}

const titles = [
  'Mã',
  'Tên xã, thị trấn',
  'Loại',
  'Vùng',
  'Có hiệu lực từ',
  'Đến ngày',
  'Địa chỉ thư',
  'Người liên hệ',
  'Điện thoại',
] as const;

/** The registry of a round as an xlsx file, to be filled in and read back. */
export function writeRegistry(round: Round, rows: readonly RegistryRow[], at: string): Promise<Uint8Array> {
  const widths = [8, 26, 11, 34, 14, 12, 34, 24, 16];
  return drawWorkbook(
    [
      {
        name: 'Danh bạ',
        titles: [
          `DANH BẠ XÃ, THỊ TRẤN – ĐỢT ${round.id.toLocaleUpperCase('vi')}`,
          'Mỗi dòng một địa chỉ thư; xã có nhiều địa chỉ thì ghi nhiều dòng cùng mã.',
        ],
        warning: '',
        columns: titles.map((title, position) => ({ title, width: widths[position] ?? 12, align: 'left' })),
        rows: rows.map((row) => [
          row.code,
          row.name,
          row.type,
          areaNames[row.areaType],
          { day: row.validFrom },
          { day: row.validTo },
          row.address,
          row.contactName,
          row.phone,
        ]),
        frozenColumns: 2,
        colouring: [],
        isForm: true,
      },
    ],
    { title: 'Danh bạ', at },
  );
}

/** The registry as a filled-in file gives it, or what is wrong with it, in Vietnamese. Columns are found by their titles. */
export async function readRegistry(
  bytes: Uint8Array,
): Promise<{ readonly rows: readonly RegistryRow[] } | { readonly problems: readonly string[] }> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(bytes.slice().buffer);
  } catch {
    return {
      problems: ['Tệp không phải tệp Excel (.xlsx) hoặc bị hỏng. Lưu lại dưới dạng .xlsx rồi tải lên.'],
    };
  }
  for (const sheet of workbook.worksheets) {
    for (let head = 1; head <= Math.min(sheet.rowCount, 20); head += 1) {
      const columns = titles.map((title) => {
        const values = sheet.getRow(head).values as readonly unknown[];
        return values.findIndex(
          (value) => typeof value === 'string' && value.normalize('NFC').trim() === title,
        );
      });
      if ((columns[0] ?? -1) < 1 || (columns[1] ?? -1) < 1) continue;
      return readRows(
        (row, position) => {
          const column = columns[position] ?? -1;
          return column < 1 ? '' : cellText(sheet.getRow(row).getCell(column).value);
        },
        head + 1,
        Math.min(sheet.rowCount, head + mostRows),
      );
    }
  }
  return { problems: [`Không thấy hàng tiêu đề có cột “${titles[0]}” và “${titles[1]}”.`] };
}

/** Attack: a sheet of a million rows; a country has some thousands of communes with a few addresses each. */
const mostRows = 20_000;

function readRows(
  textAt: (row: number, position: number) => string,
  first: number,
  last: number,
): { readonly rows: readonly RegistryRow[] } | { readonly problems: readonly string[] } {
  const rows: RegistryRow[] = [];
  const problems: string[] = [];
  for (let row = first; row <= last; row += 1) {
    const [
      code = '',
      name = '',
      type = '',
      area = '',
      from = '',
      to = '',
      address = '',
      contactName = '',
      phone = '',
    ] = titles.map((_title, position) => textAt(row, position));
    if (code === '' && name === '' && address === '') continue;
    const wrong = (what: string): void => void problems.push(`Dòng ${row}: ${what}`);
    const areaType = (Object.keys(areaNames) as readonly AreaType[]).find((one) => areaNames[one] === area);
    const kind = (['xã', 'thị trấn', 'phường'] as const).find((one) => one === type.toLowerCase());
    // Excel drops the zero in front of a number.
    const padded = /^\d{4,5}$/u.test(code) ? code.padStart(5, '0') : '';
    if (padded === '') wrong(`mã “${code}” phải có 5 chữ số.`);
    if (kind === undefined) wrong(`loại “${type}” phải là xã, thị trấn hoặc phường.`);
    else if (!name.toLowerCase().startsWith(`${kind} `)) wrong(`tên “${name}” phải bắt đầu bằng “${kind}”.`);
    if (areaType === undefined)
      wrong(`vùng “${area}” phải là một trong: ${Object.values(areaNames).join('; ')}.`);
    const [validFrom, validTo] = [isoDay(from), isoDay(to)];
    if (validFrom === null || validTo === null) wrong('ngày hiệu lực ghi theo dạng ngày/tháng/năm.');
    if (address !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(address))
      wrong(`“${address}” không phải địa chỉ thư.`);
    if (kind !== undefined && areaType !== undefined && validFrom !== null && validTo !== null)
      rows.push({
        code: padded,
        name,
        type: kind,
        areaType,
        validFrom,
        validTo,
        address: address.toLowerCase(),
        contactName,
        phone,
      });
  }
  if (rows.length === 0 && problems.length === 0) problems.push('Tệp không có dòng nào.');
  return problems.length > 0 ? { problems } : { rows };
}

/** A cell as shown; a day as ISO. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'string') return value.normalize('NFC').trim();
  if (typeof value === 'number') return String(value);
  // Excel makes a link of an address.
  if (typeof value === 'object' && value !== null && 'text' in value) return cellText(value.text);
  if (typeof value === 'object' && value !== null && 'richText' in value)
    return (value.richText as readonly { readonly text: string }[])
      .map(({ text }) => text)
      .join('')
      .trim();
  return '';
}

function isoDay(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text)) return text;
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year === '' || Number.isNaN(Date.parse(iso)) ? null : iso;
}

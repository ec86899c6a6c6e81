import { byLocalName } from './xlsx-archive.ts';
import type { XmlHandler } from './docx-xml.ts';

/** What a cell's style says about how its value is read. */
export interface CellStyle {
  /** Number format as the file writes it; "General" when none. */
  readonly format: string;
  readonly font: string;
  /** Struck out: no longer the writer's figure. */
  readonly struck: boolean;
}

/** Formats that files name by number only (ECMA-376-1 §18.8.30), as a Vietnamese Excel shows them; 27 to 58 differ by language and are dates in all. */
const builtIn: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [5, '#,##0'],
  [6, '#,##0'],
  [7, '#,##0.00'],
  [8, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'dd/mm/yyyy h:mm'],
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'dd/mm/yyyy'] as const),
  ...[32, 33, 34, 35, 55, 56].map((id) => [id, 'h:mm'] as const),
  [37, '#,##0;-#,##0'],
  [38, '#,##0;-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;-#,##0.00'],
  [41, '#,##0;-#,##0;"-"'],
  [42, '#,##0;-#,##0;"-"'],
  [43, '#,##0.00;-#,##0.00;"-"'],
  [44, '#,##0.00;-#,##0.00;"-"'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
]);

/** Styles of a workbook, asked by the number a cell carries; unknown ones answer as plain. */
export class CellStyles {
  readonly formats = new Map<number, string>();
  readonly fonts: { name: string; struck: boolean }[] = [];
  readonly cells: { format: number; font: number }[] = [];

  of(style: number): CellStyle {
    const cell = this.cells[style];
    const font = this.fonts[cell?.font ?? 0];
    const format = cell?.format ?? 0;
    return {
      // A file may redefine a numbered format for itself.
      format:
        [this.formats.get(format), builtIn.get(format)].find((code) => code !== undefined && code !== '') ??
        'General',
      font: font?.name ?? '',
      struck: font?.struck ?? false,
    };
  }
}

/** Styles as the styles part of an xlsx lists them. */
export class XlsxStyles extends CellStyles {
  /** Handler for the styles part. */
  read(): XmlHandler {
    const path: string[] = [];
    return byLocalName({
      open: (local, { get }) => {
        const parent = path.at(-1);
        path.push(local);
        if (local === 'numFmt' && parent === 'numFmts')
          this.formats.set(Number(get('numFmtId')), (get('formatCode') ?? '').slice(0, 255));
        else if (local === 'font' && parent === 'fonts') this.fonts.push({ name: '', struck: false });
        else if (parent === 'font' && path.at(-3) === 'fonts') {
          const font = this.fonts.at(-1);
          if (font !== undefined && local === 'name') font.name = get('val') ?? '';
          if (font !== undefined && local === 'strike')
            font.struck = !/^(?:0|false|off)$/u.test(get('val') ?? '1');
        } else if (local === 'xf' && parent === 'cellXfs')
          this.cells.push({ format: Number(get('numFmtId') ?? 0), font: Number(get('fontId') ?? 0) });
      },
      close: () => void path.pop(),
    });
  }
}

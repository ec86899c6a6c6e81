/** A rectangle on a page in points (1/72 inch), origin at the top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where in a file something stands, in the terms the officer sees when the file is open. Numbers count from 1. */
export type Locator =
  | { readonly kind: 'cell'; readonly sheet: string; readonly address: string }
  | { readonly kind: 'page'; readonly page: number; readonly box?: Box; readonly line?: number }
  | { readonly kind: 'table'; readonly table: number; readonly row: number; readonly column: number }
  | { readonly kind: 'paragraph'; readonly index: number }
  | { readonly kind: 'mail-body'; readonly line: number };

/** The place a figure or remark comes from: the file's path inside the mail (archive members joined by "/"), the spot, and the text as written. */
export interface Source {
  readonly file: string;
  readonly locator?: Locator;
  readonly raw?: string;
}

/** Says a place in Vietnamese as an officer would: "ô B12, trang tính Sheet1", "trang 2, dòng 5", "bảng 1, dòng 4, cột 3". */
export function describeLocator(locator: Locator): string {
  switch (locator.kind) {
    case 'cell':
      return `ô ${locator.address}, trang tính "${locator.sheet}"`;
    case 'page':
      return locator.line === undefined
        ? `trang ${locator.page}`
        : `trang ${locator.page}, dòng ${locator.line}`;
    case 'table':
      return `bảng ${locator.table}, dòng ${locator.row}, cột ${locator.column}`;
    case 'paragraph':
      return `đoạn ${locator.index}`;
    case 'mail-body':
      return `nội dung thư, dòng ${locator.line}`;
  }
}

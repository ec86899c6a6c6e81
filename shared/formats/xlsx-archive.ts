import { openDocxPackage, readRelationships, type Relationship } from './docx-package.ts';
import { readXmlPart, type XmlElement, type XmlHandler, type XmlProblem } from './docx-xml.ts';
import type { GuardedZip, ZipEntry } from './zip-guard.ts';

/** Attack: names of a megabyte in findings and pages; Excel itself stops at 31 characters. */
const longestSheetName = 100;

/** One worksheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string;
  /** "Hidden" or "very hidden". */
  readonly hidden: boolean;
  readonly entry: ZipEntry | undefined;
  readonly comments: readonly ZipEntry[];
  readonly drawings: readonly ZipEntry[];
}

/** The parts of a workbook, found through its relationships and never by their names. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly sharedStrings: ZipEntry | undefined;
  readonly styles: ZipEntry | undefined;
  /** Dates count from 1904 (old Macintosh files). */
  readonly isFrom1904: boolean;
}

/** Local name of an element: strict and transitional files, and any prefix, say the same. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Reads the list of sheets and where their parts lie; the problem of workbook.xml when that cannot be read. */
export async function findWorkbookParts(zip: GuardedZip): Promise<WorkbookParts | XmlProblem | 'missing'> {
  const source = openDocxPackage(zip);
  const root = (await readRelationships(source, '')) ?? [];
  const path = [
    ...root.filter((one) => one.type === 'officeDocument').map((one) => one.path),
    'xl/workbook.xml',
  ].find((one) => source.find(one) !== undefined);
  const entry = path === undefined ? undefined : source.find(path);
  if (path === undefined || entry === undefined) return 'missing';
  // Two workbooks under one name: readers differ on which counts.
  if (source.isDoubled(path)) return 'corrupt';
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let isFrom1904 = false;
  const problem = await readXmlPart(zip, entry, {
    open: (name, { get }) => {
      const local = localName(name);
      if (local === 'sheet')
        listed.push({
          name: (get('name') ?? '').normalize('NFC').slice(0, longestSheetName),
          id: get('id') ?? '',
          hidden: /^(?:hidden|veryHidden)$/.test(get('state') ?? ''),
        });
      else if (local === 'workbookPr') isFrom1904 = /^(?:1|true|on)$/.test(get('date1904') ?? '');
    },
  });
  if (problem !== null) return problem;
  const related = (await readRelationships(source, path)) ?? [];
  const find = (relationships: readonly Relationship[], type: string) =>
    relationships.filter((one) => one.type === type).map((one) => source.find(one.path));
  const sheets: SheetPart[] = [];
  for (const { name, id, hidden } of listed) {
    const own = related.find((one) => one.id === id);
    // A sheet of charts or macros holds no cells.
    if (own !== undefined && own.type !== 'worksheet') continue;
    const others = own === undefined ? [] : ((await readRelationships(source, own.path)) ?? []);
    sheets.push({
      name,
      hidden,
      entry: own === undefined || source.isDoubled(own.path) ? undefined : source.find(own.path),
      comments: find(others, 'comments').filter((one) => one !== undefined),
      drawings: find(others, 'drawing').filter((one) => one !== undefined),
    });
  }
  return {
    sheets,
    sharedStrings: find(related, 'sharedStrings')[0] ?? source.find('xl/sharedStrings.xml'),
    styles: find(related, 'styles')[0],
    isFrom1904,
  };
}

/** A handler that collects text of some elements; `open` and `close` get local names. */
export function byLocalName(handler: {
  readonly open: (local: string, element: XmlElement) => void;
  readonly close?: (local: string) => void;
  readonly text?: (text: string) => void;
}): XmlHandler {
  return {
    open: (name, element) => handler.open(localName(name), element),
    close: (name) => handler.close?.(localName(name)),
    text: (text) => handler.text?.(text),
  };
}

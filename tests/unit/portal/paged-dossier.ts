import type { DossierDocument } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import type { Locator, Source } from '../../../shared/domain/locator.ts';
import type { ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import type { ReadingValue } from '../../../shared/domain/reading.ts';
import { readFile } from '../../../shared/formats/registry.ts';
import { keepDrawnPages } from '../../../shared/pipeline/draw-pages.ts';
import { encodeJson } from '../../../shared/pipeline/json-blob.ts';
import { mailWordsName } from '../../../shared/pipeline/receive-mail.ts';
import { mailFolder, partRecord } from '../../../shared/pipeline/records.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { buildPdf, ruledTable, textAt } from '../formats/build-pdf.ts';
import { aPart, illustration, keepRevision, putRecords, type TestPortal } from './portal-fixtures.ts';

const mail = 'm1';
const commune = '99908';

/** Address of the invented dossier's place with this number, from 1, as listed in `keepPagedDossier`. */
export const placeOf = (number: number): string =>
  `/ho-so/${illustration.id}/${commune}/lan/1/nguon/${number}`;

const sheetPdf = buildPdf([
  ruledTable(
    200,
    [60, 110, 300, 420, 500],
    [
      ['TT', 'Tiêu chí', 'Kết quả', 'Điểm'],
      ['2', 'Trẻ em được khai sinh', '951/960 = 99,1%', '75'],
    ],
  ),
  [textAt(72, 100, 'Trang thứ hai của bảng tự chấm điểm')],
]);

const paragraph = (index: number, text: string): ParsedDocument['blocks'][number] => ({
  kind: 'paragraph',
  role: 'body',
  text,
  locator: { kind: 'paragraph', index },
});

const cell = (row: number, column: number, text: string, span: { rowSpan?: number } = {}) => ({
  row,
  column,
  rowSpan: 1,
  columnSpan: 1,
  text,
  ...span,
  locator: { kind: 'cell', sheet: 'Trang 1', address: `${'BCDE'.charAt(column)}${row + 3}` } as const,
});

const workbook: ParsedDocument = {
  format: 'xlsx',
  scanned: false,
  legacyEncoding: null,
  blocks: [
    {
      kind: 'table',
      index: 1,
      sheet: 'Trang 1',
      rowCount: 30,
      columnCount: 3,
      cells: [
        cell(2, 0, 'Tiêu chí 12', { rowSpan: 10 }),
        cell(9, 1, 'Ông Nguyễn Văn Thử phụ trách, sinh 01/02/1980'),
        cell(9, 2, 'Có'),
        cell(20, 0, 'Dòng ở xa'),
      ],
    },
  ],
};

const report: ParsedDocument = {
  format: 'docx',
  scanned: false,
  legacyEncoding: null,
  blocks: [paragraph(1, 'Phần một'), paragraph(2, 'Số trẻ em bị xâm hại: 0 em'), paragraph(3, 'Phần ba')],
};

const children: ParsedDocument = {
  ...report,
  blocks: [paragraph(1, 'Danh sách trẻ em'), paragraph(2, 'Cháu Nguyễn Thị Thử')],
};

function aDocument(file: string, kind: 'score-sheet' | 'report' | 'evidence' | 'other'): DossierDocument {
  return {
    mailId: mail,
    file,
    sha256: '0'.repeat(64),
    blob: file,
    format: 'pdf',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file,
      kind,
      number: null,
      date: null,
      year: 2023,
      commune: null,
      corrects: false,
      readings: [],
      claims: [],
      claimedTotal: null,
      findings:
        kind === 'evidence'
          ? [makeFinding('personal-data', { document: file, rows: 1 }, { about: file })]
          : [],
    },
  };
}

/**
 * Keeps a dossier whose papers are of every sort, and their images, as the pipeline does. Its places:
 * 1 a cell of a printed page; 2 one of a page without an image; 3 a cell of a workbook; 4 a paragraph; 5 a paragraph
 * quoted with a child's name; 6 one of a list of children; 7 a line of the mail; 8 a paper read in part.
 */
export async function keepPagedDossier(portal: TestPortal): Promise<void> {
  const { blobs, store } = portal;
  const folder = mailFolder(mail);
  const input = { bytes: sheetPdf, file: 'bang diem.pdf', passwords: [] };
  const sheet = await readFile(input);
  const { drawnPages = [] } = await readFile({ ...input, draw: [1, 2] });
  const scoreCell = (sheet.document?.blocks ?? []).flatMap((block) =>
    block.kind === 'table' ? block.cells.filter(({ text }) => text === '951/960 = 99,1%') : [],
  )[0];
  if (scoreCell === undefined) throw new Error('the sheet was not read');
  const files: readonly (readonly [string, ParsedDocument | undefined])[] = [
    ['bang diem.pdf', sheet.document],
    ['bang tinh.xlsx', workbook],
    ['bao cao.docx', report],
    ['danh sach.docx', children],
    ['anh chup.jpg', report],
  ];
  for (const [index, [file, document]] of files.entries()) {
    const part = `00${index + 1}`;
    await blobs.put(
      folder,
      `parsed-${part}.json`,
      encodeJson({ status: 'read', format: 'pdf', document, findings: [] }),
    );
    const pages = index === 0 ? { pages: 99, drawn: [1, 2] } : {};
    await putRecords(store, [
      partRecord(aPart({ mail, part, file, parsed: `parsed-${part}.json`, ...pages })),
    ]);
  }
  await keepDrawnPages({ mail, part: '001' }, drawnPages, portal);
  // As if a hostile part had left pages of its own for a list of children.
  await keepDrawnPages({ mail, part: '004' }, drawnPages, portal);
  const textBody = 'Kính gửi Phòng,\n\nXã có 12 hoạt động cho trẻ em.\n';
  await blobs.put(folder, mailWordsName, encodeJson({ textBody }));

  const reading = (indicator: string, value: ReadingValue, source: Source) => ({
    indicator,
    value,
    confidence: 1,
    accepted: true,
    conflicting: false,
    sources: [source],
    readings: [{ indicator, value, confidence: 1, source }],
  });
  const at = (file: string, locator: Locator, raw?: string): Source => ({
    file,
    locator,
    ...(raw === undefined ? {} : { raw }),
  });
  const revision: DossierRevision = {
    round: illustration.id,
    commune,
    revision: 1,
    at: '2023-10-20T03:15:00.000Z',
    mailIds: [mail],
    documents: [
      aDocument('bang diem.pdf', 'score-sheet'),
      aDocument('bang tinh.xlsx', 'score-sheet'),
      aDocument('bao cao.docx', 'report'),
      // A replaced paper keeps its children.
      { ...aDocument('danh sach.docx', 'evidence'), replacedBy: 'bao cao.docx' },
      { ...aDocument('noi-dung-thu.txt', 'other'), blob: null },
      { ...aDocument('anh chup.jpg', 'other'), status: 'partly-read' },
    ],
    readings: [
      reading('c02.birth-registration-rate', 0.991, at('bang diem.pdf', scoreCell.locator, scoreCell.text)),
      reading('c01.officer', true, at('bang diem.pdf', { kind: 'page', page: 61, line: 3 }, 'Có')),
      reading(
        'c01.budget',
        true,
        at('bang tinh.xlsx', { kind: 'cell', sheet: 'Trang 1', address: 'D12' }, 'Có'),
      ),
      reading('c03.abused-children', 0, at('bao cao.docx', { kind: 'paragraph', index: 2 }, '0 em')),
      reading(
        'c04.law-violating-children',
        1,
        at('bao cao.docx', { kind: 'paragraph', index: 3 }, '1 (cháu Nguyễn Thị Thử)'),
      ),
      reading('c01.collaborators', true, at('danh sach.docx', { kind: 'page', page: 1, line: 2 }, 'Có')),
      reading('c01.protection-group', true, at('noi-dung-thu.txt', { kind: 'mail-body', line: 3 }, 'Có')),
      reading('c05.injured-children', 2, at('anh chup.jpg', { kind: 'paragraph', index: 1 }, '2')),
    ],
    claims: [],
    claimedTotal: null,
    assessment: evaluateRubric({
      rubric: illustrationRubric,
      areaType: 'mountain-island-or-special',
      readings: [],
    }),
    mailFindings: [],
    findings: [],
  };
  await keepRevision(portal, revision);
}

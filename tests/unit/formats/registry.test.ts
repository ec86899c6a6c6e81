import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, readFile } from '../../../shared/formats/registry.ts';
import { buildMail, filePart, png, textPart } from '../mail/build-mail.ts';
import { buildCfb } from './build-cfb.ts';
import { buildZip } from './build-zip.ts';

const office = (...names: string[]) =>
  buildZip(['[Content_Types].xml', '_rels/.rels', ...names].map((name) => ({ name, content: '<x/>' })));
const openDocument = (type: string) =>
  buildZip([
    { name: 'mimetype', content: `application/vnd.oasis.opendocument.${type}`, stored: true, flags: 0 },
    { name: 'content.xml', content: '<x/>' },
  ]);
const latin = (text: string) => Buffer.from(text, 'latin1');
const zip = buildZip([{ name: 'a.txt', content: 'x' }]);
const mail = buildMail({
  headers: ['From: a@x.vn', 'Subject: x'],
  parts: [textPart('x'), filePart('attachment', 'x')],
});

/** What a file is, under a name that lies. */
const fixtures: readonly (readonly [format: string, name: string, bytes: Buffer])[] = [
  ['docx', 'a.zip', office('word/document.xml')],
  ['xlsx', 'a.docx', office('xl/workbook.xml', 'xl/worksheets/sheet1.xml')],
  ['ods', 'a.xlsx', openDocument('spreadsheet')],
  ['odt', 'a.doc', openDocument('text')],
  ['zip', 'a.xlsx', zip],
  ['pdf', 'a.docx', latin('%PDF-1.4\n%%EOF')],
  ['pdf', 'a.pdf', latin('rác phía trước\n%PDF-1.4\n%%EOF')],
  ['eml', 'a.pdf', mail],
  ['eml', 'a.eml', latin('Content-Type: text/plain\r\n\r\nx')],
  ['doc', 'a.docx', buildCfb(['WordDocument', '1Table'])],
  ['xls', 'a.xlsx', buildCfb(['Workbook'])],
  ['rtf', 'a.doc', latin('{\\rtf1 x}')],
  ['html', 'a.xls', latin('<html><table></table></html>')],
  ['csv', 'a.csv', latin('a;b\n1;2')],
  ['text', 'a.docx', Buffer.from('Tiêu chí 1: 95 điểm')],
  ['image', 'a.pdf', png(9, 9, 99)],
  ['image', 'a.jpg', latin('\xff\xd8\xff\xe0')],
  ['image', 'a.heic', latin('\0\0\0\x18ftypheic')],
  ['7z', 'a.zip', latin('7z\xbc\xaf\x27\x1c')],
  ['rar', 'a.zip', latin('Rar!\x1a\x07\x00')],
  ['tnef', 'a.docx', latin('\x78\x9f\x3e\x22')],
  ['p7m', 'a.p7m', latin('\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02')],
];

describe('the content of a file decides what it is, never its name', () => {
  it.each(fixtures)('%s named %s', async (format, file, bytes) => {
    expect(formats.filter(({ accepts }) => accepts(bytes, file)).map(({ id }) => id)).toEqual([format]);
    expect((await readFile({ bytes, file, passwords: [] })).format).toBe(format);
  });

  it('a zip that stores a PDF unpacked, so that its header shows, is a zip', async () => {
    const bytes = buildZip([{ name: 'a.pdf', content: '%PDF-1.4', stored: true }]);
    expect((await readFile({ bytes, file: 'a.pdf', passwords: [] })).format).toBe('zip');
  });

  it('every format has its own identifier', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  });
});

describe('a file that cannot be read says what it is and what to do', () => {
  const explain = async (file: string, bytes: Uint8Array) => {
    const { status, format, findings } = await readFile({ bytes, file, passwords: [] });
    expect(findings.map(({ about }) => about)).toEqual([file]);
    return [
      status,
      format,
      findings[0]?.code,
      /: (.*?)\. Các tài liệu khác/.exec(findings[0]?.message ?? '')?.[1],
    ];
  };

  it.each<[string, Uint8Array, string, string, string]>([
    ['a.docx', Buffer.alloc(0), 'unreadable', 'other', 'tệp trống (0 byte); đề nghị kiểm tra và gửi lại'],
    ['a.doc', buildCfb(['WordDocument']), 'unreadable', 'doc', 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ'],
    ['a.exe', latin('x'), 'refused', 'other', 'là chương trình hoặc mã lệnh, không mở vì lý do an toàn'],
    [
      'a.docx',
      latin('MZ\x90\0\x03\0\0\0'),
      'refused',
      'other',
      'là chương trình hoặc mã lệnh, không mở vì lý do an toàn',
    ],
    [
      'a.msg',
      buildCfb(['__properties_version1.0']),
      'unreadable',
      'other',
      'là thư lưu từ Outlook (.msg), chưa mở được; đề nghị gửi trực tiếp các tệp trong thư',
    ],
    [
      'a.xlsx',
      office('xl/workbook.bin'),
      'unreadable',
      'other',
      'chưa đọc được định dạng Excel nhị phân (.xlsb); đề nghị lưu lại dạng .xlsx và gửi lại',
    ],
    [
      'a.pptx',
      office('ppt/presentation.xml'),
      'unreadable',
      'other',
      'không phải tệp Word hoặc Excel dùng được cho hồ sơ, hoặc tệp bị hỏng; đề nghị lưu lại dạng .docx, .xlsx hoặc .pdf và gửi lại',
    ],
    [
      'a.tgz',
      latin('\x1f\x8b\x08'),
      'unreadable',
      'other',
      'tệp nén loại này chưa mở được; đề nghị nén lại dạng .zip',
    ],
    [
      'a.docx',
      latin('\x01\x02\x03\x04'),
      'unreadable',
      'other',
      'không nhận ra loại tệp theo nội dung; đề nghị gửi lại dạng .docx, .xlsx hoặc .pdf',
    ],
  ])('%s', async (file, bytes, status, format, reason) => {
    expect(await explain(file, bytes)).toEqual([status, format, 'unreadable-file', reason]);
  });

  it('an Excel file cut off on its way is a damaged Excel file, not a zip', async () => {
    const whole = office('xl/workbook.xml', 'xl/worksheets/sheet1.xml');
    const [status, format, code, reason] = await explain(
      'bang diem.xlsx',
      whole.subarray(0, whole.length - 300),
    );
    expect([status, format, code]).toEqual(['unreadable', 'xlsx', 'unreadable-file']);
    expect(reason).toMatch(/^tệp Excel bị hỏng hoặc chưa tải lên đầy đủ/);
  });

  it('a volume of an archive cut into several asks for one whole file', async () => {
    const ending = buildZip([{ name: 'a.txt', content: 'x' }]);
    const end = ending.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    // Cut into two: the last piece holds the directory, of a file that begins in the first.
    const last = Buffer.from(ending.subarray(end - 60));
    last.writeUInt16LE(1, 64);
    const volumes: readonly (readonly [name: string, bytes: Uint8Array])[] = [
      ['hs.zip', last],
      ['hs.z01', latin('\x00\x01\x02\x03')],
      ['hs.zip.002', latin('\x00\x01\x02\x03')],
      ['hs.7z.001', latin('7z\xbc\xaf\x27\x1c\x00\x04')],
      ['hs.r00', latin('\x00\x01\x02\x03')],
    ];
    for (const [name, bytes] of volumes) {
      const { status, findings } = await readFile({ bytes, file: name, passwords: [] });
      expect([name, status, findings.map(({ message }) => message)]).toEqual([
        name,
        'unreadable',
        [
          `Không đọc được tệp ${name}: là một phần của tệp nén chia thành nhiều tệp; đề nghị nén lại thành một tệp .zip hoặc gửi từng tệp. Các tài liệu khác trong thư vẫn được xử lý.`,
        ],
      ]);
    }
  });

  it('a Word or Excel file under a password asks for it', async () => {
    const bytes = buildCfb(['EncryptedPackage', 'EncryptionInfo']);
    expect((await explain('a.xlsx', bytes)).slice(0, 3)).toEqual([
      'unreadable',
      'xlsx',
      'password-protected',
    ]);
    expect((await explain('a.docx', bytes)).slice(0, 3)).toEqual([
      'unreadable',
      'docx',
      'password-protected',
    ]);
  });
});

describe('any bytes are answered', () => {
  const models = fixtures.map(([, file, bytes]) => ({ file, bytes }));
  const mutated = fc
    .tuple(
      fc.constantFrom(...models),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      fc.nat(),
    )
    .map(([model, changes, cut]) => {
      const bytes = Buffer.from(model.bytes);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return {
        file: model.file,
        bytes: bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length),
      };
    });
  const random = fc.record({
    file: fc.constantFrom('a.docx', 'a.xlsx', 'a.zip', 'a.eml', 'a'),
    bytes: fc.uint8Array(),
  });

  it('by a document, members, or a remark', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, random), async ({ file, bytes }) => {
        const read = await readFile({ bytes, file, passwords: [] });
        const { status, document, members, findings } = read;
        const isRead = status === 'read' || status === 'partly-read';
        expect((document === undefined) !== (members === undefined)).toBe(isRead);
        if (!isRead) expect(read.ignoredBecause ?? findings[0]?.message ?? '').not.toBe('');
      }),
      { numRuns: 400 },
    );
  });
});

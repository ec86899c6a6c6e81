import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import { appraisalReport } from '../../../shared/appraisal/documents/appraisal-report.ts';
import { supplementRequest } from '../../../shared/appraisal/documents/supplement-request.ts';
import { builtInTemplate } from '../../../shared/appraisal/draft-document.ts';
import { checkTemplate } from '../../../shared/appraisal/templates/check-template.ts';
import { bodyText } from './docx-text.ts';

type Entries = Record<string, Uint8Array>;

const own = await builtInTemplate(supplementRequest);

/** The built-in template with some of its parts changed by hand. */
function changed(change: (entries: Entries) => Entries): Uint8Array {
  return zipSync(change({ ...unzipSync(own) }));
}

function withBody(change: (xml: string) => string): Uint8Array {
  return changed((entries) => ({
    ...entries,
    'word/document.xml': strToU8(change(strFromU8(entries['word/document.xml'] ?? new Uint8Array()))),
  }));
}

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** Paragraphs added at the start of the body. */
const withParagraphs = (...texts: readonly string[]): Uint8Array =>
  withBody((xml) => xml.replace('<w:body>', `<w:body>${texts.map(paragraph).join('')}`));

async function faultsOf(template: Uint8Array, document = supplementRequest): Promise<readonly string[]> {
  const check = await checkTemplate(template, document);
  return check.kind === 'usable'
    ? []
    : check.faults.map(({ place, message }) => (place === null ? message : `${place}: ${message}`));
}

describe.each(districtDocuments.map((document) => [document.kind, document] as const))(
  'the built-in template of %s',
  (_, document) => {
    it('is one an office may use, and change', async () => {
      expect(await faultsOf(await builtInTemplate(document), document)).toEqual([]);
    });
  },
);

describe('an office’s own template', () => {
  it('is kept with the parts that were checked, and shown with an invented dossier', async () => {
    const check = await checkTemplate(withParagraphs('Mẫu của Phòng, {{ ten_xa }}'), supplementRequest);
    if (check.kind !== 'usable') throw new Error(JSON.stringify(check.faults));
    expect(Object.keys(unzipSync(check.template)).sort()).toEqual(Object.keys(unzipSync(own)).sort());
    expect(bodyText(check.sample)).toMatch(/Mẫu của Phòng, (?:xã|thị trấn) [\p{L} ]+\n/u);
    expect(bodyText(check.sample)).toContain('SỐ LIỆU MINH HỌA');
  });

  it('may cut a tag into runs, as Word does', async () => {
    const cut = withBody((xml) =>
      xml.replace(
        '<w:body>',
        '<w:body><w:p><w:r><w:t>{{te</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>n_xa}}</w:t></w:r></w:p>',
      ),
    );
    expect(await faultsOf(cut)).toEqual([]);
  });
});

describe('a tag nobody knows', () => {
  it('is named with its place and the nearest that is known', async () => {
    expect(await faultsOf(withParagraphs('Kính gửi: UBND {{ten_xaa}}'))).toEqual([
      'phần thân, đoạn 1: “Kính gửi: UBND {{ten_xaa}}”: Không có thẻ {{ten_xaa}} trong loại văn bản này. Có phải là {{ten_xa}}?',
    ]);
    expect(await faultsOf(withParagraphs('{{Tên Xã}}'))).toEqual([
      'phần thân, đoạn 1: “{{Tên Xã}}”: Không có thẻ {{Tên Xã}} trong loại văn bản này. Có phải là {{ten_xa}}?',
    ]);
    expect(await faultsOf(withParagraphs('{{hoa_don_dien_tu}}'))).toEqual([
      'phần thân, đoạn 1: “{{hoa_don_dien_tu}}”: Không có thẻ {{hoa_don_dien_tu}} trong loại văn bản này.',
    ]);
  });

  it('is found in the header and footer too', async () => {
    const footer = Object.keys(unzipSync(own)).find(
      (name) =>
        name.startsWith('word/footer') &&
        strFromU8(unzipSync(own)[name] ?? new Uint8Array()).includes('canh_bao'),
    );
    const template = changed((entries) => ({
      ...entries,
      [footer ?? '']: strToU8(
        strFromU8(entries[footer ?? ''] ?? new Uint8Array()).replace(
          '</w:ftr>',
          `${paragraph('{{constructor}}')}</w:ftr>`,
        ),
      ),
    }));
    expect((await faultsOf(template))[0]).toMatch(
      /^chân trang, đoạn \d: “\{\{constructor\}\}”: Không có thẻ/u,
    );
  });

  it('is told where it belongs when it is one of a list', async () => {
    expect((await faultsOf(withParagraphs('{{cau_gui_xa}}')))[0]).toMatch(
      /chỉ dùng được bên trong cặp \{\{#tai_lieu_thieu\}\} … \{\{\/tai_lieu_thieu\}\}\.$/u,
    );
  });
});

describe('parts that repeat', () => {
  it.each([
    [['{{#can_cu}}', 'x'], 'Thẻ {{#can_cu}} mở mà chưa đóng bằng {{/can_cu}}.'],
    [['x {{/can_cu}}'], 'Có thẻ đóng {{/can_cu}} mà không có thẻ mở.'],
    [
      ['{{#can_cu}}', '{{#du_thao}}', '{{/can_cu}}', '{{/du_thao}}'],
      'Thẻ đóng {{/can_cu}} không khớp: thẻ đang mở là {{#du_thao}}',
    ],
    [
      ['{{#can_cu}}', '{{#nguoi_ky}}', '{{/nguoi_ky}}', '{{/can_cu}}'],
      'Thẻ {{#nguoi_ky}} không dùng được bên trong phần lặp của một danh sách khác.',
    ],
    [['{{can_cu}}'], 'Thẻ {{can_cu}} là một danh sách, viết thành cặp {{#can_cu}} … {{/can_cu}}.'],
    [['{{du_thao}}'], 'Thẻ {{du_thao}} là một điều kiện, viết thành cặp {{#du_thao}} … {{/du_thao}}.'],
    [['{{#ten_xa}}', '{{/ten_xa}}'], 'Thẻ {{#ten_xa}} là một nội dung chữ, viết là {{ten_xa}}.'],
    // Attack: a text set in as XML.
    [['{{@ten_xa}}'], 'Thẻ {{@ten_xa}} là một nội dung chữ, viết là {{ten_xa}}.'],
    [['{{ten_xa'], 'Có "{{" mà chưa có "}}" đóng lại trong cùng đoạn.'],
    [['ten_xa}}'], 'Có "}}" mà chưa có "{{" mở trước đó trong cùng đoạn.'],
    [['{{ten_xa {{nam}}'], 'Có "{{" mà chưa có "}}" đóng lại trong cùng đoạn.'],
    [['{{=[[ ]]=}}'], 'Không có thẻ {{=[[ ]]=}} trong loại văn bản này.'],
  ])('%j is explained', async (texts, message) => {
    expect((await faultsOf(withParagraphs(...texts))).join('\n')).toContain(message);
  });

  it('may not be cut by a table', async () => {
    const table =
      '<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>' + paragraph('{{#can_cu}}') + '</w:tc></w:tr></w:tbl>';
    const template = withBody((xml) =>
      xml.replace('<w:body>', `<w:body>${table}${paragraph('{{/can_cu}}')}`),
    );
    expect((await faultsOf(template)).join('\n')).toMatch(/can_cu.*mở và đóng ở hai chỗ không tương ứng/u);
  });

  it('set in whole stand alone in their paragraph', async () => {
    const report = await builtInTemplate(appraisalReport);
    const entries = unzipSync(report);
    const xml = strFromU8(entries['word/document.xml'] ?? new Uint8Array());
    const template = zipSync({
      ...entries,
      'word/document.xml': strToU8(xml.replace('{{@bang_tieu_chi}}', 'Bảng: {{@bang_tieu_chi}}')),
    });
    expect(await faultsOf(template, appraisalReport)).toEqual([
      expect.stringContaining('Thẻ {{bang_tieu_chi}} phải đứng một mình trong đoạn, không kèm chữ khác.'),
    ]);
  });
});

describe('the marks of a draft and of unverified points', () => {
  it('may not be left out', async () => {
    const bare = changed((entries) =>
      Object.fromEntries(
        Object.entries(entries).map(([name, bytes]) => [
          name,
          /^word\/(?:document|header\d|footer\d)\.xml$/u.test(name)
            ? strToU8(strFromU8(bytes).replace(/\{\{[#/]?(?:du_thao|co_canh_bao|canh_bao)\}\}/gu, ''))
            : bytes,
        ]),
      ),
    );
    expect((await faultsOf(bare)).map((fault) => fault.slice(0, 28))).toEqual([
      'Thiếu cặp thẻ {{#du_thao}}DỰ',
      'Thiếu thẻ {{canh_bao}}: văn ',
    ]);
  });
});

describe('a file that could run, fetch or hide something', () => {
  const relation = (type: string, target: string, mode: string): Uint8Array =>
    changed((entries) => ({
      ...entries,
      'word/_rels/document.xml.rels': strToU8(
        strFromU8(entries['word/_rels/document.xml.rels'] ?? new Uint8Array()).replace(
          '</Relationships>',
          `<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/></Relationships>`,
        ),
      ),
    }));

  it.each([
    [
      'macros',
      changed((entries) => ({ ...entries, 'word/vbaProject.bin': new Uint8Array(9) })),
      'Tệp có macro',
    ],
    [
      'macros by its type',
      changed((entries) => ({
        ...entries,
        '[Content_Types].xml': strToU8(
          strFromU8(entries['[Content_Types].xml'] ?? new Uint8Array()).replace(
            'wordprocessingml.document.main',
            'document.macroEnabledTemplate.main',
          ),
        ),
      })),
      'Tệp có macro',
    ],
    [
      'a relation to outside',
      relation('attachedTemplate', 'http://attacker.example/t.dotm', ' TargetMode="External"'),
      'Tệp có liên kết ra ngoài (http://attacker.example/t.dotm)',
    ],
    ['an embedded file', relation('package', 'media/logo.png', ''), 'Tệp có macro hoặc đối tượng nhúng'],
    [
      'an object under another name',
      relation('oleObject', 'media/logo.png', ''),
      'Tệp có macro hoặc đối tượng nhúng',
    ],
    [
      'a doctype',
      withBody((xml) => xml.replace('<w:document', '<!DOCTYPE d [<!ENTITY a "b">]><w:document')),
      'có khai báo DOCTYPE',
    ],
    [
      'a field that fetches',
      withBody((xml) =>
        xml.replace(
          '<w:body>',
          '<w:body><w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://a.example/b.png"</w:instrText></w:r></w:p>',
        ),
      ),
      'Tệp có trường INCLUDEPICTURE',
    ],
    [
      'another file inside',
      withBody((xml) => xml.replace('<w:body>', '<w:body><w:altChunk r:id="r1"/>')),
      'Tệp chèn nguyên một tệp khác',
    ],
    ['broken XML', withBody((xml) => xml.slice(0, -40)), 'Tệp bị hỏng ở phần word/document.xml'],
  ])('%s is refused', async (_, template, message) => {
    expect((await faultsOf(template)).join('\n')).toContain(message);
  });
});

describe('a file that is no template', () => {
  it.each([
    ['nothing', new Uint8Array(), 'Tệp không phải văn bản Word'],
    ['a text', strToU8('Kính gửi'), 'Tệp không phải văn bản Word'],
    ['a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'Tệp có mật khẩu'],
    ['a zip of other things', zipSync({ 'a.txt': strToU8('a') }), 'Tệp không phải văn bản Word'],
    ['a part twice as large as told', own.slice(0, own.length / 2), 'Tệp'],
    ['six megabytes', new Uint8Array(6_000_000), 'Tệp quá lớn'],
    [
      'a bomb of XML',
      zipSync({ ...unzipSync(own), 'word/comments.xml': new Uint8Array(40_000_000) }),
      'Tệp nở ra quá lớn',
    ],
    [
      'a bomb of pictures',
      zipSync({
        ...unzipSync(own),
        ...Object.fromEntries(
          Array.from({ length: 8 }, (_, n) => [`word/media/${n}.bmp`, new Uint8Array(5_000_000)]),
        ),
      }),
      'Tệp nở ra quá lớn',
    ],
    [
      'a thousand parts',
      zipSync({
        ...unzipSync(own),
        ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`p/${n}`, new Uint8Array(1)])),
      }),
      'Tệp bị hỏng',
    ],
  ])('%s is refused in words', async (_, file, message) => {
    expect((await faultsOf(file)).join('\n')).toContain(message);
  });

  it('states a smaller size than it has: what it states does not count', async () => {
    const bomb = zipSync({ ...unzipSync(own), 'word/comments.xml': new Uint8Array(40_000_000) });
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    // Every local and central record of 40,000,000 bytes now tells 4.
    for (let at = 0; at + 4 <= lying.length; at += 1)
      if (view.getUint32(at, true) === 40_000_000) view.setUint32(at, 4, true);
    expect((await faultsOf(lying)).join('\n')).toContain('Tệp nở ra quá lớn');
  });

  it('holds one name twice', async () => {
    const one = zipSync({ 'word/document.xml': strToU8('a'), 'word/documenU.xml': strToU8('b') });
    const twice = Uint8Array.from(one);
    const name = strToU8('word/documenU.xml');
    for (let at = 0; at < twice.length - name.length; at += 1)
      if (name.every((byte, offset) => twice[at + offset] === byte)) twice[at + 12] = 't'.charCodeAt(0);
    expect(await faultsOf(twice)).toEqual([
      'Tệp bị hỏng, không mở được. Mở bằng Word, lưu lại rồi tải lên lại.',
    ]);
  });
});

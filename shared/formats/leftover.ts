import { defineFormat } from './format.ts';

/** Things that come along and are no documents: told by name and content together, since "~$bao cao.docx" of 100 KB is a report. */
const leftovers: readonly {
  readonly what: string;
  readonly is: (found: {
    readonly path: string;
    readonly name: string;
    readonly begins: string;
    readonly size: number;
  }) => boolean;
}[] = [
  {
    what: 'tệp khóa tạm của Word hoặc Excel',
    is: ({ name, size }) => name.startsWith('~$') && size < 1_024,
  },
  {
    what: 'tệp phụ của máy Mac',
    is: ({ name, begins, size }) =>
      name === '.DS_Store' && (begins.startsWith('\x00\x00\x00\x01Bud1') || size === 0),
  },
  {
    what: 'tệp phụ của máy Mac',
    is: ({ path, name, begins, size }) =>
      (/(?:^|\/)__MACOSX\//.test(path) || name.startsWith('._')) &&
      (begins.startsWith('\x00\x05\x16\x07') || size === 0),
  },
  {
    what: 'tệp ảnh thu nhỏ của Windows',
    is: ({ name, begins, size }) =>
      /^thumbs\.db$/i.test(name) && (begins.startsWith('\xd0\xcf\x11\xe0') || size === 0),
  },
  {
    what: 'tệp thiết lập thư mục của Windows',
    is: ({ name, size }) => /^desktop\.ini$/i.test(name) && size < 4_096,
  },
];

/** What file managers and Office leave beside the documents: ignored, with the reason. */
export const leftoverFormat = defineFormat({
  id: 'other',
  version: 1,
  accepts: (bytes, file) => nameLeftover(bytes, file) !== undefined,
  parse: ({ bytes, file }) =>
    Promise.resolve({
      status: 'ignored',
      format: 'other',
      ignoredBecause: `Là ${nameLeftover(bytes, file) ?? 'tệp phụ'}, không phải tài liệu của hồ sơ`,
      findings: [],
    }),
});

function nameLeftover(bytes: Uint8Array, file: string): string | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const begins = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const found = { path: file, name, begins, size: bytes.length };
  return leftovers.find(({ is }) => is(found))?.what;
}

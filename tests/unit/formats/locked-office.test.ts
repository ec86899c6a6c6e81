import { encrypt } from 'officecrypto-tool';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../shared/formats/registry.ts';
import { buildCfbOf } from './build-cfb.ts';
import { buildDocx } from './build-docx.ts';
import { buildXlsx, sheetXml } from './build-xlsx.ts';
import { buildZip } from './build-zip.ts';
import { outlineRead } from './outline-read.ts';

const workbook = buildXlsx({ sheets: [{ xml: sheetXml('<row r="1"><c r="A1"><v>98</v></c></row>') }] });

const read = async (bytes: Uint8Array, passwords: readonly string[], file = 'bảng.xlsx') => {
  const result = await readFile({ bytes, file, passwords });
  return [result.status, result.format, outlineRead(result), result.findings.map(({ code }) => code)];
};

describe('an office file under a password', () => {
  it('opens with a password of the mail and is read as what it is, newer lock or older', async () => {
    const newer = encrypt(workbook, { password: 'chilang2023' });
    const older = encrypt(workbook, { password: 'chilang2023', type: 'standard' });
    const expected = ['read', 'xlsx', [['0,0 98']], []];
    expect(await read(newer, ['', 'chilang2023'])).toEqual(expected);
    expect(await read(older, ['sai', 'chilang2023'], 'bảng.xls')).toEqual(expected);
    const letter = encrypt(Buffer.from(buildDocx('<w:p><w:r><w:t>Tờ trình</w:t></w:r></w:p>')), {
      password: 'a1',
    });
    expect(await read(letter, ['a1'], 'tờ trình.docx')).toEqual(['read', 'docx', ['Tờ trình'], []]);
  });

  it('stays closed, with a request for the password, when none opens it', async () => {
    const expected = (format: string) => ['unreadable', format, [], ['password-protected']];
    const locked = encrypt(workbook, { password: 'chilang2023', type: 'standard' });
    expect(await read(locked, [])).toEqual(expected('xlsx'));
    expect(await read(locked, ['chilang2022'], 'bảng.docx')).toEqual(expected('docx'));
    expect(await read(locked, ['chilang2022'], 'bảng')).toEqual(expected('other'));
  });

  it('needs no password where the program that wrote it would ask for none', async () => {
    const protectedOnly = encrypt(workbook, { password: 'VelvetSweatshop', type: 'standard' });
    expect(await read(protectedOnly, [])).toEqual(['read', 'xlsx', [['0,0 98']], []]);
  });

  it('is refused when what is inside is neither a workbook nor a letter', async () => {
    const slides = buildZip([{ name: 'ppt/presentation.xml', content: '<p/>' }]);
    const [status, , , codes] = await read(encrypt(slides, { password: 'a1', type: 'standard' }), ['a1']);
    expect([status, codes]).toEqual(['unreadable', ['unreadable-file']]);
  });

  it.each([
    ['as a number', 'spinCount="4294967295"'],
    ['in letters of XML', 'spinCount="&#57;99999999"'],
    ['as an element', 'saltSize="16"><spinCount>999999999</spinCount><x y="1"'],
    ['twice', 'spinCount="1"/><p:encryptedKey spinCount="999999999"'],
  ])('is not tried when it asks for a billion hashes, %s', async (_, asked) => {
    const description =
      '<encryption xmlns:p="p"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAA"/>' +
      `<keyEncryptors><keyEncryptor><p:encryptedKey ${asked} saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAA" encryptedVerifierHashInput="AAAA" encryptedVerifierHashValue="AAAA" encryptedKeyValue="AAAA"/></keyEncryptor></keyEncryptors></encryption>`;
    const bytes = buildCfbOf({
      EncryptionInfo: Buffer.concat([
        Buffer.from('0400040040000000', 'hex'),
        Buffer.from(description.padEnd(4_200)),
      ]),
      EncryptedPackage: Buffer.alloc(64),
    });
    expect(await read(bytes, ['chilang2023'])).toEqual(['unreadable', 'xlsx', [], ['password-protected']]);
  });

  it('is tried with twenty passwords of the mail at most, each once', async () => {
    const locked = encrypt(workbook, { password: 'đúng', type: 'standard' });
    const wrong = (count: number) => Array.from({ length: count }, (_, at) => `sai${at}`);
    expect((await read(locked, [...wrong(18), 'sai0', 'đúng']))[0]).toBe('read');
    expect((await read(locked, [...wrong(20), 'đúng']))[0]).toBe('unreadable');
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import { buildDocx, paragraph, run } from '../unit/formats/build-docx.ts';
import { buildXlsx, sheetXml } from '../unit/formats/build-xlsx.ts';
import { buildZip } from '../unit/formats/build-zip.ts';

const childPath = join(import.meta.dirname, '..', '..', '.build', 'document-child.js');
const faults: unknown[] = [];
const reader = startDocumentReader({ childPath, onFault: (fault) => faults.push(fault) });
afterAll(() => reader.stop());

const read = (file: string, bytes: Uint8Array) => reader.read({ file, bytes, passwords: [] });

/** A page with one line of text. */
function makePdf(text: string): Buffer {
  const content = `BT /F1 14 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.indexOf('xref\n')}\n%%EOF`;
  return Buffer.from(pdf);
}

describe('the built document reader', () => {
  it('was built', () => {
    expect(existsSync(childPath)).toBe(true);
  });

  it('opens an archive and brings back its files', async () => {
    const zip = buildZip([
      { name: 'Tờ trình.txt', content: 'Kính gửi' },
      { name: 'Bảng điểm.txt', content: '885 điểm' },
    ]);
    const { members, ...rest } = await read('ho-so.zip', zip);
    expect(rest).toEqual({ status: 'read', format: 'zip', findings: [] });
    expect(members?.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['Tờ trình.txt', 'Kính gửi'],
      ['Bảng điểm.txt', '885 điểm'],
    ]);
  });

  it('reads on after a file that unfolds to 1 GB', async () => {
    // 10 MB of zeros, packed to end on a whole byte, a hundred times over.
    const piece = deflateRawSync(Buffer.alloc(10_000_000), { finishFlush: constants.Z_FULL_FLUSH });
    const packed = Buffer.concat([...Array<Buffer>(100).fill(piece), deflateRawSync('')]);
    const bomb = buildZip([{ name: 'bom.bin', content: '', packed, declaredSize: 10, checksum: 0 }]);
    expect(await read('bom.zip', bomb)).toMatchObject({
      findings: [{ code: 'unsafe-archive', about: 'bom.zip' }],
    });
    expect(await read('sau.txt', Buffer.from('Tổng điểm: 885'))).toMatchObject({ status: 'read' });
    expect(faults).toEqual([]);
  });

  it.each([
    ['xlsx', buildXlsx({ sheets: [{ xml: sheetXml('<row r="1"><c r="A1"><v>885</v></c></row>') }] })],
    ['docx', buildDocx(paragraph(run('Tổng điểm: 885')))],
    ['pdf', makePdf('Tong diem: 885')],
  ])('reads a %s under all its guards', async (format, bytes) => {
    const { status, document } = await read(`ho-so.${format}`, bytes);
    expect({ status, format: document?.format }).toEqual({ status: 'read', format });
    expect(JSON.stringify(document?.blocks)).toContain('885');
    expect(faults).toEqual([]);
  });

  it('says something of any file, the empty one too', async () => {
    expect((await read('rong.docx', new Uint8Array())).findings).toHaveLength(1);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { stopRecognition } from '../../shared/formats/ocr.ts';
import { loadPageImage, loadPageWords } from '../../shared/pipeline/draw-pages.ts';
import { listParts, mailFolder } from '../../shared/pipeline/records.ts';
import { ErasedFolderError, type Blobs } from '../../shared/ports/blobs.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { inProcessReader, openPipelineOffice } from '../support/pipeline-office.ts';
import { buildPdf, ruledTable, textAt } from '../unit/formats/build-pdf.ts';
import { buildMail, filePart } from '../unit/mail/build-mail.ts';

const score = buildPdf([
  ruledTable(
    200,
    [60, 110, 300, 420, 500],
    [
      ['TT', 'Tiêu chí', 'Kết quả', 'Điểm'],
      ['1', 'Trẻ em được khai sinh', '951/960 = 99,1%', '75'],
    ],
  ),
  [textAt(72, 100, 'Trang thứ hai của bảng tự chấm điểm')],
]);

const mailOf = (bytes: Uint8Array) =>
  buildMail({
    headers: ['From: xa@example.vn', 'Subject: Ho so', 'Message-ID: <draw@example.vn>'],
    parts: [filePart('attachment; filename="bang diem.pdf"', Buffer.from(bytes))],
  });

describe('images of pages', () => {
  let root: string;
  let blobs: Blobs;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hoso-draw-'));
    blobs = await openFileBlobs({
      root: join(root, 'blobs'),
      keys: join(root, 'keys'),
      wrappingKey: new Uint8Array(32).fill(7),
    });
  });
  afterEach(async () => {
    await stopRecognition();
    await rm(root, { recursive: true, force: true });
  });

  async function readWith(reader: DocumentReader) {
    const office = openPipelineOffice({ blobs, reader });
    const mail = await office.accept(mailOf(score));
    await office.drain();
    const part = (await listParts(office.store, mail)).find(({ body }) => body.format === 'pdf')?.body;
    if (part === undefined) throw new Error('the part was not read');
    return { office, mail, part };
  }

  it('are kept beside what was read, and destroyed with the mail', async () => {
    const { mail, part } = await readWith(inProcessReader);

    expect(part).toMatchObject({ status: 'read', pages: 2, drawn: [1, 2] });
    const image = await loadPageImage(part, 1, blobs);
    expect(Buffer.from(image ?? []).toString('latin1')).toMatch(/^RIFF.{4}WEBP/su);
    expect((await loadPageWords(part, 1, blobs))?.words.map(({ text }) => text)).toContain('99,1%');

    await blobs.erase(mailFolder(mail));
    expect(await loadPageImage(part, 1, blobs)).toBeUndefined();
    expect(await loadPageWords(part, 1, blobs)).toBeUndefined();
    await expect(blobs.put(mailFolder(mail), 'page-001-1.webp', new Uint8Array([1]))).rejects.toBeInstanceOf(
      ErasedFolderError,
    );
  });

  it('that break the reader cost the document nothing that was read', async () => {
    const { office, part } = await readWith({
      read: (input) =>
        input.draw === undefined
          ? inProcessReader.read(input)
          : Promise.resolve({ status: 'unreadable', format: 'other', findings: [] }),
    });

    expect(part).toMatchObject({ status: 'read', pages: 2, drawn: [], findings: [] });
    expect(await office.store.countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 0 });
  });
});

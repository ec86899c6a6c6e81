import { describe, expect, it, onTestFinished } from 'vitest';
import { makeFinding } from '../../shared/domain/finding-catalogue.ts';
import { auditLedger } from '../../shared/pipeline/audit-ledger.ts';
import { listParts } from '../../shared/pipeline/records.ts';
import type { World } from '../../shared/pipeline/world.ts';
import { openPipelineOffice, type PipelineOffice } from '../support/pipeline-office.ts';
import { buildZip } from '../unit/formats/build-zip.ts';
import { inOrder, mailBytes, sampleMail, textFile } from '../unit/pipeline/sample-mails.ts';

function openOffice(change: Partial<World> = {}): PipelineOffice {
  const office = openPipelineOffice(change);
  onTestFinished(() => office.store.close());
  return office;
}

const findingsOf = (result: Readonly<Record<string, unknown>>) =>
  (result['findings'] as readonly { readonly code: string; readonly about: string | null }[]).map(
    ({ code, about }) => `${code} ${about ?? ''}`.trim(),
  );

describe('a hostile mail comes to an end, and the papers beside it count', () => {
  it('archives in archives that multiply stop at a thousand files', async () => {
    const office = openOffice();
    const inner = (number: number): Uint8Array =>
      buildZip(Array.from({ length: 60 }, (_, index) => ({ name: `${number}-${index}.txt`, content: 'a' })));
    const bomb = buildZip(
      Array.from({ length: 20 }, (_, index) => ({ name: `${index}.zip`, content: inner(index) })),
    );
    const { attachments } = sampleMail(inOrder);
    const mail = await office.accept(
      await mailBytes(inOrder, { attachments: [...attachments, { filename: 'anh.zip', bytes: bomb }] }),
    );
    await office.drain();
    const parts = await listParts(office.store, mail);
    expect(parts).toHaveLength(1000);
    expect(parts.filter(({ body }) => body.fate === null)).toEqual([]);
    // Every archive that was not opened to its end says so.
    const archives = parts.filter(({ body }) => /^anh\.zip\/\d+\.zip$/u.test(body.file));
    const cut = archives.filter(
      ({ body: { part } }) => parts.filter(({ body }) => body.part.startsWith(`${part}.`)).length < 60,
    );
    expect(cut.length).toBeGreaterThan(3);
    expect(
      archives.filter(({ body }) => body.findings.some(({ code }) => code === 'unsafe-archive')),
    ).toEqual(cut);
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('a file with thousands of remarks is recorded, and none of them is lost', async () => {
    const remarks = Array.from({ length: 4000 }, (_, index) =>
      makeFinding('missing-formula-value', { place: `ô ${'A'.repeat(60)}${index}` }, { about: 'Bang.xlsx' }),
    );
    const office = openOffice({
      reader: {
        read: () =>
          Promise.resolve({
            status: 'read',
            format: 'xlsx',
            document: { format: 'xlsx', blocks: [], scanned: false, legacyEncoding: null },
            findings: remarks,
          }),
      },
    });
    const result = await office.workOff(
      await mailBytes(inOrder, { attachments: [textFile('Bang.xlsx', 'x')] }),
    );
    expect(
      findingsOf(result).filter((finding) => finding === 'missing-formula-value Bang.xlsx'),
    ).toHaveLength(4000);
  });
});

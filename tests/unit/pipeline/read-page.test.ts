import { expect, it } from 'vitest';
import type { FormatInput, ReadFile } from '../../../shared/domain/read-file.ts';
import { listParts } from '../../../shared/pipeline/records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { LeasedJob } from '../../../shared/ports/store.ts';
import { buildMail, filePart } from '../mail/build-mail.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

const pages = Array.from({ length: 40 }, (_, index) => index + 1);

/** A reader of one scan of 40 pages, of which page 7 is beyond it; says what it was asked for. */
function makeScanReader() {
  const asked: FormatInput['pictures'][] = [];
  const read = (input: FormatInput): Promise<ReadFile> => {
    asked.push(input.pictures);
    const part = { status: 'partly-read', format: 'pdf', findings: [] } as const;
    if (input.pictures === 'ask') return Promise.resolve({ ...part, picturedPages: pages });
    if (input.pictures === 7) return Promise.resolve({ status: 'unreadable', format: 'other', findings: [] });
    if (typeof input.pictures === 'number')
      return Promise.resolve({
        ...part,
        picture: { page: input.pictures, reading: `words of ${input.pictures}` },
      });
    const lines = (input.pictures ?? []).map(({ page, reading }) => `${page}: ${String(reading)}`);
    return Promise.resolve({
      ...part,
      document: {
        format: 'pdf',
        pages: 40,
        scanned: true,
        legacyEncoding: null,
        blocks: lines.map((text, index) => ({
          kind: 'paragraph',
          role: 'body',
          text,
          locator: { kind: 'paragraph', index },
        })),
      },
    });
  };
  return { asked, read };
}

const scanMail = buildMail({
  headers: ['From: xa@example.vn', 'Subject: Ho so', 'Message-ID: <scan@example.vn>'],
  parts: [filePart('attachment; filename="quet.pdf"', '%PDF-1.4 scan')],
});

/** An office with the scan's mail, worked off until its pages are asked for. */
async function openAtPages() {
  const reader = makeScanReader();
  const office = openPipelineOffice({ reader });
  const mail = await office.accept(scanMail);
  const scan = async () =>
    (await listParts(office.store, mail)).find(({ body }) => body.file === 'quet.pdf')?.body;
  const step = async (): Promise<void> => {
    const job = await office.store.lease({ leaseMs: 60_000 });
    if (job === undefined) throw new Error('nothing to do');
    await office.store.commit(await runStage(job, office.world), job);
  };
  while ((await scan())?.pictures === undefined) await step();
  return { office, reader, mail, scan, step };
}

const pagesRead = (asked: readonly FormatInput['pictures'][]): number[] =>
  asked.filter((each) => typeof each === 'number').sort((a, b) => a - b);

it('a scan is read page by page, counts down as it goes, and is joined from what was kept', async () => {
  const { office, reader, mail, scan, step } = await openAtPages();
  expect((await scan())?.pictures).toEqual({ pages, left: 40 });
  while (((await scan())?.pictures?.left ?? 0) > 15) await step();
  expect((await scan())?.state).toBe('queued');

  // The worker dies in the middle of a page: another reads it again, and only it.
  await office.store.lease({ leaseMs: 1000 });
  office.clock.advance(1000);
  while ((await scan())?.state !== 'read') await step();

  const part = await scan();
  expect(part).toMatchObject({ state: 'read', status: 'partly-read', pages: 40, scanned: true });
  const kept = Buffer.from(
    (await office.world.blobs.get(`mail/${mail}`, part?.parsed ?? '')) ?? [],
  ).toString();
  expect(kept).toContain('1: words of 1');
  expect(kept).toContain('7: null');
  expect(kept).toContain('40: words of 40');
  expect(pagesRead(reader.asked)).toEqual(pages);
});

it('pages finished at the same moment are all counted, and none is read twice', async () => {
  const { office, reader, scan, step } = await openAtPages();
  const jobs: LeasedJob[] = [];
  for (;;) {
    const job = await office.store.lease({ leaseMs: 1000, stages: ['read-page'] });
    if (job === undefined) break;
    jobs.push(job);
  }
  const decided = await Promise.all(
    jobs.map(async (job) => ({ job, commit: await runStage(job, office.world) })),
  );
  const results = await Promise.all(decided.map(({ job, commit }) => office.store.commit(commit, job)));
  expect(results.filter(({ applied }) => applied)).toHaveLength(1);
  office.clock.advance(1000);
  while ((await scan())?.state !== 'read') await step();
  expect(await scan()).toMatchObject({ state: 'read', pages: 40 });
  expect(pagesRead(reader.asked)).toEqual(pages);
});

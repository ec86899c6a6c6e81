import { createHash } from 'node:crypto';
import type { ReadConfirmation } from '../appraisal/sector-confirmation/read-confirmation-table.ts';
import { readConfirmationTable } from '../appraisal/sector-confirmation/read-confirmation-table.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Person } from '../domain/person.ts';
import type { SectorAnswers } from '../domain/sector-answer.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import { auditWrite } from './audit-records.ts';
import { startChecks } from './check-round-job.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import type { SectorSheetEntry } from './round-records.ts';
import { listSectorSheets, putSectorSheet, readSectorSheet, sectorsFolder } from './round-records.ts';
import type { World } from './world.ts';

/** A table as it was taken in, or why it was not, in Vietnamese. */
export type UploadResult = { readonly entry: SectorSheetEntry } | { readonly refused: string };

/**
 * Takes in a table a sector answered and asks for it to be read. Nothing of the communes' papers changes by it.
 * @throws Error for a round or sector nobody knows.
 */
export async function uploadConfirmation(
  upload: {
    readonly round: string;
    readonly sector: string;
    readonly file: string;
    readonly bytes: Uint8Array;
    readonly by: Pick<Person, 'id' | 'name'>;
  },
  world: Pick<World, 'store' | 'blobs' | 'clock' | 'rounds'>,
): Promise<UploadResult> {
  const { round, sector, file, bytes, by } = upload;
  findPlace(upload, world);
  if (by.name.trim() === '') return { refused: 'Chưa ghi họ tên cán bộ thực hiện.' };
  const blob = `answer-${hashOf(bytes)}`;
  await world.blobs.put(sectorsFolder(round), blob, bytes);
  const sheets = await listSectorSheets(world.store, round);
  const entry: SectorSheetEntry = {
    round,
    sector,
    number: sheets.filter((sheet) => sheet.sector === sector).length + 1,
    file,
    blob,
    uploadedBy: by.name,
    at: world.clock.now(),
    contents: null,
  };
  const { applied } = await world.store.commit({
    writes: [
      putSectorSheet(entry, undefined),
      auditWrite({
        id: `sector-${sector}-${entry.number}`,
        at: entry.at,
        by: { id: by.id, name: by.name },
        what: 'upload-sector-table',
        about: { round, commune: null, mail: null },
        reason: null,
        before: null,
        after: `${sector} ${entry.number}`,
      }),
    ],
    jobs: [startReading(entry)],
  });
  return applied
    ? { entry }
    : { refused: 'Bảng khác của ngành vừa được tải lên; tải lại trang rồi thực hiện lại.' };
}

function startReading({ round, sector, number }: SectorSheetEntry): NewJob {
  return {
    id: `read-confirmation:${round}:${sector}:${number}`,
    stage: 'read-confirmation',
    payload: { round, sector, number },
  };
}

/** Stage: reads a table a sector answered and asks for the dossiers to be held against it. */
export async function readConfirmation(
  payload: { readonly round: string; readonly sector: string; readonly number: number },
  world: World,
): Promise<Commit> {
  const { round, rubric, sector } = findPlace(payload, world);
  const sheet = await readSectorSheet(world.store, payload.round, payload.sector, payload.number);
  if (sheet === undefined) throw new Error('no such table');
  // A second delivery of a job that is done.
  if (sheet.body.contents !== null) return { writes: [], jobs: [] };
  const bytes = await world.blobs.get(sectorsFolder(round.id), sheet.body.blob);
  if (bytes === undefined) throw new Error('the table has no blob');
  const { document, findings } = await world.reader.read({ bytes, file: sheet.body.file, passwords: [] });
  const read: ReadConfirmation =
    document === undefined
      ? { answers: [], findings: [makeFinding('sector-answer-unclear', { remark: unread })] }
      : readConfirmationTable(document, { round, rubric, sector });
  const contents = encodeJson({ ...read, findings: [...findings, ...read.findings] });
  const name = `${hashOf(contents)}.json`;
  await world.blobs.put(sectorsFolder(round.id), name, contents);
  return {
    writes: [putSectorSheet({ ...sheet.body, contents: name }, sheet)],
    jobs: [startChecks(round.id, `${sector.id}-${sheet.body.number}`)],
  };
}

const unread = 'Không đọc được tệp ngành gửi; chưa có câu trả lời nào được dùng.';

/** What a sector answered in one table, with where it comes from. */
export async function loadAnswers(
  sheet: SectorSheetEntry,
  world: Pick<World, 'blobs'>,
): Promise<SectorAnswers & { readonly findings: readonly Finding[] }> {
  const { round, sector, file, uploadedBy, at, contents } = sheet;
  const blob = contents === null ? undefined : await world.blobs.get(sectorsFolder(round), contents);
  if (blob === undefined) throw new Error('the table has not been read');
  return { sector, file, uploadedBy, at, ...decodeJson<ReadConfirmation>(blob) };
}

function findPlace(
  { round, sector }: { readonly round: string; readonly sector: string },
  { rounds }: Pick<World, 'rounds'>,
) {
  const active = rounds.find((one) => one.round.id === round);
  const found = active?.round.sectors.find(({ id }) => id === sector);
  if (active === undefined || found === undefined) throw new Error('no such round or sector');
  return { ...active, sector: found };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

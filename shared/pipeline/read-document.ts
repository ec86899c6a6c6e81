import type { Finding } from '../domain/finding.ts';
import type { PictureReading, ReadFile } from '../domain/read-file.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { PartFate } from '../domain/submission.ts';
import type { Commit, NewJob, Write } from '../ports/store.ts';
import { inRun, startAssessment } from './assess-dossier-job.ts';
import { keepDrawnPages } from './draw-pages.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import { newPart } from './new-part.ts';
import { pictureName } from './read-page.ts';
import { readingInput } from './reading-input.ts';
import { readJob } from './receive-mail.ts';
import type { PartEntry } from './records.ts';
import {
  intakeRecord,
  mailFolder,
  partRecord,
  pendingRecord,
  putNewPart,
  readIntake,
  readPart,
  readPending,
} from './records.ts';
import type { World } from './world.ts';

/** Members started by one commit: a member is two actions, and a commit holds 90. */
const membersPerCommit = 40;

/** Containers inside containers; deeper is an attack or a mistake (droste.zip unpacks into itself for ever). */
const maxNesting = 4;

/** Files of one container: more is no dossier (a zip of a million empty files fills any queue). */
const maxMembers = 400;

/** Parts of one mail: containers of containers multiply (a zip of 400 zips of 400 files each is small). */
const maxParts = 1000;

/** Remarks kept in the part's record, which holds 300 KB: a hostile sheet raises one a cell. All of them are in its parsed file. */
const findingsRecorded = 50;

/** Stage 2: reads one part in isolation and keeps what it says; members of an archive or nested mail become parts of their own. */
export async function readDocument(
  payload: { readonly mail: string; readonly part: string; readonly from: number },
  world: World,
): Promise<Commit> {
  const { mail, part, from } = payload;
  const entry = await readPart(world.store, mail, part);
  const pending = await readPending(world.store, mail);
  const intake = await readIntake(world.store, mail);
  if (entry === undefined || pending === undefined || intake === undefined)
    throw new Error('the part has no entry');
  // A second delivery of a job that is done; of a container's, its members are there.
  if (entry.body.state === 'read') return { writes: [], jobs: [] };
  // Its pages are being read; the last of them asks again.
  if (entry.body.pictures !== undefined && entry.body.pictures.left > 0) return { writes: [], jobs: [] };
  const begun = await readPart(world.store, mail, memberPart(part, from));
  if (begun !== undefined && begun.body.isForgotten !== true) return { writes: [], jobs: [] };
  const result = await readOnce(entry.body, world);
  if (result.picturedPages !== undefined) return startPages(entry.body, entry.version, result.picturedPages);

  const writes: Write[] = [];
  const jobs: NewJob[] = [];
  const findings: Finding[] = [...result.findings];
  const members = result.members ?? [];
  const depth = part.split('.').length;
  const allowed = depth < maxNesting ? Math.min(maxMembers, from + maxParts - pending.body.parts) : 0;
  const openable = members.slice(0, Math.max(allowed, 0));
  if (openable.length < members.length)
    findings.push(
      makeFinding(
        'unsafe-archive',
        {
          file: entry.body.file,
          reason: depth < maxNesting ? 'có quá nhiều tệp bên trong' : 'tệp nén lồng nhau quá nhiều lớp',
        },
        { about: entry.body.file },
      ),
    );
  const chunk = openable.slice(from, from + membersPerCommit);
  for (const [index, member] of chunk.entries()) {
    const child = await newPart({
      mail,
      part: memberPart(part, from + index),
      file: `${entry.body.file}/${member.path}`,
      bytes: member.bytes,
      run: entry.body.run,
      world,
    });
    writes.push(await putNewPart(world.store, child));
    jobs.push(readJob(mail, child.part, 0, child.run));
  }
  const isLast = from + membersPerCommit >= openable.length;
  if (isLast) {
    writes.push({
      kind: 'put-if-version',
      record: partRecord({
        ...entry.body,
        state: 'read',
        fate: fateOf(result),
        reason:
          result.ignoredBecause ?? findings.find((finding) => finding.severity !== 'note')?.message ?? null,
        format: result.format,
        status: result.status,
        pages: result.document?.pages ?? null,
        scanned: result.document?.scanned ?? false,
        legacyEncoding: result.document?.legacyEncoding ?? null,
        parsed: isContainer(result) ? null : parsedName(entry.body),
        findings: findings.slice(0, findingsRecorded),
      }),
      version: entry.version,
    });
    // A job of its own: a page that is slow to draw, or ends the reader, must not cost the document that was read.
    if (result.document?.pages !== undefined)
      jobs.push({
        id: inRun(`draw-pages:${mail}:${part}`, entry.body.run),
        stage: 'draw-pages',
        payload: { mail, part },
      });
  } else jobs.push(readJob(mail, part, from + membersPerCommit, entry.body.run));

  const count = pending.body.count + chunk.length - (isLast ? 1 : 0);
  writes.push({
    kind: 'put-if-version',
    record: pendingRecord({ mail, count, parts: pending.body.parts + chunk.length }),
    version: pending.version,
  });
  if (count === 0) {
    writes.push({
      kind: 'put-if-version',
      record: intakeRecord({ ...intake.body, state: 'assessing' }),
      version: intake.version,
    });
    jobs.push(startAssessment(mail, intake.body.run));
  }
  return { writes, jobs };
}

const memberPart = (part: string, index: number): string => `${part}.${String(index + 1).padStart(3, '0')}`;

const parsedName = ({ part, run }: Pick<PartEntry, 'part' | 'run'>): string =>
  `${inRun(`parsed-${part}`, run)}.json`;

/** Reads the part, or takes what an earlier try kept: a conflict on the fan-in must not read a scan twice. */
async function readOnce(entry: PartEntry, world: World): Promise<ReadFile> {
  const folder = mailFolder(entry.mail);
  const kept = await world.blobs.get(folder, parsedName(entry));
  const known = kept === undefined ? undefined : decodeJson<ReadFile>(kept);
  // Of a document with files attached to it the files are had by reading it again.
  if (known !== undefined && known.members === undefined) return known;
  const pictures = entry.pictures === undefined ? 'ask' : await loadPictures(entry, world);
  const { drawnPages, ...result } = await world.reader.read({
    ...(await readingInput(entry, world)),
    pictures,
  });
  await keepDrawnPages(entry, drawnPages, world);
  // Members are kept as parts of their own; where pages are to be read first, nothing is known yet.
  if (!isContainer(result) && result.picturedPages === undefined) {
    const parsed: ReadFile = result.members === undefined ? result : { ...result, members: [] };
    await world.blobs.put(folder, parsedName(entry), encodeJson(parsed));
  }
  return result;
}

/** Asks for every pictured page to be read by itself: a format reads at most 60, so one commit holds them all. */
function startPages(entry: PartEntry, version: number, pages: readonly number[]): Commit {
  const { mail, part, run } = entry;
  return {
    writes: [
      {
        kind: 'put-if-version',
        record: partRecord({ ...entry, pictures: { pages, left: pages.length } }),
        version,
      },
    ],
    jobs: pages.map((page) => ({
      id: inRun(`read-page:${mail}:${part}:${page}`, run),
      stage: 'read-page',
      payload: { mail, part, page },
    })),
  };
}

async function loadPictures(entry: PartEntry, world: World): Promise<readonly PictureReading[]> {
  return Promise.all(
    (entry.pictures?.pages ?? []).map(async (page) => {
      const kept = await world.blobs.get(mailFolder(entry.mail), pictureName(entry.part, page, entry.run));
      if (kept === undefined) throw new Error('a page was read and is not there');
      return decodeJson<PictureReading>(kept);
    }),
  );
}

/** Whether the file is nothing but what is in it. */
function isContainer({ document, members }: ReadFile): boolean {
  return members !== undefined && document === undefined;
}

function fateOf(result: ReadFile): PartFate {
  if (
    result.findings.some((finding) => finding.code === 'password-protected') &&
    result.status === 'unreadable'
  )
    return 'needs-password';
  if (isContainer(result)) return result.format === 'eml' ? 'nested-message' : 'archive-opened';
  switch (result.status) {
    case 'read':
    case 'partly-read':
      return 'parsed';
    case 'refused':
      return 'refused';
    case 'unreadable':
      return 'unreadable-because';
    case 'ignored':
      return 'ignored-no-document';
  }
}

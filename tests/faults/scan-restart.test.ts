import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import type { ReadFile } from '../../shared/domain/read-file.ts';
import { decodeJson } from '../../shared/pipeline/json-blob.ts';
import { pictureName } from '../../shared/pipeline/read-page.ts';
import { listIntake, listParts, mailFolder } from '../../shared/pipeline/records.ts';
import { buildScan, linesOnPage } from '../support/build-scan.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import {
  cutPower,
  offerMail,
  runOffice,
  stopOffice,
  waitUntilBalanced,
  type RunningOffice,
  readPage,
} from '../support/run-office.ts';
import { buildMail, filePart } from '../unit/mail/build-mail.ts';

const pages = 6;
const file = 'quet.pdf';
const scan = await buildScan(pages);
const mail = buildMail({
  headers: ['From: xa@example.vn', 'Subject: Ho so quet', 'Message-ID: <quet@example.vn>'],
  parts: [filePart(`attachment; filename="${file}"`, scan)],
});

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'base64');
  } catch {
    return null;
  }
}

/** Which lines were read on each page: Tesseract makes small mistakes, and its own order of lines on so small a page. */
const linesRead = (read: ReadFile | null) =>
  Array.from({ length: pages }, (_, index) =>
    (read?.document?.blocks ?? [])
      .flatMap((block) =>
        block.kind === 'paragraph' && block.locator.kind === 'page' && block.locator.page === index + 1
          ? [...block.text.matchAll(/tự chấm điểm|93,5/gu)].map(([words]) => (words === '93,5' ? 1 : 0))
          : [],
      )
      .sort(),
  );

/** Opens what a stopped office holds of the scan. */
async function openScan(directory: string) {
  const home = join(directory, 'home');
  const keys = await openOfficeKeys(join(home, 'keys'));
  const store = openLocalStore({ path: join(home, 'hoso.db'), encryptionKey: keys.databaseKey });
  const blobs = await openFileBlobs({
    root: join(home, 'blobs'),
    keys: join(home, 'keys'),
    wrappingKey: keys.wrappingKey,
  });
  try {
    const { entries } = await listIntake(store, 10);
    const id = entries[0]?.mail ?? '';
    const part = (await listParts(store, id)).find(({ body }) => body.file === file)?.body;
    const numbers = Array.from({ length: pages }, (_, index) => index + 1);
    // As they lie on the disk: sealed anew, the same reading has other bytes.
    const pictures = numbers.map((page) =>
      readIfThere(join(home, 'blobs', mailFolder(id), pictureName(part?.part ?? '', page))),
    );
    const parsed = part?.parsed ? await blobs.get(mailFolder(id), part.parsed) : undefined;
    return {
      pictures,
      read: parsed === undefined ? null : decodeJson<ReadFile>(parsed),
    };
  } finally {
    store.close();
  }
}

/** Waits until the portal's page of incoming mails shows a progress in which so many pages are read. */
async function waitForPages(office: RunningOffice, least: number): Promise<number> {
  for (;;) {
    const page = await readPage(office, '/tiep-nhan');
    const read = new RegExp(`nhận dạng (\\d+)/${pages} trang quét`, 'u').exec(page)?.[1];
    if (read !== undefined && Number(read) >= least) return Number(read);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('a scan shows its progress page by page, and after a power cut goes on from there to the same end', async () => {
  const undisturbed = makeTestDirectory();
  const first = await runOffice(undisturbed);
  expect(await offerMail(first.smtpPort, mail)).toBe(true);
  await waitUntilBalanced(first, 1);
  expect(await stopOffice(first)).toBe(0);
  const wanted = await openScan(undisturbed);
  expect(linesRead(wanted.read)).toEqual(
    Array.from({ length: pages }, (_, page) => [...linesOnPage(page, 3)].sort()),
  );

  const directory = makeTestDirectory();
  const cut = await runOffice(directory);
  expect(await offerMail(cut.smtpPort, mail)).toBe(true);
  const shown = await waitForPages(cut, 2);
  expect(shown).toBeLessThan(pages);
  await cutPower(cut);
  const before = await openScan(directory);
  const known = before.pictures.filter((picture) => picture !== null);
  expect(known.length).toBeGreaterThanOrEqual(shown);
  expect(before.read).toBeNull();

  const restarted = await runOffice(directory);
  await waitUntilBalanced(restarted, 1);
  expect(await stopOffice(restarted)).toBe(0);
  const after = await openScan(directory);
  expect(after.pictures).toEqual(expect.arrayContaining(known));
  expect(after.read).toEqual(wanted.read);
}, 300_000);

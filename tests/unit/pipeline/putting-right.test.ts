import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadRevision } from '../../../shared/pipeline/dossier-revision.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import type { DirectingAct, MailDirections } from '../../../shared/pipeline/mail-directions.ts';
import { directMail, undoDirection } from '../../../shared/pipeline/mail-directions.ts';
import { readMailFile } from '../../../shared/pipeline/mail-file.ts';
import { putAddress, putBlocked, putRegistrySettings } from '../../../shared/pipeline/registry-records.ts';
import { startReplay } from '../../../shared/pipeline/replay-job.ts';
import { startRoundReplay } from '../../../shared/pipeline/replay-mail.ts';
import { listTracked } from '../../../shared/pipeline/round-records.ts';
import { listDossiers, listParts, readDossier, readIntake } from '../../../shared/pipeline/records.ts';
import type { NewJob } from '../../../shared/ports/store.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import { buildZip } from '../formats/build-zip.ts';
import {
  attachmentOf,
  correction,
  differing,
  inOrder,
  mailBytes,
  question,
  textFile,
} from './sample-mails.ts';

const round = 'minh-hoa-2023';
const by = { id: 'nguoi-thu', name: 'Người Thử' };
const sender = 'ubnd99901@minhhoa.example.vn';

let office: PipelineOffice;
let actions = 0;

beforeEach(() => {
  office = openPipelineOffice();
  onTestFinished(() => office.store.close());
});

async function take(slug: string, change: Parameters<typeof mailBytes>[1] = {}): Promise<string> {
  const mail = await office.accept(await mailBytes(slug, change));
  await office.drain();
  return mail;
}

const acting = () => ({
  by,
  at: office.clock.now(),
  id: `a${(actions += 1)}`,
  reason: 'Đã gọi điện xác minh',
});

async function direct(
  mail: string,
  what: DirectingAct,
  change: Partial<MailDirections>,
  seenStep = 0,
): Promise<string> {
  const result = await directMail(office.store, {
    mail,
    seenStep,
    what,
    change: (before) => ({ ...before, ...change }),
    ...acting(),
  });
  await office.drain();
  return result;
}

async function ask(job: NewJob): Promise<void> {
  await office.store.commit({ writes: [], jobs: [job] });
  await office.drain();
}

/** Mails and papers of a dossier as it stands. */
async function dossierOf(commune: string) {
  const head = await readDossier(office.store, round, commune);
  if (head === undefined) return undefined;
  const { mailIds, documents } = await loadRevision(head.body, office.world);
  return {
    revision: head.body.revision,
    mails: mailIds.length,
    papers: documents.map(({ file, replacedBy }) => (replacedBy === undefined ? file : `(${file})`)),
  };
}

const stateOf = async (mail: string): Promise<string | undefined> =>
  (await readIntake(office.store, mail))?.body.state;

const whole = ['To trinh.docx', 'Bang diem.xlsx', 'Bao cao.docx', 'Bien ban.docx'];

describe('a mail worked on again from its raw bytes', () => {
  it('makes no new revision where the result is the same, and the ledger balances', async () => {
    const mail = await take(inOrder);
    await ask(startReplay({ mail, run: 1, from: 'raw' }));
    expect(await dossierOf('99901')).toEqual({ revision: 1, mails: 1, papers: whole });
    expect(await stateOf(mail)).toBe('done');
    expect((await listParts(office.store, mail)).map(({ body }) => [body.run, body.fate])).toEqual(
      whole.map(() => [1, 'parsed']),
    );
    expect(await auditLedger(office.store)).toMatchObject({
      ended: { dossier: 1 },
      inWork: 0,
      balances: true,
    });
  });

  it('is asked for once, however often the button is pressed', async () => {
    const mail = await take(inOrder);
    await ask(startReplay({ mail, run: 1, from: 'raw' }));
    await ask(startReplay({ mail, run: 1, from: 'raw' }));
    expect((await readIntake(office.store, mail))?.body.run).toBe(1);
  });

  it('leaves a dossier of several mails as it was, whichever of them it was', async () => {
    const first = await take(differing);
    const second = await take(correction);
    const before = await dossierOf('99905');
    await ask(startReplay({ mail: first, run: 1, from: 'raw' }));
    await ask(startReplay({ mail: second, run: 1, from: 'raw' }));
    expect(await dossierOf('99905')).toEqual(before);
    expect(await auditLedger(office.store)).toMatchObject({ inWork: 0, balances: true });
  });

  it('can be one file of it only', async () => {
    const mail = await take(inOrder);
    await ask(startReplay({ mail, run: 1, from: 'part', part: '002' }));
    expect((await listParts(office.store, mail)).map(({ body }) => body.run)).toEqual([
      undefined,
      1,
      undefined,
      undefined,
    ]);
    expect(await dossierOf('99901')).toEqual({ revision: 1, mails: 1, papers: whole });
  });

  it('can be a whole round', async () => {
    await take(inOrder);
    await take(differing);
    await take(correction);
    const before = [await dossierOf('99901'), await dossierOf('99905')];
    await ask(startRoundReplay({ round, batch: 'b1' }));
    expect([await dossierOf('99901'), await dossierOf('99905')]).toEqual(before);
    expect(await auditLedger(office.store)).toMatchObject({ accepted: 3, inWork: 0, balances: true });
  });
});

describe('a mail with an archive worked on again', () => {
  const zipped = async (): Promise<string> => {
    const papers = whole.map((name) => attachmentOf(inOrder, name));
    const bytes = buildZip(papers.map(({ filename, bytes: content }) => ({ name: filename, content })));
    return take(inOrder, { attachments: [{ filename: 'ho so.zip', bytes }] });
  };

  it('has the same parts, whether it is all of it or the archive alone', async () => {
    const mail = await zipped();
    const partsOf = async (): Promise<readonly string[]> =>
      (await listParts(office.store, mail)).map(({ body }) => `${body.part} ${body.fate ?? ''}`);
    const before = await partsOf();
    await ask(startReplay({ mail, run: 1, from: 'raw' }));
    expect(await partsOf()).toEqual(before);
    await ask(startReplay({ mail, run: 2, from: 'part', part: '001' }));
    expect(await partsOf()).toEqual(before);
    expect(before).toHaveLength(5);
    expect(await dossierOf('99901')).toMatchObject({ revision: 1, mails: 1 });
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });
});

it('a plan bound to another commune is noted for that one alone', async () => {
  const mail = await take(inOrder, {
    subject: 'Kế hoạch xã phù hợp với trẻ em',
    text: 'Gửi kế hoạch.',
    attachments: [
      textFile(
        'Ke hoach.txt',
        'UBND XÃ SUỐI MẪU\nSố: 12/KH-UBND\nKẾ HOẠCH\nXây dựng xã phù hợp với trẻ em năm 2023',
      ),
    ],
  });
  const noted = async (): Promise<readonly string[]> =>
    (await listTracked(office.store, round)).map(({ commune, kind }) => `${commune} ${kind}`);
  expect(await noted()).toEqual(['99901 plan']);
  await direct(mail, 'move-mail', { to: { round, commune: '99902' } });
  expect(await noted()).toEqual(['99902 plan']);
});

describe('a mail filed with the wrong commune', () => {
  it('goes into the right dossier with all its papers, and the other holds nothing any more', async () => {
    const mail = await take(inOrder);
    expect(await direct(mail, 'move-mail', { to: { round, commune: '99902' } })).toBe('applied');
    expect(await dossierOf('99902')).toEqual({ revision: 1, mails: 1, papers: whole });
    expect(await dossierOf('99901')).toEqual({ revision: 2, mails: 0, papers: [] });
    expect((await listDossiers(office.store, round)).map(({ commune }) => commune)).toEqual(['99902']);
    const head = await readDossier(office.store, round, '99902');
    const { findings } = await loadRevision(head?.body ?? never(), office.world);
    expect(findings.filter(({ code }) => code === 'paper-filed-by-officer').length).toBeGreaterThan(0);
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('comes back when the move is undone, and every step is kept with its reason', async () => {
    const mail = await take(inOrder);
    await direct(mail, 'move-mail', { to: { round, commune: '99902' } });
    expect(await undoDirection(office.store, { mail, seenStep: 1, ...acting() })).toBe('applied');
    await office.drain();
    expect(await dossierOf('99901')).toEqual({ revision: 3, mails: 1, papers: whole });
    expect(await dossierOf('99902')).toEqual({ revision: 2, mails: 0, papers: [] });
    expect(
      (await readMailFile(office.store, mail))?.events.map(({ step, what, reason }) => [step, what, reason]),
    ).toEqual([
      [1, 'move-mail', 'Đã gọi điện xác minh'],
      [2, 'undo-mail', 'Đã gọi điện xác minh'],
    ]);
    expect(await auditLedger(office.store)).toMatchObject({ inWork: 0, balances: true });
  });

  it('is not moved by the second of two people who saw the same', async () => {
    const mail = await take(inOrder);
    await direct(mail, 'move-mail', { to: { round, commune: '99902' } });
    expect(await direct(mail, 'move-mail', { to: { round, commune: '99903' } })).toBe('conflict');
    expect(await dossierOf('99903')).toBeUndefined();
  });

  it('leaves its papers to the mail that repeated them', async () => {
    const first = await take(inOrder);
    const second = await take(inOrder, { messageId: '<again@minhhoa.example.vn>' });
    expect(await stateOf(second)).toBe('duplicate');
    await direct(first, 'move-mail', { to: { round, commune: '99902' } });
    expect(await stateOf(second)).toBe('done');
    expect(await dossierOf('99901')).toMatchObject({ mails: 1, papers: whole });
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 2 }, balances: true });
  });

  it('may be one paper of it only', async () => {
    const mail = await take(inOrder);
    await direct(mail, 'change-paper', { papers: { '003': { to: { round, commune: '99902' } } } });
    expect(await dossierOf('99901')).toMatchObject({
      papers: whole.filter((file) => file !== 'Bao cao.docx'),
    });
    expect(await dossierOf('99902')).toMatchObject({ papers: ['Bao cao.docx'] });
    expect(await auditLedger(office.store)).toMatchObject({ balances: true });
  });
});

it('a paper taken for another kind is what a person says it is', async () => {
  const mail = await take(inOrder);
  await direct(mail, 'change-paper', { papers: { '004': { kind: 'evidence' } } });
  const head = await readDossier(office.store, round, '99901');
  const { documents, revision } = await loadRevision(head?.body ?? never(), office.world);
  expect([revision, documents.map(({ extraction }) => extraction?.kind)]).toEqual([
    2,
    ['submission-letter', 'score-sheet', 'report', 'evidence'],
  ]);
  expect(head?.body.missingDocuments).toContain('minutes');
});

describe('an office whose registry is complete', () => {
  const settle = async (): Promise<void> => {
    await office.store.commit({
      writes: [await putRegistrySettings(office.store, { round, holdsUnknown: true })],
      jobs: [],
    });
  };

  it('holds a dossier from an address it does not know, read but in no dossier', async () => {
    await settle();
    const mail = await take(inOrder);
    expect(await readIntake(office.store, mail)).toMatchObject({
      body: { state: 'held', because: 'Giữ lại: địa chỉ gửi chưa có trong danh bạ' },
    });
    expect((await listParts(office.store, mail)).map(({ body }) => body.fate)).toEqual(
      whole.map(() => 'held'),
    );
    expect(await dossierOf('99901')).toBeUndefined();
    expect(await auditLedger(office.store)).toMatchObject({ ended: { held: 1 }, balances: true });
  });

  it('goes on with it once it is released', async () => {
    await settle();
    const mail = await take(inOrder);
    await direct(mail, 'release-mail', { isReleased: true });
    expect(await dossierOf('99901')).toEqual({ revision: 1, mails: 1, papers: whole });
    expect((await listParts(office.store, mail)).map(({ body }) => body.fate)).toEqual(
      whole.map(() => 'parsed'),
    );
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('refuses it for good where a person says so, and the refusal can be undone', async () => {
    await settle();
    const mail = await take(inOrder);
    await direct(mail, 'refuse-mail', { isRefused: true });
    expect(await auditLedger(office.store)).toMatchObject({ ended: { refused: 1 }, balances: true });
    await undoDirection(office.store, { mail, seenStep: 1, ...acting() });
    await office.drain();
    expect(await stateOf(mail)).toBe('held');
    expect(await auditLedger(office.store)).toMatchObject({ ended: { held: 1 }, balances: true });
  });

  it('takes what an enrolled address sends', async () => {
    await settle();
    await office.store.commit({
      writes: [
        await putAddress(office.store, {
          address: sender,
          round,
          commune: '99901',
          by,
          at: office.clock.now(),
        }),
      ],
      jobs: [],
    });
    await take(inOrder);
    expect(await dossierOf('99901')).toMatchObject({ revision: 1 });
  });

  it('lets questions through: they change no dossier', async () => {
    await settle();
    const mail = await take(question);
    expect(await stateOf(mail)).toBe('done');
  });
});

it('nothing from a blocked address is worked on, and nothing of it is lost', async () => {
  await office.store.commit({
    writes: [
      await putBlocked(office.store, { address: sender, by, at: office.clock.now(), reason: 'Thư rác' }),
    ],
    jobs: [],
  });
  const mail = await take(inOrder);
  expect(await stateOf(mail)).toBe('refused');
  expect(await dossierOf('99901')).toBeUndefined();
  expect(await auditLedger(office.store)).toMatchObject({ ended: { refused: 1 }, balances: true });
});

it('a mail whose sender is named like another address waits for a person, registry or not', async () => {
  const mail = await take(inOrder, { from: { name: sender, address: 'la@khac.example.vn' } });
  expect(await readIntake(office.store, mail)).toMatchObject({
    body: { state: 'held', because: 'Giữ lại: chưa chứng thực được người gửi' },
  });
});

it('a mail that named no commune goes into the dossier a person binds it to', async () => {
  const mail = await take(inOrder, {
    subject: 'Gửi phòng',
    text: 'Kính gửi.',
    from: { name: 'Một người', address: 'la@khac.example.vn' },
    attachments: [attachmentOf(inOrder, 'Bang diem.xlsx')],
  });
  await direct(mail, 'bind-mail', { to: { round, commune: '99903' }, isReleased: true });
  expect(await dossierOf('99903')).toMatchObject({ papers: ['Bang diem.xlsx'] });
});

function never(): never {
  throw new Error('not there');
}

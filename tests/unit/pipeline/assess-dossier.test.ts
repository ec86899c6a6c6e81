import { describe, expect, it, onTestFinished } from 'vitest';
import type { SampleMail } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { parseSenders } from '../../../shared/mail/senders.ts';
import { loadRevision } from '../../../shared/pipeline/dossier-revision.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import { listParts, readDossier, readIntake, readRevision } from '../../../shared/pipeline/records.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import { buildZip } from '../formats/build-zip.ts';
import {
  attachmentOf,
  correction,
  differing,
  inOrder,
  mailBytes,
  question,
  sampleMail,
  textFile,
} from './sample-mails.ts';

const round = 'minh-hoa-2023';

function openOffice(change: Partial<World> = {}): PipelineOffice {
  const office = openPipelineOffice(change);
  onTestFinished(() => office.store.close());
  return office;
}

interface Shown {
  readonly kind: string;
  readonly topic: string;
  readonly commune: string | null;
  readonly files: readonly string[];
  readonly findings: readonly string[];
  readonly readings: number;
}

async function send(office: PipelineOffice, slug: string, change: Partial<SampleMail> = {}): Promise<Shown> {
  const result = (await office.workOff(await mailBytes(slug, change))) as unknown as {
    readonly mail: { readonly kind: string; readonly topic: string };
    readonly commune: { readonly code: string } | null;
    readonly documents: readonly { readonly file: string; readonly kind: string; readonly status: string }[];
    readonly readings: readonly unknown[];
    readonly findings: readonly { readonly code: string; readonly about: string | null }[];
  };
  return {
    kind: result.mail.kind,
    topic: result.mail.topic,
    commune: result.commune?.code ?? null,
    files: result.documents.map(({ file, kind, status }) => `${file}: ${kind}, ${status}`),
    findings: result.findings.map(({ code, about }) => (about === null ? code : `${code} ${about}`)),
    readings: result.readings.length,
  };
}

async function revisionOf(
  office: PipelineOffice,
  commune: string,
  revision: number,
): Promise<DossierRevision> {
  const entry = await readRevision(office.store, round, commune, revision);
  if (entry === undefined) throw new Error(`no revision ${revision}`);
  return loadRevision(entry.body, office.world);
}

const revisionsOf = async (office: PipelineOffice, commune: string): Promise<number> =>
  (await readDossier(office.store, round, commune))?.body.revision ?? 0;

async function fatesOf(office: PipelineOffice, mail: string): Promise<readonly string[]> {
  return (await listParts(office.store, mail)).map(({ body }) => `${body.file}: ${body.fate ?? 'none'}`);
}

describe('a dossier that comes by mail', () => {
  it('becomes revision 1 of its commune with every paper, its figures and a draft', async () => {
    const office = openOffice();
    expect(await send(office, inOrder)).toEqual({
      kind: 'dossier',
      topic: 'dossier',
      commune: '99901',
      files: [
        'To trinh.docx: submission-letter, read',
        'Bang diem.xlsx: score-sheet, read',
        'Bao cao.docx: report, read',
        'Bien ban.docx: minutes, read',
      ],
      findings: [],
      readings: 22,
    });
    const entry = await readRevision(office.store, round, '99901', 1);
    expect(entry?.body.drafts).toEqual([{ kind: 'appraisal-report', file: 'bao-cao-tham-dinh.docx' }]);
    expect(office.blobs.kept.has(`${entry?.body.folder ?? ''}/bao-cao-tham-dinh.docx`)).toBe(true);
    expect(await auditLedger(office.store)).toEqual({
      accepted: 1,
      copies: 0,
      ended: { dossier: 1 },
      inWork: 0,
      balances: true,
    });
  });

  it('sent five times, by the same bytes, by another way, and as a new mail, is one revision', async () => {
    const office = openOffice();
    const bytes = await mailBytes(inOrder);
    const otherWay = Buffer.concat([
      Buffer.from('Received: from b.example.vn; Fri, 20 Oct 2023 10:16:00 +0700\r\n'),
      bytes,
    ]);
    await office.workOff(bytes);
    await office.workOff(bytes);
    await office.workOff(new Uint8Array(otherWay));
    await office.workOff(await mailBytes(inOrder, { messageId: '<again@minhhoa.example.vn>' }));
    await office.workOff(
      await mailBytes(inOrder, { messageId: '<third@minhhoa.example.vn>', subject: 'Gửi lại hồ sơ' }),
    );
    expect(await revisionsOf(office, '99901')).toBe(1);
    expect(await auditLedger(office.store)).toEqual({
      accepted: 4,
      copies: 1,
      ended: { dossier: 1, duplicates: 3 },
      inWork: 0,
      balances: true,
    });
  });

  it('sent again as a new mail says so of every file, with the day of the first', async () => {
    const office = openOffice();
    await send(office, inOrder);
    const mail = await office.accept(await mailBytes(inOrder, { messageId: '<again@minhhoa.example.vn>' }));
    await office.drain();
    expect((await readIntake(office.store, mail))?.body).toMatchObject({
      state: 'duplicate',
      kind: 'dossier',
      commune: '99901',
      revision: 1,
    });
    expect(await fatesOf(office, mail)).toEqual([
      'To trinh.docx: duplicate-of',
      'Bang diem.xlsx: duplicate-of',
      'Bao cao.docx: duplicate-of',
      'Bien ban.docx: duplicate-of',
    ]);
    const again = (await office.workOff(await mailBytes(inOrder, { messageId: '<x@minhhoa.example.vn>' })))[
      'findings'
    ] as readonly { readonly message: string }[];
    expect(again[0]?.message).toBe(
      'Tờ trình đề nghị công nhận trùng hoàn toàn với tài liệu đã nhận ngày 20/10/2023; chỉ tính một lần.',
    );
  });

  it('counts a file attached twice once, and says so', async () => {
    const office = openOffice();
    const { attachments } = sampleMail(inOrder);
    const twice = { ...attachmentOf(inOrder, 'Bao cao.docx'), filename: 'Bao cao (1).docx' };
    const shown = await send(office, inOrder, { attachments: [...attachments, twice] });
    expect(shown.findings).toEqual(['duplicate-document Bao cao (1).docx']);
    expect((await revisionOf(office, '99901', 1)).documents.map(({ file }) => file)).toEqual(
      attachments.map(({ filename }) => filename),
    );
  });
});

describe('a later mail of the same commune', () => {
  it('changes only what it brings, makes revision 2 and keeps revision 1', async () => {
    const office = openOffice();
    const first = await send(office, differing);
    expect(first.findings).toEqual(['conflicting-readings c07.full-immunisation-rate']);
    const kept = JSON.stringify(await revisionOf(office, '99905', 1));
    const second = await send(office, correction);
    expect(second).toMatchObject({ kind: 'supplement', commune: '99905', findings: [] });
    expect(
      (await revisionOf(office, '99905', 2)).documents.map(({ file, replacedBy }) => [file, replacedBy]),
    ).toEqual([
      ['To trinh.docx', undefined],
      ['Bang diem.docx', undefined],
      ['Bao cao.docx', 'Bao cao thay the.docx'],
      ['Bien ban.docx', undefined],
      ['Bao cao thay the.docx', undefined],
    ]);
    expect(JSON.stringify(await revisionOf(office, '99905', 1))).toBe(kept);
  });

  it('counts by the order of acceptance where it is read before the mail it corrects', async () => {
    const office = openOffice();
    await office.accept(await mailBytes(differing));
    const later = await office.accept(await mailBytes(correction));
    // The first mail's jobs wait while the second is worked off.
    const held = [];
    for (;;) {
      const job = await office.store.lease({ leaseMs: 3_600_000 });
      if (job === undefined || job.payload['mail'] === later) {
        if (job !== undefined) await office.store.release(job);
        break;
      }
      held.push(job);
    }
    await office.drain();
    expect(await revisionsOf(office, '99905')).toBe(1);
    for (const job of held) await office.store.release(job);
    await office.drain();
    const { documents, findings } = await revisionOf(office, '99905', 2);
    expect(documents.find(({ file }) => file === 'Bao cao.docx')?.replacedBy).toBe('Bao cao thay the.docx');
    expect(findings).toEqual([]);
  });

  it('that names no commune finds its dossier by the mail it answers, and by nothing where it answers none', async () => {
    const office = openOffice();
    const first = sampleMail(inOrder);
    await send(office, inOrder);
    const bare: Partial<SampleMail> = {
      messageId: '<bare@minhhoa.example.vn>',
      subject: 'Re: bổ sung',
      text: 'Gửi bổ sung phiếu lấy ý kiến.',
      attachments: [textFile('Phieu.txt', 'TỔNG HỢP PHIẾU LẤY Ý KIẾN\nSố phiếu phát ra: 100\n')],
    };
    expect(await send(office, inOrder, { ...bare, inReplyTo: first.messageId })).toMatchObject({
      kind: 'supplement',
      commune: '99901',
    });
    expect(await send(office, inOrder, { ...bare, messageId: '<alone@minhhoa.example.vn>' })).toMatchObject({
      kind: 'dossier',
      commune: null,
      findings: ['ambiguous-commune'],
    });
    expect(await auditLedger(office.store)).toMatchObject({
      ended: { dossier: 1, supplement: 1, held: 1 },
      balances: true,
    });
  });

  it('with the files settles the link sent in their place', async () => {
    const office = openOffice();
    const link = await send(office, inOrder, {
      text: 'UBND xã Suối Mẫu gửi hồ sơ xã phù hợp với trẻ em: https://drive.google.com/file/d/abc/view',
      attachments: [],
    });
    expect(link).toMatchObject({ kind: 'dossier', commune: '99901' });
    expect(link.findings).toContain('external-link');
    expect((await send(office, inOrder, { messageId: '<files@minhhoa.example.vn>' })).findings).toEqual([]);
  });
});

describe('a mail that is no dossier', () => {
  it('ends with its kind and makes no revision', async () => {
    const office = openOffice();
    expect(await send(office, question)).toMatchObject({
      kind: 'not-a-dossier',
      topic: 'question',
      findings: [],
    });
    expect(await revisionsOf(office, '99906')).toBe(0);
    expect(await auditLedger(office.store)).toMatchObject({ ended: { 'not-a-dossier': 1 }, balances: true });
  });

  it('carries a plan: its figures of next year count for nothing', async () => {
    const office = openOffice();
    const plan =
      'UBND XÃ SUỐI MẪU\nKẾ HOẠCH\nThực hiện xây dựng xã phù hợp với trẻ em năm 2024\nTiêu chí 2: tỷ lệ trẻ em được khai sinh đạt 99%.\n';
    expect(
      await send(office, inOrder, {
        subject: 'Gửi kế hoạch',
        text: '',
        attachments: [textFile('KH.txt', plan)],
      }),
    ).toMatchObject({ kind: 'not-a-dossier', topic: 'plan', readings: 0 });
  });

  it('is a bounce, whatever it carries back', async () => {
    const office = openOffice();
    const bytes = Buffer.from(await mailBytes(inOrder)).toString('latin1');
    const bounce = bytes.replace(
      /Content-Type: multipart\/mixed;/,
      'Content-Type: multipart/report; report-type=delivery-status;',
    );
    const result = await office.workOff(new Uint8Array(Buffer.from(bounce, 'latin1')));
    expect(result['mail']).toMatchObject({ kind: 'bounce' });
    expect(await revisionsOf(office, '99901')).toBe(0);
  });

  it('is empty: a person looks at it', async () => {
    const office = openOffice();
    const mail = await office.accept(new TextEncoder().encode('From: a@minhhoa.example.vn\r\n\r\n'));
    await office.drain();
    expect((await readIntake(office.store, mail))?.body).toMatchObject({ state: 'held', kind: 'unreadable' });
    expect(await auditLedger(office.store)).toMatchObject({ ended: { held: 1 }, balances: true });
  });
});

describe('whose mail it is', () => {
  const senders = parseSenders(
    JSON.stringify({
      communes: [
        { code: '99901', name: 'Xã Suối Mẫu', addresses: ['ubnd99901@minhhoa.example.vn'] },
        { code: '99905', name: 'Xã Đồng Mẫu', addresses: ['ubnd99905@minhhoa.example.vn'] },
      ],
    }),
  );

  it('a paper of another commune is told and its figures are not used', async () => {
    const office = openOffice();
    const foreign = { ...attachmentOf(differing, 'Bao cao.docx'), filename: 'Bao cao xa ban.docx' };
    const shown = await send(office, inOrder, {
      attachments: [...sampleMail(inOrder).attachments, foreign],
    });
    expect(shown).toMatchObject({ commune: '99901', findings: ['commune-mismatch Bao cao xa ban.docx'] });
    const revision = await revisionOf(office, '99901', 1);
    expect(revision.documents.map(({ file }) => file)).not.toContain('Bao cao xa ban.docx');
    const [mail = ''] = revision.mailIds;
    expect(await fatesOf(office, mail)).toContain('Bao cao xa ban.docx: held');
  });

  it('one paper of a neighbour, sent alone by a known commune in its own name, does not enter the neighbour’s dossier', async () => {
    const office = openOffice({ senders });
    const shown = await send(office, inOrder, { attachments: [attachmentOf(differing, 'Bao cao.docx')] });
    expect(shown.commune).toBe('99901');
    expect(shown.findings).toContain('commune-mismatch Bao cao.docx');
    expect(await revisionsOf(office, '99905')).toBe(0);
  });

  it('papers that name another commune than the mail go by the papers, and a person is told', async () => {
    const office = openOffice();
    const shown = await send(office, differing, {
      subject: 'Xã Suối Mẫu gửi hồ sơ',
      text: 'Xã Suối Mẫu gửi hồ sơ.',
    });
    expect(shown.commune).toBe('99905');
    expect(shown.findings).toContain('mail-commune-differs');
  });

  it('an address nobody knows is told, and the dossier is assessed all the same', async () => {
    const office = openOffice({ senders });
    expect((await send(office, inOrder)).findings).toEqual([]);
    const stranger = openOffice({ senders });
    const from = { name: 'UBND xã Suối Mẫu', address: 'suoimau@example.com' };
    expect(await send(stranger, inOrder, { from })).toMatchObject({
      commune: '99901',
      findings: ['unknown-sender'],
      readings: 22,
    });
  });

  it('a name without accents is nobody’s', async () => {
    const office = openOffice();
    const shown = await send(office, inOrder, {
      subject: 'Ho so xa Suoi Mau',
      text: 'Kinh gui ho so xa phu hop voi tre em.',
      attachments: [textFile('So lieu.txt', 'BÁO CÁO\nTỷ lệ trẻ em được khai sinh: 98,5%\n')],
    });
    expect(shown).toMatchObject({ commune: null, findings: ['ambiguous-commune'] });
  });
});

describe('what a mail holds', () => {
  it('figures written into a bare mail are read with their line', async () => {
    const office = openOffice();
    const result = await office.workOff(
      await mailBytes(inOrder, {
        messageId: '<words@minhhoa.example.vn>',
        subject: 'Xã Suối Mẫu báo cáo số liệu xã phù hợp với trẻ em',
        text: 'Kính gửi Phòng.\n\nTỷ lệ trẻ em được khai sinh đúng quy định: 197/200 trẻ = 98,5%.\n',
        attachments: [],
      }),
    );
    expect(result['readings']).toMatchObject([
      {
        indicator: 'c02.birth-registration-rate',
        value: 0.985,
        sources: [{ file: 'noi-dung-thu.txt', locator: { kind: 'mail-body', line: 3 } }],
      },
    ]);
  });

  it('papers inside an archive count, and what is wrong with the archive stays known', async () => {
    const office = openOffice();
    const inside = sampleMail(inOrder).attachments.map(({ filename, bytes }) => ({
      name: filename,
      content: bytes,
    }));
    const many = Array.from({ length: 410 }, (_, index) => ({ name: `anh/${index}.txt`, content: 'a' }));
    const shown = await send(office, inOrder, {
      attachments: [{ filename: 'ho so.zip', bytes: buildZip([...inside, ...many]) }],
    });
    expect(shown).toMatchObject({ kind: 'dossier', commune: '99901', readings: 22 });
    expect(shown.findings).toContain('unsafe-archive ho so.zip');
    expect(shown.files).toHaveLength(400);
    expect(await auditLedger(office.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('a file that cannot be read is told; the others count', async () => {
    const office = openOffice();
    const attachments = sampleMail(inOrder).attachments.map((one) =>
      one.filename === 'Bien ban.docx' ? { ...one, bytes: one.bytes.subarray(0, 900) } : one,
    );
    const shown = await send(office, inOrder, { attachments });
    expect(shown).toMatchObject({
      kind: 'dossier',
      readings: 22,
      findings: ['unreadable-file Bien ban.docx'],
    });
  });

  it('nothing that can be read makes it unreadable', async () => {
    const office = openOffice();
    const broken = {
      filename: 'Bang diem.xlsx',
      bytes: attachmentOf(inOrder, 'Bang diem.xlsx').bytes.subarray(0, 900),
    };
    expect(await send(office, inOrder, { attachments: [broken] })).toMatchObject({
      kind: 'unreadable',
      commune: '99901',
      readings: 0,
    });
  });

  it('a subject of many kilobytes is cut in the log, and the mail is worked off', async () => {
    const office = openOffice();
    const mail = await office.accept(await mailBytes(question, { subject: `Hỏi ${'a'.repeat(20_000)}` }));
    await office.drain();
    const entry = (await readIntake(office.store, mail))?.body;
    expect(entry).toMatchObject({ state: 'done', kind: 'not-a-dossier' });
    expect(entry?.subject).toHaveLength(500);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DossierDocument } from '../../../shared/domain/document.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import { mailResult } from '../../../shared/pipeline/mail-result.ts';
import { listParts, readDossier } from '../../../shared/pipeline/records.ts';
import { splitByCommune } from '../../../shared/pipeline/split-by-commune.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { differing, inOrder, mailBytes, sampleMail, textFile } from './sample-mails.ts';

const round = illustrationRound(2023);

const paper = (file: string, kind: string, codes: readonly string[]): DossierDocument =>
  ({ file, extraction: { kind, commune: codes.length === 0 ? null : { codes, text: '' } } }) as never;

describe('splitting the papers of a mail by commune', () => {
  const shown = (documents: readonly DossierDocument[]) => {
    const split = splitByCommune(documents, round.communes);
    return split === undefined
      ? undefined
      : {
          parts: split.parts.map((part) => [part.commune.code, ...part.documents.map(({ file }) => file)]),
          unassigned: split.unassigned.map(({ file }) => file),
        };
  };

  it('gives each commune its papers, and a paper without a name to the folder it lies in', () => {
    expect(
      shown([
        paper('b.zip/bang diem.xlsx', 'score-sheet', ['99905']),
        paper('b.zip/anh.docx', 'evidence', []),
        paper('b.zip/to trinh.docx', 'submission-letter', ['99905']),
        paper('a/bang diem.xlsx', 'score-sheet', ['99901']),
        paper('a/bao cao.docx', 'report', ['99901']),
        paper('chung.docx', 'other', []),
      ]),
    ).toEqual({
      parts: [
        ['99901', 'a/bang diem.xlsx', 'a/bao cao.docx'],
        ['99905', 'b.zip/bang diem.xlsx', 'b.zip/anh.docx', 'b.zip/to trinh.docx'],
      ],
      unassigned: ['chung.docx'],
    });
  });

  it('does not split where a neighbour has one paper only: it was attached by mistake', () => {
    expect(
      shown([
        paper('bang diem.xlsx', 'score-sheet', ['99901']),
        paper('bao cao.docx', 'report', ['99901']),
        paper('bang diem khac.xlsx', 'score-sheet', ['99905']),
      ]),
    ).toBeUndefined();
  });

  it('does not split by a name that may be two communes', () => {
    expect(
      shown([
        paper('1.xlsx', 'score-sheet', ['99901', '99902']),
        paper('2.docx', 'report', ['99901', '99902']),
        paper('3.xlsx', 'score-sheet', ['99905']),
        paper('4.docx', 'report', ['99905']),
      ]),
    ).toBeUndefined();
  });
});

describe('a mail with the dossiers of two communes', () => {
  const open = () => {
    const office = openPipelineOffice();
    onTestFinished(() => office.store.close());
    return office;
  };
  const bundle = () =>
    mailBytes(inOrder, {
      subject: 'Ho so cac xa',
      text: 'Gui ho so hai xa.',
      attachments: [
        ...sampleMail(inOrder).attachments,
        ...sampleMail(differing).attachments.map((each) => ({ ...each, filename: `2-${each.filename}` })),
        textFile('ghi chu.txt', 'Danh sách kèm theo.'),
      ],
    });

  it('revises both dossiers in one step, and says what belongs to nobody', async () => {
    const office = open();
    const mail = await office.accept(await bundle());
    await office.drain();
    const heads = await Promise.all(
      ['99901', '99905'].map(async (code) => (await readDossier(office.store, round.id, code))?.body),
    );
    expect(heads.map((head) => [head?.revision, head?.mails])).toEqual([
      [1, [mail]],
      [1, [mail]],
    ]);
    const parts = await listParts(office.store, mail);
    expect(parts.filter(({ body }) => body.fate === 'held').map(({ body }) => body.file)).toEqual([
      'ghi chu.txt',
    ]);
    expect(await auditLedger(office.store)).toMatchObject({ accepted: 1, inWork: 0, balances: true });
  });

  it('has one result for the mail, which points to one for each commune as if it had come alone', async () => {
    const office = open();
    const mail = await office.accept(await bundle());
    await office.drain();
    const ended = await mailResult(mail, office.world);
    expect(ended?.result).toMatchObject({
      commune: null,
      assessment: null,
      parts: [
        { part: 1, commune: { code: '99901' }, file: 'part-1/result.json' },
        { part: 2, commune: { code: '99905' }, file: 'part-2/result.json' },
      ],
    });
    const alone = await open().workOff(await mailBytes(inOrder));
    const [first] = ended?.parts ?? [];
    expect(ended?.parts.map(({ drafts }) => drafts.length)).toEqual([1, 1]);
    for (const field of ['claims', 'claimedTotal', 'assessment'])
      expect(first?.result[field]).toEqual(alone[field]);

    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../docs/result.schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true, date: true } }).compile(
      schema,
    );
    for (const { result } of [ended, ...(ended?.parts ?? [])].flatMap((each) => each ?? [])) {
      validate(JSON.parse(JSON.stringify(result)));
      expect(validate.errors).toBeNull();
    }
  });

  it('brings nothing new when it comes again', async () => {
    const office = open();
    await office.workOff(await bundle());
    const again = await office.workOff(
      await mailBytes(inOrder, {
        subject: 'Gui lai',
        text: 'Gui lai ho so hai xa.',
        messageId: '<again@example.vn>',
        attachments: [
          ...sampleMail(inOrder).attachments,
          ...sampleMail(differing).attachments.map((each) => ({ ...each, filename: `2-${each.filename}` })),
        ],
      }),
    );
    expect(again['commune']).toBeNull();
    expect((await readDossier(office.store, round.id, '99901'))?.body.revision).toBe(1);
    expect(await auditLedger(office.store)).toMatchObject({ accepted: 2, inWork: 0, balances: true });
  });
});

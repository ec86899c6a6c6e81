import exceljs from 'exceljs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeConfirmationTable } from '../../../shared/appraisal/sector-confirmation/write-confirmation-table.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { listSectorSheets } from '../../../shared/pipeline/round-records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import { loadAnswers, uploadConfirmation } from '../../../shared/pipeline/sector-sheets.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail } from './sample-mails.ts';

const round = illustrationRound(2023);
const at = '2023-11-10T02:00:00.000Z';
const by = { id: 'nguoi-nganh', name: 'Nguyễn Thị Giả' };
const immunisation = 'c07.full-immunisation-rate';
const stunting = 'c08.stunting-rate';

async function openOffice(): Promise<PipelineOffice> {
  const office = openPipelineOffice();
  onTestFinished(() => office.store.close());
  await office.workOff(await mailBytes(inOrder));
  return office;
}

const stateOf = ({ world }: PipelineOffice) =>
  loadRoundState({ round, rubric: illustrationRubric }, at, world);

/** The table for the health sector as it stands, answered: by indicator, what to write in the columns E and F. */
async function answeredTable(
  office: PipelineOffice,
  answers: Readonly<Record<string, { readonly own?: string; readonly agrees?: string }>>,
): Promise<Uint8Array> {
  const health = round.sectors.find(({ id }) => id === 'health');
  if (health === undefined) throw new Error('no such sector');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await writeConfirmationTable(await stateOf(office), health)).slice().buffer);
  workbook.worksheets[0]?.eachRow((row) => {
    for (const [indicator, { own, agrees }] of Object.entries(answers))
      if (row.getCell(8).text.startsWith(`${round.id}|99901|${indicator}|`)) {
        if (own !== undefined) row.getCell(5).value = own;
        if (agrees !== undefined) row.getCell(6).value = agrees;
      }
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const upload = async (office: PipelineOffice, bytes: Uint8Array) => {
  const result = await uploadConfirmation(
    { round: round.id, sector: 'health', file: 'tra loi.xlsx', bytes, by },
    office.world,
  );
  await office.drain();
  return result;
};

describe('a table a sector answered', () => {
  it('confirms figures and contradicts others, beside the commune’s own, which stay as they are', async () => {
    const office = await openOffice();
    const before = (await stateOf(office)).communes[0];
    const bytes = await answeredTable(office, {
      [immunisation]: { agrees: 'có' },
      [stunting]: { own: '21,5%' },
    });
    await upload(office, bytes);
    const after = (await stateOf(office)).communes[0];
    expect(after?.confirmations).toEqual([{ sector: 'ngành Y tế', indicators: [immunisation] }]);
    expect(after?.crossFindings.map(({ code, about }) => [code, about])).toEqual([
      ['sector-differs', stunting],
    ]);
    expect(after?.revision).toEqual(before?.revision);
  });

  it('is kept with who brought it, when, and the place of each answer', async () => {
    const office = await openOffice();
    await upload(office, await answeredTable(office, { [stunting]: { own: '21,5%' } }));
    const [sheet] = await listSectorSheets(office.store, round.id);
    if (sheet === undefined) throw new Error('no table was kept');
    const answers = await loadAnswers(sheet, office.world);
    expect({ ...answers, at: '' }).toMatchObject({
      sector: 'health',
      file: 'tra loi.xlsx',
      uploadedBy: by.name,
      answers: [
        {
          commune: '99901',
          indicator: stunting,
          own: { value: 0.215 },
          cell: expect.stringMatching(/^E\d+$/u) as unknown,
        },
      ],
    });
  });

  it('the next table of the sector corrects the one before', async () => {
    const office = await openOffice();
    await upload(office, await answeredTable(office, { [stunting]: { own: '21,5%' } }));
    await upload(office, await answeredTable(office, { [stunting]: { agrees: 'có' } }));
    const [first] = (await stateOf(office)).communes;
    expect(first?.crossFindings).toEqual([]);
    expect(first?.confirmations).toEqual([{ sector: 'ngành Y tế', indicators: [stunting] }]);
    expect((await listSectorSheets(office.store, round.id)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('that cannot be read says so and answers nothing', async () => {
    const office = await openOffice();
    await upload(office, new TextEncoder().encode('PK no workbook at all'));
    const [sheet] = await listSectorSheets(office.store, round.id);
    if (sheet === undefined) throw new Error('no table was kept');
    const { answers, findings } = await loadAnswers(sheet, office.world);
    expect(answers).toEqual([]);
    expect(findings.map(({ code }) => code)).toContain('sector-answer-unclear');
  });

  it('a second delivery of its job changes nothing, and nobody without a name brings one', async () => {
    const office = await openOffice();
    const bytes = await answeredTable(office, {});
    await upload(office, bytes);
    const again = await runStage(
      {
        id: 'again',
        stage: 'read-confirmation',
        payload: { round: round.id, sector: 'health', number: 1 },
      },
      office.world,
    );
    expect(again).toEqual({ writes: [], jobs: [] });
    expect(
      await uploadConfirmation(
        { round: round.id, sector: 'health', file: 'a.xlsx', bytes, by: { ...by, name: ' ' } },
        office.world,
      ),
    ).toEqual({ refused: 'Chưa ghi họ tên cán bộ thực hiện.' });
  });
});

describe('a table of a sector that comes by mail', () => {
  const mailed = { messageId: '<nganh@minhhoa.example.vn>', subject: 'Gửi bảng xác nhận số liệu', text: '' };
  const sourcesOf = async (office: PipelineOffice) =>
    (await stateOf(office)).communes[0]?.revision?.readings.map(({ sources }) =>
      sources.map(({ file }) => file),
    );

  it('alone waits for a person: whoever sent it, it is no answer and no paper of a commune', async () => {
    const office = await openOffice();
    const before = await stateOf(office);
    const bytes = await answeredTable(office, { [stunting]: { own: '21,5%' } });
    const result = await office.workOff(
      await mailBytes(inOrder, { ...mailed, attachments: [{ filename: 'Bang.xlsx', bytes }] }),
    );
    expect(result['mail']).toMatchObject({ kind: 'not-a-dossier', topic: 'other' });
    expect((result['findings'] as readonly { code: string }[]).map(({ code }) => code)).toEqual([
      'sector-answer-mailed',
    ]);
    expect(await stateOf(office)).toEqual(before);
    expect(await listSectorSheets(office.store, round.id)).toEqual([]);
  });

  it('with papers of a commune gives its dossier no figure', async () => {
    const office = openPipelineOffice();
    onTestFinished(() => office.store.close());
    const bytes = await answeredTable(office, {
      [immunisation]: { own: '50%' },
    });
    const { attachments } = sampleMail(inOrder);
    await office.workOff(
      await mailBytes(inOrder, { attachments: [...attachments, { filename: 'Bang.xlsx', bytes }] }),
    );
    const files = (await sourcesOf(office))?.flat() ?? [];
    expect(files.length).toBeGreaterThan(20);
    expect(files).not.toContain('Bang.xlsx');
  });
});

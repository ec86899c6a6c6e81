import { describe, expect, it, onTestFinished } from 'vitest';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { listDossiers } from '../../../shared/pipeline/records.ts';
import { listTracked } from '../../../shared/pipeline/round-records.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail, textFile } from './sample-mails.ts';

const round = illustrationRound(2023);

function openOffice(): PipelineOffice {
  const office = openPipelineOffice();
  onTestFinished(() => office.store.close());
  return office;
}

const paper = (title: string, subject: string, commune = 'XÃ SUỐI MẪU'): string =>
  `ỦY BAN NHÂN DÂN\n${commune}\nSố: 12/KH-UBND\nNgày 10 tháng 3 năm 2023\n${title}\n${subject}\nTiêu chí 2: trẻ em được khai sinh đạt 99%.\n`;
const plan = paper('KẾ HOẠCH', 'Thực hiện xây dựng xã phù hợp với trẻ em năm 2023');
const commitment = paper('BẢN CAM KẾT', 'Thực hiện các tiêu chí xã phù hợp với trẻ em năm 2023');

/** Mails papers by themselves, by file name. */
async function send(office: PipelineOffice, papers: Readonly<Record<string, string>>) {
  const messageId = `<${Object.keys(papers).join('.')}@minhhoa.example.vn>`;
  const result = await office.workOff(
    await mailBytes(inOrder, {
      messageId,
      subject: 'Gửi kế hoạch',
      text: '',
      attachments: Object.entries(papers).map(([file, text]) => textFile(file, text)),
    }),
  );
  return { mail: result['mail'], findings: result['findings'] as readonly { readonly code: string }[] };
}

const noted = async ({ store }: PipelineOffice): Promise<readonly (readonly unknown[])[]> =>
  (await listTracked(store, round.id)).map(({ commune, kind, file, number }) => [
    commune,
    kind,
    file,
    number,
  ]);

async function trackedIn(office: PipelineOffice): Promise<readonly (readonly string[])[]> {
  const at = '2023-11-10T02:00:00.000Z';
  const { communes } = await loadRoundState({ round, rubric: illustrationRubric }, at, office.world);
  return communes.map(({ tracked }) => tracked);
}

describe('plan and commitment of a commune', () => {
  it('mailed by themselves are noted for the round, with paper and mail, and make no dossier', async () => {
    const office = openOffice();
    expect(await send(office, { 'KH.txt': plan, 'CK.txt': commitment })).toMatchObject({
      mail: { kind: 'not-a-dossier', topic: 'plan' },
      findings: [],
    });
    expect(await noted(office)).toEqual([
      ['99901', 'commitment', 'CK.txt', '12/KH-UBND'],
      ['99901', 'plan', 'KH.txt', '12/KH-UBND'],
    ]);
    expect(await listDossiers(office.store, round.id)).toEqual([]);
    expect((await trackedIn(office)).slice(0, 2)).toEqual([['plan', 'commitment'], []]);
  });

  it('the later paper of a kind is the one noted', async () => {
    const office = openOffice();
    await send(office, { 'KH.txt': plan });
    await send(office, { 'KH sua.txt': `${plan}Bổ sung.\n` });
    expect(await noted(office)).toEqual([['99901', 'plan', 'KH sua.txt', '12/KH-UBND']]);
  });

  it('of several communes in one mail are noted for each', async () => {
    const office = openOffice();
    await send(office, {
      'KH 1.txt': plan,
      'KH 2.txt': paper('KẾ HOẠCH', 'Thực hiện xây dựng xã phù hợp với trẻ em năm 2023', 'XÃ ĐỒI MẪU'),
    });
    expect((await noted(office)).map(([commune]) => commune)).toEqual(['99901', '99902']);
  });

  it('that come with a dossier are its papers, and count as well', async () => {
    const office = openOffice();
    await office.workOff(
      await mailBytes(inOrder, {
        attachments: [...sampleMail(inOrder).attachments, textFile('KH.txt', plan)],
      }),
    );
    expect(await noted(office)).toEqual([]);
    expect((await trackedIn(office))[0]).toEqual(['plan']);
  });

  it('for another year are not noted for this one, and a note says so', async () => {
    const office = openOffice();
    const { findings } = await send(office, { 'KH.txt': plan.replaceAll('em năm 2023', 'em năm 2024') });
    expect(findings.map(({ code }) => code)).toEqual(['tracked-other-year']);
    expect(await noted(office)).toEqual([]);
  });

  it('on another matter are not noted', async () => {
    const office = openOffice();
    await send(office, {
      'KH.txt':
        'ỦY BAN NHÂN DÂN\nXÃ SUỐI MẪU\nKẾ HOẠCH\nPhòng cháy, chữa cháy rừng năm 2023\nTrực 24/24 giờ.\n',
    });
    expect(await noted(office)).toEqual([]);
  });

  it('of nobody known are said to be so', async () => {
    const office = openOffice();
    const { findings } = await send(office, { 'KH.txt': plan.replace('XÃ SUỐI MẪU', 'XÃ KHÔNG TÊN') });
    expect([await noted(office), findings.map(({ code }) => code)]).toEqual([[], ['ambiguous-commune']]);
  });
});

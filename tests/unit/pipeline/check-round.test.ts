import { describe, expect, it, onTestFinished } from 'vitest';
import { composeMail } from '../../../infra/local/compose-mail.ts';
import { writeSampleDossiers } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import { writeWordPaper } from '../../../shared/appraisal/samples/sample-papers.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { listChecks, listFacts, putFacts, readFacts } from '../../../shared/pipeline/round-records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail } from './sample-mails.ts';

const round = illustrationRound(2023);
const otherCommune = '99902-word-compact';

function openOffice(change: Partial<World> = {}): PipelineOffice {
  const office = openPipelineOffice(change);
  onTestFinished(() => office.store.close());
  return office;
}

/** Results of the opinion survey without the name of a commune: whoever sends it, it is the same file. */
const survey = {
  filename: 'Tong hop phieu.docx',
  bytes: await writeWordPaper({
    issuer: ['ỦY BAN NHÂN DÂN'],
    number: null,
    placeAndDate: 'Ngày 14 tháng 10 năm 2023',
    title: ['BẢNG TỔNG HỢP', 'Kết quả lấy phiếu hài lòng của trẻ em và người dân năm 2023'],
    body: ['Tỷ lệ trẻ em hài lòng: 76/80 (95%).', 'Tỷ lệ người dân hài lòng: 93/100 (93%).'],
    signature: ['CHỦ TỊCH'],
  }),
};

const withSurvey = (slug: string): Promise<Uint8Array> =>
  mailBytes(slug, { attachments: [...sampleMail(slug).attachments, survey] });

async function found(office: PipelineOffice): Promise<Readonly<Record<string, readonly string[]>>> {
  const checks = await listChecks(office.store, round.id);
  return Object.fromEntries(
    checks.map(({ body }) => [body.commune, body.findings.map(({ message }) => message)]),
  );
}

describe('dossiers of a round held against each other', () => {
  it('each revision keeps its facts with it, and one file in two dossiers is said to both communes', async () => {
    const office = openOffice();
    await office.workOff(await withSurvey(inOrder));
    expect(await found(office)).toEqual({ '99901': [] });
    await office.workOff(await withSurvey(otherCommune));
    const facts = await listFacts(office.store, round.id);
    expect(facts.map(({ commune, revision, year }) => [commune, revision, year])).toEqual([
      ['99901', 1, 2023],
      ['99902', 1, 2023],
    ]);
    expect(facts[0]?.figures.length).toBeGreaterThan(20);
    expect(await found(office)).toEqual({
      '99901': ['Bảng tổng hợp phiếu lấy ý kiến hài lòng giống hoàn toàn tài liệu trong hồ sơ xã Đồi Mẫu.'],
      '99902': ['Bảng tổng hợp phiếu lấy ý kiến hài lòng giống hoàn toàn tài liệu trong hồ sơ xã Suối Mẫu.'],
    });
  });

  it('a figure that jumps against the round before is said', async () => {
    const before = openOffice({ rounds: [{ round: illustrationRound(2022), rubric: illustrationRubric }] });
    const [mail] = await writeSampleDossiers(2022);
    if (mail === undefined) throw new Error('no sample mail');
    await before.workOff(await composeMail(mail));
    const facts = await readFacts(before.store, 'minh-hoa-2022', '99901');
    if (facts === undefined) throw new Error('the revision kept no facts');
    const figures = facts.body.figures.map((figure) =>
      figure.indicator === 'c12.activities' ? { ...figure, value: 60 } : figure,
    );

    const office = openOffice();
    await office.store.commit({
      writes: [await putFacts(office.store, { ...facts.body, figures })],
      jobs: [],
    });
    await office.workOff(await mailBytes(inOrder));
    expect(await found(office)).toEqual({
      '99901': [expect.stringMatching(/^Tiêu chí 12: .* năm 2022 là 60 .*, năm 2023 là 6 .*\.$/u)],
    });
  });
});

describe('jobs that compare a round', () => {
  it('a second delivery and the jobs of changes already seen write nothing', async () => {
    const office = openOffice();
    await office.workOff(await withSurvey(inOrder));
    const again = await runStage(
      { id: 'again', stage: 'check-round', payload: { round: round.id } },
      office.world,
    );
    expect(again).toEqual({ writes: [], jobs: [] });
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { composeMail } from '../../../infra/local/compose-mail.ts';
import { writeSampleDossiers } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { findActiveRubric, loadRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { previewRubric, startSpreading } from '../../../shared/pipeline/apply-rubric.ts';
import { loadRevision } from '../../../shared/pipeline/dossier-revision.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import {
  listDossiers,
  listRubricActions,
  readDossier,
  readRevision,
} from '../../../shared/pipeline/records.ts';
import type { DraftResult } from '../../../shared/pipeline/rubric-drafts.ts';
import {
  adoptDraft,
  confirmRows,
  correctDraft,
  loadDraft,
  returnDraft,
  settleDoubt,
  submitDraft,
  uploadAnnex,
} from '../../../shared/pipeline/rubric-drafts.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { listOpenDoubts, listRowsToConfirm } from '../../../shared/rubrics/rubric-draft.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { writeAnnex } from '../extraction/annex-document.ts';
import { madeUpAnnex } from '../extraction/made-up-annex.ts';

const rubric = qd06Rubric.id;
const samples = await writeSampleDossiers(2023);

/** The invented district judged by Decision 06, as a real one is. */
const round = { ...illustrationRound(2023), rubric };

function openOffice(): PipelineOffice {
  const office = openPipelineOffice({ rounds: [{ round, rubric: qd06Rubric }] });
  onTestFinished(() => office.store.close());
  return office;
}

const annex = await writeAnnex(madeUpAnnex);

const anna = { id: 'anna', name: 'Nguyễn Văn Giả' };
const binh = { id: 'binh', name: 'Trần Thị Định' };
const source = 'Bản giả định dùng để kiểm thử';

function stepOf(result: DraftResult): number {
  if ('refused' in result) throw new Error(result.refused);
  return result.entry.step;
}

/** Uploads the annex and has it read. */
async function upload(office: PipelineOffice, bytes = annex): Promise<number> {
  stepOf(await uploadAnnex({ rubric, file: 'phu-luc.docx', bytes, by: anna }, office.world));
  await office.drain();
  const opened = await loadDraft(rubric, office.world);
  return opened?.entry.step ?? 0;
}

/** Settles every doubt of the open draft in words; gives the step after. */
async function settleAll(office: PipelineOffice, from: number): Promise<number> {
  let step = from;
  for (;;) {
    const opened = await loadDraft(rubric, office.world);
    const [doubt] = opened === undefined ? [] : listOpenDoubts(opened.draft, opened.before);
    if (doubt === undefined) return step;
    step = stepOf(
      await settleDoubt(
        { rubric, step, by: anna, doubt: doubt.message, words: 'Đã đối chiếu, bản gốc ghi như bản nhập.' },
        office.world,
      ),
    );
  }
}

async function submit(office: PipelineOffice, bytes = annex): Promise<number> {
  const step = await settleAll(office, await upload(office, bytes));
  return stepOf(await submitDraft({ rubric, step, by: anna }, office.world));
}

async function rowsToConfirm(office: PipelineOffice): Promise<readonly string[]> {
  const opened = await loadDraft(rubric, office.world);
  return opened === undefined ? [] : listRowsToConfirm(opened.draft.rubric).map(({ rule }) => rule);
}

async function adopt(office: PipelineOffice, leaveOut: readonly string[] = [], bytes = annex): Promise<void> {
  const step = await submit(office, bytes);
  const rows = (await rowsToConfirm(office)).filter((row) => !leaveOut.includes(row));
  stepOf(await adoptDraft({ rubric, step, by: binh, rows, source }, office.world));
}

async function sendDossier(office: PipelineOffice, slug: string): Promise<void> {
  const mail = samples.find((one) => one.slug === slug);
  if (mail === undefined) throw new Error(`no sample mail ${slug}`);
  await office.workOff(await composeMail(mail));
}

const contentsOf = ({ criteria, vocabulary, scaleTotal, conditions }: Rubric) => ({
  criteria,
  vocabulary,
  scaleTotal,
  conditions,
});

describe('a made-up annex becomes the scale in force', () => {
  it('entered by one officer and confirmed by another, it gives totals and verdicts where there were none', async () => {
    const office = openOffice();
    await sendDossier(office, '99901-excel');
    const first = await readDossier(office.store, round.id, '99901');
    const before = first === undefined ? undefined : await loadRevision(first.body, office.world);
    expect([before?.assessment.rubric, before?.assessment.total, before?.assessment.verdict]).toEqual([
      'qd-06-2019@1',
      null,
      'undetermined',
    ]);

    await adopt(office);
    await office.drain();

    const adopted = await findActiveRubric(rubric, office.world);
    expect(
      adopted === undefined ? [] : listRows(adopted).filter(({ citation }) => citation.verified === null),
    ).toEqual([]);
    const head = await readDossier(office.store, round.id, '99901');
    const after = head === undefined ? undefined : await loadRevision(head.body, office.world);
    expect({
      ...head?.body,
      rubric: after?.assessment.rubric,
      banner: after?.assessment.banner,
      total: after?.assessment.total,
      folder: '',
    }).toEqual({
      ...first?.body,
      revision: 2,
      reassessedUnder: 'qd-06-2019@2',
      verdict: 'eligible',
      rubric: 'qd-06-2019@2',
      banner: null,
      total: after?.assessment.total,
      warnings: head?.body.warnings,
      decided: {
        ...first?.body.decided,
        verdict: 'eligible',
        total: after?.assessment.total,
        warnings: head?.body.warnings,
      },
      folder: '',
    });
    expect(after?.assessment.total?.low).toBeGreaterThanOrEqual(850);
    const drafted = await readRevision(office.store, round.id, '99901', 2);
    expect(drafted?.body.drafts).toHaveLength(1);
    expect((await auditLedger(office.store)).balances).toBe(true);
  });

  it('dossiers that come later are assessed under it, and a second delivery of its jobs changes nothing', async () => {
    const office = openOffice();
    await adopt(office);
    await office.drain();
    await sendDossier(office, '99901-excel');
    const [head] = await listDossiers(office.store, round.id);
    const revision = head === undefined ? undefined : await loadRevision(head, office.world);
    expect([head?.revision, revision?.assessment.rubric]).toEqual([1, 'qd-06-2019@2']);
    const again = await runStage(
      { id: 'again', stage: 'apply-rubric', payload: { round: round.id, commune: '99901' } },
      office.world,
    );
    expect(again).toEqual({ writes: [], jobs: [] });
  });

  it('a dossier assessed under the old version while the new one was adopted is assessed again', async () => {
    const office = openOffice();
    await sendDossier(office, '99901-excel');
    await adopt(office);
    await office.drain();
    const drafting = await runStage(
      { id: 'late', stage: 'draft-documents', payload: { round: round.id, commune: '99901', revision: 1 } },
      {
        ...office.world,
        store: {
          ...office.store,
          get: async (key) => {
            const record = await office.store.get(key);
            return record === undefined || !key.sort.startsWith('revision#')
              ? record
              : { ...record, body: { ...record.body, drafts: [] } };
          },
        },
      },
    );
    expect(drafting.jobs).toEqual([
      {
        id: 'apply-rubric:qd-06-2019@2:minh-hoa-2023:99901:1',
        stage: 'apply-rubric',
        payload: { round: round.id, commune: '99901' },
      },
    ]);
  });

  it('before it is adopted, shows which dossiers it would change, and writes nothing', async () => {
    const office = openOffice();
    await sendDossier(office, '99901-excel');
    await submit(office);
    const opened = await loadDraft(rubric, office.world);
    if (opened === undefined) throw new Error('no draft');
    const candidate = confirmRows(opened, {
      rows: await rowsToConfirm(office),
      by: binh,
      source,
      at: '2023-11-01T00:00:00Z',
    });
    const kept = new Map(office.blobs.kept);
    const preview = await previewRubric({ round }, candidate, office.world);
    expect(
      preview.map(({ commune, revision, before, after }) => [
        commune.code,
        revision,
        before.verdict,
        after.verdict,
      ]),
    ).toEqual([['99901', 1, 'undetermined', 'eligible']]);
    expect(office.blobs.kept).toEqual(kept);
    expect((await readDossier(office.store, round.id, '99901'))?.body.revision).toBe(1);
    expect(await previewRubric({ round }, qd06Rubric, office.world)).toEqual([]);
  });

  it('a figure only the new version knows is found in the papers that came before it', async () => {
    const office = openOffice();
    const mail = samples.find(({ slug }) => slug === '99901-excel');
    if (mail === undefined) throw new Error('no sample mail');
    const report = Buffer.from('<h1>BÁO CÁO bổ sung số liệu</h1><p>Số câu lạc bộ của trẻ em: 5.</p>');
    await office.workOff(
      await composeMail({
        ...mail,
        attachments: [...mail.attachments, { filename: 'Bao cao so lieu bo sung.html', bytes: report }],
      }),
    );
    const clubs = await writeAnnex(
      madeUpAnnex.map(([name = '', rule = '', points = '']) =>
        typeof name === 'string' && name.startsWith('12.')
          ? [
              name,
              'a) Tỷ lệ thôn, khu phố có điểm vui chơi từ 77% trở lên: 44 điểm; dưới 77%: 0 điểm\nb) Số hoạt động cho trẻ em trong năm từ 7 hoạt động trở lên: 22 điểm; dưới 7 hoạt động: 0 điểm\nc) Số câu lạc bộ của trẻ em từ 3 câu lạc bộ trở lên: 11 điểm; dưới 3 câu lạc bộ: 0 điểm',
              points,
            ]
          : [name, rule, points],
      ),
    );
    await adopt(office, [], clubs);
    await office.drain();
    const head = await readDossier(office.store, round.id, '99901');
    const after = head === undefined ? undefined : await loadRevision(head.body, office.world);
    const added = after?.readings.filter(
      ({ indicator }) => !qd06Rubric.vocabulary.indicators.some(({ id }) => id === indicator),
    );
    expect(added).toMatchObject([{ accepted: true, value: 5 }]);
    const criterion = after?.assessment.criteria.find((one) => one.criterion === 12);
    // 44 for play areas, none for activities, 11 for the clubs.
    expect(criterion?.points).toEqual({ low: 55, high: 55 });
  });

  it('one row left unconfirmed stays unverified and withholds the total', async () => {
    const office = openOffice();
    await sendDossier(office, '99901-excel');
    await adopt(office, ['Tiêu chí 2: điểm tối đa']);
    await office.drain();
    const head = await readDossier(office.store, round.id, '99901');
    const after = head === undefined ? undefined : await loadRevision(head.body, office.world);
    expect([after?.assessment.rubric, after?.assessment.unverifiedRows, after?.assessment.total]).toEqual([
      'qd-06-2019@2',
      1,
      null,
    ]);
  });

  it('the next version keeps what is verified and may confirm the rest; the one before stays as it was', async () => {
    const office = openOffice();
    await adopt(office, ['Tiêu chí 2: điểm tối đa']);
    const second = await loadRubric('qd-06-2019@2', office.world);
    await submit(office);
    expect(await rowsToConfirm(office)).not.toContain('Tiêu chí 3: điểm tối đa');
    const opened = await loadDraft(rubric, office.world);
    const step = opened?.entry.step ?? 0;
    stepOf(
      await adoptDraft({ rubric, step, by: binh, rows: ['Tiêu chí 2: điểm tối đa'], source }, office.world),
    );
    const third = await findActiveRubric(rubric, office.world);
    expect(third?.version).toBe(3);
    expect(
      third === undefined ? [] : listRows(third).filter(({ citation }) => citation.verified === null),
    ).toEqual([]);
    expect(await loadRubric('qd-06-2019@2', office.world)).toEqual(second);
    expect(await loadRubric('qd-06-2019@1', office.world)).toBe(qd06Rubric);
  });
});

describe('two officers', () => {
  it.each([
    ['under the same name', anna],
    ['under another account of the name', { id: 'khac', name: anna.name.toUpperCase() }],
    ['under the account with another name', { id: anna.id, name: 'Lê Thị Khác' }],
  ])('the one who entered it cannot confirm it %s', async (_, by) => {
    const office = openOffice();
    const step = await submit(office);
    const rows = await rowsToConfirm(office);
    expect(await adoptDraft({ rubric, step, by, rows, source }, office.world)).toEqual({
      refused: 'Người xác nhận phải khác người nhập, người sửa thang điểm.',
    });
    expect(await findActiveRubric(rubric, office.world)).toBeUndefined();
  });

  it('nor can anyone who corrected it on the way', async () => {
    const office = openOffice();
    let step = await upload(office);
    const opened = await loadDraft(rubric, office.world);
    if (opened === undefined) throw new Error('no draft');
    step = stepOf(
      await correctDraft({ rubric, step, by: binh, contents: contentsOf(opened.draft.rubric) }, office.world),
    );
    step = stepOf(await submitDraft({ rubric, step: await settleAll(office, step), by: anna }, office.world));
    const rows = await rowsToConfirm(office);
    expect(await adoptDraft({ rubric, step, by: binh, rows, source }, office.world)).toEqual({
      refused: 'Người xác nhận phải khác người nhập, người sửa thang điểm.',
    });
  });

  it('a draft with open doubts is not submitted, and what contradicts known rows is such a doubt', async () => {
    const office = openOffice();
    const step = await upload(office);
    const opened = await loadDraft(rubric, office.world);
    const doubts = opened === undefined ? [] : listOpenDoubts(opened.draft, opened.before);
    expect(doubts.map(({ message }) => message)).toContain(
      'Điểm tối đa của tiêu chí 1: nguồn đã biết ghi 100 điểm, bản nhập ghi 77 điểm.',
    );
    expect(await submitDraft({ rubric, step, by: anna }, office.world)).toEqual({
      refused: `Còn ${doubts.length} nội dung chưa rõ; sửa hoặc giải trình từng nội dung trước khi trình.`,
    });
  });

  it('a fault of the draft is corrected, never talked away', async () => {
    const office = openOffice();
    const step = await upload(office);
    const opened = await loadDraft(rubric, office.world);
    if (opened === undefined) throw new Error('no draft');
    const { criteria, ...rest } = contentsOf(opened.draft.rubric);
    const [one, ...others] = criteria;
    if (one === undefined) throw new Error('no criterion');
    const corrected = await correctDraft(
      {
        rubric,
        step,
        by: anna,
        contents: { ...rest, criteria: [{ ...one, max: { ...one.max, points: 99 } }, ...others] },
      },
      office.world,
    );
    expect(corrected.changes).toEqual([
      { rule: 'Tiêu chí 1: điểm tối đa', before: '77 điểm', after: '99 điểm' },
      { rule: 'Tiêu chí 1: các nội dung chấm điểm còn lại', before: null, after: 'chưa biết' },
    ]);
    const fault = 'Các tiêu chí cộng lại 1.022 điểm, tổng điểm của thang điểm là 1.000 điểm.';
    expect(
      await settleDoubt(
        { rubric, step: stepOf(corrected), by: anna, doubt: fault, words: 'Đúng' },
        office.world,
      ),
    ).toEqual({ refused: 'Nội dung này không còn, hoặc phải sửa bản nhập chứ không giải trình được.' });
  });

  it('a verification smuggled into a correction counts for nothing', async () => {
    const office = openOffice();
    const step = await upload(office);
    const opened = await loadDraft(rubric, office.world);
    if (opened === undefined) throw new Error('no draft');
    const forged = JSON.parse(
      JSON.stringify(contentsOf(opened.draft.rubric)).replaceAll(
        '"verified":null',
        JSON.stringify({ by: anna.name, confirmedBy: binh.name, at: '2023-01-01T00:00:00Z', source }).replace(
          /^/,
          '"verified":',
        ),
      ),
    ) as ReturnType<typeof contentsOf>;
    stepOf(await correctDraft({ rubric, step, by: anna, contents: forged }, office.world));
    const after = await loadDraft(rubric, office.world);
    expect(after?.draft.rubric).toEqual(opened.draft.rubric);
  });

  it('acts on the draft as it is shown, one after the other', async () => {
    const office = openOffice();
    const step = await upload(office);
    const opened = await loadDraft(rubric, office.world);
    if (opened === undefined) throw new Error('no draft');
    const contents = contentsOf(opened.draft.rubric);
    stepOf(await correctDraft({ rubric, step, by: anna, contents }, office.world));
    expect(await correctDraft({ rubric, step, by: binh, contents }, office.world)).toMatchObject({
      refused: 'Bản nhập đã được người khác thay đổi; tải lại trang rồi thực hiện lại.',
    });
  });

  it('what is submitted is given back with a reason before it is corrected or read anew', async () => {
    const office = openOffice();
    const step = await submit(office);
    expect(await uploadAnnex({ rubric, file: 'b.docx', bytes: annex, by: anna }, office.world)).toEqual({
      refused: 'Bản nhập đã trình, chờ cán bộ khác xác nhận; muốn sửa thì trả lại trước.',
    });
    const back = stepOf(
      await returnDraft({ rubric, step, by: binh, words: 'Nội dung 4.1 chưa khớp bản gốc.' }, office.world),
    );
    expect(await submitDraft({ rubric, step: back, by: anna }, office.world)).toMatchObject({
      entry: { state: 'submitted' },
    });
  });

  it('every action is kept: who did what, when, and what the draft was then', async () => {
    const office = openOffice();
    await adopt(office);
    const actions = await listRubricActions(office.store, rubric);
    expect(actions.map(({ what, by }) => [what, by]).filter(([what]) => what !== 'settle')).toEqual([
      ['upload', anna.name],
      ['read', null],
      ['submit', anna.name],
      ['adopt', binh.name],
    ]);
    expect(actions.map(({ step }) => step)).toEqual(actions.map((_, position) => position + 1));
    expect(actions.every(({ at }) => /^\d{4}-\d\d-\d\dT/.test(at))).toBe(true);
    const { entries } = await listAudit(office.store, { person: binh.id }, 50);
    expect(entries.map(({ what, by, reason, after }) => ({ what, by, reason, after }))).toEqual([
      { what: 'adopt-rubric', by: binh, reason: actions.at(-1)?.words, after: 'qd-06-2019@2' },
    ]);
  });
});

it('a round of any number of communes is reached in parts a commit can hold', () => {
  const [commune] = round.communes;
  if (commune === undefined) throw new Error('no commune');
  const wide = { ...round, communes: Array.from({ length: 161 }, () => commune) };
  const other = { ...round, id: 'khac', rubric: illustrationRubric.id };
  expect(
    startSpreading(qd06Rubric, [
      { round: wide, rubric: qd06Rubric },
      { round: other, rubric: illustrationRubric },
    ]).map(({ payload }) => payload),
  ).toEqual([0, 80, 160].map((from) => ({ round: round.id, from })));
});

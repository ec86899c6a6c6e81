import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { readFile } from '../../../shared/formats/registry.ts';
import { findActiveRubric } from '../../../shared/pipeline/adopted-rubrics.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { loadDraft } from '../../../shared/pipeline/rubric-drafts.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { isVerified } from '../../../shared/rubrics/rubric.ts';
import { listOpenDoubts } from '../../../shared/rubrics/rubric-draft.ts';
import { revisionOf } from '../appraisal/fixture-revisions.ts';
import { writeAnnex } from '../extraction/annex-document.ts';
import { madeUpAnnex } from '../extraction/made-up-annex.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, keepRevision, openPortal, signIn, testHost } from './portal-fixtures.ts';

afterAll(closePortals);

const path = `/thang-diem/${qd06Rubric.id}`;
const round = { ...illustrationRound(2023), rubric: qd06Rubric.id };
const annex = await writeAnnex(madeUpAnnex);

/** A person at a browser. */
interface Desk {
  get(path: string): Promise<string>;
  /** Sends a form; gives the status and the page, or where it leads. */
  post(path: string, fields: readonly (readonly [string, string])[]): Promise<readonly [number, string]>;
  upload(path: string, name: string, bytes: Uint8Array): Promise<readonly [number, string]>;
}

async function openOffice(): Promise<{
  portal: TestPortal;
  anna: Desk;
  binh: Desk;
  drain: () => Promise<void>;
}> {
  const portal = await openPortal({ rounds: [{ round, rubric: qd06Rubric }] });
  const desk = async (id: string, name: string): Promise<Desk> => {
    const { cookie, csrf } = await signIn(portal.services, {
      ...{ id, name },
      grants: [{ role: 'officer', rounds: 'all' }],
    });
    const headers = { cookie, origin: `http://${testHost}` };
    const answer = async (response: Response): Promise<readonly [number, string]> => [
      response.status,
      response.headers.get('location') ?? wordsOf(await response.text()),
    ];
    return {
      get: async (at) => (await ask(portal.app, at, { headers })).text(),
      post: async (at, fields) => {
        const body = new URLSearchParams([
          ['csrf', csrf],
          ...fields.map(([name, value]): [string, string] => [name, value]),
        ]);
        return answer(await ask(portal.app, at, { method: 'POST', body, headers }));
      },
      upload: async (at, file, bytes) => {
        const body = new FormData();
        body.set('csrf', csrf);
        body.set('tep', new File([new Uint8Array(bytes)], file));
        return answer(await ask(portal.app, at, { method: 'POST', body, headers }));
      },
    };
  };
  const world: World = {
    ...portal.services,
    names: { nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex') },
    reader: { read: readFile },
    senders: null,
  };
  return {
    portal,
    anna: await desk('anna', 'Nguyễn Văn Giả'),
    binh: await desk('binh', 'Trần Thị Định'),
    drain: async () => {
      for (;;) {
        const job = await portal.store.lease({ leaseMs: 60_000 });
        if (job === undefined) return;
        await portal.store.commit(await runStage(job, world), job);
      }
    },
  };
}

const wordsOf = (page: string): string =>
  page
    .replace(/<[^>]+>/gu, ' ')
    .replace(/&quot;/gu, '"')
    .replace(/\s+/gu, ' ');

/** The fields of a form of a page, as a browser would send them unchanged. */
function fieldsOf(page: string, action: string): (readonly [string, string])[] {
  const form = page.split('<form').find((one) => one.includes(`action="${action}"`)) ?? '';
  const own = form.slice(0, form.indexOf('</form>'));
  const value = (tag: string, name: string): string =>
    (new RegExp(`${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '')
      .replace(/&quot;/gu, '"')
      .replace(/&amp;/gu, '&');
  return [
    ...own.matchAll(/<(input|textarea|select)([^>]*)>([\s\S]*?)(?=<(?:input|textarea|select|\/form)|$)/gu),
  ].flatMap(([, tag, attributes = '', rest = '']): (readonly [string, string])[] => {
    const name = value(attributes, 'name');
    if (name === '' || name === 'csrf') return [];
    if (attributes.includes('type="checkbox"') && !attributes.includes('checked')) return [];
    if (tag === 'textarea') return [[name, rest.slice(0, rest.indexOf('</textarea>'))]];
    if (tag === 'select') {
      const options = [...rest.matchAll(/<option([^>]*)>/gu)].map(([, one = '']) => one);
      return [[name, value(options.find((one) => one.includes('selected')) ?? options[0] ?? '', 'value')]];
    }
    return [[name, value(attributes, 'value')]];
  });
}

const stepOf = (page: string): readonly [string, string] => [
  'buoc',
  /name="buoc" value="(\d+)"/u.exec(page)?.[1] ?? '',
];

/** Uploads the annex, settles what is unclear, and submits. */
async function enter({ anna, drain }: Awaited<ReturnType<typeof openOffice>>): Promise<void> {
  expect(await anna.upload(`${path}/tep`, 'phu-luc.docx', annex)).toEqual([303, path]);
  await drain();
  const page = await anna.get(path);
  const settlements = fieldsOf(page, `${path}/giai-trinh`).map(([name, value]): readonly [string, string] => [
    name,
    name.startsWith('loi-') ? 'Đã đối chiếu, bản gốc ghi như bản nhập.' : value,
  ]);
  expect(await anna.post(`${path}/giai-trinh`, settlements)).toEqual([303, path]);
  expect(await anna.post(`${path}/trinh`, [stepOf(await anna.get(path))])).toEqual([303, path]);
}

const source = 'Bản giả định dùng để kiểm thử';
const everyGroup = qd06Rubric.criteria
  .map((_, position) => ['nhom', String(position)] as const)
  .concat([['nhom', String(qd06Rubric.criteria.length)]]);

describe('the workbench of a scale', () => {
  it('an empty system says the scale has to be entered, and how', async () => {
    const { anna } = await openOffice();
    expect(wordsOf(await anna.get('/thang-diem'))).toContain('Cần nhập từ văn bản gốc');
    const words = wordsOf(await anna.get(path));
    expect(words).toContain(`0/${listRows(qd06Rubric).length} dòng đã có hai người đối chiếu`);
    expect(words).toContain('Tải lên bản chính thức của Phụ lục');
  });

  it('a made-up annex entered by one officer and confirmed by another becomes a verified version', async () => {
    const office = await openOffice();
    const { portal, anna, binh, drain } = office;
    await keepRevision(portal, revisionOf(qd06Rubric, { round: round.id, commune: '99901' }));
    expect(await anna.upload(`${path}/tep`, 'phu-luc.docx', annex)).toEqual([303, path]);
    expect(wordsOf(await anna.get(path))).toContain('Đang đọc tệp phu-luc.docx');
    await drain();
    // Every value stands beside the cell it was read from.
    expect(wordsOf(await anna.get(path))).toMatch(
      /Nội dung 1\.1: có 44 điểm.*?bảng 1, dòng 3, cột 3: “[^”]*44”/u,
    );
    await enter(office);

    const own = wordsOf(await anna.get(path));
    expect(own).toContain('Người xác nhận phải là người khác');
    const preview = await binh.post(`${path}/xem-truoc`, [
      stepOf(await binh.get(path)),
      ['nguon', source],
      ...everyGroup,
    ]);
    expect(preview[0]).toBe(200);
    expect(preview[1]).toContain(`đối chiếu với: ${source}`);
    expect(preview[1]).toMatch(/Xã Suối Mẫu minh-hoa-2023 chưa có tổng điểm/u);
    expect(await findActiveRubric(qd06Rubric.id, portal.services)).toBeUndefined();

    const rows = Array.from({ length: 200 }, (_, row) => ['dong', String(row)] as const);
    const step = stepOf(await binh.get(path));
    expect(await binh.post(`${path}/ap-dung`, [step, ['nguon', source], ...rows])).toEqual([303, path]);

    const adopted = await findActiveRubric(qd06Rubric.id, portal.services);
    expect(adopted?.version).toBe(2);
    expect(
      adopted === undefined ? [] : listRows(adopted).filter(({ citation }) => !isVerified(citation)),
    ).toEqual([]);
    expect(adopted?.criteria[0]?.max.verified).toMatchObject({
      by: 'Nguyễn Văn Giả',
      confirmedBy: 'Trần Thị Định',
      source,
    });
    const { entries } = await listAudit(portal.store, { person: 'binh' }, 10);
    expect(entries.map(({ what }) => what)).toEqual(['adopt-rubric']);
    const page = wordsOf(await binh.get(path));
    expect(page).toContain('Đang dùng bản 2');
    expect(page).toContain('Trần Thị Định Xác nhận và áp dụng (bản 2)');
  });

  it('who entered or corrected anything cannot confirm it, also by sending the form itself', async () => {
    const office = await openOffice();
    const { portal, anna } = office;
    await enter(office);
    const step = stepOf(await anna.get(path));
    const [status, words] = await anna.post(`${path}/ap-dung`, [step, ['nguon', source], ['dong', '0']]);
    expect([status, words.includes('Người xác nhận phải khác người nhập, người sửa thang điểm.')]).toEqual([
      409,
      true,
    ]);
    expect(await findActiveRubric(qd06Rubric.id, portal.services)).toBeUndefined();
  });

  it('a returned draft says why and is corrected', async () => {
    const office = await openOffice();
    const { anna, binh } = office;
    await enter(office);
    const words = 'Nội dung 4.1 chưa khớp bản gốc.';
    expect(await binh.post(`${path}/tra-lai`, [stepOf(await binh.get(path)), ['y-kien', words]])).toEqual([
      303,
      path,
    ]);
    const page = await anna.get(path);
    expect(wordsOf(page)).toContain(`Trần Thị Định Trả lại (bản 2) ${words}`);
    expect(page).toContain(`${path}/tieu-chi/4`);
  });
});

describe('an officer corrects a criterion', () => {
  const at = `${path}/tieu-chi/5`;

  it('what is sent unchanged changes no row and keeps every source', async () => {
    const { portal, anna, drain } = await openOffice();
    await anna.upload(`${path}/tep`, 'phu-luc.docx', annex);
    await drain();
    const before = await loadDraft(qd06Rubric.id, portal.services);
    for (const { number } of qd06Rubric.criteria) {
      const form = `${path}/tieu-chi/${number}`;
      expect(await anna.post(form, fieldsOf(await anna.get(form), form))).toEqual([
        303,
        `${path}#tieu-chi-${number}`,
      ]);
    }
    const scale = `${path}/chung`;
    await anna.post(scale, fieldsOf(await anna.get(scale), scale));
    const after = await loadDraft(qd06Rubric.id, portal.services);
    expect(after?.draft.rubric).toEqual(before?.draft.rubric);
  });

  it('a corrected level has its new points and stays beside the cell it was read from', async () => {
    const { portal, anna, drain } = await openOffice();
    await anna.upload(`${path}/tep`, 'phu-luc.docx', annex);
    await drain();
    const before = await loadDraft(qd06Rubric.id, portal.services);
    const fields = fieldsOf(await anna.get(at), at).map(([name, value]): readonly [string, string] => [
      name,
      name === 'm0-b1-diem' ? '22,5' : value,
    ]);
    await anna.post(at, fields);
    const after = await loadDraft(qd06Rubric.id, portal.services);
    const bandOf = (opened: typeof after) => {
      const rule = opened?.draft.rubric.criteria[4]?.items[0]?.rule;
      return rule?.kind === 'count' ? rule.bands[1] : undefined;
    };
    expect(bandOf(after)).toEqual({
      ...bandOf(before),
      points: 22.5,
      status: 'sourced',
      source: 'Tệp đã tải lên: phu-luc.docx',
    });
  });

  it('words that are no number are said, and what was typed stays', async () => {
    const { anna, drain } = await openOffice();
    await anna.upload(`${path}/tep`, 'phu-luc.docx', annex);
    await drain();
    const fields = fieldsOf(await anna.get(at), at).map(([name, value]): readonly [string, string] => [
      name,
      name === 'm0-b1-diem' ? 'hai mươi hai' : name === 'm1-ten' ? 'Tên vừa gõ' : value,
    ]);
    const [status, words] = await anna.post(at, fields);
    expect([status, words.includes('"hai mươi hai" không phải là số điểm')]).toEqual([409, true]);
    expect(words).toContain('Tên vừa gõ');
  });

  it('the second of two officers is told what changed and loses no typing', async () => {
    const { anna, binh, drain } = await openOffice();
    await anna.upload(`${path}/tep`, 'phu-luc.docx', annex);
    await drain();
    const shown = fieldsOf(await anna.get(at), at);
    const type = (name: string, typed: string) =>
      shown.map(([one, value]): readonly [string, string] => [one, one === name ? typed : value]);
    expect((await binh.post(at, type('m0-b1-diem', '21')))[0]).toBe(303);
    const [status, words] = await anna.post(at, type('m0-ten', 'Tên Anna vừa gõ'));
    expect(status).toBe(409);
    expect(words).toContain('Người khác vừa sửa bản nhập');
    expect(words).toContain('Bản nhập lúc này ghi:');
    expect(words).toContain('21 điểm');
    expect(words).toContain('Tên Anna vừa gõ');
  });

  it('a criterion read from nothing is entered by hand with an indicator of its own', async () => {
    const { portal, anna, drain } = await openOffice();
    await anna.upload(`${path}/tep`, 'phu-luc.docx', await writeAnnex(madeUpAnnex.slice(0, 6)));
    await drain();
    const form = `${path}/tieu-chi/3`;
    const typed: Readonly<Record<string, string>> = {
      'toi-da': '77',
      'm0-ten': 'Số vụ việc do trẻ em báo tin',
      'm0-chi-tieu': 'moi',
      'm0-loai': 'count',
      'm0-don-vi': 'vụ',
      'm0-b0-muc': '7',
      'm0-b0-diem': '77',
      'm0-b1-muc': '3',
      'm0-b1-diem': '33',
      'm0-con-lai': '0',
    };
    const fields = fieldsOf(await anna.get(form), form);
    expect(
      await anna.post(
        form,
        fields.map(([name, value]): readonly [string, string] => [name, typed[name] ?? value]),
      ),
    ).toEqual([303, `${path}#tieu-chi-3`]);
    const opened = await loadDraft(qd06Rubric.id, portal.services);
    expect(opened?.draft.rubric.criteria[2]).toMatchObject({
      max: { points: 77, status: 'sourced' },
      items: [
        {
          id: '3.1',
          max: 77,
          rule: {
            kind: 'count',
            indicator: 'c03.item-3-1-v2',
            bands: [
              { threshold: 7, points: 77 },
              { threshold: 3, points: 33 },
            ],
            otherwise: { points: 0 },
          },
        },
      ],
    });
    expect(
      opened === undefined
        ? []
        : listOpenDoubts(opened.draft, opened.before).filter(
            ({ mustCorrect, message }) => mustCorrect && message.includes('3'),
          ),
    ).toEqual([]);
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import exceljs from 'exceljs';
import { areaNames } from '../../../shared/rubrics/list-rows.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { listRoundVersions } from '../../../shared/pipeline/kept-rounds.ts';
import { listAddresses, readAddress } from '../../../shared/pipeline/registry-records.ts';
import { presentRoundForm, readRoundForm } from '../../../functions/portal/present/round-form.ts';
import {
  ask,
  closePortals,
  openPortal,
  send,
  testCsrf,
  testHost,
  type TestPortal,
} from './portal-fixtures.ts';

afterAll(closePortals);

const wordsOf = async (answer: Response): Promise<string> =>
  (await answer.text()).replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ');

const upload = (portal: TestPortal, path: string, name: string, bytes: Uint8Array): Promise<Response> => {
  const body = new FormData();
  body.set('csrf', testCsrf);
  body.set('tep', new File([bytes.slice()], name));
  return ask(portal.app, path, { method: 'POST', body, headers: { origin: `http://${testHost}` } });
};

/** Every field of the configuration as the page shows it. */
const shownFields = (round = chiLang2023): Record<string, string> =>
  Object.fromEntries(
    presentRoundForm(round, []).flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])),
  );

describe('the configuration of a round', () => {
  test('sent back unchanged, it is the same round', () => {
    const fields = shownFields();
    const form = {
      text: (name: string) => fields[name]?.trim() ?? '',
      all: (name: string) => (name in fields ? [fields[name] ?? ''] : []),
      files: () => [],
      texts: [],
    };
    expect(readRoundForm(form, chiLang2023)).toEqual({ round: chiLang2023 });
  });

  test('a new deadline and signatory hold from then on, with the reason, and an old page is refused with what was typed', async () => {
    const portal = await openPortal();
    const change = {
      ...shownFields(),
      han: '2023-11-10',
      'nguoi-ky.recognition-decision': 'Hoàng Thị Mẫu',
      'ly-do': 'Công văn 12/UBND gia hạn',
      'phien-ban': '0',
    };
    expect((await send(portal.app, '/cau-hinh/2023', change)).status).toBe(303);
    expect((await listRoundVersions(portal.store, '2023')).map(({ reason }) => reason)).toEqual([
      'Công văn 12/UBND gia hạn',
    ]);
    expect(await wordsOf(await ask(portal.app, '/cau-hinh'))).toContain('2023 huyện Chi Lăng 10/11/2023');
    const stale = await send(portal.app, '/cau-hinh/2023', { ...change, han: '2023-11-12' });
    expect(stale.status).toBe(409);
    const page = await stale.text();
    expect(page).toContain('Người khác vừa thay đổi cấu hình đợt này');
    expect(page).toContain('value="2023-11-12"');
  });

  test.each([
    [{ 'ly-do': '' }, 'Ghi lý do thay đổi'],
    [{ 'co-quan.office': '' }, 'Chưa ghi: Tên cơ quan thường trực.'],
    [{ 'ty-le': '66,7' }, 'ghi văn bản quy định tỷ lệ'],
    [{ 'thanh-vien': 'Nguyễn Văn Mẫu' }, 'cần họ tên và chức danh'],
    [{ 'so-toi-thieu': '0' }, 'số nguyên từ 1'],
  ])('what cannot be is refused in words: %o', async (wrong, words) => {
    const portal = await openPortal();
    const answer = await send(portal.app, '/cau-hinh/2023', {
      ...shownFields(),
      'ly-do': 'x',
      'phien-ban': '0',
      ...wrong,
    });
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
    expect(await listRoundVersions(portal.store, '2023')).toEqual([]);
  });

  test('a round begins as a copy of another and has a board at once', async () => {
    const portal = await openPortal();
    const made = await send(portal.app, '/cau-hinh', { theo: '2023', ma: '2024', nam: '2024' });
    expect(made.headers.get('location')).toBe('/cau-hinh/2024');
    expect(await wordsOf(await ask(portal.app, '/cau-hinh'))).toContain('2024 huyện Chi Lăng 03/11/2024');
    expect((await ask(portal.app, '/ho-so/2024/06514')).status).toBe(200);
    expect((await send(portal.app, '/cau-hinh', { theo: '2023', ma: '2024', nam: '2024' })).status).toBe(422);
  });
});

describe('the registry of a round', () => {
  test('an address is enrolled for a commune with who to call, and taken out again', async () => {
    const portal = await openPortal();
    const fields = {
      xa: '06514',
      'dia-chi': 'UBND.HuuKien@example.vn',
      'ho-ten': 'Lý Văn Mẫu',
      'dien-thoai': '0205 000 111',
    };
    expect((await send(portal.app, '/danh-ba/2023/dia-chi', fields)).status).toBe(303);
    const page = await wordsOf(await ask(portal.app, '/danh-ba/2023'));
    expect(page).toContain('ubnd.huukien@example.vn Lý Văn Mẫu 0205 000 111');
    await send(portal.app, '/danh-ba/2023/bo-dia-chi', { 'dia-chi': 'ubnd.huukien@example.vn' });
    expect((await readAddress(portal.store, 'ubnd.huukien@example.vn')).enrolled).toEqual([]);
    expect(
      (await send(portal.app, '/danh-ba/2023/dia-chi', { ...fields, 'dia-chi': 'không phải' })).status,
    ).toBe(422);
  });

  test('the Excel file it gives, filled in, is taken back: addresses enrolled, an area changed, a commune added', async () => {
    const portal = await openPortal();
    const given = await ask(portal.app, '/danh-ba/2023/xuat');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await given.arrayBuffer());
    const [sheet] = workbook.worksheets;
    if (sheet === undefined) throw new Error('no sheet');
    const rowOf = (code: string) => {
      let found = 0;
      sheet.eachRow((row, number) => {
        if (row.getCell(1).value === code) found = number;
      });
      return sheet.getRow(found);
    };
    rowOf('06514').getCell(7).value = { text: 'huukien@example.vn', hyperlink: 'mailto:huukien@example.vn' };
    rowOf('06514').getCell(4).value = areaNames.other;
    sheet.addRow([
      6999,
      'Xã Tân Mẫu',
      'xã',
      areaNames.other,
      '01/07/2023',
      '31/12/2030',
      'tanmau@example.vn',
      'Mẫu',
      '',
    ]);
    const taken = await upload(
      portal,
      '/danh-ba/2023/nhap',
      'danh ba.xlsx',
      new Uint8Array(await workbook.xlsx.writeBuffer()),
    );
    expect(taken.status).toBe(303);
    expect(
      (await listAddresses(portal.store, '2023', { from: '06000', to: '07000' })).map(
        ({ commune, address }) => [commune, address],
      ),
    ).toEqual([
      ['06514', 'huukien@example.vn'],
      ['06999', 'tanmau@example.vn'],
    ]);
    const page = await wordsOf(await ask(portal.app, '/danh-ba/2023'));
    expect(page).toContain('06514 Xã Hữu Kiên xã, phường, thị trấn còn lại');
    expect(page).toContain(
      '06999 Xã Tân Mẫu xã, phường, thị trấn còn lại 01/07/2023 – 31/12/2030 tanmau@example.vn Mẫu',
    );
  });

  test('a file with mistakes changes nothing and names every row', async () => {
    const portal = await openPortal();
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('x');
    sheet.addRow(['Mã', 'Tên xã, thị trấn', 'Loại', 'Vùng', 'Có hiệu lực từ', 'Đến ngày', 'Địa chỉ thư']);
    sheet.addRow(['6514a', 'Hữu Kiên', 'xã', 'núi', '2020', '', 'huukien']);
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    const words = await wordsOf(await upload(portal, '/danh-ba/2023/nhap', 'a.xlsx', bytes));
    for (const part of [
      'Dòng 2: mã “6514a”',
      'phải bắt đầu bằng “xã”',
      'vùng “núi”',
      'ngày hiệu lực',
      'không phải địa chỉ thư',
    ])
      expect(words).toContain(part);
    expect(
      await wordsOf(await upload(portal, '/danh-ba/2023/nhap', 'a.xlsx', new Uint8Array([1, 2]))),
    ).toContain('không phải tệp Excel');
    expect(await listRoundVersions(portal.store, '2023')).toEqual([]);
  });

  test('merged communes end the day before, the new unit begins, by the text that says so', async () => {
    const portal = await openPortal();
    const body = new URLSearchParams({
      csrf: testCsrf,
      ma: '06477',
      ten: 'Xã Vân Mẫu',
      ngay: '2025-07-01',
      'ly-do': 'Nghị quyết 1',
    });
    body.append('xa', '06469');
    body.append('xa', '06472');
    const answer = await ask(portal.app, '/danh-ba/2023/sap-nhap', {
      method: 'POST',
      body,
      headers: { origin: `http://${testHost}` },
    });
    expect(answer.status).toBe(303);
    const page = await wordsOf(await ask(portal.app, '/danh-ba/2023'));
    expect(page).toContain(
      '06469 Xã Vân An xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn 01/01/2020 – 30/06/2025',
    );
    expect(page).toContain(
      '06477 Xã Vân Mẫu xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn 01/07/2025 – 31/12/9999',
    );
  });
});

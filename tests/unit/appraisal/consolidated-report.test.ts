import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { BarChart } from '../../../shared/appraisal/charts/bar-chart.ts';
import type { RoundState } from '../../../shared/appraisal/district-documents.ts';
import { consolidatedReport } from '../../../shared/appraisal/documents/consolidated-report.ts';
import { draftDocument, valuesOf } from '../../../shared/appraisal/draft-document.ts';
import { renderLayout } from '../../../shared/appraisal/render-layout.ts';
import { countCriteria, countRound } from '../../../shared/appraisal/round-figures.ts';
import { problemInput } from './fixture-revisions.ts';
import { roundState } from './workbooks/round-states.ts';

const values = (state: RoundState) => valuesOf(consolidatedReport, { state }, 'draft');
const published = (state: RoundState, smallest: number): RoundState => ({
  ...state,
  round: { ...state.round, smallestPublishedCount: smallest },
});

async function partsOf(state: RoundState, template?: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const options = template === undefined ? {} : { template };
  return new Map(Object.entries(unzipSync(await draftDocument(consolidatedReport, { state }, options))));
}

const text = (part: Uint8Array | undefined): string => strFromU8(part ?? new Uint8Array());

describe('the counts of a round', () => {
  it('are of communes: sent, on time, proposed, recognised', () => {
    expect(countRound(roundState())).toEqual({
      communes: 4,
      submitted: 3,
      onTime: 1,
      proposed: 1,
      recognised: 1,
    });
    expect(countRound({ ...roundState(), decisions: [] }).recognised).toBeNull();
  });

  it('place each commune once in each criterion', () => {
    const criteria = countCriteria(published(roundState(), 0));
    expect(criteria.length).toBe(13);
    for (const { counts } of criteria)
      expect((counts?.full ?? 0) + (counts?.some ?? 0) + (counts?.zero ?? 0) + (counts?.open ?? 0)).toBe(3);
    // Points of the communes' own sheets, one dossier being unverified: 77 of 77, 0 of 75, and none.
    expect(criteria[2]?.counts).toEqual({
      full: 1,
      some: 0,
      zero: 1,
      open: 1,
      unrecognised: 2,
      mean: 38.5,
      meanShare: 0.5,
    });
  });

  it('of a sensitive criterion are told only when none of them is small', () => {
    const hidden = countCriteria(roundState()).filter(({ counts }) => counts === null);
    expect(hidden.map(({ criterion }) => criterion.number)).toEqual([3, 4, 5, 6]);
    expect(countCriteria(published(roundState(), 1)).every(({ counts }) => counts !== null)).toBe(true);
  });
});

describe('the consolidated report', () => {
  it('tells the round in counts and compares it with the one before', () => {
    expect(values(roundState())).toMatchObject({
      so_da_gui: '03',
      tong_so_xa: '04',
      so_dung_han: '01',
      so_nop_cham: '02',
      so_de_nghi: '01',
      so_cong_nhan: '01',
      ty_le_cong_nhan: '25%',
      so_chua_cong_nhan: '02',
      so_chua_gui: '01',
      so_co_ke_hoach: '02',
      so_co_cam_ket: '01',
      ly_do_chua_cong_nhan: 'yêu cầu bổ sung 01; chưa đưa ra phiên họp 01',
      so_sanh_dot_truoc:
        'gửi hồ sơ 03/04 (đợt trước 02/04), tăng 01 đơn vị; được công nhận 01/04 (đợt trước 01/04), không thay đổi.',
      loai_diem: 'điểm tự chấm (chưa thẩm định)',
      tieu_chi_han_che:
        'Trong số đơn vị chưa được công nhận, số đơn vị bị 0 điểm hoặc chưa đủ căn cứ nhiều nhất ở tiêu chí 1, 2, 7, 8, 9, 10, 11, 12, 13: 01 đơn vị mỗi tiêu chí (không kể tiêu chí không công bố số nhỏ).',
      co_quan_cap_tren: true,
      co_quan_ban_hanh: 'PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - DÂN TỘC',
    });
  });

  it('leaves what people have not decided yet to them', () => {
    const state = { ...roundState(), decisions: [], proposals: [], previous: null };
    expect(values(state)).toMatchObject({
      so_de_nghi: '……',
      so_cong_nhan: '……',
      ty_le_cong_nhan: '……%',
      so_chua_cong_nhan: '……',
      ly_do_chua_cong_nhan: '……',
      so_sanh_dot_truoc: 'chưa có số liệu của đợt trước để so sánh.',
    });
  });

  it('is headed by the district when the district reports', async () => {
    const state = roundState();
    const authority = { ...state.round.authority, reporter: 'district' as const };
    const parts = await partsOf({ ...state, round: { ...state.round, authority } });
    const xml = text(parts.get('word/document.xml'));
    const head = xml.slice(0, xml.indexOf('</w:tbl>'));
    expect(head).toContain('ỦY BAN NHÂN DÂN');
    expect(head).toContain('HUYỆN NÚI MÂY');
    expect(head).not.toContain('UBND HUYỆN');
  });

  it('tells no small count of a sensitive criterion in words, table or chart', async () => {
    const all = values(roundState());
    const rows = all['tieu_chi'] as readonly Record<string, string>[];
    for (const row of rows.slice(2, 6))
      expect([
        row['diem_binh_quan'],
        row['so_toi_da'],
        row['so_co_diem'],
        row['so_0_diem'],
        row['so_chua_du'],
        row['so_chua_duoc'],
      ]).toEqual(['-', '-', '-', '-', '-', '-']);
    expect(rows[1]).toMatchObject({
      so_toi_da: '1',
      so_co_diem: '1',
      so_0_diem: '0',
      so_chua_du: '1',
      diem_binh_quan: '63,5',
    });
    for (const tag of ['bieu_do_tieu_chi', 'bieu_do_diem_binh_quan'])
      for (const { values: bars } of (all[tag] as BarChart).series)
        expect(bars.slice(2, 6)).toEqual([null, null, null, null]);
    expect(all['ghi_chu_so_nho']).toBe('Tiêu chí 3, 4, 5, 6: không công bố số nhỏ (dưới 05 đơn vị).');
    const parts = await partsOf(roundState());
    const workbook = read(parts.get('word/embeddings/chart-hs2.xlsx'), { type: 'array' });
    const [, ...bars] = utils.sheet_to_json<unknown[]>(workbook.Sheets['Sheet1'] ?? {}, {
      header: 1,
      defval: null,
    });
    expect(bars.slice(2, 6).map(([, ...row]) => row)).toEqual(Array(4).fill([null, null, null, null]));
  });

  it('gives no figure of children and repeats no file name', async () => {
    const xml = text((await partsOf(roundState(problemInput()))).get('word/document.xml'));
    expect(xml).not.toMatch(/Nguyen Van Mau|\.docx|\.xlsx|1\.018/u);
  });
});

describe('the charts', () => {
  it('are charts of Word, each with the workbook of its own numbers', async () => {
    const parts = await partsOf(roundState());
    const document = text(parts.get('word/document.xml'));
    const relations = text(parts.get('word/_rels/document.xml.rels'));
    const types = text(parts.get('[Content_Types].xml'));
    const tags = ['bieu_do_ket_qua', 'bieu_do_tieu_chi', 'bieu_do_diem_binh_quan'];
    for (const [index, tag] of tags.entries()) {
      const name = `chart-hs${index + 1}`;
      const chart = values(roundState())[tag] as BarChart;
      expect(document).toContain(`r:id="chartHs${index + 1}"`);
      expect(relations).toContain(`Id="chartHs${index + 1}"`);
      expect(relations).toContain(`Target="charts/${name}.xml"`);
      expect(types).toContain(`/word/charts/${name}.xml`);
      expect(types).toContain(`/word/embeddings/${name}.xlsx`);
      expect(text(parts.get(`word/charts/_rels/${name}.xml.rels`))).toContain(`../embeddings/${name}.xlsx`);
      const xml = text(parts.get(`word/charts/${name}.xml`));
      const caches = [...xml.matchAll(/<c:numCache>.*?<\/c:numCache>/gsu)].map((match) => {
        const points = new Map(
          [...match[0].matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v>/gu)].map((pt) => [
            Number(pt[1]),
            Number(pt[2]),
          ]),
        );
        return chart.categories.map((_, category) => points.get(category) ?? null);
      });
      expect(caches).toEqual(chart.series.map(({ values: bars }) => bars));
      const sheet = read(parts.get(`word/embeddings/${name}.xlsx`), { type: 'array' }).Sheets['Sheet1'] ?? {};
      expect(utils.sheet_to_json(sheet, { header: 1, defval: null })).toEqual([
        [null, ...chart.series.map((one) => one.name)],
        ...chart.categories.map((category, at) => [
          category,
          ...chart.series.map((one) => one.values[at] ?? null),
        ]),
      ]);
    }
  });

  it('are well-formed, whatever a text holds', async () => {
    const state = roundState();
    const previous = { ...state.previous, year: 2022, communes: 4, submitted: 2, recognised: 1 };
    const parts = await partsOf({ ...state, previous });
    for (const [name, part] of parts) {
      if (!/\.(?:xml|rels)$/u.test(name)) continue;
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      parser.write(text(part)).close();
    }
  });

  it('stay when an office keeps their tags in a template of its own, and go with the tags', async () => {
    const { layout } = consolidatedReport;
    const body = layout.body.filter(
      (block) => block.kind !== 'mark' || block.text !== '{{@bieu_do_tieu_chi}}',
    );
    const template = await renderLayout({ ...layout, subject: 'Mẫu của cơ quan', body });
    const parts = await partsOf(roundState(), template);
    const charts = [...parts.keys()].filter((name) => name.startsWith('word/charts/chart'));
    expect(charts).toEqual(['word/charts/chart-hs1.xml', 'word/charts/chart-hs3.xml']);
    expect(text(parts.get('word/_rels/document.xml.rels'))).not.toContain('chartHs2');
  });

  it('have equal bytes for an equal state', async () => {
    const draft = (): Promise<Uint8Array> => draftDocument(consolidatedReport, { state: roundState() });
    expect(Buffer.from(await draft()).equals(Buffer.from(await draft()))).toBe(true);
  });
});

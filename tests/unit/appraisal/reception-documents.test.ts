import { describe, expect, it } from 'vitest';
import { askCommune } from '../../../shared/appraisal/ask-commune.ts';
import type { CommuneState } from '../../../shared/appraisal/district-documents.ts';
import { completenessSheet } from '../../../shared/appraisal/documents/completeness-sheet.ts';
import { fileIndex } from '../../../shared/appraisal/documents/file-index.ts';
import { supplementRequest } from '../../../shared/appraisal/documents/supplement-request.ts';
import { draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { countRound } from '../../../shared/appraisal/round-figures.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import { bodyText } from './docx-text.ts';

const state = sampleRoundState();

function communeNamed(name: string): CommuneState {
  const found = state.communes.find(({ commune }) => commune.name === name);
  if (found === undefined) throw new Error(`no commune ${name}`);
  return found;
}

const textFor = async (document: Parameters<typeof draftDocument>[0], name: string): Promise<string> =>
  bodyText(await draftDocument(document, { state, commune: communeNamed(name) }));

describe('the check of papers', () => {
  it('lists every expected paper, what came in which form, and leaves what is checked by hand blank', async () => {
    const text = await textFor(completenessSheet, 'Xã Bắc Thủy');
    expect(text).toContain('Đơn vị: Xã Bắc Thủy. Mã tiếp nhận: 2023-06478-1');
    expect(text).toContain('Bản giấy: số đến …… ngày đến …… hình thức nhận ……');
    for (const { label } of state.round.expectedDocuments) expect(text).toContain(label);
    expect(text).toContain('Bảng tự chấm điểm 13 tiêu chí\nCó\n\n……\n……\nChưa có\n');
    expect(text).toContain('[   ] Còn thiếu, đã yêu cầu bổ sung ngày 07/11/2023');
  });

  it('says whether the first mail was late, not the last one', async () => {
    expect(await textFor(completenessSheet, 'Xã Liên Sơn')).toContain('(sau thời hạn)');
    // A second mail answered after the end of the period.
    expect(await textFor(completenessSheet, 'Xã Quan Sơn')).toContain('(trong thời hạn)');
  });

  it('holds a commune to the later deadline it was given', async () => {
    const late = communeNamed('Xã Liên Sơn');
    const until = (day: string) => ({ lateFrom: `${day}T00:00:00+07:00`, day, reason: 'Mưa lũ' });
    const text = async (day: string) =>
      bodyText(
        await draftDocument(completenessSheet, { state, commune: { ...late, extension: until(day) } }),
      );
    expect(await text('2023-12-01')).toContain('(trong thời hạn được gia hạn)');
    expect(await text('2023-11-04')).toContain('(sau thời hạn)');
    const extended = { ...late, extension: until('2023-12-01') };
    const communes = state.communes.map((one) => (one === late ? extended : one));
    expect(countRound({ ...state, communes }).onTime).toBe(countRound(state).onTime + 1);
  });

  it('is made for a dossier that came on paper alone', async () => {
    const absent = communeNamed('Xã Vạn Linh');
    expect(completenessSheet.scope === 'commune' && completenessSheet.isFor(absent, state)).toBe(false);
    const paper = { number: '640', date: '2023-11-02', channel: 'Bưu chính', matches: null };
    const text = bodyText(await draftDocument(completenessSheet, { state, commune: { ...absent, paper } }));
    expect(text).toContain('Bản mềm: chưa nhận.');
    expect(text).toContain('Bản giấy: số đến 640 ngày đến 02/11/2023 hình thức nhận Bưu chính');
  });
});

describe('the request to mend a dossier', () => {
  const isFor = (name: string): boolean =>
    supplementRequest.scope === 'commune' && supplementRequest.isFor(communeNamed(name), state);

  it('is made only where the commune can do something', () => {
    expect(['Xã Vân An', 'Xã Chi Lăng', 'Xã Chiến Thắng'].map(isFor)).toEqual([true, true, true]);
    // In order; a zero criterion, which is the council's; late, which nobody can mend; no dossier.
    expect(['Thị trấn Đồng Mỏ', 'Xã Hữu Kiên', 'Xã Liên Sơn', 'Xã Vạn Linh'].map(isFor)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('asks for missing papers and figures in the words for communes', async () => {
    expect(await textFor(supplementRequest, 'Xã Chi Lăng')).toContain(
      '1. Về thành phần hồ sơ\n- Chưa có Biên bản họp Hội đồng đánh giá cấp xã. Đề nghị gửi bổ sung.\n',
    );
    const figures = await textFor(supplementRequest, 'Xã Vân Thủy');
    expect(figures).toContain('Đủ thành phần theo yêu cầu.');
    expect(figures).toContain(
      '- Tiêu chí 13: chưa có số liệu "Tỷ lệ người dân hài lòng". Đề nghị bổ sung (số thực hiện, tổng số, tỷ lệ) và ghi nguồn số liệu.',
    );
  });

  it('repeats figures that differ, but never those of criteria 3 to 6', async () => {
    const text = await textFor(supplementRequest, 'Xã Vân An');
    expect(text).toContain(
      'tại Bảng tự chấm điểm và Báo cáo kết quả tự đánh giá chưa thống nhất (61/62 và 51/62)',
    );
    const injured = /^- Tiêu chí 5: .*$/mu.exec(text)?.[0] ?? '';
    expect(injured).toContain('chưa thống nhất. Đề nghị xác nhận');
    expect(injured.replace('Tiêu chí 5', '')).not.toMatch(/\d/u);
  });

  it('asks about a sector that has other figures, without the sector’s figure', async () => {
    const text = await textFor(supplementRequest, 'Xã Vân An');
    expect(text).toContain('khác số liệu của cơ quan chuyên môn theo dõi');
    expect(text).not.toContain('91,2');
  });

  it('names no file and asks not to send named children', async () => {
    const text = await textFor(supplementRequest, 'Xã Chiến Thắng');
    expect(text).not.toMatch(/\.(?:docx|pdf|xlsx)/u);
    expect(text).toContain('3. Về thể thức\n- Tờ trình đề nghị công nhận chưa ghi đủ số, ngày ban hành.');
    expect(text).toContain('Tài liệu kiểm chứng có thông tin cá nhân của trẻ em.');
    expect(text).toContain('(Tờ trình số …… ngày ……; số đến …… ngày ……)');
  });

  it('stays a letter when a file raises a thousand remarks', () => {
    const { commune, revision } = communeNamed('Xã Vân An');
    if (revision === null) throw new Error('no dossier');
    const many = Array.from({ length: 1000 }, (_, index) =>
      makeFinding('base-differs', { source1: 'a', value1: String(index), source2: 'b', value2: '1' }),
    );
    const { vocabulary } = state.rubric;
    const { figures } = askCommune(many, { revision, round: state.round, commune, vocabulary });
    expect(figures.length).toBe(31);
    expect(figures.at(-1)).toBe('Và 970 nội dung khác cùng loại.');
  });
});

describe('the index of the papers kept', () => {
  it('lists papers in the order of the round, once each, with numbers only where they are known', async () => {
    const text = bodyText(await draftDocument(fileIndex, { state }));
    const order = [
      'Kế hoạch số 21/KH-SLĐTBXH',
      'Tờ trình đề nghị công nhận',
      'Công văn bổ sung, hoàn thiện hồ sơ của xã Chi Lăng',
      'Báo cáo thẩm định hồ sơ',
      'Biên bản họp Hội đồng, phiên 1',
      'Tờ trình về việc đề nghị công nhận',
      'Quyết định về việc công nhận',
      'Thông báo kết quả',
      'Báo cáo tổng hợp kết quả',
    ].map((subject) => text.indexOf(subject));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
    expect(text).toContain('3125/QĐ-UBND\n29/11/2023\nQuyết định về việc công nhận');
    expect(text).toContain('……\n……\nBáo cáo thẩm định hồ sơ');
    // The report that a second mail replaced is not kept beside it.
    expect(text.match(/Báo cáo kết quả tự đánh giá\nUBND xã Quan Sơn/gu)?.length).toBe(1);
  });
});

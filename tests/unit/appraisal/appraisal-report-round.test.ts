import { describe, expect, it } from 'vitest';
import { appraisalReportRound } from '../../../shared/appraisal/documents/appraisal-report-round.ts';
import { draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { bodyText, partsOf } from './docx-text.ts';

const drafted = draftDocument(appraisalReportRound, { state: sampleRoundState() });

describe('the report of the whole round', () => {
  it('counts what came, in time and complete', async () => {
    const text = bodyText(await drafted);
    expect(text).toContain(
      'Có 18/20 xã, thị trấn gửi hồ sơ; trong đó 16 đơn vị gửi trong thời hạn, 02 đơn vị gửi sau thời hạn, 02 đơn vị chưa gửi. Đã yêu cầu bổ sung đối với 04 đơn vị; đã bổ sung 01 đơn vị.',
    );
    expect(text).toContain('1. Thành phần hồ sơ: 16/18 hồ sơ đủ thành phần.');
  });

  it('has every commune in its annexes: points, zeros, what the council is to settle', async () => {
    const text = bodyText(await drafted);
    const [, first = '', second = '', third = ''] = text.split(/^PHỤ LỤC I{1,3}$/mu);
    expect(first).toContain('TC 13\nCộng\nTổng ghi trong hồ sơ\nTheo thang điểm\n');
    expect(first.match(/^(?:Xã|Thị trấn) /gmu)).toHaveLength(20);
    // Printed and added up stand side by side.
    expect(first).toContain('76\n978\n988\nChưa tính\n');
    expect(second).toContain('1. Xã Hữu Kiên: tiêu chí 3.');
    expect(third).toContain('Xã Liên Sơn\n');
    expect(third).toContain('Việc chấp nhận hồ sơ gửi sau thời hạn');
  });

  it('leaves remarks and proposals to people, and is taken back after the meeting', async () => {
    const text = bodyText(await drafted);
    expect(text).toContain('1. Xem xét đề nghị công nhận đối với …… xã, thị trấn:');
    expect(text.match(/Tài liệu phục vụ phiên họp, thu lại sau khi họp/gu)).toHaveLength(3);
  });

  it('sets the wide table on a landscape page of its own', async () => {
    const xml = partsOf(await drafted).get('word/document.xml') ?? '';
    const pages = [...xml.matchAll(/<w:pgSz [^>]*>/gu)].map(([page]) =>
      page.includes('w:orient="landscape"'),
    );
    expect(pages).toEqual([false, true, false, false]);
  });
});

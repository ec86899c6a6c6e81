import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { readEnclosures } from '../../../shared/extraction/read-enclosures.ts';

const letter = (...lines: readonly string[]): ParsedDocument => ({
  format: 'docx',
  blocks: lines.map((text, index) => ({
    kind: 'paragraph',
    role: 'body',
    text,
    locator: { kind: 'paragraph', index: index + 1 },
  })),
  scanned: false,
  legacyEncoding: null,
});

describe('the papers a letter says go with it', () => {
  it('are read from a list with dashes, in its order, whatever follows it', () => {
    expect(
      readEnclosures(
        letter(
          'TỜ TRÌNH',
          '2. Hồ sơ gửi kèm theo Tờ trình gồm có:',
          '- Bảng tự chấm điểm các tiêu chí;',
          '- Báo cáo kết quả thực hiện các tiêu chí;',
          '- Biên bản họp Hội đồng đánh giá;',
          '- Bảng tổng hợp phiếu lấy ý kiến hài lòng.',
          'Ủy ban nhân dân xã Hữu Kiên kính trình Chủ tịch Ủy ban nhân dân huyện xem xét, công nhận.',
          'Nơi nhận:',
          '- Như trên;',
        ),
      ),
    ).toEqual(['score-sheet', 'report', 'minutes', 'survey-summary']);
  });

  it('are read where they are numbered, say how many copies, or run over a line', () => {
    expect(
      readEnclosures(
        letter(
          'Tài liệu kèm theo:',
          '1. 01 Tờ trình đề nghị công nhận xã phù hợp với trẻ em;',
          '2. 01 bản Biên bản họp Hội đồng đánh giá thống nhất bảng điểm',
          'của Hội đồng đánh giá cấp xã;',
          'a) Bản tự đánh giá, chấm điểm;',
          '+ Các tài liệu kiểm chứng của 13 tiêu chí.',
        ),
      ),
    ).toEqual(['submission-letter', 'minutes', 'score-sheet', 'evidence']);
  });

  it('are read from one line, and from a letter without accents', () => {
    expect(
      readEnclosures(letter('Hồ sơ gửi kèm: Bảng tự chấm điểm; Báo cáo; Biên bản họp Hội đồng đánh giá.')),
    ).toEqual(['score-sheet', 'report', 'minutes']);
    expect(readEnclosures(letter('Ho so kem theo gom:', 'Bao cao tu danh gia', 'Bang diem'))).toEqual([
      'report',
      'score-sheet',
    ]);
  });

  it('are none where a paper only says what it goes with, or a sentence speaks of enclosures', () => {
    for (const lines of [
      ['(Kèm theo Tờ trình số 77/TTr-UBND ngày 27/10/2023)', 'Bảng tự chấm điểm'],
      ['Kèm theo Tờ trình số 77/TTr-UBND:', 'Bảng tự chấm điểm'],
      ['UBND xã gửi kèm theo hồ sơ, đề nghị huyện xem xét.', 'Báo cáo kết quả'],
      ['Xã gửi hồ sơ xã phù hợp với trẻ em năm 2023.', '- Báo cáo kết quả thực hiện'],
      ['Căn cứ hồ sơ gồm có các văn bản', 'Biên bản họp'],
    ])
      expect(readEnclosures(letter(...lines))).toEqual([]);
  });

  it('end at the signature, at the next part and where the list gives way to other lines', () => {
    for (const after of ['Nơi nhận:', 'TM. ỦY BAN NHÂN DÂN', '3. Kiến nghị, đề xuất', 'Trân trọng cảm ơn.'])
      expect(
        readEnclosures(letter('Hồ sơ gửi kèm gồm:', '- Bảng điểm;', after, '- Biên bản họp hội đồng')),
      ).toEqual(['score-sheet']);
    expect(
      readEnclosures(
        letter('Hồ sơ gửi kèm gồm:', '- Bảng điểm;', 'Một dòng khác.', 'Dòng nữa.', '- Biên bản họp'),
      ),
    ).toEqual(['score-sheet']);
  });

  it('of a sector or a person are no kind of the dossier', () => {
    expect(
      readEnclosures(
        letter(
          'Hồ sơ gửi kèm gồm:',
          '- Báo cáo của Trạm Y tế;',
          '- Danh sách cháu Nguyễn Văn Thử, sinh năm 2015;',
          '- Báo cáo tổng hợp phiếu lấy ý kiến.',
        ),
      ),
    ).toEqual(['survey-summary']);
  });

  it('are few in a letter whose every line is one', () => {
    const lines = Array.from({ length: 5000 }, () => '- Danh sách khác');
    expect(readEnclosures(letter('Hồ sơ gửi kèm gồm:', ...lines, '- Biên bản họp hội đồng'))).toEqual([]);
  });
});

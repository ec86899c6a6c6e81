import { describe, expect, test } from 'vitest';
import { checkLetter, listPlaceholders } from '../../../shared/appraisal/letters/check-letter.ts';
import type { LetterTextId } from '../../../shared/appraisal/letters/letter-fields.ts';
import { sampleLetterValues } from '../../../shared/appraisal/letters/letter-samples.ts';
import type { LetterText } from '../../../shared/appraisal/letters/letter-texts.ts';
import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import { officeValues } from '../../../shared/appraisal/letters/letter-values.ts';
import { renderLetter } from '../../../shared/appraisal/letters/render-letter.ts';
import { letterIds } from '../../../shared/domain/letter.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';

const round = {
  ...chiLang2023,
  communes: chiLang2023.communes.filter(({ name }) => name === 'Xã Lâm Sơn'),
  authority: {
    ...chiLang2023.authority,
    contact: { ...chiLang2023.authority.contact, name: 'Nông Thị Mẫu', phone: '0205 3000 000' },
  },
};
const samples = sampleLetterValues(round);
const ids = Object.keys(letterForms) as readonly LetterTextId[];
const render = (id: LetterTextId, texts = letterForms as Parameters<typeof renderLetter>[2]): LetterText =>
  renderLetter(id, samples[id] as never, texts);
const withText = (id: LetterTextId, text: Partial<LetterText>) => ({
  ...letterForms,
  [id]: { ...letterForms[id], ...text },
});
const problemsOf = (id: LetterTextId, text: Partial<LetterText>): readonly string[] =>
  checkLetter(id, { ...letterForms[id], ...text }, letterForms);

describe('the texts the product brings', () => {
  test('there is one for every letter the office sends', () => {
    expect(ids).toEqual(expect.arrayContaining([...letterIds]));
  });

  test.each(ids)('%s passes the check its edited versions must pass', (id) => {
    expect(checkLetter(id, letterForms[id], letterForms)).toEqual([]);
  });

  test.each(ids)('%s comes out whole: no placeholder, no blank to fill in, no stray empty line', (id) => {
    const { subject, text } = render(id);
    for (const one of [subject, text])
      expect(one).not.toMatch(/[{}…\u2060]|\r|[ \t]\n|\n{3}|\(\)|: \.|undefined/u);
    expect(subject).not.toContain('\n');
    expect(text).toBe(text.trim());
  });

  test('a reminder says what is missing, until when, and whom to ask', () => {
    expect(render('reminder-7')).toEqual({
      subject: 'Nhắc gửi hồ sơ xã phù hợp với trẻ em năm 2023 - xã Lâm Sơn (còn 07 ngày)',
      text: [
        'Kính gửi: Ủy ban nhân dân xã Lâm Sơn',
        '',
        'Còn 07 ngày đến hạn gửi hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023: trước ngày 03/11/2023 (chậm nhất hết ngày 02/11/2023). Tình trạng hồ sơ của xã Lâm Sơn: đã gửi, còn thiếu tài liệu.',
        '- Chưa có Biên bản họp Hội đồng đánh giá cấp xã. Đề nghị gửi bổ sung.',
        '- Báo cáo kết quả tự đánh giá có đặt mật khẩu. Đề nghị gửi lại tệp không đặt mật khẩu.',
        '',
        'Đề nghị UBND xã Lâm Sơn hoàn thiện, gửi đúng thời hạn. Nếu đã gửi bằng hình thức khác, đề nghị báo cán bộ đầu mối.',
        '',
        'Cán bộ đầu mối: Nông Thị Mẫu, điện thoại 0205 3000 000.',
        '',
        'Trân trọng./.',
        '',
        'Phòng Lao động - Thương binh và Xã hội - Dân tộc',
      ].join('\n'),
    });
  });

  test('a part that is left out leaves no gap in the numbers', () => {
    const values = { ...samples['receipt-incomplete'], co_tai_lieu_thieu: false };
    const { text } = renderLetter('receipt-incomplete', values);
    expect(text.match(/^\d\. .*/gmu)).toEqual([
      '1. Tài liệu đã nhận',
      '2. Nội dung đề nghị làm rõ',
      '3. Cách bổ sung',
    ]);
  });

  test('where nobody entered who to ask, the line is left out', () => {
    const values = { ...samples['reminder-1'], ...officeValues(chiLang2023) };
    expect(renderLetter('reminder-1', values).text).not.toContain('Cán bộ đầu mối');
  });

  test('a plan whose number was not entered is named without dots', () => {
    expect(officeValues(chiLang2023).ke_hoach_huyen).toBe(
      'Kế hoạch năm 2023 của Ủy ban nhân dân huyện Chi Lăng',
    );
  });
});

describe('values', () => {
  test('nothing in a value becomes markup, a line of its own or an invisible character', () => {
    const values = {
      ...samples['return-for-completion'],
      noi_dung_khac: [{ dong: 'A & B <b>\r\nBcc: x@example.org\u202E{{ten_xa}}\u0000' }],
    };
    const { text } = renderLetter('return-for-completion', values);
    expect(text).toContain('\nA & B <b> Bcc: x@example.org{{ten_xa}}\n');
  });

  test('a value that begins with a number is not renumbered', () => {
    const values = { ...samples['return-for-completion'], noi_dung_khac: [{ dong: '7. Biên bản' }] };
    expect(renderLetter('return-for-completion', values).text).toContain('\n7. Biên bản\n');
  });

  test('a subject stays on one line and within a length', () => {
    const values = { ...samples['receipt-known'], tieu_de_goc: `a\r\nBcc: b${'x'.repeat(500)}` };
    const { subject } = renderLetter('receipt-known', values);
    expect(subject).toMatch(/^Re: a Bcc: b/u);
    expect(subject.length).toBeLessThanOrEqual(250);
  });
});

describe('an edited text', () => {
  test('is used in place of the one the product brings, with its ending', () => {
    const texts = {
      ...withText('reminder-1', { text: 'Hạn là {{ngay_cuoi_cung}}.\n\n{{khoi_cuoi_thu_nhac}}' }),
      'reminder-ending': { subject: '', text: '{{ten_phong_ngan}}' },
    };
    expect(render('reminder-1', texts).text).toBe('Hạn là 02/11/2023.\n\nPhòng LĐTBXH-DT');
  });

  test('a misspelt placeholder is refused with its name and those that may be used', () => {
    const [problem] = problemsOf('reminder-1', { text: '{{ngay_cuoi_cung}} {{ten_xaa}}' });
    expect(problem).toContain('Không có chỗ điền {{ten_xaa}}');
    expect(problem).toContain('ten_xa, ten_xa_dau_cau');
    expect(() => render('reminder-1', withText('reminder-1', { text: '{{ten_xaa}}' }))).toThrow(
      '{{ten_xaa}}',
    );
  });

  test.each([
    [
      'a placeholder of a list outside of it',
      '{{ngay_cuoi_cung}} {{cau_gui_xa}}',
      'Không có chỗ điền {{cau_gui_xa}}',
    ],
    ['a list without its block', '{{ngay_cuoi_cung}} {{noi_dung_con_lai}}', 'là một danh sách'],
    ['a condition in place of words', '{{ngay_cuoi_cung}} {{chua_gui}}', 'chỉ dùng để hiện hoặc ẩn'],
    ['a block left open', '{{ngay_cuoi_cung}} {{#chua_gui}}x', 'chưa được đóng bằng {{/chua_gui}}'],
    ['a block never opened', '{{ngay_cuoi_cung}} {{/chua_gui}}', 'trước đó không có {{#chua_gui}}'],
    ['a brace left open', '{{ngay_cuoi_cung', 'chưa được đóng'],
    ['single braces', '{{ngay_cuoi_cung}} {ten_xa}', 'dấu ngoặc nhọn lẻ'],
    ['another tag of the template language', '{{ngay_cuoi_cung}} {{> khac}}', 'các thẻ khác không dùng được'],
    ['a change of its marks', '{{ngay_cuoi_cung}} {{=<% %>=}}', 'các thẻ khác không dùng được'],
    [
      'a property every object has',
      '{{ngay_cuoi_cung}} {{constructor}}',
      'Không có chỗ điền {{constructor}}',
    ],
    ['no words', '', 'không được để trống'],
    ['too many words', '{{ngay_cuoi_cung}}'.repeat(1000), 'dài quá'],
    ['no deadline', 'Đề nghị gửi.', 'phải giữ chỗ điền {{ngay_cuoi_cung}}'],
  ])('%s is refused', (_, text, problem) => {
    expect(problemsOf('reminder-1', { text }).join(' ')).toContain(problem);
  });

  test.each([
    ['no subject', ' ', 'phải có tiêu đề'],
    ['a subject of two lines', 'a\nb', 'trên một dòng'],
    ['a long subject', 'a'.repeat(300), 'dài quá'],
  ])('%s is refused', (_, subject, problem) => {
    expect(problemsOf('reminder-1', { subject }).join(' ')).toContain(problem);
  });

  test('the sentences on what a receipt is not cannot all be deleted', () => {
    const problem = 'giới hạn giá trị của thư';
    const bare = 'Mã {{ma_tiep_nhan}}';
    expect(problemsOf('receipt-complete', { text: bare }).join()).toContain(problem);
    // Neither can they stand where a condition may hide them, or leave the ending that all receipts share.
    const hidden = `${bare}{{#da_nhan_ban_giay}}Không phải là kết quả thẩm định.{{/da_nhan_ban_giay}}`;
    expect(problemsOf('receipt-complete', { text: hidden }).join()).toContain(problem);
    expect(problemsOf('receipt-ending', { text: 'Trân trọng./.' }).join()).toContain(problem);
    const own = `${bare}. Thư này KHÔNG\nPHẢI là kết quả thẩm định.`;
    expect(problemsOf('receipt-complete', { text: own })).toEqual([]);
    expect(
      problemsOf('return-for-completion', { text: '{{#noi_dung_khac}}{{dong}}{{/noi_dung_khac}}' }).join(),
    ).toContain(problem);
  });

  test('the list of placeholders shows blocks as they are typed', () => {
    expect(listPlaceholders('reminder-1')).toEqual(
      expect.arrayContaining([
        '{{ten_xa}}',
        '{{#chua_gui}} … {{/chua_gui}}',
        '{{#noi_dung_con_lai}} {{cau_gui_xa}} {{/noi_dung_con_lai}}',
        '{{khoi_cuoi_thu_nhac}}',
      ]),
    );
  });
});

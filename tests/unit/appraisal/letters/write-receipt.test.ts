import { describe, expect, it } from 'vitest';
import { letterForms } from '../../../../shared/appraisal/letters/letter-texts.ts';
import type {
  ReceiptInput,
  ReceivedFile,
  ReceivedMail,
} from '../../../../shared/appraisal/letters/write-receipt.ts';
import { writeReceipt } from '../../../../shared/appraisal/letters/write-receipt.ts';
import type { DossierRevision } from '../../../../shared/domain/dossier.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { makeFinding } from '../../../../shared/domain/finding-catalogue.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { evaluateRubric } from '../../../../shared/rubrics/evaluate.ts';
import { commune, documentOf, round as fixtureRound, unreadDocument } from '../fixture-revisions.ts';

const round: ReceiptInput['round'] = {
  ...fixtureRound,
  authority: {
    ...fixtureRound.authority,
    contact: { name: 'Cán Bộ Mẫu', phone: '0205 3000 000', mailbox: 'hoso@nuimay.example.vn' },
  },
};

type Kept = DossierRevision['documents'][number];

const letter = documentOf('a/to trinh.docx', 'submission-letter', {
  number: '15/TTr-UBND',
  date: '2023-10-27',
});
const sheet = documentOf('bang diem.xlsx', 'score-sheet', { format: 'xlsx', date: '2023-10-26' });
const report = documentOf('bao cao.docx', 'report', { number: '31/BC-UBND', date: '2023-10-27' });
const minutes = documentOf('bien ban.pdf', 'minutes', { format: 'pdf', scanned: true, pages: 3 });
const whole = [letter, sheet, report, minutes];

const fileOf = ({ file, sha256, format, status, pages, scanned, extraction }: Kept): ReceivedFile => ({
  ...{ file, sha256, format, status, pages, scanned },
  kind: extraction?.kind ?? 'other',
});

function mailOf(documents: readonly Kept[], change: Partial<ReceivedMail> = {}): ReceivedMail {
  return {
    mail: 'mail-1',
    receivedAt: '2023-10-30T02:05:00.000Z',
    subject: 'Hồ sơ xã Suối Hoa phù hợp với trẻ em năm 2023',
    files: documents.map(fileOf),
    findings: [],
    knownSince: null,
    ...change,
  };
}

function write(
  documents: readonly Kept[],
  findings: readonly Finding[] = [],
  change: Partial<ReceiptInput> = {},
) {
  const revision: DossierRevision = {
    round: round.id,
    commune: commune.code,
    revision: 1,
    at: '2023-10-30T02:05:00.000Z',
    mailIds: ['mail-1'],
    documents,
    readings: [],
    claims: [],
    claimedTotal: null,
    assessment: evaluateRubric({
      rubric: illustrationRubric,
      areaType: commune.areaType,
      readings: [],
      documents,
    }),
    mailFindings: [],
    findings,
  };
  return writeReceipt(
    {
      code: 'HS-2023-7K4M-2',
      supplement: 0,
      mails: [mailOf(documents)],
      revision,
      arrivals: new Map([['mail-1', '2023-10-30T02:05:00.000Z']]),
      enclosures: [],
      paper: null,
      deadline: round,
      at: '2023-10-30T02:15:00.000Z',
      round,
      commune,
      vocabulary: illustrationRubric.vocabulary,
      ...change,
    },
    letterForms,
  );
}

const asksOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => /^- .*(?:Đề nghị|Và \d)/u.test(line));

const ending = `Thư này được gửi tự động để xác nhận việc nhận bản mềm, không thay cho việc đăng ký văn bản đến và không phải là kết quả thẩm định.
Cán bộ đầu mối: Cán Bộ Mẫu, điện thoại 0205 3000 000.

Trân trọng./.

Phòng Lao động - Thương binh và Xã hội - Dân tộc`;

const missing = (about: 'minutes' | 'report'): Finding =>
  makeFinding('missing-document', { commune: 'xã Suối Hoa', document: 'tài liệu', year: 2023 }, { about });
const locked = makeFinding('password-protected', { file: 'phieu.xlsx' }, { about: 'phieu.xlsx' });
const broken = makeFinding(
  'unreadable-file',
  { file: 'bang diem.xlsx', reason: 'tệp Excel bị hỏng' },
  { about: 'bang diem.xlsx' },
);

describe('the receipt of a dossier', () => {
  it('that is whole says what came and asks for the paper copy', () => {
    expect(write(whole)).toEqual({
      letter: 'receipt-complete',
      subject: 'Re: Hồ sơ xã Suối Hoa phù hợp với trẻ em năm 2023',
      text: `Mã tiếp nhận: HS-2023-7K4M-2

Kính gửi: Ủy ban nhân dân xã Suối Hoa

Phòng Lao động - Thương binh và Xã hội - Dân tộc đã nhận bản mềm hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023 của xã Suối Hoa, lúc 09:05 ngày 30/10/2023 (trong thời hạn).

1. Tài liệu đã nhận
- Tờ trình đề nghị công nhận, số 15/TTr-UBND ngày 27/10/2023 (Word): đã đọc
- Bảng tự chấm điểm ngày 26/10/2023 (Excel): đã đọc
- Báo cáo kết quả tự đánh giá, số 31/BC-UBND ngày 27/10/2023 (Word): đã đọc
- Biên bản họp Hội đồng đánh giá cấp xã (PDF, bản quét, 3 trang): đã đọc

2. Kiểm tra bước đầu
Hồ sơ có đủ các tài liệu theo yêu cầu của đợt năm 2023; chưa thấy nội dung phải bổ sung. Nếu khi thẩm định cần làm rõ thêm, Phòng sẽ thông báo.

3. Bản giấy
Đề nghị gửi bản giấy đã ký, đóng dấu (hoặc văn bản điện tử ký số qua hệ thống quản lý văn bản) đến Phòng LĐTBXH-DT huyện Núi Mây, nếu chưa gửi.

Nếu cần thay thế hoặc bổ sung, đề nghị trả lời chính thư này, chỉ gửi tài liệu có thay đổi và ghi rõ "thay thế" hoặc "bổ sung".

${ending}`,
    });
  });

  it('that lacks papers and figures asks for each, with the deadline said both ways', () => {
    const indicator = illustrationRubric.vocabulary.indicators.find(
      ({ id }) => id === 'c07.full-immunisation-rate',
    );
    const documents = [letter, sheet, unreadDocument('phieu.xlsx', { readFindings: [locked] })];
    const typed = [letter, sheet];
    const figure = makeFinding(
      'missing-indicator',
      { criterion: 7, indicator: indicator?.name ?? '' },
      { about: 'c07.full-immunisation-rate' },
    );
    // A figure may stand in the paper that cannot be opened: it is asked for only where every paper was read.
    expect(asksOf(write(typed, [figure]).text)).toEqual([
      `- Tiêu chí 7: chưa có số liệu "${indicator?.name ?? ''}". Đề nghị bổ sung (số thực hiện, tổng số, tỷ lệ) và ghi nguồn số liệu.`,
    ]);
    expect(
      write(documents, [figure, missing('minutes')], { enclosures: ['minutes', 'survey-summary'] }),
    ).toEqual({
      letter: 'receipt-incomplete',
      subject: 'Re: Hồ sơ xã Suối Hoa phù hợp với trẻ em năm 2023',
      text: `Mã tiếp nhận: HS-2023-7K4M-2

Kính gửi: Ủy ban nhân dân xã Suối Hoa

Phòng Lao động - Thương binh và Xã hội - Dân tộc đã nhận bản mềm hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023 của xã Suối Hoa, lúc 09:05 ngày 30/10/2023 (trong thời hạn). Qua kiểm tra bước đầu, hồ sơ còn một số nội dung đề nghị bổ sung, làm rõ.

1. Tài liệu đã nhận
- Tờ trình đề nghị công nhận, số 15/TTr-UBND ngày 27/10/2023 (Word): đã đọc
- Bảng tự chấm điểm ngày 26/10/2023 (Excel): đã đọc
- Tài liệu khác (Excel): chưa mở được, tệp có đặt mật khẩu

2. Tài liệu chưa có hoặc chưa đọc được
- Một tệp đính kèm (Excel) có đặt mật khẩu. Đề nghị gửi lại tệp không đặt mật khẩu, hoặc báo mật khẩu cho cán bộ đầu mối qua điện thoại.
- Chưa thấy Biên bản họp Hội đồng đánh giá cấp xã trong các tài liệu đọc được. Tờ trình có kê tài liệu này nhưng thư chưa đính kèm. Đề nghị gửi bổ sung; nếu đã gửi, cho biết ở tài liệu nào.
- Chưa thấy Bảng tổng hợp phiếu lấy ý kiến hài lòng. Tờ trình có kê tài liệu này nhưng thư chưa đính kèm. Đề nghị gửi bổ sung; nếu đã gửi, cho biết ở tài liệu nào.

3. Cách bổ sung
- Trả lời chính thư này, đính kèm tài liệu bổ sung hoặc thay thế; không cần gửi lại tài liệu không thay đổi.
- Thời hạn gửi hồ sơ: trước ngày 03/11/2023 (chậm nhất hết ngày 02/11/2023).
- Văn bản đã ký, đóng dấu mà có sửa nội dung thì gửi kèm văn bản sửa đổi, thay thế.

${ending}`,
    });
  });

  it('of which nothing could be read says how to send it again', () => {
    expect(write([unreadDocument('bang diem.xlsx', { readFindings: [broken] })]).text).toBe(
      `Mã tiếp nhận: HS-2023-7K4M-2

Kính gửi: Ủy ban nhân dân xã Suối Hoa

Phòng Lao động - Thương binh và Xã hội - Dân tộc đã nhận thư của xã Suối Hoa lúc 09:05 ngày 30/10/2023, nhưng chưa đọc được tài liệu nào của hồ sơ:
- Bảng tự chấm điểm (Excel) không đọc được (tệp Excel bị hỏng). Đề nghị kiểm tra và gửi lại.

Đề nghị gửi lại trước ngày 03/11/2023 (chậm nhất hết ngày 02/11/2023). Tệp nên gửi: Word, Excel hoặc PDF, không đặt mật khẩu; mỗi thư không quá 18 MB. Nếu gặp khó khăn, đề nghị điện thoại cho cán bộ đầu mối.

${ending}`,
    );
  });

  it('that is completed says of each paper what it did', () => {
    const later = { ...sheet, mailId: 'mail-2', file: 'bang diem sua.xlsx', sha256: '2'.repeat(64) };
    const more = { ...documentOf('xac nhan.docx', 'evidence'), mailId: 'mail-2' };
    const documents = [letter, { ...sheet, replacedBy: later.file }, report, minutes, later, more];
    const mail = mailOf([later, more, report], {
      mail: 'mail-2',
      receivedAt: '2023-11-01T01:40:00.000Z',
      subject: 'Bổ sung của cháu Nguyễn Văn Thử',
    });
    expect(write(documents, [], { supplement: 1, mails: [mail] })).toEqual({
      letter: 'receipt-supplement',
      subject: 'Re: Về hồ sơ xã phù hợp với trẻ em năm 2023 - xã Suối Hoa',
      text: `Mã tiếp nhận: HS-2023-7K4M-2 (bổ sung lần 1)

Kính gửi: Ủy ban nhân dân xã Suối Hoa

Phòng Lao động - Thương binh và Xã hội - Dân tộc đã nhận tài liệu bổ sung của xã Suối Hoa lúc 08:40 ngày 01/11/2023:
- Bảng tự chấm điểm (Excel): thay cho tài liệu đã gửi ngày 30/10/2023
- Tài liệu kiểm chứng (Word): bổ sung mới
- Báo cáo kết quả tự đánh giá (Word): không thay đổi so với lần trước

Qua kiểm tra bước đầu, hồ sơ không còn nội dung phải bổ sung.

${ending}`,
    });
  });

  it('that is known says since when', () => {
    const mail = mailOf(whole, {
      mail: 'mail-2',
      receivedAt: '2023-11-01T02:00:00.000Z',
      subject: null,
      knownSince: '2023-10-30T02:05:00.000Z',
    });
    expect(write(whole, [missing('report')], { mails: [mail] }).text).toBe(
      `Mã tiếp nhận: HS-2023-7K4M-2

Kính gửi: Ủy ban nhân dân xã Suối Hoa

Phòng Lao động - Thương binh và Xã hội - Dân tộc đã nhận thư gửi lại của xã Suối Hoa lúc 09:00 ngày 01/11/2023. Các tài liệu trùng hoàn toàn với hồ sơ đã nhận lúc 09:05 ngày 30/10/2023, không có thay đổi. Hồ sơ còn 01 nội dung đề nghị bổ sung, làm rõ.

Đề nghị không gửi lại, trừ khi có tài liệu bổ sung hoặc thay thế.

${ending}`,
    );
  });
});

describe('a receipt', () => {
  const total = (file: string) =>
    makeFinding(
      'total-mismatch',
      { document: 'Bảng tự chấm điểm', printed: '970', sum: '960', difference: '10' },
      { source: { file } },
    );

  it('asks about a sum in a typed sheet, and says nothing of one that was read from a picture', () => {
    expect(asksOf(write(whole, [total(sheet.file)]).text)).toHaveLength(1);
    const photo = { ...sheet, format: 'image' as const, scanned: true };
    expect(write([letter, photo, report, minutes], [total(sheet.file)]).letter).toBe('receipt-complete');
  });

  it('gives no points of criteria 3 to 6', () => {
    const over = (criterion: number) =>
      makeFinding(
        'points-exceed-max',
        { criterion, points: '77', max: '66', maxSource: 'bảng của xã' },
        { about: String(criterion), source: { file: sheet.file } },
      );
    const across = makeFinding(
      'points-differ-across',
      { source1: 'Bảng tự chấm điểm', source2: 'Báo cáo', points: 'tiêu chí 5: 77 và 66' },
      { source: { file: sheet.file } },
    );
    expect(asksOf(write(whole, [over(5), over(7), across]).text)).toEqual([
      '- Tiêu chí 7: điểm tự chấm 77 vượt điểm tối đa 66 (bảng của xã). Đề nghị kiểm tra lại.',
      '- Tiêu chí 5: điểm tự chấm cao hơn điểm tối đa. Đề nghị kiểm tra lại.',
      '- Điểm tự chấm giữa các văn bản chưa thống nhất ở một số tiêu chí. Đề nghị xác định điểm đúng.',
    ]);
  });

  it('asks for ten things at most', () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      unreadDocument(`tep ${index}.xlsx`, { pages: index + 1, readFindings: [broken] }),
    );
    const lines = write([letter, ...many])
      .text.split('\n')
      .filter((line) => /^- (?:Một tệp|Và )/u.test(line));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('- Và 04 nội dung khác, chi tiết trong văn bản gửi sau.');
  });

  it('lists alike papers once and the rest of a long list by number', () => {
    const pictures = Array.from({ length: 9 }, (_, index) =>
      documentOf(`anh ${index}.jpg`, 'evidence', { format: 'image', scanned: true }),
    );
    expect(write([...whole, ...pictures]).text).toContain(
      '- Tài liệu kiểm chứng (ảnh, bản quét, 09 tài liệu): đã đọc',
    );
    const numbered = Array.from({ length: 40 }, (_, index) =>
      documentOf(`bc ${index}.docx`, 'evidence', { number: `${index + 1}/BC-TYT` }),
    );
    const text = write([...whole, ...numbered]).text;
    expect(text).toContain('- Các tài liệu khác (14 loại): đã nhận');
    expect(text).not.toContain('40/BC-TYT');
  });

  it('holds a commune to the later deadline it was given, and says when it has passed', () => {
    const deadline = { lateFrom: '2023-11-10T00:00:00+07:00', deadline: '10/11/2023' };
    expect(write(whole, [], { deadline }).text).toContain('(trong thời hạn được gia hạn)');
    const after = write([letter], [missing('report')], { deadline, at: '2023-11-12T02:00:00.000Z' });
    expect(after.text).toContain(
      '- Thời hạn gửi hồ sơ: trước ngày 10/11/2023 (chậm nhất hết ngày 09/11/2023); nay đã quá thời hạn, đề nghị gửi sớm nhất có thể.',
    );
  });

  it('names papers of another year in one line, and a paper of another commune by its kind', () => {
    const old = [letter, report].map(({ file }) =>
      makeFinding('wrong-period', { document: 'x', documentYear: 2022, year: 2023 }, { about: file }),
    );
    const other = makeFinding(
      'commune-mismatch',
      { document: 'Biên bản họp Hội đồng đánh giá cấp xã', otherCommune: 'xã Khác', commune: 'xã Suối Hoa' },
      { about: 'bb.docx' },
    );
    const { text } = write([letter, report], [...old, other], { enclosures: ['minutes'] });
    expect(asksOf(text)).toEqual([
      '- Biên bản họp Hội đồng đánh giá cấp xã gửi kèm ghi tên đơn vị khác. Đề nghị kiểm tra và gửi lại đúng tài liệu.',
      '- Không phải tài liệu của năm 2023: Tờ trình đề nghị công nhận; Báo cáo kết quả tự đánh giá. Đề nghị gửi tài liệu của năm 2023.',
    ]);
  });

  it('names no file, also where a remark does', () => {
    const remark = makeFinding('total-differs-across', { totals: 'Danh sach chau Thu.xlsx 970' });
    const named = { ...report, file: 'Danh sach chau Thu.xlsx' };
    expect(JSON.stringify(write([letter, sheet, named], [remark]))).not.toContain('chau Thu');
  });
});

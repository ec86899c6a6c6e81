import type { Authority, Round } from '../round.ts';

/** The names that differ from one district's labour office to another; the rest is common practice. */
interface DistrictNames {
  /** Proper name: "Chi Lăng". */
  readonly district: string;
  /** Proper name: "Lạng Sơn". */
  readonly province: string;
  readonly year: number;
  readonly mailbox: string;
  readonly plan: string;
  readonly provincePlan: string;
}

const keep = 'Lưu: VT, PLĐTBXH-DT';

/**
 * The authorities of a district before 01/07/2025 and how each of its papers is issued. Symbols of the office and of the
 * council are not in the plan: dots, which the records clerk completes.
 */
export function districtAuthority(names: DistrictNames): Authority {
  const { district, province, year } = names;
  const office = 'Phòng Lao động - Thương binh và Xã hội - Dân tộc';
  const committee = `Ủy ban nhân dân huyện ${district}`;
  const department = `Sở Lao động - Thương binh và Xã hội tỉnh ${province}`;
  return {
    district: `huyện ${district}`,
    province: `tỉnh ${province}`,
    place: district,
    office,
    officeShort: 'Phòng LĐTBXH-DT',
    superior: `UBND HUYỆN ${district.toLocaleUpperCase('vi')}`,
    council: 'Hội đồng xét duyệt công nhận xã, thị trấn phù hợp với trẻ em cấp huyện',
    recogniser: `Chủ tịch ${committee}`,
    department,
    proposer: 'council',
    reporter: 'office',
    plan: names.plan,
    provincePlan: names.provincePlan,
    target: `100% số xã, thị trấn đạt tiêu chuẩn xã, thị trấn phù hợp với trẻ em năm ${year}`,
    contact: { name: null, phone: null, mailbox: names.mailbox },
    legalBases: [
      {
        text: 'Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019',
        onlyIn: ['recognition-decision'],
      },
      { text: 'Luật Trẻ em ngày 05/4/2016', onlyIn: ['recognition-decision'] },
      {
        text: 'Quyết định số 06/QĐ-TTg ngày 03/01/2019 của Thủ tướng Chính phủ ban hành Quy định về tiêu chuẩn, trình tự đánh giá và công nhận xã, phường, thị trấn phù hợp với trẻ em',
      },
      {
        text: 'Hướng dẫn số 604/TE-PTTG ngày 20/9/2019 của Cục Trẻ em về việc hướng dẫn thu thập thông tin, đánh giá và công nhận xã, phường, thị trấn phù hợp với trẻ em',
      },
      { text: names.plan },
      { text: 'Quyết định thành lập Hội đồng xét duyệt số …… ngày ……' },
    ],
    papers: {
      'appraisal-report': {
        symbol: 'BC-……',
        signatory: ['TRƯỞNG PHÒNG'],
        signer: null,
        recipients: ['Như trên', 'Chủ tịch UBND huyện (b/c)', keep],
      },
      'appraisal-report-round': {
        symbol: 'BC-……',
        signatory: ['TRƯỞNG PHÒNG'],
        signer: null,
        recipients: ['Như trên', 'Chủ tịch UBND huyện (b/c)', keep],
      },
      'supplement-request': {
        symbol: '……',
        signatory: ['TRƯỞNG PHÒNG'],
        signer: null,
        recipients: [
          'Như trên',
          'Chủ tịch, các PCT UBND huyện (b/c)',
          'Thành viên Hội đồng xét duyệt (để biết)',
          keep,
        ],
      },
      invitation: {
        symbol: 'GM-……',
        signatory: ['TM. HỘI ĐỒNG', 'CHỦ TỊCH'],
        signer: null,
        recipients: ['Như trên', keep],
      },
      'council-minutes': { symbol: 'BB-……', signatory: ['CHỦ TỌA'], signer: null, recipients: [] },
      proposal: {
        symbol: 'TTr-……',
        signatory: ['TM. HỘI ĐỒNG', 'CHỦ TỊCH'],
        signer: null,
        recipients: ['Như trên', 'Thành viên Hội đồng', keep],
      },
      'recognition-decision': {
        symbol: 'QĐ-UBND',
        signatory: ['CHỦ TỊCH'],
        signer: null,
        recipients: ['Như Điều 3', `${department} (b/c)`, 'TT Huyện ủy, TT HĐND huyện (b/c)', keep],
      },
      'result-notice': {
        symbol: 'TB-……',
        signatory: ['TRƯỞNG PHÒNG'],
        signer: null,
        recipients: ['Như trên', 'Chủ tịch UBND huyện (b/c)', keep],
      },
      'consolidated-report': {
        symbol: 'BC-……',
        signatory: ['TRƯỞNG PHÒNG'],
        signer: null,
        recipients: [
          `${department} (b/c)`,
          'TT Huyện ủy, TT HĐND huyện (b/c)',
          'Chủ tịch, các PCT UBND huyện',
          keep,
        ],
      },
    },
  };
}

/** What the plan of 2023 and older procedure expect of each commune, and the rules that no text at hand gives (off). */
export const districtExpectations: Pick<
  Round,
  'expectedDocuments' | 'trackedDocuments' | 'council' | 'smallestPublishedCount' | 'sectors'
> = {
  expectedDocuments: [
    { kind: 'submission-letter', label: 'Tờ trình đề nghị công nhận', level: 'required' },
    { kind: 'report', label: 'Báo cáo kết quả tự đánh giá', level: 'required' },
    { kind: 'score-sheet', label: 'Bảng tự chấm điểm 13 tiêu chí', level: 'required' },
    { kind: 'minutes', label: 'Biên bản họp Hội đồng đánh giá cấp xã', level: 'required' },
    { kind: 'survey-summary', label: 'Bảng tổng hợp phiếu lấy ý kiến hài lòng', level: 'if-any' },
    { kind: 'evidence', label: 'Thuyết minh, tài liệu kiểm chứng', level: 'if-any' },
  ],
  trackedDocuments: [
    { kind: 'plan', label: 'Kế hoạch thực hiện của xã, thị trấn' },
    { kind: 'commitment', label: 'Cam kết thực hiện các tiêu chí' },
  ],
  council: { members: [], quorum: null, majority: null, voteMethod: null },
  smallestPublishedCount: 5,
  // Which office is asked about what is common practice, not law; the labour office itself keeps criteria 1 and 6.
  sectors: [
    { id: 'justice', name: 'ngành Tư pháp', criteria: [2], internalOnly: false },
    { id: 'police', name: 'Công an huyện', criteria: [3, 4], internalOnly: true },
    { id: 'health', name: 'ngành Y tế', criteria: [5, 7, 8, 9], internalOnly: true },
    { id: 'education', name: 'ngành Giáo dục và Đào tạo', criteria: [9, 10], internalOnly: false },
    {
      id: 'culture',
      name: 'ngành Văn hóa và Thông tin, Huyện đoàn',
      criteria: [11, 12],
      internalOnly: false,
    },
    { id: 'front', name: 'Ủy ban Mặt trận Tổ quốc huyện', criteria: [13], internalOnly: false },
  ],
};

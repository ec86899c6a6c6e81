import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, cell, paragraph, repeatedRow } from '../administrative-layout.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { listDocuments, readState } from '../list-documents.ts';
import { sayDay, sayDayOf, sayHourOf } from '../say-document.ts';
import { blank, sayInTime } from '../say-reception.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'portrait',
  type: 'PHIẾU KIỂM TRA THÀNH PHẦN HỒ SƠ',
  subject: 'Đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}}',
  addressee: null,
  body: [
    paragraph('Đơn vị: {{ten_xa_dau_cau}}. Mã tiếp nhận: {{ma_tiep_nhan}}', 'form'),
    paragraph('Bản mềm: {{ban_mem}}', 'form'),
    paragraph('Bản giấy: {{ban_giay}}', 'form'),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 10, align: 'center' },
        { title: 'Thành phần', width: 43, align: 'left' },
        { title: 'Bắt buộc', width: 18, align: 'center' },
        { title: 'Bản mềm: số, ngày', width: 34, align: 'left' },
        { title: 'Bản giấy: đã nhận', width: 17, align: 'center' },
        { title: 'Bản giấy khớp bản mềm', width: 18, align: 'center' },
        { title: 'Ghi chú', width: 25, align: 'left' },
      ],
      rows: [
        repeatedRow('thanh_phan', [
          cell('{{tt}}'),
          cell('{{ten_tai_lieu}}'),
          cell('{{bat_buoc}}'),
          cell('{{so_ngay_ban_mem}}'),
          cell(blank),
          cell(blank),
          cell('{{ghi_chu}}'),
        ]),
      ],
    },
    paragraph('Kết quả kiểm tra:', 'form'),
    paragraph('[   ] Đủ thành phần', 'form'),
    paragraph('[   ] Còn thiếu, đã yêu cầu bổ sung {{yeu_cau_bo_sung}}', 'form'),
    blankParagraph('Bản chính đã kiểm tra:', { style: 'form' }),
  ],
  closing: { kind: 'people', people: [[], ['NGƯỜI KIỂM TRA', '(Ký, ghi rõ họ tên)']] },
  annexes: [],
};

/** The check of a dossier's papers, printed with its paper copy (officer texts §4.2); what is checked by hand stays blank. */
export const completenessSheet: DistrictDocument = {
  kind: 'completeness-sheet',
  scope: 'commune',
  isFor: ({ revision, paper }) => revision !== null || paper !== null,
  layout,
  values,
};

function values({ round }: RoundState, state: CommuneState): TagValues {
  const { commune, paper, receivedAt, supplement } = state;
  return {
    loai_xa: commune.type,
    ten_xa_dau_cau: commune.name,
    ma_tiep_nhan: state.receiptCode ?? blank,
    ban_mem:
      receivedAt === null
        ? 'chưa nhận.'
        : `nhận lúc ${sayHourOf(receivedAt)} ngày ${sayDayOf(receivedAt)} (${sayInTime(state, { round })}).`,
    ban_giay: `số đến ${paper?.number ?? blank} ngày đến ${sayDay(paper?.date ?? null) ?? blank} hình thức nhận ${paper?.channel ?? blank}`,
    thanh_phan: papersOf(state, round).map((one, position) => ({ tt: String(position + 1), ...one })),
    yeu_cau_bo_sung: `ngày ${sayDay(supplement?.date ?? null) ?? '………'}`,
  };
}

function papersOf({ revision }: CommuneState, round: RoundState['round']): readonly TagValues[] {
  if (revision === null)
    return round.expectedDocuments.map(({ label, level }) => ({
      ten_tai_lieu: label,
      bat_buoc: level === 'required' ? 'Có' : 'Nếu có',
      so_ngay_ban_mem: '',
      ghi_chu: '',
    }));
  return listDocuments(revision, round).map(({ name, level, numberAndDay, state }) => ({
    ten_tai_lieu: name,
    bat_buoc: level === 'Bắt buộc' ? 'Có' : level,
    so_ngay_ban_mem: numberAndDay,
    // That a file was read is taken for granted.
    ghi_chu: state === readState ? '' : state,
  }));
}

import { communeInSentence } from '../../domain/commune.ts';
import type { IssuedPaper } from '../../domain/council-session.ts';
import { documentKindNames } from '../../domain/document.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, cell, paragraph, repeatedRow } from '../administrative-layout.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { isInForce } from '../list-documents.ts';
import { documentNumber, sayDay } from '../say-document.ts';
import { blank } from '../say-reception.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'portrait',
  type: 'MỤC LỤC VĂN BẢN TRONG HỒ SƠ',
  subject: 'Hồ sơ đánh giá, công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}',
  addressee: null,
  body: [
    paragraph('Hồ sơ số: ……………   Thời hạn bảo quản: ……………', 'form'),
    blankParagraph('Người lập:', { style: 'form' }),
    {
      kind: 'table',
      columns: [
        { title: 'Số TT', width: 12, align: 'center' },
        { title: 'Số, ký hiệu', width: 28, align: 'center' },
        { title: 'Ngày tháng', width: 25, align: 'center' },
        { title: 'Trích yếu', width: 46, align: 'left' },
        { title: 'Cơ quan ban hành', width: 27, align: 'left' },
        { title: 'Tờ số', width: 12, align: 'center' },
        { title: 'Ghi chú', width: 15, align: 'left' },
      ],
      rows: [
        repeatedRow('van_ban', [
          cell('{{tt}}'),
          cell('{{so_ky_hieu}}'),
          cell('{{ngay_van_ban}}'),
          cell('{{trich_yeu}}'),
          cell('{{co_quan_ban_hanh}}'),
          cell(blank),
          cell('{{ghi_chu}}'),
        ]),
      ],
    },
  ],
  closing: { kind: 'people', people: [] },
  annexes: [],
};

/** The index of the papers kept of a round, in the order of its steps (officer texts §4.13); sheet numbers are written by hand. */
export const fileIndex: DistrictDocument = { kind: 'file-index', scope: 'round', layout, values };

interface Entry {
  readonly number: string | null;
  /** ISO day. */
  readonly date: string | null;
  readonly subject: string;
  readonly issuer: string;
}

function values(state: RoundState): TagValues {
  const entries = [
    ...plansOf(state),
    ...state.communes.flatMap(dossierOf),
    ...state.communes.flatMap((commune) => supplementOf(commune, state)),
    ...councilOf(state),
    ...resultsOf(state),
  ];
  return {
    van_ban: entries.map(({ number, date, subject, issuer }, position) => ({
      tt: String(position + 1),
      so_ky_hieu: number ?? blank,
      ngay_van_ban: sayDay(date) ?? blank,
      trich_yeu: subject,
      co_quan_ban_hanh: issuer,
      ghi_chu: '',
    })),
  };
}

const unknown: IssuedPaper = { number: null, date: null, signer: null };

function entry({ number, date }: IssuedPaper, subject: string, issuer: string): Entry {
  return { number, date, subject, issuer };
}

function plansOf({ round: { authority } }: RoundState): readonly Entry[] {
  return [
    entry(unknown, authority.provincePlan, authority.department),
    entry(unknown, authority.plan, `UBND ${authority.district}`),
  ];
}

/** Papers in force, each once; a file of no known kind is no paper of the archive. */
function dossierOf({ commune, revision }: CommuneState): readonly Entry[] {
  const name = communeInSentence(commune);
  return (revision?.documents ?? []).filter(isInForce).flatMap((document) => {
    const { extraction } = document;
    return extraction === undefined || extraction.kind === 'other'
      ? []
      : [
          {
            number: documentNumber(document),
            date: extraction.date,
            subject: documentKindNames[extraction.kind].name,
            issuer: `UBND ${name}`,
          },
        ];
  });
}

function supplementOf({ commune, supplement }: CommuneState, { round }: RoundState): readonly Entry[] {
  return supplement === null
    ? []
    : [
        entry(
          supplement,
          `Công văn bổ sung, hoàn thiện hồ sơ của ${communeInSentence(commune)}`,
          round.authority.officeShort,
        ),
      ];
}

function councilOf({ round, sessions, proposals, decisions }: RoundState): readonly Entry[] {
  const { authority } = round;
  const proposer = authority.proposer === 'council' ? 'Hội đồng xét duyệt cấp huyện' : authority.officeShort;
  return [
    entry(unknown, 'Báo cáo thẩm định hồ sơ', authority.officeShort),
    ...sessions.map(({ number, minutes }) =>
      entry(minutes ?? unknown, `Biên bản họp Hội đồng, phiên ${number}`, 'Hội đồng xét duyệt cấp huyện'),
    ),
    ...proposals.map((one) => entry(one, 'Tờ trình về việc đề nghị công nhận', proposer)),
    ...decisions.map((one) => entry(one, 'Quyết định về việc công nhận', authority.recogniser)),
  ];
}

function resultsOf({ round: { authority }, decisions }: RoundState): readonly Entry[] {
  const reporter = authority.reporter === 'office' ? authority.officeShort : `UBND ${authority.district}`;
  return decisions.length === 0
    ? []
    : [
        entry(unknown, 'Thông báo kết quả đến xã, thị trấn', authority.officeShort),
        entry(unknown, 'Báo cáo tổng hợp kết quả', reporter),
      ];
}

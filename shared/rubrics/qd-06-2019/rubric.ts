import type { CriterionRule, PointsRow, Rubric } from '../rubric.ts';
import { vocabulary } from './vocabulary.ts';

/*
 * Decision 06/QĐ-TTg of 03/01/2019, as far as stored public copies show it. The official table was not
 * at hand: what no copy shows is null, never guessed, and no row is verified until two officers have
 * compared it with the official text.
 */

const page1 =
  'https://vitreem.baodansinh.vn/cac-tieu-chi-de-nhan-dien-xa-phuong-thi-tran-phu-hop-voi-tre-em-20211121190157.htm';
const page6and7 =
  'https://cuuchienbinh.vn/13-tieu-chi-danh-gia-xa-phuong-thi-tran-phu-hop-voi-tre-em ; baothaibinh.com.vn (bài 75000)';
const pageConditions = 'https://thukyluat.vn/news/…51115.html ; thuvienphapluat.vn (văn bản 404124, tóm tắt)';

// Letters of the points of clause 1, Article 2, in the order of the Vietnamese alphabet used by the law.
const letters = ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n'] as const;

// Article 2 is that of the Regulation (Quy định) attached to the Decision; the Decision has an Article 2 of its own.
const regulation = 'Quy định kèm theo Quyết định số 06/QĐ-TTg';

function pointOf(criterion: number): string {
  return `điểm ${letters[criterion - 1] ?? ''} khoản 1 Điều 2 của ${regulation}`;
}

function sourced(points: number, source: string, reference: string): PointsRow & { readonly points: number } {
  return { points, status: 'sourced', source, reference, verified: null };
}

function notKnown(reference: string): PointsRow {
  return { points: null, status: 'unknown', source: null, reference, verified: null };
}

/** A criterion of which only the name is known. */
function nameOnly(number: number): CriterionRule {
  return { number, max: notKnown(pointOf(number)), items: [] };
}

const criteria: readonly CriterionRule[] = [
  {
    number: 1,
    max: sourced(100, page1, pointOf(1)),
    items: [
      {
        id: '1.1',
        name: 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã',
        max: 50,
        rule: { kind: 'yes-no', indicator: 'c01.officer', ...sourced(50, page1, pointOf(1)) },
      },
      {
        id: '1.2',
        name: 'Có bố trí cộng tác viên bảo vệ trẻ em tại thôn, làng, ấp, bản, buôn, phum, sóc, tổ dân phố, khu phố, khóm',
        max: 15,
        rule: { kind: 'yes-no', indicator: 'c01.collaborators', ...sourced(15, page1, pointOf(1)) },
      },
      {
        id: '1.3',
        name: 'Có Ban bảo vệ trẻ em hoặc nhóm chuyên trách bảo vệ trẻ em cấp xã thực hiện tốt chế độ giao ban, đánh giá định kỳ hằng tháng, quý, năm',
        max: 15,
        rule: { kind: 'yes-no', indicator: 'c01.protection-group', ...sourced(15, page1, pointOf(1)) },
      },
      {
        id: '1.4',
        name: 'Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em',
        max: 20,
        rule: {
          kind: 'yes-no',
          indicator: 'c01.budget',
          points: 20,
          status: 'inferred',
          source: '100 − (50 + 15 + 15), nếu nội dung 1.4 là nội dung cuối của tiêu chí',
          reference: pointOf(1),
          verified: null,
        },
      },
    ],
  },
  nameOnly(2),
  nameOnly(3),
  nameOnly(4),
  nameOnly(5),
  {
    number: 6,
    max: sourced(125, page6and7, pointOf(6)),
    items: [
      {
        id: '6.1',
        name: 'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp',
        max: 50,
        rule: {
          kind: 'rate',
          indicator: 'c06.special-circumstances-supported-rate',
          direction: 'gte',
          bands: [{ threshold: 0.95, ...sourced(50, page6and7, pointOf(6)) }],
          otherwise: notKnown(pointOf(6)),
          noCase: 'person',
        },
      },
      {
        id: '6.2',
        name: 'Tỷ lệ các vụ việc trẻ em bị xâm hại tình dục, bỏ rơi, mua bán được Chủ tịch UBND cấp xã phê duyệt kế hoạch can thiệp, hỗ trợ kịp thời',
        max: 75,
        rule: {
          kind: 'rate',
          indicator: 'c06.intervention-plan-rate',
          direction: 'gte',
          bands: [{ threshold: 1, ...sourced(75, page6and7, pointOf(6)) }],
          otherwise: notKnown(pointOf(6)),
          noCase: 'person',
        },
      },
    ],
  },
  {
    number: 7,
    max: sourced(50, page6and7, pointOf(7)),
    items: [
      {
        id: '7.1',
        name: 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình tiêm chủng mở rộng',
        max: 50,
        rule: {
          kind: 'rate',
          indicator: 'c07.full-immunisation-rate',
          direction: 'gte',
          bands: [{ threshold: 0.98, ...sourced(50, page6and7, pointOf(7)) }],
          otherwise: notKnown(pointOf(7)),
          noCase: 'person',
        },
      },
    ],
  },
  nameOnly(8),
  nameOnly(9),
  nameOnly(10),
  nameOnly(11),
  nameOnly(12),
  nameOnly(13),
];

// The stored copies give the conditions without the number of the article.
const conditionsReference = `điều kiện công nhận của ${regulation} (chưa xác định điều, khoản)`;

/** The scale of Decision 06/QĐ-TTg: 275 of 1000 points known, no row verified, so no total and no verdict. */
export const qd06Rubric: Rubric = {
  id: 'qd-06-2019',
  version: 1,
  title: 'Thang điểm theo Quyết định số 06/QĐ-TTg',
  instrument: 'Quyết định số 06/QĐ-TTg',
  validFrom: '2019-01-03',
  validTo: null,
  status: 'official',
  banner: null,
  vocabulary,
  criteria,
  scaleTotal: {
    points: 1000,
    status: 'inferred',
    source: 'suy từ các mức 900, 850, 800 điểm và thang 1.000 điểm của Quyết định số 37/2010/QĐ-TTg',
    reference: `Điều 2 của ${regulation}`,
    verified: null,
  },
  conditions: {
    thresholds: {
      'urban-ward': sourced(900, pageConditions, conditionsReference),
      other: sourced(850, pageConditions, conditionsReference),
      'mountain-island-or-special': sourced(800, pageConditions, conditionsReference),
    },
    noZeroCriterion: {
      status: 'sourced',
      source: pageConditions,
      reference: conditionsReference,
      verified: null,
    },
    allCriteriaMet: {
      status: 'sourced',
      source: pageConditions,
      reference: conditionsReference,
      verified: null,
    },
    metAboveZero: {
      status: 'inferred',
      source: 'các bản lưu chỉ nêu "không có tiêu chí nào bị 0 điểm", không nêu mức khác',
      reference: conditionsReference,
      verified: null,
    },
  },
};

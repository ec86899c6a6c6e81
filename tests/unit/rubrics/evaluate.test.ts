import { describe, expect, it } from 'vitest';
import type { CriterionAssessment } from '../../../shared/domain/assessment.ts';
import type { DossierDocument } from '../../../shared/domain/document.ts';
import type { ReconciledReading } from '../../../shared/domain/reading.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { aConflict, aReading, asVerified, withCitations } from './readings.ts';

const immunisation = 'c07.full-immunisation-rate';

function criterionOf(
  number: number,
  rubric: Rubric,
  readings: readonly ReconciledReading[],
  documents: readonly DossierDocument[] = [],
): CriterionAssessment {
  const { criteria } = evaluateRubric({ rubric, areaType: 'other', readings, documents });
  const found = criteria.find(({ criterion }) => criterion === number);
  if (found === undefined) throw new Error(`no criterion ${number}`);
  return found;
}

function aPaper(file: string, kind: 'score-sheet' | 'report'): DossierDocument {
  return {
    mailId: 'mail-1',
    file,
    sha256: '0'.repeat(64),
    blob: null,
    format: 'xlsx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file,
      kind,
      number: null,
      date: null,
      year: null,
      commune: null,
      corrects: false,
      readings: [],
      claims: [],
      claimedTotal: null,
      findings: [],
    },
  };
}

const papers = [aPaper('bang-diem.xlsx', 'score-sheet'), aPaper('bao-cao.docx', 'report')];

/** A complete official scale, every row verified, with the numbers of the illustration. */
function lawfulCopy(rubric: Rubric): Rubric {
  return asVerified({
    ...withCitations(rubric, (citation) => ({ ...citation, status: 'sourced' })),
    status: 'official',
  });
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('the scale of Decision 06 while no officer has verified a row', () => {
  const assessment = evaluateRubric({
    rubric: qd06Rubric,
    areaType: 'mountain-island-or-special',
    readings: [aReading(immunisation, 1), aReading('c01.officer', true)],
  });

  it('withholds total and verdict, and says how many rows are to be compared with the original', () => {
    const { criteria, ...rest } = assessment;
    expect(criteria).toHaveLength(13);
    expect(rest).toEqual({
      rubric: 'qd-06-2019@1',
      rubricTitle: 'Thang điểm theo Quyết định số 06/QĐ-TTg',
      banner: 'THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC',
      total: null,
      maxTotal: 1000,
      unverifiedRows: 30,
      areaType: 'mountain-island-or-special',
      threshold: 800,
      verdict: 'undetermined',
      verdictBecause:
        'Chưa tính tổng điểm: 30 dòng của thang điểm chưa được đối chiếu với bản gốc Quyết định số 06/QĐ-TTg.',
    });
  });

  it('computes no points of any criterion, even where a figure reaches a sourced level', () => {
    expect(assessment.criteria.map(({ status, points }) => [status, points])).toEqual(
      Array.from({ length: 13 }, () => ['undetermined', null]),
    );
    expect(assessment.criteria.flatMap(({ because }) => because.items.map(({ points }) => points))).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });

  it('names the rows a criterion lacks, and whether they are unverified or unknown', () => {
    expect(assessment.criteria[6]?.missing).toEqual([
      { rule: 'Tiêu chí 7: điểm tối đa', reason: 'not-verified' },
      { rule: 'Nội dung 7.1: từ 98% trở lên', reason: 'not-verified' },
      { rule: 'Nội dung 7.1: thấp hơn 98%', reason: 'not-known' },
    ]);
    expect(assessment.criteria[1]?.missing).toEqual([
      { rule: 'Tiêu chí 2: điểm tối đa và các mức điểm', reason: 'not-known' },
    ]);
  });

  it('still shows the figure and says why it gives no points', () => {
    expect(assessment.criteria[6]?.because.text).toBe(
      'Nội dung 7.1. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình tiêm chủng mở rộng: ' +
        '100% (tài liệu trong hồ sơ, ô D14); mức điểm chưa được đối chiếu với bản gốc nên chưa tính điểm. ' +
        'Căn cứ: điểm g khoản 1 Điều 2 của Quy định kèm theo Quyết định số 06/QĐ-TTg.',
    );
  });
});

describe('a partly verified scale', () => {
  it('a single unverified row withholds the total of a scale otherwise complete', () => {
    const complete = lawfulCopy(illustrationRubric);
    const computed = evaluateRubric({ rubric: complete, areaType: 'other', readings: [] });
    expect([computed.unverifiedRows, computed.total]).toEqual([0, { low: 0, high: 1000 }]);
    const [first, ...rest] = complete.criteria;
    if (first === undefined) throw new Error('no criterion');
    const lacking: Rubric = {
      ...complete,
      criteria: [{ ...first, max: { ...first.max, verified: null } }, ...rest],
    };
    const { unverifiedRows, total, verdict, criteria } = evaluateRubric({
      rubric: lacking,
      areaType: 'other',
      readings: [],
    });
    expect({
      unverifiedRows,
      total,
      verdict,
      first: criteria[0]?.points,
      second: criteria[1]?.points,
    }).toEqual({
      unverifiedRows: 1,
      total: null,
      verdict: 'undetermined',
      first: null,
      second: { low: 0, high: 77 },
    });
  });

  it.each([
    ['one officer under two spellings of a name', { by: 'Can-Bo-A', confirmedBy: ' can-bo-a ' }],
    ['a second officer without a name', { confirmedBy: ' ' }],
    ['two officers who name no text they compared with', { source: ' ' }],
  ])('%s verifies nothing', (_who, change) => {
    const rubric = withCitations(asVerified(qd06Rubric), (citation) => ({
      ...citation,
      verified: citation.verified === null ? null : { ...citation.verified, ...change },
    }));
    expect(evaluateRubric({ rubric, areaType: 'other', readings: [] }).unverifiedRows).toBe(30);
  });

  it('an invented row stays unusable in an official scale, whoever confirms it', () => {
    const rubric: Rubric = { ...asVerified(illustrationRubric), status: 'official' };
    const { unverifiedRows, total } = evaluateRubric({ rubric, areaType: 'other', readings: [] });
    expect({ unverifiedRows, total }).toEqual({ unverifiedRows: listRows(rubric).length, total: null });
  });

  it.each([
    ['the level below all others', 'thấp hơn 66%', aReading(immunisation, 0.1), 7],
    ['the rule for no case', 'không phát sinh', aReading('c06.intervention-plan-rate', 'no-case'), 6],
  ])('gives no points by %s while only that row is unverified', (_what, row, reading, number) => {
    const lawful = lawfulCopy(illustrationRubric);
    const target = listRows(lawful).find((one) => one.criterion === number && one.rule.endsWith(row));
    const rubric = withCitations(lawful, (citation) =>
      isEqual(citation, target?.citation) ? { ...citation, verified: null } : citation,
    );
    const item = criterionOf(number, rubric, [reading]).because.items.at(-1);
    expect({ points: item?.points, missing: item?.missing }).toEqual({
      points: { low: 0, high: item?.max },
      missing: [{ rule: target?.rule, reason: 'not-verified' }],
    });
    expect(item?.because).toContain('mức điểm cho trường hợp này chưa được đối chiếu với bản gốc');
  });

  it('withholds the total while only a minimum total is unverified', () => {
    const lawful = lawfulCopy(illustrationRubric);
    const { conditions } = lawful;
    const { 'urban-ward': ward, ...thresholds } = conditions.thresholds;
    const rubric: Rubric = {
      ...lawful,
      conditions: {
        ...conditions,
        thresholds: { ...thresholds, 'urban-ward': { ...ward, verified: null } },
      },
    };
    const { unverifiedRows, total } = evaluateRubric({ rubric, areaType: 'other', readings: [] });
    expect({ unverifiedRows, total }).toEqual({ unverifiedRows: 1, total: null });
  });

  it('an item without a single level gives nothing while its remaining row is unverified', () => {
    const criteria = qd06Rubric.criteria.map((criterion) => ({
      ...criterion,
      items: criterion.items.map((item) =>
        item.rule.kind === 'rate' ? { ...item, rule: { ...item.rule, bands: [] } } : item,
      ),
    }));
    const { because } = criterionOf(7, { ...qd06Rubric, criteria }, [aReading(immunisation, 1)]);
    expect(because.items.map(({ points }) => points)).toEqual([null]);
  });

  it('calls no criterion met before the rule of "đạt" is verified', () => {
    const verified = asVerified(qd06Rubric);
    const rubric: Rubric = {
      ...verified,
      conditions: {
        ...verified.conditions,
        metAboveZero: { ...verified.conditions.metAboveZero, verified: null },
      },
    };
    const { status, points, missing } = criterionOf(7, rubric, [aReading(immunisation, 1)]);
    expect({ status, points, missing }).toEqual({
      status: 'undetermined',
      points: { low: 50, high: 50 },
      missing: [{ rule: 'Tiêu chí đạt khi có điểm lớn hơn 0', reason: 'not-verified' }],
    });
    expect(criterionOf(7, verified, [aReading(immunisation, 1)]).status).toBe('met');
  });

  it('a criterion whose items do not add up to its maximum is not complete, so never a certain 0', () => {
    const [first, ...rest] = illustrationRubric.criteria;
    if (first === undefined) throw new Error('no criterion');
    const rubric: Rubric = { ...illustrationRubric, criteria: [{ ...first, items: [] }, ...rest] };
    const { status, points, missing } = criterionOf(1, rubric, []);
    expect({ status, points, missing }).toEqual({
      status: 'undetermined',
      points: null,
      missing: [{ rule: 'Tiêu chí 1: các nội dung chấm điểm còn lại', reason: 'not-known' }],
    });
    expect(evaluateRubric({ rubric, areaType: 'other', readings: [] }).unverifiedRows).toBe(1);
  });

  it('says that lower levels are not known where a rate misses the only known one', () => {
    const { status, points, missing, because } = criterionOf(
      7,
      asVerified(qd06Rubric),
      [aReading(immunisation, 0.97)],
      papers,
    );
    expect({ status, points, missing }).toEqual({
      status: 'undetermined',
      points: { low: 0, high: 50 },
      missing: [{ rule: 'Nội dung 7.1: thấp hơn 98%', reason: 'not-known' }],
    });
    expect(because.text).toContain(
      '97% (Bảng tự chấm điểm, ô D14), chưa đạt mức từ 98% trở lên; thang điểm chưa có mức điểm cho trường hợp này; có thể được từ 0 đến 50 điểm.',
    );
  });
});

describe('the explanation of a criterion', () => {
  it('names figure, fraction, paper, place, level, points and rule', () => {
    const { because, status } = criterionOf(
      6,
      asVerified(qd06Rubric),
      [
        aReading('c06.special-circumstances-supported-rate', 0.96, { numerator: 48, denominator: 50 }),
        aReading('c06.intervention-plan-rate', 1),
      ],
      papers,
    );
    expect(status).toBe('met');
    expect(because.text).toBe(
      'Nội dung 6.1. Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp: 96% (48/50; Bảng tự chấm điểm, ô D14), thuộc mức từ 95% trở lên; được 50/50 điểm. ' +
        'Nội dung 6.2. Tỷ lệ các vụ việc trẻ em bị xâm hại tình dục, bỏ rơi, mua bán được Chủ tịch UBND cấp xã phê duyệt kế hoạch can thiệp, hỗ trợ kịp thời: ' +
        '100% (Bảng tự chấm điểm, ô D14), thuộc mức đạt 100%; được 75/75 điểm. ' +
        'Cộng: 125/125 điểm. Căn cứ: điểm e khoản 1 Điều 2 của Quy định kèm theo Quyết định số 06/QĐ-TTg.',
    );
    expect(because.items[0]?.because).toBe(
      'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp: 96% (48/50; Bảng tự chấm điểm, ô D14), thuộc mức từ 95% trở lên; ' +
        'được 50/50 điểm (điểm e khoản 1 Điều 2 của Quy định kèm theo Quyết định số 06/QĐ-TTg).',
    );
  });

  it('shows what each paper says where papers differ', () => {
    const result = criterionOf(7, illustrationRubric, [aConflict(immunisation, 0.9, 0.6)], papers);
    expect(result).toMatchObject({ status: 'contradictory', points: { low: 0, high: 77 }, missing: [] });
    expect(result.because.items[0]?.conflicting).toEqual([immunisation]);
    expect(result.because.text).toBe(
      'Nội dung 7.1. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: số liệu chưa thống nhất ' +
        '(Bảng tự chấm điểm, ô D14 ghi 90%; Báo cáo kết quả tự đánh giá, đoạn 4 ghi 60%), đề nghị đối chiếu, xác nhận; ' +
        'có thể được từ 0 đến 77 điểm. Căn cứ: quy tắc minh họa 7.',
    );
  });

  it('counts a rate printed against its own fraction as one more value of the conflict', () => {
    const reading = aConflict(immunisation, 0.9, 0.95);
    const readings = reading.readings.map((one) => ({ ...one, printedRate: 0.7 }));
    expect(criterionOf(7, illustrationRubric, [{ ...reading, readings }]).points).toEqual({
      low: 44,
      high: 77,
    });
  });

  it('says of a missing figure that it is missing, never that it is 0', () => {
    expect(criterionOf(7, illustrationRubric, [])).toMatchObject({
      status: 'undetermined',
      points: { low: 0, high: 77 },
      missing: [immunisation],
      because: {
        text:
          'Nội dung 7.1. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: chưa tìm thấy số liệu trong các tài liệu đã nhận, ' +
          'chưa đủ căn cứ chấm điểm nội dung này; có thể được từ 0 đến 77 điểm. Căn cứ: quy tắc minh họa 7.',
      },
    });
  });

  it('does not count a figure nobody has confirmed', () => {
    expect(
      criterionOf(7, illustrationRubric, [aReading(immunisation, 1, { accepted: false })]),
    ).toMatchObject({
      status: 'undetermined',
      points: { low: 0, high: 77 },
      missing: [immunisation],
    });
  });

  it.each([1.05, -0.1, Number.NaN, true])(
    'does not count %s as a rate, though it be marked accepted',
    (value) => {
      expect(criterionOf(7, illustrationRubric, [aReading(immunisation, value)])).toMatchObject({
        status: 'undetermined',
        points: { low: 0, high: 77 },
        missing: [immunisation],
      });
    },
  );

  it('asks a person where the printed rate and its own fraction fall in two levels', () => {
    const { points, missing, because } = criterionOf(
      7,
      illustrationRubric,
      [aReading(immunisation, 0.88, { numerator: 183, denominator: 208 })],
      papers,
    );
    expect({ points, missing }).toEqual({ points: { low: 44, high: 77 }, missing: [immunisation] });
    expect(because.text).toContain(
      'tài liệu ghi 88%, tính từ 183/208 được 87,98% (Bảng tự chấm điểm, ô D14); hai cách tính rơi vào hai mức điểm khác nhau, ' +
        'đề nghị người có thẩm quyền quyết định cách làm tròn; có thể được từ 44 đến 77 điểm.',
    );
  });

  it('writes as many decimals as tell a rate from the level it misses', () => {
    const { because } = criterionOf(7, illustrationRubric, [aReading(immunisation, 0.879999)]);
    expect(because.text).toContain('87,9999% (tài liệu trong hồ sơ, ô D14), thuộc mức từ 66% đến dưới 88%');
  });

  it('gives a criterion at 0 points its own warning', () => {
    const result = criterionOf(3, illustrationRubric, [aReading('c03.abused-children', 3)], papers);
    expect(result).toMatchObject({ status: 'not-met', points: { low: 0, high: 0 } });
    expect(result.because.text).toBe(
      'Nội dung 3.1. Số trẻ em bị xâm hại: 3 em (Bảng tự chấm điểm, ô D14), thuộc mức trên 2 em; được 0/77 điểm. ' +
        'Tiêu chí bị 0 điểm; điều kiện công nhận yêu cầu không có tiêu chí nào bị 0 điểm. Căn cứ: quy tắc minh họa 3.',
    );
  });

  it('never repeats the name of a file or sheet, nor the text of a cell: a child may be named there', () => {
    const secret = 'Nguyễn Thị Giả Định';
    const source = {
      file: `${secret}.xlsx`,
      locator: { kind: 'cell', sheet: secret, address: 'B2' },
      raw: `cháu ${secret}`,
    } as const;
    const reading = aReading('c03.abused-children', 1, {
      sources: [source],
      readings: [{ indicator: 'c03.abused-children', value: 1, confidence: 1, source }],
    });
    for (const readings of [
      [reading],
      [{ ...reading, conflicting: true }],
      [{ ...reading, accepted: false }],
    ])
      expect(
        JSON.stringify(
          evaluateRubric({
            rubric: illustrationRubric,
            areaType: 'other',
            readings,
            documents: [aPaper(source.file, 'score-sheet')],
          }),
        ),
      ).not.toContain(secret);
  });
});

it('two entries of one indicator are a conflict, whichever comes first', () => {
  const entries = [aReading(immunisation, 0.9), aReading(immunisation, 0.7)];
  const one = criterionOf(7, illustrationRubric, entries);
  expect(one).toMatchObject({ points: { low: 44, high: 77 } });
  expect(criterionOf(7, illustrationRubric, entries.toReversed())).toEqual(one);
});

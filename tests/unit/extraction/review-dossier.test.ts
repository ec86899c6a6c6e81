import { describe, expect, it } from 'vitest';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentKind, DossierDocument } from '../../../shared/domain/document.ts';
import type { Claim, Reading } from '../../../shared/domain/reading.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import type { DossierReview } from '../../../shared/extraction/review-dossier.ts';
import { reviewDossier } from '../../../shared/extraction/review-dossier.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { asVerified } from '../rubrics/readings.ts';
import { documentOf } from './table-of.ts';

const round = illustrationRound(2023);
const [commune] = round.communes;

function paper(
  kind: DocumentKind,
  says: {
    readings?: readonly (readonly [indicator: string, value: Reading['value'], rest?: Partial<Reading>])[];
    claims?: readonly (readonly [criterion: number, points: number, max?: number])[];
    total?: number;
    date?: string;
    year?: number;
  } = {},
): DossierDocument {
  const file = `${kind}.docx`;
  return {
    mailId: 'mail-1',
    file,
    sha256: kind,
    blob: null,
    format: 'docx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file,
      kind,
      number: null,
      date: says.date ?? null,
      year: says.year ?? 2023,
      commune: null,
      corrects: false,
      readings: (says.readings ?? []).map(([indicator, value, rest]) => ({
        indicator,
        value,
        confidence: 0.98,
        source: { file },
        ...rest,
      })),
      claims: (says.claims ?? []).map(([criterion, points, max]): Claim => ({
        criterion,
        points,
        max: max ?? null,
        source: { file },
      })),
      claimedTotal: says.total === undefined ? null : { points: says.total, max: null, source: { file } },
      findings: [],
    },
  };
}

function review(...documents: readonly DossierDocument[]): DossierReview {
  if (commune === undefined) throw new Error('the round has communes');
  return reviewDossier({ documents, commune, round, rubric: illustrationRubric });
}

/** Codes with what they are about, missing papers and figures left out. */
const codes = (given: DossierReview): readonly string[] =>
  given.findings
    .filter(({ code }) => !code.startsWith('missing-'))
    .map(({ code, about }) => (about === null ? code : `${code} ${about}`));

/** The law's scale as if the levels below the best one of criterion 7 were known to give nothing. */
function withKnownLowerBand(rubric: Rubric): Rubric {
  return {
    ...rubric,
    criteria: rubric.criteria.map((criterion) =>
      criterion.number !== 7
        ? criterion
        : {
            ...criterion,
            items: criterion.items.map((item) =>
              item.rule.kind !== 'rate'
                ? item
                : {
                    ...item,
                    rule: {
                      ...item.rule,
                      otherwise: { ...item.rule.otherwise, status: 'sourced', points: 0 },
                    },
                  },
            ),
          },
    ),
  };
}

const immunised = 'c07.full-immunisation-rate';

describe('one figure in several papers', () => {
  it('is accepted where they agree within rounding', () => {
    const [reading] = review(
      paper('score-sheet', { readings: [[immunised, 0.976]] }),
      paper('report', { readings: [[immunised, 0.97619]] }),
    ).readings;
    expect(reading).toMatchObject({ value: 0.976, accepted: true, conflicting: false });
  });

  it('has the signed sheet’s value and asks a person where they differ', () => {
    const given = review(
      paper('report', { readings: [[immunised, 0.944]] }),
      paper('score-sheet', { readings: [[immunised, 0.986]] }),
    );
    expect(given.readings[0]).toMatchObject({ value: 0.986, accepted: false, conflicting: true });
    expect(codes(given)).toEqual([`conflicting-readings ${immunised}`]);
  });

  it('stands where two papers say it, though one of them says another number besides', () => {
    const sheet = paper('score-sheet', { readings: [[immunised, 0.986]] });
    const given = review(
      sheet,
      paper('report', {
        readings: [
          [immunised, 0.276],
          [immunised, 0.986],
        ],
      }),
    );
    expect(given.readings[0]).toMatchObject({ value: 0.986, accepted: true, conflicting: false });
    expect(codes(given)).toEqual([`other-figure ${immunised}`]);
    expect(given.findings.find(({ code }) => code === 'other-figure')?.severity).toBe('note');
    const discussed = review(
      sheet,
      paper('report', { readings: [[immunised, 0.986]] }),
      paper('minutes', { readings: [[immunised, 0.14]] }),
    );
    expect(codes(discussed)).toEqual([`other-figure ${immunised}`]);
    const against = review(sheet, paper('minutes', { readings: [[immunised, 0.14]] }));
    expect(codes(against)).toEqual([`conflicting-readings ${immunised}`]);
    const alone = review(
      paper('report', {
        readings: [
          [immunised, 0.276],
          [immunised, 0.986],
        ],
      }),
    );
    expect(alone.readings[0]).toMatchObject({ accepted: false, conflicting: true });
  });

  it('asks a person where its rate is not its own fraction', () => {
    const mismatch = { numerator: 1180, denominator: 1240, printedRate: 0.994 };
    const given = review(paper('score-sheet', { readings: [['c09.health-check-rate', 0.994, mismatch]] }));
    expect(given.readings[0]?.accepted).toBe(false);
    expect(codes(given)).toEqual(['rate-mismatch c09.health-check-rate']);
  });

  it('asks a person where no paper says it plainly', () => {
    const given = review(paper('report', { readings: [[immunised, 0.98, { confidence: 0.4 }]] }));
    expect(given.readings[0]?.accepted).toBe(false);
    expect(codes(given)).toEqual([`ambiguous-reading ${immunised}`]);
  });

  it('is accepted where two papers say it less plainly and agree', () => {
    const loosely = { confidence: 0.75 };
    const given = review(
      paper('report', { readings: [[immunised, 0.98, loosely]] }),
      paper('evidence', { readings: [[immunised, 0.98, loosely]] }),
    );
    expect(given.readings[0]?.accepted).toBe(true);
  });

  it('cut to a tenth of a per cent in one paper is no conflict', () => {
    const given = review(
      paper('score-sheet', { readings: [[immunised, 0.976744]] }),
      paper('report', { readings: [[immunised, 0.976]] }),
    );
    expect(given.readings[0]).toMatchObject({ value: 0.976744, accepted: true, conflicting: false });
  });

  it('of another year stands aside where this year’s is there, and is marked where it is not', () => {
    const last = paper('evidence', { year: 2022, readings: [[immunised, 0.91]] });
    expect(review(last, paper('report', { readings: [[immunised, 0.98]] })).readings[0]).toMatchObject({
      value: 0.98,
      accepted: true,
    });
    expect(review(last).readings[0]).toMatchObject({ value: 0.91, otherYear: 2022 });
    const sheet = paper('score-sheet', { readings: [['c03.abused-children', 0]] });
    expect(review(sheet, last).readings.find(({ indicator }) => indicator === immunised)).toMatchObject({
      value: 0.91,
      otherYear: 2022,
      accepted: false,
    });
  });

  it('goes to a person where rounding decides the points', () => {
    // The artificial scale asks for 88%.
    const given = review(
      paper('score-sheet', {
        readings: [['c02.birth-registration-rate', 0.88, { numerator: 183, denominator: 208 }]],
      }),
    );
    expect(codes(given)).toEqual(['rounding-at-threshold c02.birth-registration-rate']);
  });

  it('goes to a person where 48/49 (97,96%) is printed as the 98% the law asks for', () => {
    const extraction = extractDocument({
      file: 'score-sheet.docx',
      document: documentOf([
        'BẢNG TỰ CHẤM ĐIỂM NĂM 2023',
        [
          ['TT', 'Tiêu chí', 'Kết quả thực hiện', 'Điểm tự chấm'],
          ['7', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '48/49 trẻ, đạt 98%', '50'],
        ],
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: round.communes,
      year: 2023,
    });
    const { findings, readings } = review({ ...paper('score-sheet'), extraction });
    const ruled = reviewDossier({
      documents: [{ ...paper('score-sheet'), extraction }],
      commune: round.communes[0] as Commune,
      round,
      rubric: qd06Rubric,
    });
    expect([findings.map(({ code }) => code).includes('rounding-at-threshold'), readings[0]?.value]).toEqual([
      false,
      0.98,
    ]);
    expect(ruled.findings.filter(({ code }) => code === 'rounding-at-threshold')).toEqual([
      {
        code: 'rounding-at-threshold',
        about: immunised,
        severity: 'warning',
        message:
          'Tiêu chí 7: tài liệu ghi 98%, tính từ 48/49 được 97,96%; hai cách tính rơi vào hai mức điểm khác nhau. Đề nghị người có thẩm quyền quyết định cách làm tròn.',
        source: ruled.readings[0]?.sources[0],
      },
    ]);
    const { criteria } = evaluateRubric({
      rubric: asVerified(withKnownLowerBand(qd06Rubric)),
      areaType: 'other',
      readings: ruled.readings,
    });
    expect(criteria.find(({ criterion }) => criterion === 7)?.points).toEqual({ low: 0, high: 50 });
  });
});

describe('a commune’s own points', () => {
  const claims = (
    change: Readonly<Record<number, number>> = {},
  ): readonly (readonly [number, number, number])[] =>
    illustrationRubric.criteria.map(({ number, max }) => [
      number,
      change[number] ?? max.points ?? 0,
      max.points ?? 0,
    ]);

  it('raise nothing where they add up', () => {
    expect(codes(review(paper('score-sheet', { claims: claims(), total: 1000 })))).toEqual([]);
  });

  it('raise the difference where the total is not their sum', () => {
    expect(codes(review(paper('score-sheet', { claims: claims(), total: 990 })))).toEqual(['total-mismatch']);
  });

  it('of a scan are not believed until all of them and their total agree', () => {
    const scan = (total?: number) => ({
      ...paper('score-sheet', { claims: claims(), ...(total === undefined ? {} : { total }) }),
      scanned: true,
    });
    expect(codes(review(scan(1000)))).toEqual([]);
    expect(codes(review(scan()))).toEqual(['unconfirmed-points score-sheet.docx']);
    expect(codes(review({ ...scan(), scanned: false }))).toEqual([]);
  });

  it('that could not be made out in a scanned sheet are asked for, whatever another paper has of them', () => {
    const sheet = { ...paper('score-sheet', {}), scanned: true };
    expect(codes(review(sheet))).toEqual(['unconfirmed-points score-sheet.docx']);
    const some = paper('report', { claims: claims().slice(0, 5) });
    expect(codes(review(sheet, some))).toContain('unconfirmed-points score-sheet.docx');
    const all = paper('report', { claims: claims(), total: 1000 });
    expect(codes(review(sheet, all))).toEqual([]);
  });

  it('raise points over the maximum and criteria at zero', () => {
    const changed = claims({ 3: 0, 5: 80 });
    const total = changed.reduce((sum, [, points]) => sum + points, 0);
    expect(codes(review(paper('score-sheet', { claims: changed, total })))).toEqual([
      'zero-criterion 3',
      'points-exceed-max 5',
    ]);
  });

  it('raise points the levels of the scale do not add up to, between its own and no others', () => {
    // Criterion 2 gives 77, 44 or 0; criterion 1 sums of 44 and three times 11.
    const changed = claims({ 1: 70, 2: 60, 7: 44 });
    const total = changed.reduce((sum, [, points]) => sum + points, 0);
    const given = review(paper('score-sheet', { claims: changed, total }));
    expect(given.findings.filter(({ code }) => code === 'points-not-on-scale')).toEqual([
      {
        code: 'points-not-on-scale',
        about: '1',
        severity: 'warning',
        message:
          'Tiêu chí 1: điểm tự chấm 70 không phải mức điểm nào của thang điểm (mức gần nhất: 66 và 77). Đề nghị chấm lại theo các mức của thang điểm.',
        source: { file: 'score-sheet.docx' },
      },
      {
        code: 'points-not-on-scale',
        about: '2',
        severity: 'warning',
        message:
          'Tiêu chí 2: điểm tự chấm 60 không phải mức điểm nào của thang điểm (mức gần nhất: 44 và 77). Đề nghị chấm lại theo các mức của thang điểm.',
        source: { file: 'score-sheet.docx' },
      },
    ]);
  });

  it('are not held against a scale with levels that no officer has verified', () => {
    const given = reviewDossier({
      documents: [paper('score-sheet', { claims: [[1, 70]] })],
      commune: round.communes[0] as Commune,
      round,
      rubric: qd06Rubric,
    });
    expect(codes(given)).toEqual([]);
  });

  it('are not held against what is hoped for the next year', () => {
    expect(
      messages(
        'total-differs-across',
        paper('score-sheet', { claims: claims(), total: 1001 }),
        paper('plan', { total: 930 }),
        paper('commitment', { total: 950 }),
      ),
    ).toEqual([]);
  });

  it('raise totals and points that the papers give differently', () => {
    const minutes = claims({ 2: 70 });
    expect(
      codes(
        review(
          paper('score-sheet', { claims: claims(), total: 1000 }),
          paper('minutes', { claims: minutes, total: 993 }),
        ),
      ),
    ).toEqual(['total-differs-across', 'points-differ-from-minutes']);
  });

  const messages = (code: string, ...documents: readonly DossierDocument[]): readonly string[] =>
    review(...documents)
      .findings.filter((finding) => finding.code === code)
      .map(({ message }) => message);

  it('raise points that two papers give differently, each once', () => {
    expect(
      messages(
        'points-differ-across',
        paper('report', { claims: claims({ 2: 44, 7: 0 }) }),
        paper('score-sheet', { claims: claims() }),
        paper('submission-letter', { claims: [[2, 44]] }),
      ),
    ).toEqual([
      'Điểm tự chấm giữa Bảng tự chấm điểm và Báo cáo kết quả tự đánh giá chưa thống nhất: tiêu chí 2 (77 và 44), tiêu chí 7 (77 và 0). Đề nghị xác định điểm đúng.',
      'Điểm tự chấm giữa Bảng tự chấm điểm và Tờ trình đề nghị công nhận chưa thống nhất: tiêu chí 2 (77 và 44). Đề nghị xác định điểm đúng.',
    ]);
  });

  it('raise nothing where the next criterion’s may be in them', () => {
    const minutes = paper('minutes', {
      claims: [
        [2, 154],
        [4, 77],
      ],
    });
    const { extraction } = minutes;
    if (extraction === undefined) throw new Error('a paper has an extraction');
    const read = {
      ...extraction,
      claims: extraction.claims.map((claim) => ({
        ...claim,
        source: { ...claim.source, raw: String(claim.points) },
      })),
    };
    expect(
      messages('points-differ-from-minutes', paper('score-sheet', { claims: claims() }), {
        ...minutes,
        extraction: read,
      }),
    ).toEqual([]);
  });

  it('raise nothing against a paper of another year', () => {
    const old = paper('report', { claims: claims({ 2: 44 }) });
    const extraction = old.extraction && {
      ...old.extraction,
      findings: [
        makeFinding(
          'wrong-period',
          { document: 'Báo cáo', documentYear: 2022, year: 2023 },
          { about: old.file },
        ),
      ],
    };
    expect(
      messages('points-differ-across', paper('score-sheet', { claims: claims() }), {
        ...old,
        ...(extraction && { extraction }),
      }),
    ).toEqual([]);
  });

  it('raise the criteria a sheet leaves out', () => {
    const some = claims().filter(([criterion]) => criterion !== 4 && criterion !== 9);
    expect(messages('missing-points', paper('score-sheet', { claims: some }))).toEqual([
      'Bảng tự chấm điểm: chưa tìm thấy điểm tự chấm của tiêu chí 4, 9. Đề nghị ghi đủ điểm tự chấm của các tiêu chí.',
    ]);
    expect(messages('missing-points', paper('score-sheet'), paper('report', { claims: claims() }))).toEqual([
      'Bảng tự chấm điểm: chưa tìm thấy điểm tự chấm của tiêu chí nào. Đề nghị ghi đủ điểm tự chấm của các tiêu chí.',
    ]);
    expect(messages('missing-points', paper('score-sheet', { claims: claims() }))).toEqual([]);
  });

  it('of a sheet in two files are one sheet', () => {
    const parts = [claims().slice(0, 6), claims().slice(6)].map((part, at) => ({
      ...paper('score-sheet', { claims: part }),
      file: `phan-${at}.docx`,
    }));
    expect(review(...parts).claims.map(({ criterion }) => criterion)).toEqual(
      illustrationRubric.criteria.map(({ number }) => number),
    );
    expect(messages('missing-points', ...parts)).toEqual([]);
  });

  it('raise items that do not add up and note the points of others', () => {
    const sheet = paper('score-sheet', { claims: claims() });
    const extraction = sheet.extraction && {
      ...sheet.extraction,
      claims: sheet.extraction.claims.map((claim) =>
        claim.criterion === 2 ? { ...claim, itemsSum: 67, otherPoints: 44 } : claim,
      ),
    };
    const given = review({ ...sheet, ...(extraction && { extraction }) }).findings;
    expect(
      given
        .filter(({ code }) => code === 'points-sum-mismatch' || code === 'other-points')
        .map(({ severity, message }) => [severity, message]),
    ).toEqual([
      [
        'warning',
        'Tiêu chí 2: Bảng tự chấm điểm ghi 77 điểm; cộng điểm các nội dung được 67. Đề nghị xác định điểm đúng.',
      ],
      [
        'note',
        'Bảng tự chấm điểm có cột điểm của hội đồng hoặc cấp trên khác điểm tự chấm: tiêu chí 2 (77 và 44). Chỉ dùng điểm tự chấm của xã, thị trấn.',
      ],
    ]);
  });
});

describe('the papers of a dossier', () => {
  it('are asked for where the round requires them', () => {
    expect(
      review(paper('report'), paper('score-sheet'))
        .findings.filter(({ code }) => code === 'missing-document')
        .map(({ about }) => about),
    ).toEqual(['submission-letter', 'minutes']);
  });

  it('are there where a report holds the whole score sheet', () => {
    const report = paper('report');
    const extraction = report.extraction && { ...report.extraction, holdsScoreSheet: true as const };
    expect(
      review({ ...report, ...(extraction && { extraction }) })
        .findings.filter(({ code }) => code === 'missing-document')
        .map(({ about }) => about),
    ).toEqual(['submission-letter', 'minutes']);
  });

  it('are not asked for again where the file came and could not be opened', () => {
    const unread: DossierDocument = {
      ...paper('other'),
      file: 'bang diem.xlsx',
      status: 'unreadable',
    };
    const { extraction, ...withoutText } = unread;
    expect(extraction).toBeDefined();
    expect(
      review(paper('report'), paper('submission-letter'), paper('minutes'), withoutText).findings.filter(
        ({ code }) => code === 'missing-document',
      ),
    ).toEqual([]);
  });

  it('are in order: a letter is not older than the meeting it reports', () => {
    const minutes = paper('minutes', { date: '2023-10-26' });
    expect(codes(review(paper('submission-letter', { date: '2023-10-25' }), minutes))).toEqual([
      'date-order',
    ]);
    expect(codes(review(paper('submission-letter', { date: '2023-10-26' }), minutes))).toEqual([]);
  });
});

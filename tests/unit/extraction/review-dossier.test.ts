import { describe, expect, it } from 'vitest';
import type { DocumentKind, DossierDocument } from '../../../shared/domain/document.ts';
import type { Claim, Reading } from '../../../shared/domain/reading.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import type { DossierReview } from '../../../shared/extraction/review-dossier.ts';
import { reviewDossier } from '../../../shared/extraction/review-dossier.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';

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

  it('of another year stands aside where this year’s is there, and is marked where it is not', () => {
    const last = paper('evidence', { year: 2022, readings: [[immunised, 0.91]] });
    expect(review(last, paper('report', { readings: [[immunised, 0.98]] })).readings[0]).toMatchObject({
      value: 0.98,
      accepted: true,
    });
    expect(review(last).readings[0]).toMatchObject({ value: 0.91, otherYear: 2022 });
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

  it('raise points over the maximum and criteria at zero', () => {
    const changed = claims({ 3: 0, 5: 80 });
    const total = changed.reduce((sum, [, points]) => sum + points, 0);
    expect(codes(review(paper('score-sheet', { claims: changed, total })))).toEqual([
      'zero-criterion 3',
      'points-exceed-max 5',
    ]);
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
});

describe('the papers of a dossier', () => {
  it('are asked for where the round requires them', () => {
    expect(
      review(paper('report'), paper('score-sheet'))
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

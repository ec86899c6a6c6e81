import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import { correctDraft } from '../../../shared/pipeline/rubric-drafts.ts';
import { rowsByName } from '../../../shared/rubrics/compare-rubrics.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import { CriterionFormPage, ScaleFormPage } from '../pages/criterion-form-page.tsx';
import { groupRows } from '../present/present-rubric.ts';
import type { EnteredCriterion } from '../present/rubric-form.ts';
import { enterCriterion, parseCriterion, readCriterionForm } from '../present/rubric-form.ts';
import { enterScale, parseScale, readScaleForm } from '../present/rubric-scale-form.ts';
import type { PortalServices } from '../services.ts';
import { loadOpened } from './work-on-rubrics.tsx';

const rubricPath = '/thang-diem/:rubric{[\\w.-]{1,60}}';
const criterionPath = `${rubricPath}/tieu-chi/:number{\\d{1,2}}`;

type Opened = NonNullable<Awaited<ReturnType<typeof loadOpened>>>;
type Contents = Pick<Rubric, 'criteria' | 'vocabulary' | 'scaleTotal' | 'conditions'>;

/** "/thang-diem/…/tieu-chi/…": an officer corrects what was read from the official text, or enters it by hand. */
export function correctRubrics(routes: GuardedRoutes, services: PortalServices): void {
  routes.get(criterionPath, 'enter-rubric', async (c) => {
    const opened = await loadOpened(c, services);
    const known = opened?.draft.rubric.criteria.find((one) => one.number === numberOf(c));
    if (opened?.entry.state !== 'open' || known === undefined) return c.notFound();
    return showCriterion(c, opened, enterCriterion(known));
  });

  routes.post(criterionPath, 'enter-rubric', async (c, person, form) => {
    const opened = await loadOpened(c, services);
    const { rubric, known } = {
      rubric: opened?.draft.rubric,
      known: opened?.draft.rubric.criteria.find((one) => one.number === numberOf(c)),
    };
    if (opened === undefined || rubric === undefined || known === undefined) return c.notFound();
    const entered = readCriterionForm(form);
    const problem = refuseStale(opened, form);
    if (problem !== null) return showCriterion(c, opened, entered, [problem], sayNow(rubric, known.number));
    const parsed = parseCriterion(entered, known, { rubric, annex: annexOf(opened) });
    if ('faults' in parsed) return showCriterion(c, opened, entered, parsed.faults);
    const criteria = rubric.criteria.map((one) => (one.number === known.number ? parsed.rule : one));
    const contents = {
      ...rubric,
      criteria,
      vocabulary: {
        ...rubric.vocabulary,
        indicators: usedOf([...rubric.vocabulary.indicators, ...parsed.indicators], criteria, opened.before),
      },
    };
    const refused = await correct(contents, opened, person, form);
    return refused === null
      ? redirectWith(
          c,
          `/thang-diem/${rubric.id}#tieu-chi-${known.number}`,
          `Đã ghi tiêu chí ${known.number}.`,
        )
      : showCriterion(c, opened, entered, [refused]);
  });

  routes.get(`${rubricPath}/chung`, 'enter-rubric', async (c) => {
    const opened = await loadOpened(c, services);
    if (opened?.entry.state !== 'open') return c.notFound();
    return c.html(<ScaleFormPage {...frame(opened, null, [])} entered={enterScale(opened.draft.rubric)} />);
  });

  routes.post(`${rubricPath}/chung`, 'enter-rubric', async (c, person, form) => {
    const opened = await loadOpened(c, services);
    if (opened === undefined) return c.notFound();
    const { rubric } = opened.draft;
    const entered = readScaleForm(form);
    const problem = refuseStale(opened, form);
    const parsed = parseScale(entered, rubric, annexOf(opened));
    const faults = problem === null ? ('faults' in parsed ? parsed.faults : []) : [problem];
    const refused =
      faults.length > 0 || 'faults' in parsed
        ? null
        : await correct({ ...rubric, ...parsed }, opened, person, form);
    if (faults.length === 0 && refused === null)
      return redirectWith(c, `/thang-diem/${rubric.id}#chung`, 'Đã ghi tổng điểm và mức điểm tối thiểu.');
    const problems = refused === null ? faults : [refused];
    const now = problem === null ? [] : sayNow(rubric, null);
    return c.html(<ScaleFormPage {...frame(opened, null, problems, now)} entered={entered} />, 409);
  });

  async function correct(
    { criteria, vocabulary, scaleTotal, conditions }: Contents,
    { before }: Opened,
    person: Person,
    form: SentForm,
  ): Promise<string | null> {
    const contents = { criteria, vocabulary, scaleTotal, conditions };
    const step = Number(form.text('buoc'));
    const result = await correctDraft({ rubric: before.id, step, by: person, contents }, services);
    return 'refused' in result ? result.refused : null;
  }
}

const numberOf = (c: Context): number => Number(c.req.param('number'));

const annexOf = ({ entry }: Opened): string => `Tệp đã tải lên: ${entry.annex.file}`;

/** Why what was typed is not written as it is: the draft is another one than the officer saw. */
function refuseStale({ entry }: Opened, form: SentForm): string | null {
  if (entry.state !== 'open') return 'Bản nhập đã trình, không sửa được nữa; muốn sửa thì trả lại trước.';
  return entry.step === Number(form.text('buoc'))
    ? null
    : 'Người khác vừa sửa bản nhập. Nội dung ông (bà) nhập còn ở dưới; so với bản lúc này rồi ghi lại.';
}

/** The rows of a criterion, or of the whole scale, as the draft has them. */
function sayNow(rubric: Rubric, number: number | null): readonly string[] {
  const values = rowsByName(rubric);
  return listRows(rubric)
    .filter(({ criterion }) => criterion === number)
    .map(({ rule }) => `${rule}: ${values.get(rule) ?? ''}`);
}

/** Indicators of the version before, and new ones that an item uses: a dropped item leaves none behind. */
function usedOf(
  indicators: Rubric['vocabulary']['indicators'],
  criteria: Rubric['criteria'],
  before: Rubric,
): Rubric['vocabulary']['indicators'] {
  const kept = new Set([
    ...before.vocabulary.indicators.map(({ id }) => id),
    ...criteria.flatMap(({ items }) => items.map(({ rule }) => rule.indicator)),
  ]);
  return indicators.filter(({ id }) => kept.has(id));
}

/** `number` of a criterion; null for the whole scale. */
function frame(
  { before, entry, draft }: Opened,
  number: number | null,
  problems: readonly string[],
  now: readonly string[] = [],
) {
  const groups = groupRows(draft.rubric, before, true);
  const place =
    number === null
      ? groups.length - 1
      : before.vocabulary.criteria.findIndex((one) => one.number === number);
  return {
    rubric: { id: before.id, title: before.title },
    step: entry.step,
    problems,
    now,
    rows: groups[place]?.rows ?? [],
  };
}

function showCriterion(
  c: Context,
  opened: Opened,
  entered: EnteredCriterion,
  problems: readonly string[] = [],
  now: readonly string[] = [],
): Response | Promise<Response> {
  const { vocabulary } = opened.draft.rubric;
  const number = numberOf(c);
  return c.html(
    <CriterionFormPage
      {...frame(opened, number, problems, now)}
      number={number}
      name={vocabulary.criteria.find((one) => one.number === number)?.name ?? ''}
      entered={entered}
      indicators={vocabulary.indicators.filter(({ criterion }) => criterion === number)}
    />,
    problems.length === 0 ? 200 : 409,
  );
}

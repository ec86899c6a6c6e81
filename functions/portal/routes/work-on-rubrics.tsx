import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import { withAdoptedRubrics } from '../../../shared/pipeline/adopted-rubrics.ts';
import { previewRubric } from '../../../shared/pipeline/apply-rubric.ts';
import { listRubricActions, readRubricDraft, rubricFolder } from '../../../shared/pipeline/records.ts';
import type { DraftResult } from '../../../shared/pipeline/rubric-drafts.ts';
import {
  adoptDraft,
  confirmRows,
  loadDraft,
  returnDraft,
  settleDoubt,
  submitDraft,
  uploadAnnex,
} from '../../../shared/pipeline/rubric-drafts.ts';
import { listOpenDoubts, listRowsToConfirm } from '../../../shared/rubrics/rubric-draft.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { sayPoints } from '../../../shared/rubrics/say-figure.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import type { TypedWords } from '../pages/rubric-pages.tsx';
import { AdoptionPage, nothingTyped, RubricsPage, WorkbenchPage } from '../pages/rubric-pages.tsx';
import { sayVerdict } from '../present/present-board.ts';
import { doubtKey, presentRubricLine, presentWorkbench } from '../present/present-rubric.ts';
import type { PortalServices } from '../services.ts';
import { sendFile, unknownType } from './send-file.ts';

const rubricPath = '/thang-diem/:rubric{[\\w.-]{1,60}}';

/** "/thang-diem": official scales, entered by one officer and confirmed by another. */
export function workOnRubrics(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;

  routes.get('/thang-diem', 'enter-rubric', async (c) => {
    const rubrics = await activeRubrics(services);
    const drafts = await Promise.all(
      rubrics.map(async ({ id, status, version }) =>
        status === 'official' ? readRubricDraft(store, id, version + 1) : undefined,
      ),
    );
    return c.html(
      <RubricsPage
        rubrics={rubrics.map((rubric, position) => presentRubricLine(rubric, drafts[position]?.body))}
      />,
    );
  });

  routes.get(rubricPath, 'enter-rubric', (c, person) => show(c, person));

  routes.get(`${rubricPath}/tep`, 'enter-rubric', async (c) => {
    const rubric = await findOfficial(c, services);
    const draft = rubric && (await readRubricDraft(store, rubric.id, rubric.version + 1));
    const bytes = draft && (await blobs.get(rubricFolder(draft.body.rubric), draft.body.annex.blob));
    if (draft === undefined || bytes === undefined) return c.notFound();
    return sendFile(c, bytes, draft.body.annex.file, unknownType);
  });

  routes.upload(`${rubricPath}/tep`, 'enter-rubric', 'annex', async (c, person, form) => {
    const rubric = await findOfficial(c, services);
    if (rubric === undefined) return c.notFound();
    const [file] = form.files('tep');
    if (file === undefined) return show(c, person, 'Chưa chọn tệp.');
    const { name, bytes } = file;
    const result = await uploadAnnex({ rubric: rubric.id, file: name, bytes, by: person }, services);
    return answer(c, person, result, 'Đã nhận tệp, đang đọc.');
  });

  routes.post(`${rubricPath}/giai-trinh`, 'enter-rubric', async (c, person, form) => {
    const opened = await loadOpened(c, services);
    if (opened === undefined) return c.notFound();
    const rubric = opened.before.id;
    const answers = listOpenDoubts(opened.draft, opened.before).flatMap(({ message, mustCorrect }) => {
      const words = form.text(`loi-${doubtKey(message)}`);
      return mustCorrect || words === '' ? [] : [{ doubt: message, words }];
    });
    const typed = {
      ...nothingTyped,
      settlements: new Map(answers.map((one) => [doubtKey(one.doubt), one.words])),
    };
    if (answers.length === 0) return show(c, person, 'Chưa ghi giải trình nào.', typed);
    let step = stepOf(form);
    for (const one of answers) {
      const result = await settleDoubt({ rubric, step, by: person, ...one }, services);
      if ('refused' in result) return show(c, person, result.refused, typed);
      step = result.entry.step;
    }
    return redirectWith(c, `/thang-diem/${rubric}`, `Đã ghi ${answers.length} giải trình.`);
  });

  routes.post(`${rubricPath}/trinh`, 'enter-rubric', async (c, person, form) => {
    const rubric = await findOfficial(c, services);
    if (rubric === undefined) return c.notFound();
    const result = await submitDraft({ rubric: rubric.id, step: stepOf(form), by: person }, services);
    return answer(c, person, result, 'Đã trình. Người khác mở trang này để xác nhận.');
  });

  routes.post(`${rubricPath}/tra-lai`, 'confirm-rubric', async (c, person, form) => {
    const rubric = await findOfficial(c, services);
    if (rubric === undefined) return c.notFound();
    const words = form.text('y-kien');
    const result = await returnDraft({ rubric: rubric.id, step: stepOf(form), by: person, words }, services);
    return answer(c, person, result, 'Đã trả lại để sửa.', { ...nothingTyped, words });
  });

  routes.post(`${rubricPath}/xem-truoc`, 'confirm-rubric', async (c, person, form) => {
    const opened = await loadOpened(c, services);
    if (opened === undefined) return c.notFound();
    const { entry, draft, before } = opened;
    const rows = chosenRows(form, draft.rubric);
    const source = form.text('nguon');
    const typed = { ...nothingTyped, source, rows: new Set(rows.map(String)) };
    const refused = refusePreview(entry.step === stepOf(form), rows.length, source);
    if (refused !== null) return show(c, person, refused, typed);
    const candidate = confirmRows(opened, {
      rows: namesOf(rows, draft.rubric),
      by: person,
      source,
      at: clock.now(),
    });
    const changed = await Promise.all(
      services.rounds
        .filter(({ rubric }) => rubric.id === before.id)
        .map(async ({ round }) =>
          (await previewRubric({ round }, candidate, services)).map(({ commune, before: old, after }) => ({
            round: round.id,
            commune: commune.name,
            before: sayOutcome(old),
            after: sayOutcome(after),
          })),
        ),
    );
    const view = presentWorkbench({ active: before, entry, draft, actions: [], person });
    return c.html(
      <AdoptionPage view={view} rows={rows.map(String)} source={source} changed={changed.flat()} />,
    );
  });

  routes.post(`${rubricPath}/ap-dung`, 'confirm-rubric', async (c, person, form) => {
    const opened = await loadOpened(c, services);
    if (opened === undefined) return c.notFound();
    const chosen = chosenRows(form, opened.draft.rubric);
    const source = form.text('nguon');
    const result = await adoptDraft(
      {
        rubric: opened.before.id,
        step: stepOf(form),
        by: person,
        rows: namesOf(chosen, opened.draft.rubric),
        source,
      },
      services,
    );
    const typed = { ...nothingTyped, source, rows: new Set(chosen.map(String)) };
    return answer(c, person, result, 'Đã áp dụng bản mới. Các hồ sơ đang được tính lại.', typed);
  });

  async function answer(
    c: Context,
    person: Person,
    result: DraftResult,
    done: string,
    typed?: TypedWords,
  ): Promise<Response> {
    return 'refused' in result
      ? show(c, person, result.refused, typed)
      : redirectWith(c, `/thang-diem/${result.entry.rubric}`, done);
  }

  async function show(
    c: Context,
    person: Person,
    problem: string | null = null,
    typed: TypedWords = nothingTyped,
  ): Promise<Response> {
    const active = await findOfficial(c, services);
    if (active === undefined) return c.notFound();
    const [opened, known, actions] = await Promise.all([
      loadDraft(active.id, services),
      readRubricDraft(store, active.id, active.version + 1),
      listRubricActions(store, active.id),
    ]);
    const view = presentWorkbench({
      ...{ active, actions, person },
      entry: known?.body,
      draft: known?.body.state === 'reading' ? undefined : opened?.draft,
    });
    return c.html(
      <WorkbenchPage view={view} problem={problem} typed={typed} />,
      problem === null ? 200 : 409,
    );
  }
}

const stepOf = (form: SentForm): number => Number(form.text('buoc'));

function refusePreview(isShown: boolean, rows: number, source: string): string | null {
  if (!isShown) return 'Bản nhập đã được người khác thay đổi; xem lại rồi thực hiện lại.';
  if (rows === 0) return 'Chưa đánh dấu dòng nào.';
  return source === '' ? 'Chưa ghi văn bản gốc đã đối chiếu.' : null;
}

/** Positions of the chosen rows among those to confirm; "nhom" chooses all of a criterion, the last group those of the whole scale. */
function chosenRows(form: SentForm, rubric: Rubric): readonly number[] {
  const single = new Set(form.all('dong'));
  const groups = new Set(form.all('nhom'));
  const numbers = rubric.vocabulary.criteria.map(({ number }) => number);
  return listRowsToConfirm(rubric).flatMap(({ criterion }, position) => {
    const group = criterion === null ? numbers.length : numbers.indexOf(criterion);
    return single.has(String(position)) || groups.has(String(group)) ? [position] : [];
  });
}

function namesOf(positions: readonly number[], rubric: Rubric): readonly string[] {
  const rows = listRowsToConfirm(rubric);
  return positions.flatMap((position) => rows[position]?.rule ?? []);
}

function sayOutcome({ total, verdict }: Awaited<ReturnType<typeof previewRubric>>[number]['before']): string {
  return `${total === null ? 'chưa có tổng điểm' : sayPoints(total)}; ${sayVerdict(verdict, false).toLowerCase()}`;
}

/** Every rubric a round is judged by, as in force. */
async function activeRubrics(services: PortalServices): Promise<readonly Rubric[]> {
  const rounds = await withAdoptedRubrics(services.rounds, services);
  return [...new Map(rounds.map(({ rubric }) => [rubric.id, rubric])).values()];
}

/** The official rubric an address names; undefined for others, which nobody enters. */
export async function findOfficial(c: Context, services: PortalServices): Promise<Rubric | undefined> {
  const named = services.rounds.filter(({ rubric }) => rubric.id === c.req.param('rubric'));
  const [active] = await withAdoptedRubrics(named.slice(0, 1), services);
  return active?.rubric.status === 'official' ? active.rubric : undefined;
}

/** The draft of the rubric an address names. */
export async function loadOpened(
  c: Context,
  services: PortalServices,
): Promise<Awaited<ReturnType<typeof loadDraft>>> {
  const rubric = await findOfficial(c, services);
  return rubric === undefined ? undefined : loadDraft(rubric.id, services);
}

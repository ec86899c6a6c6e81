import { createHash } from 'node:crypto';
import { proposeRubric } from '../extraction/propose-rubric.ts';
import type { Person } from '../domain/person.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import type { RowDifference } from '../rubrics/compare-rubrics.ts';
import { compareRows } from '../rubrics/compare-rubrics.ts';
import type { RubricDraft } from '../rubrics/rubric-draft.ts';
import { listOpenDoubts, listRowsToConfirm, makeNextVersion, verifyRows } from '../rubrics/rubric-draft.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { isSamePerson } from '../rubrics/rubric.ts';
import { findRubric } from '../rubrics/registry.ts';
import { findActiveRubric } from './adopted-rubrics.ts';
import { startSpreading } from './apply-rubric.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import type { RubricAction, RubricDraftEntry } from './records.ts';
import {
  readRubricDraft,
  rubricActionRecord,
  rubricDraftRecord,
  rubricFolder,
  rubricVersionRecords,
} from './records.ts';
import type { World } from './world.ts';

/** What officers' actions need of the outside. */
type Desk = Pick<World, 'store' | 'blobs' | 'clock'>;

/** The draft after an action, or why the action was refused, in Vietnamese. */
export type DraftResult = { readonly entry: RubricDraftEntry } | { readonly refused: string };

/** An action on the draft of a rubric as an officer saw it. */
export interface DraftAction {
  readonly rubric: string;
  /** The step the officer was shown: an action on an older one is refused. */
  readonly step: number;
  readonly by: Officer;
}

/** Who acts; the name stands in the verification that is printed. */
type Officer = Pick<Person, 'id' | 'name'>;

const refusals = {
  noDraft: 'Chưa có bản nhập thang điểm nào đang mở.',
  noName: 'Chưa ghi họ tên cán bộ thực hiện.',
  changed: 'Bản nhập đã được người khác thay đổi; tải lại trang rồi thực hiện lại.',
  submitted: 'Bản nhập đã trình, chờ cán bộ khác xác nhận; muốn sửa thì trả lại trước.',
  notSubmitted: 'Bản nhập chưa được trình.',
  reading: 'Tệp đang được đọc; thực hiện lại sau ít phút.',
  samePerson: 'Người xác nhận phải khác người nhập, người sửa thang điểm.',
  noRows: 'Chưa chọn dòng nào để xác nhận, hoặc có dòng không còn trong bản nhập.',
  noSource: 'Chưa ghi văn bản gốc đã đối chiếu.',
  noWords: 'Chưa ghi ý kiến.',
  noDoubt: 'Nội dung này không còn, hoặc phải sửa bản nhập chứ không giải trình được.',
} as const;

/**
 * Takes in the official text of a rubric and asks for it to be read: the draft of the next version, or once more for one not yet
 * submitted. @throws Error for a rubric nobody knows.
 */
export async function uploadAnnex(
  upload: {
    readonly rubric: string;
    readonly file: string;
    readonly bytes: Uint8Array;
    readonly by: Officer;
  },
  desk: Desk,
): Promise<DraftResult> {
  const { rubric, file, bytes, by } = upload;
  if (by.name.trim() === '') return { refused: refusals.noName };
  const { version } = await findCurrent(rubric, desk);
  const draft = await readRubricDraft(desk.store, rubric, version + 1);
  if (draft?.body.state === 'submitted') return { refused: refusals.submitted };
  const blob = `annex-${hashOf(bytes)}`;
  await desk.blobs.put(rubricFolder(rubric), blob, bytes);
  const step = (draft?.body.step ?? 0) + 1;
  const entry: RubricDraftEntry = {
    rubric,
    version: version + 1,
    state: 'reading',
    step,
    contents: null,
    annex: { file, blob },
    editors: addEditor(draft?.body.editors ?? [], by),
    submittedBy: null,
  };
  return record(entry, draft?.version, { what: 'upload', by, words: file }, desk, [
    {
      id: `read-annex:${rubric}:${entry.version}:${step}`,
      stage: 'read-annex',
      payload: { rubric, version: entry.version, step },
    },
  ]);
}

/** Stage: reads the uploaded text and proposes the draft. A later upload leaves nothing to do. */
export async function readAnnex(
  payload: { readonly rubric: string; readonly version: number; readonly step: number },
  world: World,
): Promise<Commit> {
  const draft = await readRubricDraft(world.store, payload.rubric, payload.version);
  if (draft?.body.step !== payload.step || draft.body.state !== 'reading') return { writes: [], jobs: [] };
  const { rubric, annex, step } = draft.body;
  const bytes = await world.blobs.get(rubricFolder(rubric), annex.blob);
  if (bytes === undefined) throw new Error('the annex has no blob');
  const before = await findCurrent(rubric, world);
  const { document } = await world.reader.read({ bytes, file: annex.file, passwords: [] });
  const proposed = proposeRubric({
    // A file that cannot be read has no table: the doubt says so, and officers may enter every row by hand.
    document: document ?? { format: 'other', blocks: [], scanned: false, legacyEncoding: null },
    file: annex.file,
    before,
  });
  const contents = await keep(proposed, rubric, world);
  const entry: RubricDraftEntry = { ...draft.body, state: 'open', step: step + 1, contents };
  return commitOf(entry, draft.version, { what: 'read', by: null, words: null }, world);
}

/** A draft with its contents, what is still doubtful, and the version it would follow; undefined while there is none or it is being read. */
export async function loadDraft(
  rubric: string,
  desk: Omit<Desk, 'clock'>,
): Promise<
  | {
      readonly entry: RubricDraftEntry;
      readonly recordVersion: number;
      readonly draft: RubricDraft;
      readonly before: Rubric;
    }
  | undefined
> {
  const before = await findCurrent(rubric, desk);
  const entry = await readRubricDraft(desk.store, rubric, before.version + 1);
  if (entry === undefined || entry.body.contents === null) return undefined;
  const blob = await desk.blobs.get(rubricFolder(rubric), entry.body.contents);
  if (blob === undefined) throw new Error('the draft of the rubric has no blob');
  return { entry: entry.body, recordVersion: entry.version, draft: decodeJson<RubricDraft>(blob), before };
}

/** Replaces the draft by what an officer corrected, and says which rows changed. Verifications in it count for nothing. */
export async function correctDraft(
  action: DraftAction & {
    readonly contents: Pick<Rubric, 'criteria' | 'vocabulary' | 'scaleTotal' | 'conditions'>;
  },
  desk: Desk,
): Promise<DraftResult & { readonly changes?: readonly RowDifference[] }> {
  const opened = await openFor(action, 'open', desk);
  if ('refused' in opened) return opened;
  const { draft, before } = opened;
  const rubric = makeNextVersion(before, action.contents);
  const result = await change(
    opened,
    { ...draft, rubric },
    { what: 'correct', by: action.by, words: null },
    desk,
  );
  return { ...result, changes: compareRows(draft.rubric, rubric) };
}

/** Settles a doubt in words, where the text stands as it is. */
export async function settleDoubt(
  action: DraftAction & { readonly doubt: string; readonly words: string },
  desk: Desk,
): Promise<DraftResult> {
  const { by, doubt, words } = action;
  const opened = await openFor(action, 'open', desk);
  if ('refused' in opened) return opened;
  const { draft, before } = opened;
  if (words.trim() === '') return { refused: refusals.noWords };
  if (!listOpenDoubts(draft, before).some(({ message, mustCorrect }) => message === doubt && !mustCorrect))
    return { refused: refusals.noDoubt };
  const settlements = [...draft.settlements, { doubt, words, by: by.name, at: desk.clock.now() }];
  return change(opened, { ...draft, settlements }, { what: 'settle', by, words: `${doubt} ${words}` }, desk);
}

/** Hands the draft to another officer; refused while a doubt is open. */
export async function submitDraft(action: DraftAction, desk: Desk): Promise<DraftResult> {
  const opened = await openFor(action, 'open', desk);
  if ('refused' in opened) return opened;
  const { entry, recordVersion, draft, before } = opened;
  const open = listOpenDoubts(draft, before).length;
  if (open > 0)
    return { refused: `Còn ${open} nội dung chưa rõ; sửa hoặc giải trình từng nội dung trước khi trình.` };
  const submitted: RubricDraftEntry = {
    ...entry,
    state: 'submitted',
    step: entry.step + 1,
    submittedBy: action.by.name,
    editors: addEditor(entry.editors, action.by),
  };
  return record(submitted, recordVersion, { what: 'submit', by: action.by, words: null }, desk);
}

/** Gives a submitted draft back for correction, with the reason. */
export async function returnDraft(
  action: DraftAction & { readonly words: string },
  desk: Desk,
): Promise<DraftResult> {
  const opened = await openFor(action, 'submitted', desk);
  if ('refused' in opened) return opened;
  if (action.words.trim() === '') return { refused: refusals.noWords };
  const entry: RubricDraftEntry = {
    ...opened.entry,
    state: 'open',
    step: opened.entry.step + 1,
    submittedBy: null,
  };
  return record(entry, opened.recordVersion, { what: 'return', by: action.by, words: action.words }, desk);
}

/** The version a submitted draft would become by the confirmation of these rows; to be shown before it is adopted. */
export function confirmRows(
  { entry, draft }: { readonly entry: RubricDraftEntry; readonly draft: RubricDraft },
  confirmation: {
    readonly rows: readonly string[];
    readonly by: Officer;
    readonly source: string;
    readonly at: string;
  },
): Rubric {
  const { rows, by, source, at } = confirmation;
  return verifyRows(draft.rubric, rows, { by: entry.submittedBy ?? '', confirmedBy: by.name, at, source });
}

/**
 * Another officer confirms rows of a submitted draft against the official text: it becomes the next version of the rubric, which
 * never changes, and every dossier it judges is assessed again. Rows not confirmed stay unverified.
 */
export async function adoptDraft(
  action: DraftAction & {
    /** Names of the rows (RubricRow.rule). */
    readonly rows: readonly string[];
    /** The official text compared with. */
    readonly source: string;
  },
  world: Desk & Pick<World, 'rounds'>,
): Promise<DraftResult> {
  const opened = await openFor(action, 'submitted', world);
  if ('refused' in opened) return opened;
  const { entry, draft, recordVersion } = opened;
  const { by, rows, source } = action;
  if (entry.editors.some((editor) => isSame(editor, by))) return { refused: refusals.samePerson };
  if (source.trim() === '') return { refused: refusals.noSource };
  const confirmable = new Set(listRowsToConfirm(draft.rubric).map(({ rule }) => rule));
  if (rows.length === 0 || rows.some((row) => !confirmable.has(row))) return { refused: refusals.noRows };
  const at = world.clock.now();
  const rubric = confirmRows(opened, { rows, by, source, at });
  const contents = await keep(rubric, entry.rubric, world);
  const records = rubricVersionRecords({
    rubric: entry.rubric,
    version: entry.version,
    contents,
    by: entry.submittedBy ?? '',
    confirmedBy: by.name,
    at,
  });
  const active = await world.store.get(records.active);
  const adopted: RubricDraftEntry = { ...entry, state: 'adopted', step: entry.step + 1 };
  const commit = commitOf(
    adopted,
    recordVersion,
    { what: 'adopt', by, words: `${rows.length} dòng, theo ${source}` },
    world,
  );
  const { applied } = await world.store.commit({
    writes: [
      ...commit.writes,
      { kind: 'put-if-absent', record: records.version },
      active === undefined
        ? { kind: 'put-if-absent', record: records.active }
        : { kind: 'put-if-version', record: records.active, version: active.version },
    ],
    jobs: startSpreading(rubric, world.rounds),
  });
  return applied ? { entry: adopted } : { refused: refusals.changed };
}

/** The version in force, built in while none was adopted. */
async function findCurrent(id: string, desk: Omit<Desk, 'clock'>): Promise<Rubric> {
  const rubric = (await findActiveRubric(id, desk)) ?? findRubric(id);
  if (rubric?.status !== 'official') throw new Error('no such official rubric');
  return rubric;
}

type OpenDraft = NonNullable<Awaited<ReturnType<typeof loadDraft>>>;

async function openFor(
  { rubric, step, by }: DraftAction,
  state: 'open' | 'submitted',
  desk: Desk,
): Promise<OpenDraft | { readonly refused: string }> {
  if (by.name.trim() === '') return { refused: refusals.noName };
  const opened = await loadDraft(rubric, desk);
  if (opened === undefined) {
    const { version } = await findCurrent(rubric, desk);
    const reading = await readRubricDraft(desk.store, rubric, version + 1);
    return { refused: reading === undefined ? refusals.noDraft : refusals.reading };
  }
  if (opened.entry.state !== state)
    return { refused: state === 'open' ? refusals.submitted : refusals.notSubmitted };
  return opened.entry.step === step ? opened : { refused: refusals.changed };
}

/** New contents of an open draft, by one more editor. */
async function change(
  { entry, recordVersion }: OpenDraft,
  draft: RubricDraft,
  action: Action & { readonly by: Officer },
  desk: Desk,
): Promise<DraftResult> {
  const contents = await keep(draft, entry.rubric, desk);
  const changed: RubricDraftEntry = {
    ...entry,
    step: entry.step + 1,
    contents,
    editors: addEditor(entry.editors, action.by),
  };
  return record(changed, recordVersion, action, desk);
}

/** What is written of an action; null for the system's own. */
type Action = Pick<RubricAction, 'what' | 'words'> & { readonly by: Officer | null };

const auditActs = {
  upload: 'upload-annex',
  correct: 'correct-rubric',
  settle: 'settle-rubric',
  submit: 'submit-rubric',
  return: 'return-rubric',
  adopt: 'adopt-rubric',
} as const satisfies Partial<Record<RubricAction['what'], AuditAct>>;

async function record(
  entry: RubricDraftEntry,
  version: number | undefined,
  action: Action,
  desk: Desk,
  jobs: readonly NewJob[] = [],
): Promise<DraftResult> {
  const { applied } = await desk.store.commit({ ...commitOf(entry, version, action, desk), jobs });
  return applied ? { entry } : { refused: refusals.changed };
}

/** A draft and the action that made it so, together or not at all. */
function commitOf(
  entry: RubricDraftEntry,
  version: number | undefined,
  action: Action,
  { clock }: Pick<Desk, 'clock'>,
): Commit {
  const { rubric, version: next, step, contents } = entry;
  const { what, by, words } = action;
  const at = clock.now();
  return {
    writes: [
      version === undefined
        ? { kind: 'put-if-absent', record: rubricDraftRecord(entry) }
        : { kind: 'put-if-version', record: rubricDraftRecord(entry), version },
      {
        kind: 'put-if-absent',
        record: rubricActionRecord({
          ...{ rubric, version: next, step, at, contents, what, words },
          by: by?.name ?? null,
        }),
      },
      ...(by === null || what === 'read'
        ? []
        : [
            auditWrite({
              id: `rubric-${rubric}-${next}-${step}`,
              at,
              by: { id: by.id, name: by.name },
              what: auditActs[what],
              about: { round: null, commune: null, mail: null },
              reason: words,
              before: null,
              after: `${rubric}@${next}`,
            }),
          ]),
    ],
    jobs: [],
  };
}

/** Keeps contents under the name of their bytes: what a record names never changes. */
async function keep(
  contents: RubricDraft | Rubric,
  rubric: string,
  { blobs }: Pick<Desk, 'blobs'>,
): Promise<string> {
  const bytes = encodeJson(contents);
  const name = `${hashOf(bytes)}.json`;
  await blobs.put(rubricFolder(rubric), name, bytes);
  return name;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function addEditor(editors: readonly Officer[], { id, name }: Officer): readonly Officer[] {
  return editors.some((editor) => editor.id === id && editor.name === name)
    ? editors
    : [...editors, { id, name }];
}

/** Attack: an administrator who gives an account another name, or a second account to the same name. */
const isSame = (one: Officer, other: Officer): boolean =>
  one.id === other.id || isSamePerson(one.name, other.name);

import { createHash } from 'node:crypto';
import type { Person } from '../../../shared/domain/person.ts';
import { describeLocator } from '../../../shared/domain/locator.ts';
import type { RubricAction, RubricDraftEntry } from '../../../shared/pipeline/records.ts';
import { rowsByName } from '../../../shared/rubrics/compare-rubrics.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import { listOpenDoubts, listRowsToConfirm, type RubricDraft } from '../../../shared/rubrics/rubric-draft.ts';
import type { Citation, Rubric, RubricRow } from '../../../shared/rubrics/rubric.ts';
import { isSamePerson, isVerified } from '../../../shared/rubrics/rubric.ts';
import type { Chip } from './chip.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** A rubric in the list of scales. */
export interface RubricLine {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly verified: string;
  readonly state: Chip;
  readonly isEntered: boolean;
}

/** One row of a scale with where it comes from. */
interface RowView {
  readonly rule: string;
  readonly value: string;
  /** What the version in force says, where that is different. */
  readonly before: string | null;
  readonly source: string;
  readonly verified: string | null;
  /** Position among the rows to confirm; null for a row that needs or allows none. */
  readonly confirm: number | null;
}

/** The rows of a criterion, or of the scale as a whole. */
export interface RowGroup {
  readonly title: string;
  readonly href: string;
  readonly anchor: string;
  readonly rows: readonly RowView[];
}

/** Something unclear in the draft. */
export interface DoubtView {
  /** Short name of its sentence, for the form. */
  readonly key: string;
  readonly message: string;
  readonly words: string | null;
  readonly mustCorrect: boolean;
}

/** The workbench of one rubric. */
export interface WorkbenchView {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly verified: string;
  readonly isVerified: boolean;
  /** null while there is no draft. */
  readonly draft: {
    readonly state: 'reading' | 'open' | 'submitted';
    readonly chip: Chip;
    readonly step: number;
    readonly version: number;
    readonly file: string;
    readonly editors: string;
    /** Whether the person who looks may confirm: nobody who entered something does. */
    readonly isOwn: boolean;
  } | null;
  readonly doubts: readonly DoubtView[];
  readonly groups: readonly RowGroup[];
  readonly changes: number;
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly what: string;
    readonly words: string;
  }[];
}

const none: Chip = { text: 'Chưa có bản nhập', tone: 'quiet' };
const draftChips: Readonly<Record<RubricDraftEntry['state'], Chip>> = {
  reading: { text: 'Đang đọc tệp', tone: 'working' },
  open: { text: 'Đang nhập', tone: 'attention' },
  submitted: { text: 'Đã trình, chờ người khác xác nhận', tone: 'attention' },
  adopted: none,
};

/** One line of the list of scales; `draft` is what is being entered, if anything. */
export function presentRubricLine(rubric: Rubric, draft: RubricDraftEntry | undefined): RubricLine {
  return {
    id: rubric.id,
    title: rubric.title,
    version: `bản ${rubric.version}`,
    verified: sayVerified(rubric),
    state:
      rubric.status === 'artificial'
        ? { text: 'Thang điểm minh họa, không nhập', tone: 'quiet' }
        : draft === undefined || draft.state === 'adopted'
          ? isAllVerified(rubric)
            ? { text: 'Đã đối chiếu', tone: 'good' }
            : { text: 'Cần nhập từ văn bản gốc', tone: 'urgent' }
          : draftChips[draft.state],
    isEntered: rubric.status === 'official',
  };
}

/** The workbench as one person sees it. */
export function presentWorkbench(input: {
  readonly active: Rubric;
  readonly entry: RubricDraftEntry | undefined;
  readonly draft: RubricDraft | undefined;
  readonly actions: readonly RubricAction[];
  readonly person: Person;
}): WorkbenchView {
  const { active, entry, draft, actions, person } = input;
  const rubric = draft?.rubric ?? active;
  const groups = groupRows(rubric, active, draft !== undefined);
  return {
    id: active.id,
    title: active.title,
    version: `bản ${active.version}`,
    verified: sayVerified(active),
    isVerified: isAllVerified(active),
    draft:
      entry === undefined || entry.state === 'adopted'
        ? null
        : {
            state: entry.state,
            chip: draftChips[entry.state],
            step: entry.step,
            version: entry.version,
            file: showText(entry.annex.file),
            editors: entry.editors.map(({ name }) => name).join(', '),
            isOwn: entry.editors.some(({ id, name }) => id === person.id || isSamePerson(name, person.name)),
          },
    doubts:
      draft === undefined
        ? []
        : listOpenDoubts(draft, active).map(({ message, mustCorrect, source }) => ({
            key: doubtKey(message),
            message: showText(message, longestDoubt),
            words: source?.raw === undefined ? null : showText(source.raw),
            mustCorrect,
          })),
    groups,
    changes: groups.flatMap(({ rows }) => rows).filter(({ before }) => before !== null).length,
    history: [...actions].reverse().map(sayAction),
  };
}

const longestDoubt = 600;

/** A short name for the sentence of a doubt. */
export const doubtKey = (message: string): string =>
  createHash('sha256').update(message).digest('hex').slice(0, 16);

const isAllVerified = (rubric: Rubric): boolean =>
  listRows(rubric).every(({ citation }) => isVerified(citation));

function sayVerified(rubric: Rubric): string {
  const rows = listRows(rubric);
  return `${rows.filter(({ citation }) => isVerified(citation)).length}/${rows.length} dòng đã có hai người đối chiếu`;
}

/** The rows of a draft, or of the version in force, criterion by criterion, those of the whole scale last. */
export function groupRows(rubric: Rubric, active: Rubric, isDraft: boolean): readonly RowGroup[] {
  const [values, old] = [rowsByName(rubric), rowsByName(active)];
  const toConfirm = isDraft ? listRowsToConfirm(rubric).map(({ rule }) => rule) : [];
  const view = ({ rule, citation }: RubricRow): RowView => {
    const position = toConfirm.indexOf(rule);
    const [value, before] = [values.get(rule) ?? '', old.get(rule)];
    return {
      rule,
      value,
      before: isDraft && value !== before ? sayBefore(before, value) : null,
      source: saySource(citation),
      verified: isVerified(citation)
        ? `${citation.verified?.by ?? ''}, ${citation.verified?.confirmedBy ?? ''}`
        : null,
      confirm: position === -1 ? null : position,
    };
  };
  const rows = listRows(rubric);
  const path = `/thang-diem/${rubric.id}`;
  return [
    ...rubric.vocabulary.criteria.map(({ number, name }) => ({
      title: `Tiêu chí ${number}. ${name}`,
      href: `${path}/tieu-chi/${number}`,
      anchor: `tieu-chi-${number}`,
      rows: rows.filter(({ criterion }) => criterion === number).map(view),
    })),
    {
      title: 'Cả thang điểm và điều kiện công nhận',
      href: `${path}/chung`,
      anchor: 'chung',
      rows: rows.filter(({ criterion }) => criterion === null).map(view),
    },
  ];
}

/** Of what the version in force says, the parts that are different. */
function sayBefore(before: string | undefined, value: string): string {
  if (before === undefined) return 'không có dòng này';
  const now = value.split('; ');
  const parts = before.split('; ').filter((part) => !now.includes(part));
  return parts.length === 0 ? before : parts.join('; ');
}

function saySource({ status, source, entered }: Citation): string {
  if (entered?.locator !== undefined)
    return `${describeLocator(entered.locator)}${entered.raw === undefined ? '' : `: “${showText(entered.raw)}”`}`;
  if (status === 'unknown') return 'Chưa có nguồn';
  return showText(source ?? '');
}

const actionNames: Readonly<Record<RubricAction['what'], string>> = {
  upload: 'Tải lên văn bản gốc',
  read: 'Phần mềm đọc xong tệp',
  correct: 'Sửa bản nhập',
  settle: 'Giải trình',
  submit: 'Trình',
  return: 'Trả lại',
  adopt: 'Xác nhận và áp dụng',
};

function sayAction({ at, by, what, words, version }: RubricAction): WorkbenchView['history'][number] {
  return {
    at: sayTime(at),
    by: by ?? 'Phần mềm',
    what: `${actionNames[what]} (bản ${version})`,
    words: words === null ? '' : showText(words, longestDoubt),
  };
}

import { communeInSentence } from '../../../shared/domain/commune.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { SheetContent } from '../../../shared/appraisal/workbooks/sheet-content.ts';
import type { AuditEntry } from '../../../shared/pipeline/audit-records.ts';
import type { AuditFilter } from '../routes/show-audit.tsx';
import { compareVietnamese } from './compare-vietnamese.ts';
import { showText } from './show-text.ts';
import { auditActNames } from './say-audit-act.ts';
import { sayTime } from './say-time.ts';

/** The audit page. */
export interface AuditView {
  readonly filter: AuditFilter;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly dossiers: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly AuditRow[];
  readonly nextHref: string | null;
  readonly exportHref: string;
}

interface AuditRow {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  /** Which dossier or mail; empty where it is about neither. */
  readonly about: string;
  readonly reason: string;
  /** "trước → sau" */
  readonly change: string;
}

/** The audit as the page shows it. */
export function presentAudit(found: {
  readonly filter: AuditFilter;
  readonly people: readonly Person[];
  readonly entries: readonly AuditEntry[];
  readonly next: string | null;
  readonly rounds: readonly Round[];
}): AuditView {
  const { filter, people, entries, next, rounds } = found;
  const query = new URLSearchParams({
    thang: filter.month,
    nguoi: filter.person,
    'ho-so': filter.dossier,
  }).toString();
  return {
    filter,
    people: people.map(({ id, name }) => ({ id, name })).sort((a, b) => compareVietnamese(a.name, b.name)),
    dossiers: listDossiers(rounds),
    rows: entries.map((entry) => presentLine(entry, rounds)),
    nextHref: next === null ? null : `/nhat-ky-thao-tac?${query}&sau=${encodeURIComponent(next)}`,
    exportHref: `/nhat-ky-thao-tac/xuat?${query}`,
  };
}

/** Of a person's words, in characters. */
const longestWords = 2000;

/** Dossiers one still chooses from in a list; of a whole country lines are found by month and person. */
const longestList = 500;

function listDossiers(rounds: readonly Round[]): AuditView['dossiers'] {
  if (rounds.reduce((sum, { communes }) => sum + communes.length, 0) > longestList) return [];
  return rounds.flatMap((round) =>
    round.communes.map((commune) => ({
      id: `${round.id}/${commune.code}`,
      name: `${commune.name}, đợt ${round.id}`,
    })),
  );
}

/** The audit as a worksheet. */
export function sheetOfAudit(entries: readonly AuditEntry[], rounds: readonly Round[]): SheetContent {
  const columns = [
    ['Thời gian', 17],
    ['Người thực hiện', 24],
    ['Việc', 28],
    ['Về', 34],
    ['Lý do', 40],
    ['Thay đổi', 60],
  ] as const;
  return {
    name: 'Nhật ký thao tác',
    titles: ['NHẬT KÝ THAO TÁC'],
    warning: '',
    columns: columns.map(([title, width]) => ({ title, width, align: 'left' })),
    rows: entries
      .map((entry) => presentLine(entry, rounds))
      .map(({ at, who, what, about, reason, change }) => [at, who, what, about, reason, change]),
    frozenColumns: 2,
    colouring: [],
  };
}

function presentLine(entry: AuditEntry, rounds: readonly Round[]): AuditRow {
  const { round, commune, mail } = entry.about;
  const known = rounds.find(({ id }) => id === round)?.communes.find(({ code }) => code === commune);
  const about = [
    known === undefined ? commune : communeInSentence(known),
    round === null ? null : `đợt ${round}`,
    mail === null ? null : `thư ${mail}`,
  ];
  return {
    at: sayTime(entry.at),
    who: showText(entry.by.name),
    what: auditActNames[entry.what],
    about: about.filter((part) => part !== null).join(', '),
    reason: showText(entry.reason ?? '', longestWords),
    change: [entry.before, entry.after]
      .filter((part) => part !== null)
      .map((part) => showText(part, longestWords))
      .join(' → '),
  };
}

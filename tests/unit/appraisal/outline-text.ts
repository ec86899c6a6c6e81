import type { AdministrativeLayout, LayoutBlock } from '../../../shared/appraisal/administrative-layout.ts';
import type {
  CommuneState,
  DistrictDocument,
  RoundState,
} from '../../../shared/appraisal/district-documents.ts';
import { valuesOf } from '../../../shared/appraisal/draft-document.ts';
import type { TagValues } from '../../../shared/appraisal/templates/tag-values.ts';
import { isWhole } from '../../../shared/appraisal/templates/tag-values.ts';
import type { ReportInput } from './fixture-revisions.ts';

/** The round as one dossier of it sees it. */
export function stateOf({ revision, round, rubric, commune }: ReportInput): {
  readonly state: RoundState;
  readonly commune: CommuneState;
} {
  const one: CommuneState = {
    commune,
    revision,
    receivedAt: revision.at,
    receiptCode: null,
    paper: null,
    extension: null,
    tracked: [],
    crossFindings: [],
    supplement: null,
    confirmations: [],
  };
  const state: RoundState = {
    ...{ round, rubric, at: revision.at, communes: [one], sessions: [], proposals: [], decisions: [] },
    previous: null,
  };
  return { state, commune: one };
}

/** The draft as lines of text: dots for a line to be filled in, " | " between cells, the lines of a cell parted by "/". */
export function outlineText(
  document: DistrictDocument,
  input: ReportInput,
  parts: { readonly annexes: boolean } = { annexes: true },
): readonly string[] {
  const values = valuesOf(document, stateOf(input), 'draft');
  const { layout } = document;
  return [
    ...headOf(layout).map((text) => fill(text, values)),
    ...linesOf(layout.body, values),
    ...(parts.annexes
      ? layout.annexes.flatMap((annex) => [
          ...[annex.heading, annex.title, annex.reference, annex.restriction ?? ''].map((text) =>
            fill(text, values),
          ),
          ...linesOf(annex.body, values),
        ])
      : []),
  ];
}

const headOf = (layout: AdministrativeLayout): readonly string[] => [
  layout.letterhead?.superior ?? '',
  layout.letterhead?.issuer.join(' / ') ?? '',
  layout.type ?? '',
  layout.subject,
  '{{canh_bao}}',
  layout.addressee ?? '',
];

function fill(text: string, values: TagValues): string {
  return text.replace(/\{\{(\w+)\}\}/gu, (_, tag: string) => {
    const value = values[tag];
    if (typeof value !== 'string') throw new Error(`no text for ${tag}`);
    return value;
  });
}

/** What a repeated or conditional part is printed with: once for each entry, or once when it holds. */
function entriesOf(mark: string, tag: string, values: TagValues): readonly TagValues[] {
  const value = values[tag];
  if (value === undefined || typeof value === 'string' || (typeof value === 'object' && isWhole(value)))
    throw new Error(`no list for ${tag}`);
  const isEmpty = value === false || (typeof value === 'object' && value.length === 0);
  if (mark === '^') return isEmpty ? [values] : [];
  return typeof value === 'object' ? value.map((entry) => ({ ...values, ...entry })) : value ? [values] : [];
}

function linesOf(blocks: readonly LayoutBlock[], values: TagValues): readonly string[] {
  const [block, ...others] = blocks;
  if (block === undefined) return [];
  if (block.kind === 'mark') {
    const [, mark = '', tag = ''] = /^\{\{([#^@])(\w+)\}\}$/u.exec(block.text) ?? [];
    const value = values[tag];
    if (mark === '@' && typeof value === 'object' && isWhole(value))
      return [
        ...(value.kind === 'table' ? linesOf([value], values) : [`[${value.description}]`]),
        ...linesOf(others, values),
      ];
    const end = others.findIndex((one) => one.kind === 'mark' && one.text === `{{/${tag}}}`);
    const inside = others.slice(0, end);
    return [
      ...entriesOf(mark, tag, values).flatMap((entry) => linesOf(inside, entry)),
      ...linesOf(others.slice(end + 1), values),
    ];
  }
  return [...linesOfBlock(block, values), ...linesOf(others, values)];
}

function linesOfBlock(block: Exclude<LayoutBlock, { kind: 'mark' }>, values: TagValues): readonly string[] {
  if (block.kind === 'heading') return [fill(block.text, values)];
  if (block.kind === 'paragraph')
    return [fill(block.text, values) + (block.blank === true ? ` ……${block.ending ?? ''}` : '')];
  return [
    block.columns.map(({ title }) => title).join(' | '),
    ...block.rows.flatMap(({ cells }) => {
      const text = cells.map(({ lines }) => lines.join(' / ')).join(' | ');
      const [, tag] = /^\{\{#(\w+)\}\}/u.exec(text) ?? [];
      if (tag === undefined) return [fill(text, values)];
      const row = text.replace(`{{#${tag}}}`, '').replace(`{{/${tag}}}`, '');
      return entriesOf('#', tag, values).map((entry) => fill(row, entry));
    }),
  ];
}

import { documentOfSource } from '../../domain/document.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { IndicatorDefinition } from '../../domain/indicator.ts';
import type { Source } from '../../domain/locator.ts';
import type { ReadingValue, ReconciledReading } from '../../domain/reading.ts';
import type { Audience, CommuneState, RoundState } from '../district-documents.ts';
import { sayFullPlace, sayNumberAndDay } from '../say-document.ts';
import { sensitiveCriteria } from '../state-findings.ts';
import type { SheetContent, SheetValue } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

const states = {
  used: 'Dùng để chấm',
  doubtful: 'Cần xác nhận',
  conflicting: 'Chưa thống nhất',
  absent: 'Chưa có',
} as const;

/** Below this an officer looks at the place itself. */
const plainlyRead = 0.9;

/** A row a figure: its value and parts as numbers, the paper and place it stands at, how sure the reading is. */
export function figuresSheet(
  state: RoundState,
  audience: Audience,
  lines: Pick<SheetContent, 'titles' | 'warning'>,
): SheetContent {
  const rows = state.communes.flatMap(({ commune, revision }: CommuneState) =>
    revision === null
      ? []
      : state.rubric.vocabulary.indicators
          .filter(({ criterion }) => audience === 'inside' || !sensitiveCriteria.includes(criterion))
          .flatMap((indicator) => figureRows(indicator, revision))
          .map((cells) => [commune.name, ...cells]),
  );
  return {
    name: 'Số liệu',
    ...lines,
    columns: [
      { title: 'TT', width: 5, align: 'center' },
      { title: 'Xã, thị trấn', width: 15, align: 'left' },
      { title: 'Tiêu chí', width: 6, align: 'center' },
      { title: 'Chỉ tiêu', width: 36, align: 'left' },
      { title: 'Số liệu', width: 11, align: 'center' },
      { title: 'Số thực hiện', width: 8, align: 'center' },
      { title: 'Tổng số', width: 8, align: 'center' },
      { title: 'Tình trạng', width: 12, align: 'center' },
      { title: 'Tài liệu, vị trí', width: 32, align: 'left' },
      { title: 'Số, ngày của tài liệu', width: 17, align: 'left' },
      { title: 'Độ tin cậy', width: 7, align: 'center' },
    ],
    rows: rows.map((cells, position) => [position + 1, ...cells]),
    frozenColumns: 4,
    unitColumn: 2,
    colouring: [
      { columns: [5, 8], when: (row) => `$H${row}="${states.conflicting}"`, look: 'bad' },
      { columns: [5, 8], when: (row) => `$H${row}="${states.absent}"`, look: 'muted' },
      { columns: [5, 8], when: (row) => `$H${row}<>"${states.used}"`, look: 'open' },
      {
        columns: [11, 11],
        when: (row) => `AND(ISNUMBER($K${row}),$K${row}<${plainlyRead})`,
        look: 'open',
      },
    ],
  };
}

type Cells = readonly SheetValue[];

function figureRows(indicator: IndicatorDefinition, revision: DossierRevision): readonly Cells[] {
  const reading = revision.readings.find((one) => one.indicator === indicator.id);
  const named = [indicator.criterion, indicator.name];
  if (reading === undefined)
    return indicator.optional === true
      ? []
      : [[...named, blank, blank, blank, states.absent, blank, blank, blank]];
  const shown = reading.conflicting ? reading.readings : [reading];
  return shown.map((one) => [
    ...named,
    valueOf(one.value, indicator),
    one.numerator ?? blank,
    one.denominator ?? blank,
    stateOf(reading),
    ...placeOf('source' in one ? [one.source] : one.sources, revision),
    { rate: one.confidence },
  ]);
}

function stateOf({ conflicting, otherYear, accepted }: ReconciledReading): string {
  if (conflicting) return states.conflicting;
  if (otherYear !== undefined) return `Số liệu năm ${otherYear}`;
  return accepted ? states.used : states.doubtful;
}

function placeOf(sources: readonly Source[], { documents }: DossierRevision): Cells {
  const [first] = sources;
  if (first === undefined) return [blank, blank];
  const document = documentOfSource(documents, first);
  const others = sources.length - 1;
  const place = sayFullPlace(first.file, first.locator, documents);
  return [
    others === 0 ? place : `${place}; và ${others} nơi khác`,
    document === undefined ? blank : sayNumberAndDay(document),
  ];
}

function valueOf(value: ReadingValue, { unit }: IndicatorDefinition): SheetValue {
  if (value === 'no-case') return 'Không phát sinh';
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  return unit === 'rate' ? { rate: value } : value;
}

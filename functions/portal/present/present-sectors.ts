import type { DossierFacts } from '../../../shared/domain/dossier-facts.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { SectorAnswer, SectorAnswers } from '../../../shared/domain/sector-answer.ts';
import type { Sector } from '../../../shared/domain/sector.ts';
import { compareAnswers } from '../../../shared/appraisal/sector-confirmation/compare-answers.ts';
import type { SectorSheetEntry } from '../../../shared/pipeline/round-records.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { sayFigureValue } from '../../../shared/rubrics/say-reading.ts';
import type { Chip } from './chip.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** One sector with what it was asked and answered. */
export interface SectorView {
  readonly id: string;
  readonly name: string;
  readonly criteria: string;
  readonly internalOnly: boolean;
  readonly state: Chip;
  readonly detail: string;
  readonly isReading: boolean;
  /** Newest first. */
  readonly sheets: readonly {
    readonly number: number;
    readonly file: string;
    readonly by: string;
    readonly at: string;
    readonly state: string;
    readonly unclear: readonly string[];
  }[];
  readonly differences: readonly {
    readonly commune: string;
    readonly indicator: string;
    readonly reported: string;
    readonly answered: string;
    readonly place: string;
  }[];
}

/** A table that was read. */
export interface ReadSheet {
  readonly entry: SectorSheetEntry;
  /** null until it has been read. */
  readonly read: (SectorAnswers & { readonly findings: readonly Finding[] }) | null;
}

/** The sectors a person may see in a round: officers all, a contact the own one. */
export function sectorsFor({ grants }: Person, round: Round): readonly Sector[] {
  const inRound = grants.filter(({ rounds }) => rounds === 'all' || rounds.includes(round.id));
  if (inRound.some(({ role }) => role === 'officer')) return round.sectors;
  const own = inRound.flatMap(({ role, sector }) => (role === 'sector-contact' ? [sector] : []));
  return round.sectors.filter(({ id }) => own.includes(id));
}

/** The sectors of a round with their tables and what differs from the communes' figures. */
export function presentSectors(input: {
  readonly round: Round;
  readonly rubric: Rubric;
  readonly sectors: readonly Sector[];
  readonly sheets: readonly ReadSheet[];
  readonly facts: readonly DossierFacts[];
}): readonly SectorView[] {
  return input.sectors.map((sector) => presentSector(sector, input));
}

function presentSector(
  sector: Sector,
  { round, rubric, sheets, facts }: Parameters<typeof presentSectors>[0],
): SectorView {
  const own = sheets.filter(({ entry }) => entry.sector === sector.id);
  const answers = own.flatMap(({ read }) => (read === null ? [] : [read]));
  const compared = facts.flatMap((one) =>
    compareAnswers(one, answers, [sector]).map((result) => ({ ...result, commune: one.commune })),
  );
  const count = (result: string): number => compared.filter((one) => one.result === result).length;
  const indicators = new Map(rubric.vocabulary.indicators.map((one) => [one.id, one]));
  const isReading = own.some(({ read }) => read === null);
  const differs = compared.filter(({ result }) => result === 'differs');
  return {
    id: sector.id,
    name: sector.name,
    criteria: sector.criteria.join(', '),
    internalOnly: sector.internalOnly,
    state: stateOf(own.length > 0, isReading, differs.length),
    detail:
      answers.length === 0
        ? ''
        : `${count('confirmed')} số liệu thống nhất, ${differs.length} số liệu khác, ${count('open')} số liệu chưa kết luận được`,
    isReading,
    sheets: [...own].reverse().map(({ entry, read }) => ({
      ...{ number: entry.number, by: entry.uploadedBy, at: sayTime(entry.at) },
      file: showText(entry.file),
      state: read === null ? 'Đang đọc' : `Đọc được ${read.answers.length} câu trả lời`,
      unclear: read === null ? [] : read.findings.map(({ message }) => showText(message, longest)),
    })),
    differences: differs.map(({ commune, answer, figure }) => {
      const indicator = indicators.get(answer.indicator);
      return {
        commune: round.communes.find(({ code }) => code === commune)?.name ?? commune,
        indicator: indicator?.name ?? answer.indicator,
        reported: figure === null || indicator === undefined ? '' : sayFigureValue(figure, indicator),
        answered: sayAnswer(answer, indicator),
        place: `ô ${answer.cell}, trang tính ${showText(answer.sheet)}`,
      };
    }),
  };
}

const longest = 600;

function stateOf(isAnswered: boolean, isReading: boolean, differences: number): Chip {
  if (!isAnswered) return { text: 'Chưa có bảng trả lời', tone: 'quiet' };
  if (isReading) return { text: 'Đang đọc bảng', tone: 'working' };
  return differences === 0
    ? { text: 'Không có số liệu khác', tone: 'good' }
    : { text: `${differences} số liệu khác`, tone: 'attention' };
}

function sayAnswer(
  { own }: SectorAnswer,
  indicator: Parameters<typeof sayFigureValue>[1] | undefined,
): string {
  return own === null || indicator === undefined
    ? 'Không thống nhất, chưa ghi số liệu'
    : sayFigureValue(own, indicator);
}

import type { IntakeDay } from '../../../shared/pipeline/intake-days.ts';
import { latencySteps } from '../../../shared/pipeline/intake-days.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { sayDuration } from './present-mail-work.ts';
import { sayDay } from './say-time.ts';

/** One bar of a chart, in the units of its drawing. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Which of the parts that stand on each other; 0 for a chart without. */
  readonly part: number;
  readonly title: string;
}

/** A chart of days, drawn by the server. */
export interface DayChart {
  readonly width: number;
  readonly height: number;
  readonly bars: readonly Bar[];
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  readonly lines: readonly { readonly y: number; readonly text: string }[];
}

/** The charts of mails by day, and the same in figures. */
export interface IntakeCharts {
  readonly days: number;
  readonly volume: DayChart;
  readonly latency: DayChart;
  readonly legend: readonly string[];
  readonly rows: readonly {
    readonly day: string;
    readonly accepted: string;
    readonly ended: string;
    readonly mean: string;
    readonly steps: readonly string[];
  }[];
}

const frame = { left: 34, top: 8, bar: 18, gap: 6, height: 140, foot: 22 } as const;
const stepNames = ['đến 10 giây', 'đến 1 phút', 'đến 5 phút', 'lâu hơn'] as const;

/** Draws the days up to one (ISO, in Vietnam). */
export function presentIntakeCharts(
  counted: readonly IntakeDay[],
  until: string,
  days: number,
): IntakeCharts {
  const byDay = new Map(counted.map((one) => [one.day, one]));
  const all = Array.from({ length: days }, (_, index) =>
    new Date(Date.parse(until) - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
  return {
    days,
    volume: drawDays(
      all,
      (day) => [byDay.get(day)?.accepted ?? 0],
      (day, [count = 0]) => `${sayDay(day)}: ${sayNumber(count)} thư`,
    ),
    latency: drawDays(
      all,
      (day) => latencySteps.map(({ field }) => byDay.get(day)?.[field] ?? 0),
      (day, counts, part) =>
        `${sayDay(day)}: ${sayNumber(counts[part] ?? 0)} thư xong trong ${stepNames[part] ?? ''}`,
    ),
    legend: stepNames,
    rows: counted.toReversed().map((one) => ({
      day: sayDay(one.day),
      accepted: sayNumber(one.accepted),
      ended: sayNumber(one.ended),
      mean: one.ended === 0 ? '–' : sayDuration((one.seconds * 1000) / one.ended),
      steps: latencySteps.map(({ field }) => sayNumber(one[field])),
    })),
  };
}

function drawDays(
  days: readonly string[],
  countsOf: (day: string) => readonly number[],
  titleOf: (day: string, counts: readonly number[], part: number) => string,
): DayChart {
  const counts = days.map(countsOf);
  const most = niceMaximum(Math.max(...counts.map((one) => one.reduce((sum, count) => sum + count, 0))));
  const scale = frame.height / most;
  const bottom = frame.top + frame.height;
  const xOf = (index: number): number => frame.left + index * (frame.bar + frame.gap);
  return {
    width: frame.left + days.length * (frame.bar + frame.gap),
    height: bottom + frame.foot,
    bars: days.flatMap((day, index) => {
      let under = 0;
      const own = counts[index] ?? [];
      return own.flatMap((count, part): Bar[] => {
        const height = count * scale;
        under += height;
        return count === 0
          ? []
          : [
              {
                x: xOf(index),
                y: bottom - under,
                width: frame.bar,
                height,
                part,
                title: titleOf(day, own, part),
              },
            ];
      });
    }),
    labels: days.flatMap((day, index) =>
      index % 5 === days.length % 5 || index === days.length - 1
        ? [{ x: xOf(index) + frame.bar / 2, y: bottom + 16, text: sayDay(day).slice(0, 5) }]
        : [],
    ),
    lines: [most, most / 2, 0].map((count) => ({ y: bottom - count * scale, text: sayNumber(count, 1) })),
  };
}

/** The next even round number: 2, 4, 10, 20, 40, 100 … */
function niceMaximum(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(count, 1)));
  return [2, 4, 10].map((step) => step * power).find((one) => one >= count) ?? 10 * power;
}

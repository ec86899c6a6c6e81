import type { Rule } from './rubric.ts';
import { sayNumber, sayRate } from './say-figure.ts';

export type ScaleRule = Exclude<Rule, { readonly kind: 'yes-no' }>;

/**
 * Far below the gap between any two rates communes can have (1 / (children × 10⁴)), far above what a division
 * by 100 costs: 95.2 / 100 is not the double 0.952, and a rate at the border must not lose its band for that.
 */
const doubleSlack = 1e-12;

/** Position of the first band a figure reaches (a rate as a fraction 0..1); the number of bands when it reaches none. */
export function bandOf(rule: ScaleRule, figure: number): number {
  const reached = rule.bands.findIndex((band) =>
    rule.direction === 'gte'
      ? figure >= band.threshold - doubleSlack
      : figure <= band.threshold + doubleSlack,
  );
  return reached === -1 ? rule.bands.length : reached;
}

/** Says what a band covers: "từ 98% trở lên", "từ 66% đến dưới 88%", "thấp hơn 66%"; `unitWord` follows counts. */
export function sayBand(rule: ScaleRule, position: number, unitWord: string): string {
  const say = (threshold: number): string =>
    rule.kind === 'rate' ? sayRate(threshold) : `${sayNumber(threshold)} ${unitWord}`.trim();
  const own = rule.bands[position];
  const better = rule.bands[position - 1];
  if (own === undefined) {
    if (better === undefined) return 'mọi mức';
    return `${rule.direction === 'gte' ? 'thấp hơn' : 'trên'} ${say(better.threshold)}`;
  }
  if (rule.kind === 'rate' && rule.direction === 'gte' && own.threshold === 1) return 'đạt 100%';
  if (rule.direction === 'lte' && own.threshold === 0) return 'không có trường hợp nào';
  if (better === undefined) {
    return `từ ${say(own.threshold)} ${rule.direction === 'gte' ? 'trở lên' : 'trở xuống'}`;
  }
  return rule.direction === 'gte'
    ? `từ ${say(own.threshold)} đến dưới ${say(better.threshold)}`
    : `trên ${say(better.threshold)} đến ${say(own.threshold)}`;
}

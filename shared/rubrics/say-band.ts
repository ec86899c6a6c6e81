import type { Band, Rule } from './rubric.ts';
import { sayNumber, sayRate } from './say-figure.ts';

export type ScaleRule = Exclude<Rule, { readonly kind: 'yes-no' }>;

/**
 * Far below the gap between any two rates communes can have (1 / (children × 10⁴)), far above what a division
 * by 100 costs: 95.2 / 100 is not the double 0.952, and a rate at the border must not lose its band for that.
 */
const doubleSlack = 1e-12;

/** Position of the first band a figure reaches (a rate as a fraction 0..1); the number of bands when it reaches none. */
export function bandOf(rule: ScaleRule, figure: number): number {
  const sign = rule.direction === 'gte' ? 1 : -1;
  const reached = rule.bands.findIndex(({ threshold, exclusive }) => {
    const beyond = sign * (figure - threshold);
    return exclusive === true ? beyond > doubleSlack : beyond >= -doubleSlack;
  });
  return reached === -1 ? rule.bands.length : reached;
}

/** Says what a band covers: "từ 98% trở lên", "từ 66% đến dưới 88%", "thấp hơn 66%"; `unitWord` follows counts. */
export function sayBand(rule: ScaleRule, position: number, unitWord: string): string {
  const say = ({ threshold }: Band): string =>
    rule.kind === 'rate' ? sayRate(threshold) : `${sayNumber(threshold)} ${unitWord}`.trim();
  const isMore = rule.direction === 'gte';
  const own = rule.bands[position];
  const better = rule.bands[position - 1];
  if (own === undefined) {
    if (better === undefined) return 'mọi mức';
    if (better.exclusive === true) return `từ ${say(better)} trở ${isMore ? 'xuống' : 'lên'}`;
    return `${isMore ? 'thấp hơn' : 'trên'} ${say(better)}`;
  }
  const isOpen = own.exclusive === true;
  if (rule.kind === 'rate' && isMore && own.threshold === 1 && !isOpen) return 'đạt 100%';
  if (!isMore && own.threshold === 0 && !isOpen) return 'không có trường hợp nào';
  if (better === undefined) {
    if (isOpen) return `${isMore ? 'trên' : 'dưới'} ${say(own)}`;
    return `từ ${say(own)} trở ${isMore ? 'lên' : 'xuống'}`;
  }
  const [low, high] = isMore ? [own, better] : [better, own];
  // A better band without its own threshold leaves it to this one.
  const hasLow = isMore ? !isOpen : better.exclusive === true;
  const hasHigh = isMore ? better.exclusive === true : !isOpen;
  return `${hasLow ? 'từ' : 'trên'} ${say(low)} đến ${hasHigh ? '' : 'dưới '}${say(high)}`;
}

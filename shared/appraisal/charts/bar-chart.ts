/** One shade of a chart: what it stands for, and a value for each category; null where none is shown. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Upright bars, drawn as a chart that Word can edit, in shades that stay apart in print without colour. */
export interface BarChart {
  readonly kind: 'chart';
  /** Read out to who cannot see the chart. */
  readonly description: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** stacked: the series stand on each other; otherwise side by side. */
  readonly stacked: boolean;
  /** count: whole numbers; share: fractions 0..1, shown as a per cent up to 100. */
  readonly unit: 'count' | 'share';
}

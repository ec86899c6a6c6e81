import type { BarChart } from '../charts/bar-chart.ts';
import { chartParagraph } from '../charts/chart-xml.ts';
import { placeCharts } from '../charts/place-charts.ts';
import { toPrintable } from '../printable-text.ts';
import { repackOoxml } from '../repack-ooxml.ts';
import type { TagValue, TagValues } from './tag-values.ts';
import { isWhole } from './tag-values.ts';

/** A tag that the values do not know; the template has to be checked before it is used. */
export class UnknownTagError extends Error {
  readonly tag: string;
  constructor(tag: string) {
    super(`template asks for unknown tag ${tag}`);
    this.tag = tag;
  }
}

/** Values as the library prints them: printable texts, tables and charts as WordprocessingML. */
type Printable = string | boolean | readonly PrintableValues[];
interface PrintableValues {
  readonly [tag: string]: Printable;
}

/**
 * Fills a docx template with values; the same template, values and instant give the same bytes.
 * `at` (ISO) becomes the file's own date.
 * @throws UnknownTagError, or the library's XTTemplateError for a faulty template; `checkTemplate` says both in words.
 */
export async function fillTemplate(
  template: Uint8Array,
  values: TagValues,
  properties: { readonly title: string; readonly at: string },
): Promise<Uint8Array> {
  const document = await openTemplate(template);
  const charts: BarChart[] = [];
  document.render(await toPrintableValues(values, charts));
  const parts = document.getZip();
  await placeCharts(parts, charts, properties.at);
  return repackOoxml(parts.generate({ type: 'uint8array' }), {
    ...properties,
    title: toPrintable(properties.title),
  });
}

/** Opens a template with this product's tags; faults of its tags throw the library's errors. */
async function openTemplate(template: Uint8Array) {
  const [{ default: Docxtemplater }, { default: PizZip }] = await Promise.all([
    import('docxtemplater'),
    import('pizzip'),
  ]);
  return new Docxtemplater(new PizZip(template), {
    delimiters: { start: '{{', end: '}}' },
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    // Attack: a template that asks for what every object has ("constructor"); only own values are known.
    parser: (written) => {
      const tag = written.trim();
      return {
        get: (scope: unknown) =>
          tag === '.'
            ? scope
            : typeof scope === 'object' && scope !== null && Object.hasOwn(scope, tag)
              ? (scope as Record<string, unknown>)[tag]
              : undefined,
      };
    },
    nullGetter: (part: { readonly value?: string }) => {
      throw new UnknownTagError(part.value ?? '');
    },
  });
}

/** Charts are collected in the order of the values: the first is number 1. */
async function toPrintableValues(values: TagValues, charts: BarChart[]): Promise<PrintableValues> {
  const entries = Object.entries(values).map(
    async ([tag, value]) => [tag, await toPrintableValue(value, charts)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function toPrintableValue(value: TagValue, charts: BarChart[]): Promise<Printable> {
  if (typeof value === 'string')
    return value
      .split('\n')
      .map((line) => toPrintable(line))
      .join('\n');
  if (typeof value === 'boolean') return value;
  if (!isWhole(value)) return Promise.all(value.map((entry) => toPrintableValues(entry, charts)));
  if (value.kind === 'chart') return chartParagraph(value, charts.push(value));
  const { renderTable } = await import('../render-layout.ts');
  return renderTable(value);
}

import { repackOoxml } from '../repack-ooxml.ts';
import { inertText } from '../workbooks/inert-text.ts';
import type { BarChart } from './bar-chart.ts';
import { chartRelation, chartXml } from './chart-xml.ts';

/** The parts of a package, as the template library holds them. */
interface PackageParts {
  file(name: string): { asText(): string } | null;
  file(name: string, content: string | Uint8Array): unknown;
}

const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * Adds the charts that the text of a docx shows, each with the workbook in which its numbers can be changed; a chart whose tag the
 * template leaves out is not added. `at` (ISO) becomes the workbooks' own date.
 */
export async function placeCharts(
  parts: PackageParts,
  charts: readonly BarChart[],
  at: string,
): Promise<void> {
  const text = read(parts, 'word/document.xml');
  for (const [index, chart] of charts.entries()) {
    const number = index + 1;
    const relation = chartRelation(number);
    if (!text.includes(`"${relation}"`)) continue;
    const name = `chart-hs${number}`;
    parts.file(`word/charts/${name}.xml`, chartXml(chart));
    parts.file(
      `word/charts/_rels/${name}.xml.rels`,
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        `<Relationship Id="rId1" Type="${relations}/package" Target="../embeddings/${name}.xlsx"/></Relationships>`,
    );
    parts.file(`word/embeddings/${name}.xlsx`, await chartWorkbook(chart, at));
    insert(
      parts,
      'word/_rels/document.xml.rels',
      '</Relationships>',
      `<Relationship Id="${relation}" Type="${relations}/chart" Target="charts/${name}.xml"/>`,
    );
    insert(
      parts,
      '[Content_Types].xml',
      '</Types>',
      `<Override PartName="/word/charts/${name}.xml" ContentType="${chartType}"/>` +
        `<Override PartName="/word/embeddings/${name}.xlsx" ContentType="${workbookType}"/>`,
    );
  }
}

function insert(parts: PackageParts, name: string, before: string, addition: string): void {
  parts.file(
    name,
    read(parts, name).replace(before, () => addition + before),
  );
}

function read(parts: PackageParts, name: string): string {
  return parts.file(name)?.asText() ?? '';
}

async function chartWorkbook(chart: BarChart, at: string): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Sheet1');
  sheet.addRow([null, ...chart.series.map(({ name }) => inertText(name))]);
  for (const [index, category] of chart.categories.entries())
    sheet.addRow([inertText(category), ...chart.series.map(({ values }) => values[index] ?? null)]);
  return repackOoxml(new Uint8Array(await workbook.xlsx.writeBuffer()), { title: chart.description, at });
}

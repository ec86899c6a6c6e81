import { font } from '../docx-measures.ts';
import { toPrintable } from '../printable-text.ts';
import type { BarChart, ChartSeries } from './bar-chart.ts';

const chartSpace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const drawingMain = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordDrawing = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing';

/** English Metric Units in a millimetre (ECMA-376, 20.1.2.1). */
const emu = 36_000;
const size = { width: 160 * emu, height: 60 * emu } as const;
/** Attack: a template of the office may hold drawings of its own, whose numbers must not be ours. */
const firstDrawing = 90_001;

const solid = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;

/** From dark to white, each in a black frame: told apart on a copier. The letters inside: white on the dark ones. */
const shades = [
  { ground: '262626', letters: 'FFFFFF' },
  { ground: '7F7F7F', letters: 'FFFFFF' },
  { ground: 'D9D9D9', letters: '000000' },
  { ground: 'FFFFFF', letters: '000000' },
] as const;

/** The name of the relationship from a document to the chart of this number (from 1). */
export const chartRelation = (number: number): string => `chartHs${number}`;

/** A paragraph (`<w:p>…</w:p>`) that shows the chart of this number; it stays with the caption under it. */
export function chartParagraph(chart: BarChart, number: number): string {
  return (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>' +
    `<wp:inline xmlns:wp="${wordDrawing}" distT="0" distB="0" distL="0" distR="0">` +
    `<wp:extent cx="${size.width}" cy="${size.height}"/>` +
    `<wp:docPr id="${firstDrawing + number}" name="Biểu đồ ${number}" descr="${escapeXml(chart.description)}"/>` +
    `<wp:cNvGraphicFramePr/><a:graphic xmlns:a="${drawingMain}"><a:graphicData uri="${chartSpace}">` +
    `<c:chart xmlns:c="${chartSpace}" xmlns:r="${relationships}" r:id="${chartRelation(number)}"/>` +
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
  );
}

/** The chart itself as a part of the package; its numbers stand in the workbook that goes with it, too. */
export function chartXml(chart: BarChart): string {
  const series = chart.series.map((one, index) => seriesXml(one, index, chart)).join('');
  const { stacked } = chart;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<c:chartSpace xmlns:c="${chartSpace}" xmlns:a="${drawingMain}" xmlns:r="${relationships}">` +
    '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>' +
    `<c:barChart><c:barDir val="col"/><c:grouping val="${stacked ? 'stacked' : 'clustered'}"/>` +
    `<c:varyColors val="0"/>${series}<c:gapWidth val="60"/><c:overlap val="${stacked ? 100 : 0}"/>` +
    `<c:axId val="1"/><c:axId val="2"/></c:barChart>${axesXml(chart)}</c:plotArea>` +
    (chart.series.length > 1
      ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textXml()}</c:legend>`
      : '') +
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    `<c:spPr>${solid('FFFFFF')}<a:ln><a:noFill/></a:ln></c:spPr>${textXml()}` +
    '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
  );
}

function seriesXml({ name, values }: ChartSeries, index: number, chart: BarChart): string {
  const { ground, letters } = shades[index % shades.length] ?? shades[0];
  const column = columnOf(index);
  const last = chart.categories.length + 1;
  const labels = chart.stacked ? letters : '000000';
  return (
    `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>` +
    `<c:tx><c:strRef><c:f>Sheet1!$${column}$1</c:f>${stringsXml([name])}</c:strRef></c:tx>` +
    `<c:spPr>${solid(ground)}<a:ln w="9525">${solid('000000')}</a:ln></c:spPr>` +
    '<c:invertIfNegative val="0"/>' +
    `<c:dLbls><c:numFmt formatCode="${labelFormat(chart)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>` +
    `${textXml(labels)}<c:dLblPos val="${chart.stacked ? 'ctr' : 'outEnd'}"/><c:showLegendKey val="0"/><c:showVal val="1"/>` +
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>' +
    `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${last}</c:f>${stringsXml(chart.categories)}</c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>Sheet1!$${column}$2:$${column}$${last}</c:f>${numbersXml(values)}</c:numRef></c:val></c:ser>`
  );
}

/** Bars of nothing in a stack carry no label; side by side, nothing is said as 0. */
function labelFormat({ unit, stacked }: BarChart): string {
  const format = unit === 'share' ? '0%' : '0';
  return stacked ? `${format};;` : format;
}

function axesXml(chart: BarChart): string {
  const isShare = chart.unit === 'share';
  const grid = `<a:ln w="6350">${solid('BFBFBF')}</a:ln>`;
  const line = `<c:spPr><a:ln w="9525">${solid('000000')}</a:ln></c:spPr>`;
  const top = topOf(chart);
  return (
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>' +
    '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>' +
    `<c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line}${textXml()}<c:crossAx val="2"/>` +
    '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>' +
    `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="${top.max}"/><c:min val="0"/></c:scaling>` +
    `<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr>${grid}</c:spPr></c:majorGridlines>` +
    `<c:numFmt formatCode="${isShare ? '0%' : '0'}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="nextTo"/>${line}${textXml()}<c:crossAx val="1"/><c:crosses val="autoZero"/>` +
    `<c:crossBetween val="between"/><c:majorUnit val="${top.step}"/></c:valAx>`
  );
}

/** Where the axis ends and how far its lines are apart: whole numbers for counts, room for the label over the highest bar. */
function topOf({ unit, series, stacked, categories }: BarChart): {
  readonly max: number;
  readonly step: number;
} {
  if (unit === 'share') return { max: 1.1, step: 0.2 };
  const bars = categories.map((_, index) => series.map(({ values }) => values[index] ?? 0));
  const highest = Math.max(
    1,
    ...bars.map((parts) => (stacked ? parts.reduce((sum, part) => sum + part, 0) : Math.max(...parts))),
  );
  const step = Math.ceil(highest / 6);
  return { max: (Math.floor(highest / step) + 1) * step, step };
}

function stringsXml(texts: readonly string[]): string {
  const points = texts.map((text, index) => `<c:pt idx="${index}"><c:v>${escapeXml(text)}</c:v></c:pt>`);
  return `<c:strCache><c:ptCount val="${texts.length}"/>${points.join('')}</c:strCache>`;
}

function numbersXml(values: readonly (number | null)[]): string {
  const points = values.map((value, index) =>
    value === null ? '' : `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`,
  );
  return `<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${points.join('')}</c:numCache>`;
}

function textXml(colour = '000000'): string {
  return (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000">' +
    `${solid(colour)}<a:latin typeface="${font}"/><a:cs typeface="${font}"/>` +
    '</a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
  );
}

/** Column of a series in the chart's workbook: the categories stand in A. */
const columnOf = (index: number): string => String.fromCharCode('B'.charCodeAt(0) + index);

function escapeXml(text: string): string {
  return toPrintable(text).replace(/[&<>"]/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}

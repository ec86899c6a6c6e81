/** What a test puts on a page; points from the top left of an A4 page. */
export interface PdfItem {
  readonly kind: 'text' | 'line' | 'image';
  readonly x: number;
  readonly y: number;
  readonly text?: string;
  readonly size?: number;
  readonly font?: string;
  readonly toX?: number;
  readonly toY?: number;
  readonly invisible?: boolean;
}

const pageHeight = 842;
const pageWidth = 595;
const hex4 = (value: number) => value.toString(16).padStart(4, '0').toUpperCase();

export const textAt = (
  x: number,
  y: number,
  text: string,
  options: { readonly size?: number; readonly font?: string; readonly invisible?: boolean } = {},
): PdfItem => ({ kind: 'text', x, y, text, ...options });

const lineTo = (x: number, y: number, toX: number, toY: number): PdfItem => ({
  kind: 'line',
  x,
  y,
  toX,
  toY,
});

/** A picture from x, y to the given corner. */
export const imageAt = (x: number, y: number, toX: number, toY: number): PdfItem => ({
  kind: 'image',
  x,
  y,
  toX,
  toY,
});

export const wholePageImage = imageAt(0, 0, pageWidth, pageHeight);

/** A ruled table of 24 pt rows; an empty text "" is an empty cell, null belongs to the cell above it. */
export function ruledTable(
  top: number,
  xs: readonly number[],
  rows: readonly (readonly (string | null)[])[],
): PdfItem[] {
  const items: PdfItem[] = [];
  const height = 24;
  const bottom = top + rows.length * height;
  for (const x of xs) items.push(lineTo(x, top, x, bottom));
  rows.forEach((row, index) => {
    row.forEach((text, column) => {
      const left = xs[column] ?? 0;
      if (text !== null)
        items.push(lineTo(left, top + index * height, xs[column + 1] ?? 0, top + index * height));
      if (text !== null && text !== '') items.push(textAt(left + 4, top + index * height + 16, text));
    });
  });
  items.push(lineTo(xs[0] ?? 0, bottom, xs.at(-1) ?? 0, bottom));
  return items;
}

function draw(item: PdfItem, fontOf: (font: string) => string): string {
  const y = pageHeight - item.y;
  if (item.kind === 'line')
    return `0.5 w ${item.x} ${y} m ${item.toX ?? 0} ${pageHeight - (item.toY ?? 0)} l S`;
  if (item.kind === 'image') {
    const bottom = pageHeight - (item.toY ?? 0);
    return `q ${(item.toX ?? 0) - item.x} 0 0 ${y - bottom} ${item.x} ${bottom} cm /Im Do Q`;
  }
  const codes = Array.from({ length: item.text?.length ?? 0 }, (_, index) =>
    hex4(item.text?.charCodeAt(index) ?? 0),
  );
  const mode = item.invisible === true ? 3 : 0;
  return `BT /${fontOf(item.font ?? 'Times')} ${item.size ?? 12} Tf ${mode} Tr 1 0 0 1 ${item.x} ${y} Tm <${codes.join('')}> Tj ET`;
}

/** A font of two-byte codes that stand for themselves in Unicode, half an em wide each. */
function fontObjects(first: number, name: string, isMapped: boolean): string[] {
  const ranges = Array.from(
    { length: 256 },
    (_, high) => `<${hex4(high * 256)}> <${hex4(high * 256 + 255)}> <${hex4(high * 256)}>`,
  );
  const blocks = [0, 100, 200].map((start) => {
    const part = ranges.slice(start, start + 100);
    return `${part.length} beginbfrange\n${part.join('\n')}\nendbfrange`;
  });
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n${blocks.join('\n')}\nendcmap end end`;
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R]${isMapped ? ` /ToUnicode ${first + 3} 0 R` : ''} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor ${first + 2} 0 R >>`,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>`,
    `<< /Length ${map.length} >>\nstream\n${map}\nendstream`,
  ];
}

/** Writes a PDF of the given pages; a font whose name begins with "Unmapped" tells nobody which letters it draws. */
export function buildPdf(
  pages: readonly (readonly PdfItem[])[],
  more: {
    /** Files of the document, ASCII both. */
    readonly attached?: Readonly<Record<string, string>>;
    /** Files pinned to the first page. */
    readonly pinned?: Readonly<Record<string, string>>;
    readonly isSigned?: boolean;
  } = {},
): Uint8Array {
  const fonts = [...new Set(pages.flat().map((item) => item.font ?? 'Times'))];
  const fontStart = 4;
  const pageStart = fontStart + fonts.length * 4;
  const resources = `<< /Font << ${fonts.map((_, index) => `/F${index} ${fontStart + index * 4} 0 R`).join(' ')} >> /XObject << /Im 3 0 R >> >>`;
  const attachStart = pageStart + pages.length * 2;
  const files = [...Object.entries(more.attached ?? {}), ...Object.entries(more.pinned ?? {})];
  const specs = files.map(([name], index) => ({ name, spec: `${attachStart + index * 2} 0 R` }));
  const attached = specs.slice(0, Object.keys(more.attached ?? {}).length);
  const names = attached.map(({ name, spec }) => `(${name}) ${spec}`).join(' ');
  const pins = specs
    .slice(attached.length)
    .map(({ spec }) => `<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS ${spec} >>`);
  const signature =
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents <00> /ByteRange [0 1 2 1] >>';
  const form =
    more.isSigned === true
      ? `/AcroForm << /SigFlags 3 /Fields [<< /FT /Sig /T (s) /V ${signature} >>] >>`
      : '';
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [${names}] >> >> ${form} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageStart + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nA\nendstream',
    ...fonts.flatMap((font, index) => fontObjects(fontStart + index * 4, font, !font.startsWith('Unmapped'))),
    ...pages.flatMap((items, index) => {
      const content = items.map((item) => draw(item, (font) => `F${fonts.indexOf(font)}`)).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Resources ${resources} /Contents ${pageStart + index * 2 + 1} 0 R ${index === 0 ? `/Annots [${pins.join(' ')}]` : ''} >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
    ...files.flatMap(([name, content], index) => [
      `<< /Type /Filespec /F (${name}) /EF << /F ${attachStart + index * 2 + 1} 0 R >> >>`,
      `<< /Type /EmbeddedFile /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.7\n';
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

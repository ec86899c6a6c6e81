import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const picture = readFileSync(new URL('pictures/page.png', import.meta.url));

/** The lines of text in the picture of a page, and where they stand in it. */
const pictureLines = [
  { text: 'Báo cáo tự chấm điểm của Ủy ban nhân dân xã', top: 30 },
  { text: 'Tổng số điểm đạt được: 93,5 điểm', top: 100 },
] as const;

const [lineHeight, width] = [75, 900];

/** A line of the picture, alone. */
const cutLine = (line: number): Promise<Buffer> =>
  sharp(picture)
    .extract({ left: 0, top: pictureLines[line]?.top ?? 0, width, height: lineHeight })
    .greyscale()
    .png()
    .toBuffer();

/** What page `page` (from 0) of a scan says: line after line of the picture, on no two neighbours the same. */
export function linesOnPage(page: number, mostLines: number): readonly number[] {
  return Array.from({ length: 1 + (page % mostLines) }, (_, line) => (page + line) % pictureLines.length);
}

/** A scanned PDF: a grey JPEG a page and not a letter of text. */
export async function buildScan(pages: number, mostLines = 3): Promise<Uint8Array> {
  const lines = await Promise.all(pictureLines.map((_, index) => cutLine(index)));
  const height = 100 + (lineHeight + 5) * mostLines;
  const images = await Promise.all(
    Array.from({ length: pages }, (_, page) =>
      sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
        .composite(
          linesOnPage(page, mostLines).map((line, index) => ({
            input: lines[line] ?? Buffer.alloc(0),
            left: 0,
            top: 40 + (lineHeight + 5) * index,
          })),
        )
        // "greyscale" alone is done before "composite", which makes it coloured again.
        .toColourspace('b-w')
        .jpeg({ quality: 70 })
        .toBuffer(),
    ),
  );
  return writePdf(images, { width, height });
}

function writePdf(
  images: readonly Buffer[],
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  // 150 dots an inch.
  const [across, down] = [size.width, size.height].map((pixels) => (pixels * 72) / 150);
  const drawing = `${across} 0 0 ${down} 0 0 cm /Im Do`;
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(
      `<< /Type /Pages /Count ${images.length} /Kids [${images.map((_, index) => `${3 + index * 3} 0 R`).join(' ')}] >>`,
    ),
    ...images.flatMap((image, index) => [
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${across} ${down}] /Resources << /XObject << /Im ${5 + index * 3} 0 R >> >> /Contents ${4 + index * 3} 0 R >>`,
      ),
      Buffer.from(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`),
      Buffer.concat([
        Buffer.from(
          `<< /Type /XObject /Subtype /Image /Width ${size.width} /Height ${size.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.length} >>\nstream\n`,
        ),
        image,
        Buffer.from('\nendstream'),
      ]),
    ]),
  ];
  const pieces: Uint8Array[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(pieces.reduce((sum, piece) => sum + piece.length, 0));
    pieces.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
  }
  const start = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

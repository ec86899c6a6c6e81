import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { repackOoxml } from '../../../shared/appraisal/repack-ooxml.ts';

const properties = { title: 'Báo cáo <A & B>', at: '2023-10-27T02:15:00.123Z' };

function packageOf(names: readonly string[], year: number, created: string): Uint8Array {
  const entries = names.map((name) => [name, strToU8(name.includes('core') ? created : name)] as const);
  return zipSync(Object.fromEntries(entries), {
    mtime: `${year}-05-05T05:05:05`,
    level: year === 2001 ? 0 : 9,
  });
}

describe('an OOXML file written again', () => {
  it('is the same bytes for the same content, whatever the order, times, packing and properties it came with', () => {
    const one = packageOf(['word/document.xml', '[Content_Types].xml', 'docProps/core.xml'], 2001, 'a');
    const two = packageOf(['docProps/core.xml', 'word/document.xml', '[Content_Types].xml'], 2022, 'b');
    expect(Buffer.from(repackOoxml(one, properties))).toEqual(Buffer.from(repackOoxml(two, properties)));
  });

  it('differs when the content does', () => {
    const one = packageOf(['[Content_Types].xml', 'word/document.xml'], 2001, 'a');
    const two = packageOf(['[Content_Types].xml', 'word/other.xml'], 2001, 'a');
    expect(Buffer.from(repackOoxml(one, properties))).not.toEqual(Buffer.from(repackOoxml(two, properties)));
  });

  it('begins with the list of content types and carries the given title and day only', () => {
    const repacked = unzipSync(
      repackOoxml(packageOf(['a.xml', 'docProps/core.xml', '[Content_Types].xml'], 2001, 'x'), properties),
    );
    expect(Object.keys(repacked)).toEqual(['[Content_Types].xml', 'a.xml', 'docProps/core.xml']);
    expect(strFromU8(repacked['docProps/core.xml'] ?? new Uint8Array())).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
        '<dc:title>Báo cáo &#60;A &#38; B&#62;</dc:title><dc:creator>Hồ Sơ</dc:creator>' +
        '<dcterms:created xsi:type="dcterms:W3CDTF">2023-10-27T02:15:00Z</dcterms:created>' +
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2023-10-27T02:15:00Z</dcterms:modified>' +
        '</cp:coreProperties>',
    );
  });
});

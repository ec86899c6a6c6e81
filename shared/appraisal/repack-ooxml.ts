import { strToU8, unzipSync, zipSync } from 'fflate';

const contentTypes = '[Content_Types].xml';
const coreProperties = 'docProps/core.xml';

// A ZIP entry holds local time without a zone, and a text without offset is read as local time: equal bytes
// in every zone. 1980 is the first year a ZIP can write.
const entryTime = '1980-01-01T12:00:00';

/**
 * Writes an OOXML file of our own making (docx, xlsx) again so that equal content gives equal bytes: entries sorted with
 * [Content_Types].xml first, one fixed entry time, core properties of the given title and ISO instant only.
 */
export function repackOoxml(
  bytes: Uint8Array,
  properties: { readonly title: string; readonly at: string },
): Uint8Array {
  const entries = { ...unzipSync(bytes), [coreProperties]: strToU8(coreXml(properties)) };
  const rank = (name: string): string => (name === contentTypes ? '' : name);
  // Entries for folders (pizzip writes them) are no parts of the package.
  const parts = Object.entries(entries).filter(([name]) => !name.endsWith('/'));
  const sorted = parts.sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { mtime: entryTime });
}

function coreXml({ title, at }: { readonly title: string; readonly at: string }): string {
  const instant = new Date(at).toISOString().replace(/\.\d+Z$/u, 'Z');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>Hồ Sơ</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified>` +
    '</cp:coreProperties>'
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}

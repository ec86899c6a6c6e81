import { strFromU8 } from 'fflate';
import { SaxesParser } from 'saxes';
import type { TemplateFault } from './template-fault.ts';

/** Parts that run or embed something else: macros, controls, objects of other programs. The figures of a chart are a workbook without macros. */
const activeParts =
  /vbaProject|vbaData|\/activeX\/|\/embeddings\/(?![^/]*\.xlsx$)|customUI|attachedToolbars/iu;
/** The same by what a part is to the document, whatever its name. */
const activeRelations =
  /\/(?:vbaProject|oleObject|control|activeXControlBinary|attachedToolbars|extensibility)$/iu;
/** An embedded file; only a chart has one. */
const embeddedFile = /\/package$/iu;
const chartRelations = /^word\/charts\/_rels\//u;
/** Fields that fetch or start something when the document is opened. */
const fetchingFields = /\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DDE|DDEAUTO|DATABASE|MACROBUTTON)\b/iu;

/** What in a template could run, fetch or hide something in every paper made from it. */
export function findDangers(parts: ReadonlyMap<string, Uint8Array>): readonly TemplateFault[] {
  const faults = new Set<string>();
  for (const [name, bytes] of parts) {
    if (activeParts.test(name)) faults.add(withMacros);
    if (!/\.(?:xml|rels)$/iu.test(name)) continue;
    for (const fault of inspectXml(name, strFromU8(bytes))) faults.add(fault);
  }
  return [...faults].map((message) => ({ place: null, message }));
}

const withMacros =
  'Tệp có macro hoặc đối tượng nhúng. Lưu lại dạng "Word Document (*.docx)", bỏ các đối tượng nhúng.';

function isActive(type: string, relations: string): boolean {
  return activeRelations.test(type) || (embeddedFile.test(type) && !chartRelations.test(relations));
}

function inspectXml(name: string, xml: string): readonly string[] {
  const faults: string[] = [];
  let field = '';
  let isInstruction = false;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => faults.push(`Tệp bị hỏng ở phần ${name}. Mở bằng Word, lưu lại.`));
  // Attack: entities that grow or name files; Word never writes them.
  parser.on('doctype', () => faults.push(`Phần ${name} có khai báo DOCTYPE nên không được nhận.`));
  parser.on('opentag', ({ local, attributes }) => {
    isInstruction = local === 'instrText';
    const value = (attribute: string): string =>
      Object.values(attributes).find((one) => one.local === attribute)?.value ?? '';
    if (name === '[Content_Types].xml' && /macroEnabled/iu.test(value('ContentType')))
      faults.push(withMacros);
    if (local === 'Relationship' && /^external$/iu.test(value('TargetMode').trim()))
      faults.push(
        `Tệp có liên kết ra ngoài (${value('Target').slice(0, 80)}). Bỏ liên kết đó (chuột phải, "Remove Hyperlink" hoặc "Edit Links to Files").`,
      );
    if (local === 'Relationship' && isActive(value('Type'), name)) faults.push(withMacros);
    if (local === 'altChunk') faults.push('Tệp chèn nguyên một tệp khác. Dán nội dung tệp đó vào mẫu.');
    if (local === 'fldSimple') field += ` ${value('instr')}`;
    if (local === 'p') field += ' ';
  });
  parser.on('closetag', () => {
    isInstruction = false;
  });
  parser.on('text', (text) => {
    if (isInstruction) field += text;
  });
  parser.write(xml).close();
  const [fetching] = fetchingFields.exec(field) ?? [];
  if (fetching !== undefined)
    faults.push(`Tệp có trường ${fetching.toUpperCase()} lấy nội dung từ nơi khác. Bỏ trường này khỏi mẫu.`);
  return faults;
}

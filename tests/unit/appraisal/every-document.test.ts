import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { refuseEditedCopy } from '../../../shared/appraisal/check-edited-copy.ts';
import type { DistrictDocument } from '../../../shared/appraisal/district-documents.ts';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import type { DraftSubject } from '../../../shared/appraisal/draft-document.ts';
import { draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { bodyText, partsOf, textOf } from './docx-text.ts';

const state = sampleRoundState();

/** A subject with much to say: a dossier with remarks, or the decided session. */
function subjectOf(document: DistrictDocument): DraftSubject {
  const [session] = state.sessions;
  const [commune] = state.communes
    .filter((one) => document.scope === 'commune' && document.isFor(one, state))
    .sort((a, b) => (b.revision?.findings.length ?? 0) - (a.revision?.findings.length ?? 0));
  return { state, ...(session && { session }), ...(commune && { commune }) };
}

describe.each(districtDocuments.map((document) => [document.kind, document] as const))(
  '%s',
  (_, document) => {
    const drafted = draftDocument(document, subjectOf(document));

    it('is a well-formed file without a tag left in it', async () => {
      for (const [name, xml] of partsOf(await drafted)) {
        if (!/\.(?:xml|rels)$/u.test(name)) continue;
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => {
          throw new Error(`${name}: ${error.message}`);
        });
        parser.write(xml).close();
        expect(textOf(xml)).not.toMatch(/\{\{|\}\}|undefined|\[object/u);
      }
    });

    it('is A4 with the margins, font and size of Decree 30/2020', async () => {
      const parts = partsOf(await drafted);
      const xml = parts.get('word/document.xml') ?? '';
      const sides = (match: string): readonly number[] =>
        ['top', 'bottom', 'left', 'right'].map((side) =>
          Math.round((Number(new RegExp(`w:${side}="(\\d+)"`, 'u').exec(match)?.[1]) / 1440) * 25.4),
        );
      const pages = [...xml.matchAll(/<w:pgSz w:w="(\d+)" w:h="(\d+)"/gu)].map((match) =>
        [Number(match[1]), Number(match[2])].sort((a, b) => a - b),
      );
      expect(pages.length).toBe(1 + document.layout.annexes.length);
      for (const page of pages) expect(page).toEqual([11906, 16838]);
      for (const [margin] of xml.matchAll(/<w:pgMar [^>]*>/gu))
        expect(sides(margin)).toEqual([20, 20, 30, 15]);
      const styles = parts.get('word/styles.xml') ?? '';
      expect(styles).toContain('w:ascii="Times New Roman"');
      expect(styles).toContain('<w:sz w:val="28"/>');
      expect(xml).not.toMatch(/<w:rFonts /u);
    });

    it('heads itself with agency, country and motto, or is a form without', async () => {
      const text = bodyText(await drafted);
      const { letterhead } = document.layout;
      if (letterhead === null) {
        expect(text).not.toContain('Số:      /');
        return;
      }
      expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc');
      // Number and day are never filled in.
      expect(text).toMatch(/^Số: {6}\//mu);
      expect(text).toMatch(/^Chi Lăng, ngày {6}tháng {6}năm 2023$/mu);
    });

    it('keeps its tables apart: Word makes one of two that touch', async () => {
      expect(partsOf(await drafted).get('word/document.xml')).not.toMatch(/<\/w:tbl>\s*<w:tbl>/u);
    });

    it('is marked as a draft, its copy for signing is not', async () => {
      expect(bodyText(await drafted)).toContain('DỰ THẢO');
      const signing = partsOf(await draftDocument(document, subjectOf(document), { purpose: 'for-signing' }));
      for (const [, xml] of signing) expect(textOf(xml)).not.toContain('DỰ THẢO');
    });

    it('may be edited and uploaded back', async () => {
      expect(refuseEditedCopy(await drafted)).toBeNull();
    });

    it('says that nothing in it is real', async () => {
      expect(bodyText(await drafted)).toContain('SỐ LIỆU MINH HỌA');
    });

    it('splits no row of its tables and repeats their heads', async () => {
      const xml = partsOf(await drafted).get('word/document.xml') ?? '';
      for (const [row] of xml.matchAll(/<w:tr>.*?<\/w:tr>/gsu)) expect(row).toContain('<w:cantSplit/>');
      for (const [table] of xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gsu))
        if (table.includes('w:insideH w:val="single"')) expect(table).toContain('<w:tblHeader/>');
    });
  },
);

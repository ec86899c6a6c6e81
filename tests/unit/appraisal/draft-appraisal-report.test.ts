import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { appraisalReport } from '../../../shared/appraisal/documents/appraisal-report.ts';
import { builtInTemplate, draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { fillTemplate, UnknownTagError } from '../../../shared/appraisal/templates/fill-template.ts';
import { docxFormat } from '../../../shared/formats/docx.ts';
import { completeInput, emptyInput, problemInput, round } from './fixture-revisions.ts';
import type { ReportInput } from './fixture-revisions.ts';
import { stateOf } from './outline-text.ts';

const draftAppraisalReport = (input: ReportInput, purpose: 'draft' | 'for-signing' = 'draft') =>
  draftDocument(appraisalReport, stateOf(input), { purpose });

async function partsOf(input: ReportInput): Promise<ReadonlyMap<string, string>> {
  const entries = Object.entries(unzipSync(await draftAppraisalReport(input)));
  return new Map(entries.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

async function documentXml(input: ReportInput): Promise<string> {
  return (await partsOf(input)).get('word/document.xml') ?? '';
}

const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu)].map((match) => match[1]).join('');

const paragraphWith = (xml: string, text: string): string =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>/gsu)]
    .map((match) => match[0])
    .find((one) => textOf(one).includes(text)) ?? '';

describe('the draft as a Word file', () => {
  it('is read by our own reader of Word files, with its criteria in one table under one heading row', async () => {
    const bytes = await draftAppraisalReport(completeInput());
    expect(docxFormat.accepts(bytes, 'x')).toBe(true);
    const { status, document, findings } = await docxFormat.parse({ bytes, file: 'x.docx', passwords: [] });
    expect({ status, findings }).toEqual({ status: 'read', findings: [] });
    const table = document?.blocks.filter((block) => block.kind === 'table').at(-1);
    const at = (row: number, column: number): string | undefined =>
      table?.cells.find((cell) => cell.row === row && cell.column === column)?.text;
    // A heading row, 23 figures and the sum; criterion 2 stands below the four figures of criterion 1.
    expect([table?.rowCount, table?.columnCount]).toEqual([25, 10]);
    expect([0, 1, 3, 6, 7, 8].map((column) => at(5, column))).toEqual([
      '2',
      'Trẻ em được khai sinh đúng quy định',
      '77',
      'Khai sinh',
      '98,5% (197/200)',
      'Bảng điểm, ô E10',
    ]);
    expect([1, 2, 3, 4].map((column) => at(24, column))).toEqual(['Cộng', '1.000', '1.000', '1.000']);
  });

  it('is A4 with the margins of Decree 30/2020, the annex in landscape', async () => {
    const xml = await documentXml(completeInput());
    expect([...xml.matchAll(/<w:pgSz [^>]*>/gu)].map((match) => match[0])).toEqual([
      '<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>',
      '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    ]);
    const margins = [...xml.matchAll(/<w:pgMar [^>]*>/gu)].map((match) =>
      ['top', 'bottom', 'left', 'right'].map((side) =>
        Math.round((Number(new RegExp(`w:${side}="(\\d+)"`, 'u').exec(match[0])?.[1]) / 1440) * 25.4),
      ),
    );
    expect(margins).toEqual([
      [20, 20, 30, 15],
      [20, 20, 30, 15],
    ]);
  });

  it('is set in Times New Roman 14, justified with a first-line indent', async () => {
    const parts = await partsOf(completeInput());
    const styles = parts.get('word/styles.xml') ?? '';
    expect(styles).toContain('w:ascii="Times New Roman"');
    expect(styles).toContain('<w:sz w:val="28"/>');
    const body = paragraphWith(parts.get('word/document.xml') ?? '', 'Thực hiện Kế hoạch');
    expect(body).toContain('<w:jc w:val="both"/>');
    expect(body).toContain('w:firstLine="720"');
    expect([...(parts.get('word/document.xml') ?? '').matchAll(/w:ascii="([^"]+)"/gu)]).toEqual([]);
  });

  it('has agency left, country and motto right, sizes and styles of the decree, and rules under them', async () => {
    const xml = await documentXml(completeInput());
    const head = xml.slice(0, xml.indexOf('</w:tbl>'));
    const sizeAndStyle = (text: string): readonly string[] =>
      [...paragraphWith(head, text).matchAll(/<w:(b|i|sz)(?: w:val="(\d+)")?\/>/gu)].map(
        (match) => (match[1] ?? '') + (match[2] ?? ''),
      );
    expect(sizeAndStyle('UBND HUYỆN NÚI MÂY')).toEqual(['sz24']);
    expect(sizeAndStyle('PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - DÂN TỘC')).toEqual(['b', 'sz24']);
    expect(sizeAndStyle('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toEqual(['b', 'sz24']);
    expect(sizeAndStyle('Độc lập - Tự do - Hạnh phúc')).toEqual(['b', 'sz26']);
    expect(sizeAndStyle('Núi Mây, ngày')).toEqual(['i', 'sz26']);
    expect(head.indexOf('UBND HUYỆN')).toBeLessThan(head.indexOf('CỘNG HÒA'));
    // A rule is an empty paragraph with a line above it; the frame of the draft mark has four sides.
    expect(head.match(/<w:pBdr><w:top [^>]*\/><\/w:pBdr>/gu)?.length).toBe(2);
  });

  it('leaves number, day and the name of the signatory blank, and is marked as a draft', async () => {
    const text = textOf(await documentXml(completeInput()));
    expect(text).toContain('Số:      /BC-……');
    expect(text).toContain('Núi Mây, ngày      tháng      năm 2023');
    expect(text).toContain('DỰ THẢO');
    expect(text).toContain('Lưu: VT, PLĐTBXH-DT.TRƯỞNG PHÒNGPHỤ LỤC');
  });

  it('numbers pages in the top margin, not the first one, and repeats the warning at the foot', async () => {
    const parts = await partsOf(problemInput());
    const running = [...parts].filter(([name]) => /^word\/(?:header|footer)\d\.xml$/u.test(name));
    const withNumber = running.filter(([, xml]) => xml.includes('PAGE'));
    expect(withNumber.length).toBe(2);
    expect(withNumber.every(([name, xml]) => name.includes('header') && xml.includes('w:val="center"'))).toBe(
      true,
    );
    expect(
      running.filter(([, xml]) => textOf(xml).includes('DỰ THẢO. THANG ĐIỂM CHƯA ĐỐI CHIẾU')).length,
    ).toBe(2);
    expect(parts.get('word/document.xml')?.match(/<w:titlePg\/>/gu)?.length).toBe(2);
  });

  it('repeats the heading row of its tables, splits no row, and keeps the signature with the last words', async () => {
    const xml = await documentXml(problemInput());
    const rows = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gsu)].map((match) => match[0]);
    expect(
      rows.filter((row) => row.includes('<w:tblHeader/>')).map((row) => textOf(row).slice(0, 9)),
    ).toEqual(['TTTài liệ', 'TTTiêu ch']);
    expect(rows.filter((row) => !row.includes('<w:cantSplit/>'))).toEqual([]);
    expect(paragraphWith(xml, 'đề nghị Hội đồng xét duyệt xem xét:')).toContain('<w:keepNext/>');
  });
});

describe('equal dossiers', () => {
  it('give equal bytes in one process', async () => {
    const [one, two] = [
      await draftAppraisalReport(problemInput()),
      await draftAppraisalReport(problemInput()),
    ];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).equals(Buffer.from(await draftAppraisalReport(completeInput())))).toBe(false);
  });

  it('give equal bytes in processes of other time zones', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'hoso-draft-'));
    try {
      const outfile = join(directory, 'draft.cjs');
      await build({
        stdin: {
          contents:
            "import { createHash } from 'node:crypto';" +
            "import { appraisalReport } from '../../../shared/appraisal/documents/appraisal-report.ts';" +
            "import { draftDocument } from '../../../shared/appraisal/draft-document.ts';" +
            "import { problemInput } from './fixture-revisions.ts';" +
            "import { stateOf } from './outline-text.ts';" +
            'draftDocument(appraisalReport, stateOf(problemInput())).then((draft) =>' +
            "console.log(createHash('sha256').update(draft).digest('hex')));",
          resolveDir: import.meta.dirname,
          loader: 'ts',
        },
        bundle: true,
        platform: 'node',
        format: 'cjs',
        outfile,
        logLevel: 'error',
      });
      const hashIn = async (zone: string): Promise<string> =>
        (await promisify(execFile)(process.execPath, [outfile], { env: { TZ: zone } })).stdout;
      const hashes = [await hashIn('Asia/Ho_Chi_Minh'), await hashIn('America/New_York')];
      expect(hashes[0]).toMatch(/^[0-9a-f]{64}\n$/u);
      expect(hashes[1]).toBe(hashes[0]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('hostile text', () => {
  it('is inert: the file stays well-formed, nothing turned, hidden or endless in it', async () => {
    const hostile = `</w:t><w:p>&lt;!ENTITY "x" 'y'\u0000\u0007\u202e051\ud800\ufffe${'x'.repeat(10_240)}`;
    const input = completeInput();
    const authority = {
      ...round.authority,
      office: hostile,
      superior: hostile,
      council: hostile,
      papers: {
        ...round.authority.papers,
        'appraisal-report': { symbol: hostile, signatory: [hostile], signer: hostile, recipients: [hostile] },
      },
    };
    const parts = await partsOf({ ...input, round: { ...round, authority } });
    for (const [name, xml] of parts) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      parser.write(xml).close();
    }
    const xml = parts.get('word/document.xml') ?? '';
    expect(xml).not.toMatch(/[\u0000-\u0008\u202e\ufffe]/u);
    expect(xml).toContain('&lt;/w:t&gt;&lt;w:p&gt;');
    // Each value is cut; some lines hold two.
    expect(xml).not.toMatch(/x{1500}/u);
  });

  it('does not stop a dossier that holds nothing', async () => {
    expect(textOf(await documentXml(emptyInput()))).toContain(
      'chưa có điểm tự chấm trong các tài liệu đã đọc',
    );
  });
});

describe('the copy for signing', () => {
  it('differs from the draft by its mark alone', async () => {
    const [draft, signing] = await Promise.all(
      (['draft', 'for-signing'] as const).map(async (purpose) => {
        const entries = Object.entries(unzipSync(await draftAppraisalReport(problemInput(), purpose)));
        return entries.map(([name, bytes]) => [name, textOf(strFromU8(bytes))]);
      }),
    );
    expect(JSON.stringify(draft)).toContain('DỰ THẢO');
    expect(signing).toEqual(JSON.parse(JSON.stringify(draft).replace(/DỰ THẢO(?:\. )?/gu, '')));
  });
});

describe('a template', () => {
  it('that asks for what nobody knows is refused, be it a word every object has', async () => {
    const template = await builtInTemplate(appraisalReport);
    const fill = fillTemplate(template, { ten_xa: 'xã Suối Hoa' }, { title: 'x', at: round.lateFrom });
    await expect(fill).rejects.toThrow(UnknownTagError);
    const layout = { ...appraisalReport.layout, subject: '{{constructor}}' };
    await expect(draftDocument({ ...appraisalReport, layout }, stateOf(completeInput()))).rejects.toThrow(
      UnknownTagError,
    );
  });
});

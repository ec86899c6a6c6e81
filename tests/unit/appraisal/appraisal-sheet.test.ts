import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appraisalSheet } from '../../../shared/appraisal/documents/appraisal-sheet.ts';
import { draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { makeTestDirectory } from '../../support/make-test-directory.ts';
import { bodyText } from './docx-text.ts';

/** What prints a sheet: not on every machine. */
const hasOffice = ['soffice', 'pdfinfo'].every((name) => spawnSync(name, ['--version']).error === undefined);

const sheetOf = async (name: string, state = sampleRoundState()): Promise<string> => {
  const commune = state.communes.find((one) => one.commune.name === name);
  if (commune === undefined) throw new Error(`no commune ${name}`);
  return bodyText(await draftDocument(appraisalSheet, { state, commune }));
};

describe('the sheet on one dossier for the meeting', () => {
  it('has a line a criterion: points, figures with their papers, and a blank for the council', async () => {
    const text = await sheetOf('Thị trấn Đồng Mỏ');
    expect(text).toContain('Khai sinh\n77\n77\nChưa tính\nKhai sinh: 99,03% (614/620)\nBĐ, BC\n\n……\n');
    expect(text).toContain('Cộng\n\n978\nChưa tính\n\n\n\n……\n');
    expect(text.match(/^……$/gmu)).toHaveLength(14);
  });

  it('gives the points of the scale once they may be computed', async () => {
    const text = await sheetOf('Thị trấn Đồng Mỏ', sampleRoundState(illustrationRubric));
    expect(text).not.toContain('Chưa tính');
    expect(text).toMatch(/theo thang điểm: (?:Từ )?\d/u);
  });

  it('names what only the council can settle, and no figure where papers differ', async () => {
    const text = await sheetOf('Xã Vân An');
    expect(text).toContain('Tai nạn, thương tích: chưa thống nhất');
    expect(text).toMatch(/5\. Nội dung Hội đồng cần xem xét, quyết định: .*tiêu chí 5, 7/u);
    expect(await sheetOf('Xã Hữu Kiên')).toContain('Tiêu chí tự chấm 0 điểm: 3');
  });

  it('leaves opinion and proposal to people', async () => {
    const text = await sheetOf('Thị trấn Đồng Mỏ');
    expect(text).toContain('6. Ý kiến của chuyên viên phụ trách:');
    expect(text).toContain('7. Đề xuất:  [   ] Đề nghị công nhận   [   ] Chưa đề nghị công nhận');
  });

  it.skipIf(!hasOffice)(
    'fits on one page, with the warnings of a draft above it',
    { timeout: 120_000 },
    async () => {
      const directory = makeTestDirectory();
      const state = sampleRoundState();
      const names = ['Thị trấn Đồng Mỏ', 'Xã Vân An', 'Xã Hữu Kiên'];
      for (const commune of state.communes.filter((one) => names.includes(one.commune.name)))
        writeFileSync(
          join(directory, `${commune.commune.code}.docx`),
          await draftDocument(appraisalSheet, { state, commune }),
        );
      const files = readdirSync(directory);
      spawnSync('soffice', [
        `-env:UserInstallation=${pathToFileURL(join(directory, 'profile')).href}`,
        ...['--headless', '--convert-to', 'pdf', '--outdir', directory],
        ...files.map((file) => join(directory, file)),
      ]);
      const pages = files.map((file) => {
        const { stdout } = spawnSync('pdfinfo', [join(directory, file.replace('.docx', '.pdf'))], {
          encoding: 'utf8',
        });
        return /^Pages:\s+(\d+)$/mu.exec(stdout)?.[1];
      });
      expect(pages).toEqual(['1', '1', '1']);
    },
  );
});

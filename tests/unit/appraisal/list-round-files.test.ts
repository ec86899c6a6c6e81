import { describe, expect, it } from 'vitest';
import { districtDocuments, districtWorkbooks } from '../../../shared/appraisal/document-registry.ts';
import { listRoundFiles } from '../../../shared/appraisal/list-round-files.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';

const state = sampleRoundState();
const paths = listRoundFiles(state, 'draft').map(({ path }) => path);

describe('the files of a round', () => {
  it('have names of their own that every computer shows alike', () => {
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^[a-z-]+(?:\/[a-z0-9-]+)?\.(?:docx|xlsx)$/u);
  });

  it('are of every kind of the registry', () => {
    const kinds = new Set(paths.map((path) => path.replace(/[/.].*$/u, '')));
    const registered = [...districtDocuments, ...districtWorkbooks].map(({ kind }) => kind);
    // The blank score sheet is one kind in two formats; the tables for the sectors are not in the registry.
    expect(kinds.size).toBe(new Set(registered).size + 1);
  });

  it('hold a table for each sector', () => {
    const tables = paths.filter((path) => path.startsWith('bang-xac-nhan-so-lieu-nganh/'));
    expect(tables.length).toBe(state.round.sectors.length);
    expect(tables).toContain('bang-xac-nhan-so-lieu-nganh/cong-an-huyen.xlsx');
  });

  it('leave out a report on a commune without a dossier', () => {
    const reports = paths.filter((path) => path.startsWith('bao-cao-tham-dinh/'));
    expect(reports.length).toBe(18);
    expect(reports).toContain('bao-cao-tham-dinh/06514-xa-huu-kien.docx');
    expect(reports.some((path) => path.includes('van-linh'))).toBe(false);
  });

  it('hold the score workbook twice: for the office, and to be given away', () => {
    expect(paths.filter((path) => path.startsWith('bang-tong-hop-diem'))).toEqual([
      'bang-tong-hop-diem/noi-bo.xlsx',
      'bang-tong-hop-diem/gui-ra-ngoai.xlsx',
    ]);
  });
});

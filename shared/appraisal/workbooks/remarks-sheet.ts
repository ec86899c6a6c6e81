import type { Severity } from '../../domain/finding.ts';
import { severityNames } from '../../domain/finding.ts';
import { findingCatalogue } from '../../domain/finding-catalogue.ts';
import type { RoundState } from '../district-documents.ts';
import { criterionOf, stateFinding } from '../state-findings.ts';
import type { SheetContent } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

const severities: readonly Severity[] = ['blocking', 'warning', 'note'];

/** A row a remark, most pressing first within a commune, with room for what was done about it. */
export function remarksSheet(
  state: RoundState,
  lines: Pick<SheetContent, 'titles' | 'warning'>,
): SheetContent {
  const { round, rubric } = state;
  const rows = state.communes.flatMap(({ commune, revision, crossFindings }) => {
    if (revision === null) return [];
    const context = { revision, round, commune, vocabulary: rubric.vocabulary };
    const findings = [...revision.findings, ...crossFindings];
    return severities
      .flatMap((severity) => findings.filter((finding) => finding.severity === severity))
      .map((finding) => [
        commune.name,
        severityNames[finding.severity],
        criterionOf(finding, rubric.vocabulary) ?? blank,
        findingCatalogue[finding.code].label,
        // The sentence is the report's; here the places stand on a sheet of their own.
        stateFinding(finding, context).replace('nêu tại Phụ lục', 'nêu tại trang Số liệu'),
        blank,
      ]);
  });
  return {
    name: 'Nội dung cần xem xét',
    ...lines,
    columns: [
      { title: 'TT', width: 5, align: 'center' },
      { title: 'Xã, thị trấn', width: 15, align: 'left' },
      { title: 'Mức độ', width: 12, align: 'center' },
      { title: 'Tiêu chí', width: 6, align: 'center' },
      { title: 'Loại nội dung', width: 20, align: 'left' },
      { title: 'Nội dung', width: 70, align: 'left' },
      { title: 'Kết quả xử lý', width: 18, align: 'left' },
    ],
    rows: rows.map((cells, position) => [position + 1, ...cells]),
    frozenColumns: 2,
    unitColumn: 2,
    colouring: [
      { columns: [3, 3], when: (row) => `$C${row}="${severityNames.blocking}"`, look: 'bad' },
      { columns: [3, 3], when: (row) => `$C${row}="${severityNames.warning}"`, look: 'open' },
    ],
  };
}

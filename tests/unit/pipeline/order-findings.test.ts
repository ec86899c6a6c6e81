import { expect, it } from 'vitest';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import { orderFindings } from '../../../shared/pipeline/order-findings.ts';

const finding = (severity: Severity, about: string | null, message = ''): Finding => ({
  code: 'zero-criterion',
  severity,
  about,
  message,
});

it('puts the most pressing first, then papers, then criteria by their number, each once', () => {
  const ordered = [
    finding('blocking', null),
    finding('warning', 'To trinh.docx'),
    finding('warning', 'c02.birth-registration-rate'),
    finding('warning', '10', 'một'),
    finding('warning', '10', 'hai'),
    finding('note', '1'),
  ];
  const mixed = [5, 3, 4, 2, 1, 0, 3].flatMap((index) => ordered[index] ?? []);
  expect(orderFindings(mixed)).toEqual(ordered);
});

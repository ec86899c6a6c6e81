import type { CommuneState, RoundState } from '../../../../shared/appraisal/district-documents.ts';
import type { Commune } from '../../../../shared/domain/commune.ts';
import { makeFinding } from '../../../../shared/domain/finding-catalogue.ts';
import { commune, completeInput, emptyInput, problemInput, round } from '../fixture-revisions.ts';
import type { ReportInput } from '../fixture-revisions.ts';

/* A round of an invented district with a dossier in order, one with every trouble, an empty one and one that never came. */

const communeOf = (code: string, name: string): Commune => ({ ...commune, code, name });

function stateOf(input: ReportInput | null, own: Commune, receivedAt: string | null): CommuneState {
  return {
    commune: own,
    revision: input === null ? null : { ...input.revision, commune: own.code },
    receivedAt,
    receiptCode: null,
    paper: null,
    extension: null,
    tracked: [],
    crossFindings: [],
    supplement: null,
    confirmations: [],
  };
}

/** Under the scale of the given input; `name` is the first commune's. */
export function roundState(input: ReportInput = completeInput(), name = 'Xã Suối Hoa'): RoundState {
  const communes = [
    communeOf('99901', name),
    communeOf('99902', 'Xã Đồi Chè'),
    communeOf('99903', 'Thị trấn Bến Sim'),
    communeOf('99904', 'Xã Nà Mây'),
  ] as const;
  return {
    round: { ...round, communes },
    rubric: input.rubric,
    at: '2023-11-20T03:00:00.000Z',
    communes: [
      {
        ...stateOf(input, communes[0], '2023-10-27T02:15:00.000Z'),
        tracked: ['plan', 'commitment'],
        crossFindings: [
          makeFinding('shared-file', {
            document: 'Báo cáo kết quả tự đánh giá',
            otherCommunes: 'xã Đồi Chè',
          }),
        ],
      },
      { ...stateOf(problemInput(), communes[1], '2023-11-04T02:15:00.000Z'), tracked: ['plan'] },
      stateOf(emptyInput(), communes[2], '2023-11-02T17:30:00.000Z'),
      stateOf(null, communes[3], null),
    ],
    sessions: [
      {
        number: 1,
        date: '2023-11-22',
        communes: ['99901', '99902'],
        rulings: [
          { commune: '99901', ruling: 'propose', points: 990 },
          { commune: '99902', ruling: 'return-for-completion', points: null },
        ],
        minutes: { number: '03/BB-HĐXD', date: '2023-11-22', signer: null },
      },
    ],
    proposals: [{ number: '09/TTr-HĐXD', date: '2023-11-24', signer: null, communes: ['99901'] }],
    decisions: [{ number: '2110/QĐ-UBND', date: '2023-11-28', signer: null, communes: ['99901'] }],
    previous: { year: 2022, communes: 4, submitted: 2, recognised: 1 },
  };
}

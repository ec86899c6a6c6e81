import type { PaperCopy } from '../appraisal/district-documents.ts';
import type { IssuedPaper } from '../domain/council-session.ts';
import type { DeadlineExtension } from '../domain/deadline.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { boardPlace, listRecords, readRecord } from './records.ts';

/*
 *   DESK#<round>             <commune>            what the office recorded of a commune's papers
 *   index2 BOARD#<round>     <commune>#desk       beside the commune's other lines of the board
 */

/** The paper copy as the records clerk registered it, and what comparing it with the soft copy showed. */
export interface RegisteredCopy extends PaperCopy {
  /** Where it differs; empty where it does not. */
  readonly note: string;
}

/** What the office recorded of a commune's papers. */
export interface CommuneDesk {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** Acts so far. */
  readonly step: number;
  /** The act that last changed each part ("paper", "extension", "letter"). */
  readonly partSteps: Readonly<Record<string, number>>;
  readonly paper: RegisteredCopy | null;
  readonly extension: DeadlineExtension | null;
  /** The official letter that asked to supplement. */
  readonly letter: IssuedPaper | null;
}

const schema = 1;
const deskKey = (round: string, commune: string): RecordKey => ({
  partition: `DESK#${round}`,
  sort: commune,
});

/** What was recorded of a commune's papers; undefined while nothing was. */
export const readDesk = (store: Pick<Store, 'get'>, round: string, commune: string) =>
  readRecord<CommuneDesk>(store, deskKey(round, commune));

/** What was recorded of the communes of a round, strongly read. */
export const listDesks = async (store: Store, round: string): Promise<readonly CommuneDesk[]> =>
  (await listRecords<CommuneDesk>(store, { partition: `DESK#${round}` })).map(({ body }) => body);

/** Writes what was recorded in place of what was read, or of nothing. */
export function putDesk(entry: CommuneDesk, known: Typed<CommuneDesk> | undefined): Write {
  const record: StoreRecord = {
    ...deskKey(entry.round, entry.commune),
    schema,
    body: entry as unknown as StoreRecord['body'],
    indexes: { index2: boardPlace(entry.round, entry.commune, 'desk') },
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

import type { Store } from '../ports/store.ts';
import type { DirectionsEntry, MailEvent } from './mail-directions.ts';
import type { IntakeEntry, PartEntry } from './records.ts';
import type { StageTime } from './stage-times.ts';
import { toStageTime } from './stage-times.ts';

/** All that is recorded of one mail. */
export interface MailFile {
  readonly entry: IntakeEntry;
  readonly version: number;
  readonly directions: DirectionsEntry | null;
  /** What people directed, oldest first. */
  readonly events: readonly MailEvent[];
  readonly parts: readonly PartEntry[];
  readonly times: readonly StageTime[];
}

/** Records of one mail beside its parts; people direct a mail a few times. */
const otherRecords = 200;

/** Reads what is recorded of a mail in two requests, whatever it holds; undefined for a mail nobody took in. */
export async function readMailFile(store: Store, mail: string): Promise<MailFile | undefined> {
  const partition = `MAIL#${mail}`;
  const [first, second] = await Promise.all([
    store.query({ partition, from: 'directions', to: 'intake', limit: otherRecords }),
    store.query({ partition, from: 'part#', to: 'time#~', limit: 1000 }),
  ]);
  const intake = first.records.find(({ sort }) => sort === 'intake');
  if (intake === undefined) return undefined;
  const bodies = (records: typeof first.records, start: string): readonly unknown[] =>
    records.filter(({ sort }) => sort.startsWith(start)).map(({ body }) => body);
  return {
    entry: intake.body as unknown as IntakeEntry,
    version: intake.version,
    directions: (bodies(first.records, 'directions')[0] ?? null) as DirectionsEntry | null,
    events: bodies(first.records, 'event#') as readonly MailEvent[],
    parts: (bodies(second.records, 'part#') as readonly PartEntry[]).filter(
      ({ isForgotten }) => isForgotten !== true,
    ),
    times: second.records.filter(({ sort }) => sort.startsWith('time#')).map(toStageTime),
  };
}

import type { Person } from '../domain/person.ts';
import type { ReminderPlan } from '../domain/reminder.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   REMINDERS   <round>    when a round reminds its communes
 *   CALENDAR    <what>     what the clock has started ("reminder#2023#2023-10-19#0", "digest#2023-10-19"): once, whoever ticks
 */

/** When a round reminds its communes; a round without a record does not. */
export interface ReminderSettings extends ReminderPlan {
  readonly round: string;
  readonly isOn: boolean;
  readonly by: Pick<Person, 'id' | 'name'>;
}

const schema = 1;
const settingsPartition = 'REMINDERS';
const startedKey = (what: string): RecordKey => ({ partition: 'CALENDAR', sort: what });

/** When a round reminds; undefined while nobody said. */
export const readReminders = (
  store: Pick<Store, 'get'>,
  round: string,
): Promise<Typed<ReminderSettings> | undefined> =>
  readRecord<ReminderSettings>(store, { partition: settingsPartition, sort: round });

/** When rounds remind, of every round for which somebody said. */
export const listReminders = (store: Store): Promise<readonly Typed<ReminderSettings>[]> =>
  listRecords<ReminderSettings>(store, { partition: settingsPartition });

/** Writes when a round reminds in place of what was read, or of nothing. */
export function putReminders(settings: ReminderSettings, known: Typed<ReminderSettings> | undefined): Write {
  const record: StoreRecord = {
    ...{ partition: settingsPartition, sort: settings.round, schema },
    body: { ...settings, by: { ...settings.by } },
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** Whether the clock has started something already. */
export const hasStarted = async (store: Pick<Store, 'get'>, what: string): Promise<boolean> =>
  (await store.get(startedKey(what))) !== undefined;

/** Writes that the clock has started something; refused when it had. */
export const putStarted = (what: string, at: string): Write => ({
  kind: 'put-if-absent',
  record: { ...startedKey(what), schema, body: { at } },
});

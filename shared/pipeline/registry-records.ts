import { createHash } from 'node:crypto';
import type { Person } from '../domain/person.ts';
import type { Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   ADDRESS#<hash of the address>  <round>    whose address it is in a round; may change from round to round
 *   ADDRESS#<hash of the address>  blocked    nothing from it is worked on
 *   REGISTRY                       <round>    what is done with mails from other addresses
 *   index1 ADDRESSES#<round>       <commune>#<address>   the enrolled addresses of a round
 *   index1 BLOCKED                 <address>             the blocked ones
 */

/** An address the office knows. */
export interface EnrolledAddress {
  /** Lower case. */
  readonly address: string;
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** Who writes from it and how to call them, where the office knows. */
  readonly contact?: { readonly name: string; readonly phone: string };
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
}

/** An address from which nothing is worked on. */
export interface BlockedAddress extends Omit<EnrolledAddress, 'round' | 'commune'> {
  readonly reason: string;
}

/** What a round does with mails from addresses that are not enrolled. */
export interface RegistrySettings {
  readonly round: string;
  /** They wait for a person. Off until the office says that its registry is complete: else the first enrolled address would stop all others. */
  readonly holdsUnknown: boolean;
}

/** What is known of an address. */
export interface AddressFacts {
  readonly enrolled: readonly EnrolledAddress[];
  readonly blocked: BlockedAddress | null;
}

const schema = 1;
// Attack: an address of many kilobytes.
const addressPartition = (address: string): string =>
  `ADDRESS#${createHash('sha256').update(address.trim().toLowerCase()).digest('hex')}`;
const settingsKey = (round: string) => ({ partition: 'REGISTRY', sort: round });

const toBody = (value: object): StoreRecord['body'] => value as StoreRecord['body'];

/** Everything known of an address, strongly read. */
export async function readAddress(store: Store, address: string): Promise<AddressFacts> {
  const { records } = await store.query({ partition: addressPartition(address), limit: 100 });
  const blocked = records.find(({ sort }) => sort === 'blocked');
  return {
    enrolled: records
      .filter(({ sort }) => sort !== 'blocked')
      .map(({ body }) => body as unknown as EnrolledAddress),
    blocked: blocked === undefined ? null : (blocked.body as unknown as BlockedAddress),
  };
}

/** Writes whose address it is in a round, in place of what was written before. */
export async function putAddress(store: Store, entry: EnrolledAddress): Promise<Write> {
  const address = entry.address.trim().toLowerCase();
  return put(store, {
    partition: addressPartition(address),
    sort: entry.round,
    schema,
    body: toBody({ ...entry, address }),
    indexes: {
      index1: { partition: `ADDRESSES#${entry.round}`, sort: `${entry.commune}#${address.slice(0, 200)}` },
    },
  });
}

/** The enrolled addresses of communes, from one code to another (inclusive), by code; a stale listing. */
export async function listAddresses(
  store: Store,
  round: string,
  communes: { readonly from: string; readonly to: string },
): Promise<readonly EnrolledAddress[]> {
  const records: EnrolledAddress[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({
      partition: `ADDRESSES#${round}`,
      index: 'index1',
      from: `${communes.from}#`,
      to: `${communes.to}#~`,
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    records.push(...page.records.map(({ body }) => body as unknown as EnrolledAddress));
    after = page.next;
  } while (after !== undefined);
  return records;
}

/** Takes an address out of a round; undefined where it is not enrolled. */
export async function dropAddress(store: Store, round: string, address: string): Promise<Write | undefined> {
  const key = { partition: addressPartition(address), sort: round };
  const known = await store.get(key);
  return known === undefined ? undefined : { kind: 'delete-if-version', key, version: known.version };
}

/** Writes that nothing from an address is worked on. */
export async function putBlocked(store: Store, entry: BlockedAddress): Promise<Write> {
  const address = entry.address.trim().toLowerCase();
  return put(store, {
    partition: addressPartition(address),
    sort: 'blocked',
    schema,
    body: toBody({ ...entry, address }),
    indexes: { index1: { partition: 'BLOCKED', sort: address.slice(0, 200) } },
  });
}

/** Lets an address in again; undefined where it is not blocked. */
export async function unblock(store: Store, address: string): Promise<Write | undefined> {
  const key = { partition: addressPartition(address), sort: 'blocked' };
  const known = await store.get(key);
  return known === undefined ? undefined : { kind: 'delete-if-version', key, version: known.version };
}

/** The blocked addresses. */
export async function listBlocked(store: Store, limit: number): Promise<readonly BlockedAddress[]> {
  const { records } = await store.query({ partition: 'BLOCKED', index: 'index1', limit });
  return records.map(({ body }) => body as unknown as BlockedAddress);
}

/** What a round does with mails from other addresses; undefined while nobody said. */
export const readRegistrySettings = (
  store: Pick<Store, 'get'>,
  round: string,
): Promise<Typed<RegistrySettings> | undefined> => readRecord<RegistrySettings>(store, settingsKey(round));

/** The rounds that hold mails from other addresses; one request however many rounds there are. */
export async function listHoldingRounds(store: Store): Promise<ReadonlySet<string>> {
  const settings = await listRecords<RegistrySettings>(store, { partition: 'REGISTRY' });
  return new Set(settings.flatMap(({ body }) => (body.holdsUnknown ? [body.round] : [])));
}

/** Writes what a round does with mails from other addresses. */
export const putRegistrySettings = (store: Store, settings: RegistrySettings): Promise<Write> =>
  put(store, { ...settingsKey(settings.round), schema, body: toBody(settings) });

async function put(store: Pick<Store, 'get'>, record: StoreRecord): Promise<Write> {
  const known = await store.get({ partition: record.partition, sort: record.sort });
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

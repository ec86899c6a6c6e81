import { createHash } from 'node:crypto';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 *   DEAD-ADDRESS#<hash of the address>  -      an address that cannot be reached, until a person says it can
 *   index1 DEAD-ADDRESSES               <at>#<address>
 */

/** An address no mail reached: no automatic mail goes there. */
export interface DeadAddress {
  /** Lower case. */
  readonly address: string;
  /** The mail that did not arrive. */
  readonly round: string;
  readonly commune: string | null;
  readonly cause: string;
  /** In Vietnamese. */
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
  /** Who said that it can be reached again, and when. */
  readonly cleared: { readonly by: string; readonly at: string } | null;
}

const schema = 1;

const foldAddress = (address: string): string => address.trim().toLowerCase();

// Attack: an address of many kilobytes.
const keyOf = (address: string): RecordKey => ({
  partition: `DEAD-ADDRESS#${createHash('sha256').update(foldAddress(address)).digest('hex')}`,
  sort: '-',
});

/** What is known of an address that mails did not reach. */
export const readDeadAddress = (
  store: Pick<Store, 'get'>,
  address: string,
): Promise<Typed<DeadAddress> | undefined> => readRecord<DeadAddress>(store, keyOf(address));

/** Of some addresses, those that cannot be reached. */
export async function findDead(
  store: Pick<Store, 'get'>,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const known = await Promise.all(addresses.map((one) => readDeadAddress(store, one)));
  return addresses.filter((_, index) => known[index]?.body.cleared === null);
}

/** Writes that an address cannot be reached, or can again; in place of what was read. */
export function putDeadAddress(entry: DeadAddress, known: Typed<DeadAddress> | undefined): Write {
  const address = foldAddress(entry.address);
  const record: StoreRecord = {
    ...keyOf(address),
    schema,
    body: { ...entry, address, cleared: entry.cleared === null ? null : { ...entry.cleared } },
    ...(entry.cleared === null && {
      indexes: { index1: { partition: 'DEAD-ADDRESSES', sort: `${entry.at}#${address.slice(0, 200)}` } },
    }),
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** Addresses that cannot be reached, newest first. */
export async function listDeadAddresses(store: Store, limit: number): Promise<readonly DeadAddress[]> {
  const { records } = await store.query({
    partition: 'DEAD-ADDRESSES',
    index: 'index1',
    order: 'descending',
    limit,
  });
  return records.map(({ body }) => body as unknown as DeadAddress);
}

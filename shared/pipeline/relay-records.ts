import type { Person } from '../domain/person.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 *   RELAY   settings   the mail server the office sends through, as the administrator entered it; the password is with the secret keeper
 */

/** The mail server the office sends through. */
export interface RelaySettings {
  readonly isOn: boolean;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  /** null where the server asks for no password. */
  readonly user: string | null;
  /** Certificate (PEM) of a server that only this office trusts. */
  readonly certificate: string | null;
  /** Address mails come from. */
  readonly from: string;
  /** Whether replies go to an address with the receipt code after "+". */
  readonly tagsReplies: boolean;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
}

const key: RecordKey = { partition: 'RELAY', sort: 'settings' };

/** The mail server the office sends through; undefined while nobody entered one. */
export const readRelay = (store: Pick<Store, 'get'>): Promise<Typed<RelaySettings> | undefined> =>
  readRecord<RelaySettings>(store, key);

/** Writes the settings in place of those that were read. */
export function putRelay(settings: RelaySettings, known: Typed<RelaySettings> | undefined): Write {
  const record: StoreRecord = { ...key, schema: 1, body: { ...settings, by: { ...settings.by } } };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

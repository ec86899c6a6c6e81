import { createHash } from 'node:crypto';
import type { Person, Role } from '../domain/person.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   PEOPLE                       <person>            an account; few, listed in whole
 *   LOGIN#<hash of the login>    -                   whose login that is
 *   SESSIONS#<person>            <hash of the token> someone signed in on one browser
 *   INVITATION#<hash of token>   -                   a link, good once, to set a password
 */

/** A person's account. */
export interface Account extends Person {
  /** Stored form of the password; null where there is none yet, or the sign-in service has it. */
  readonly password: string | null;
  /** The sign-in service's name for the person; null until their first time. */
  readonly subject: string | null;
  readonly isDisabled: boolean;
  /** Where the office's own mails to the person go; empty or absent where nobody entered it, and then a login that is an address serves. */
  readonly email?: string;
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  /** ISO time until which no password is tried; null when not locked. */
  readonly lockedUntil: string | null;
  /** ISO time. */
  readonly createdAt: string;
}

/** Someone signed in on one browser. */
export interface Session {
  readonly person: string;
  /** ISO times. */
  readonly openedAt: string;
  readonly seenAt: string;
}

/** A link to set a password. */
export interface Invitation {
  /** null for the first administrator, who makes the account with it. */
  readonly person: string | null;
  /** ISO time. */
  readonly expiresAt: string;
}

const schema = 1;

// Attack: a stolen copy of the records must not open a session, so only hashes of tokens are kept.
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const accountKey = (person: string): RecordKey => ({ partition: 'PEOPLE', sort: person });
const loginKey = (login: string): RecordKey => ({
  partition: `LOGIN#${hashOf(foldLogin(login))}`,
  sort: '-',
});
const sessionKey = (person: string, token: string): RecordKey => ({
  partition: `SESSIONS#${person}`,
  sort: hashOf(token),
});
const invitationKey = (token: string): RecordKey => ({ partition: `INVITATION#${hashOf(token)}`, sort: '-' });

/** The one form of a login: user names and addresses are compared without case. */
export const foldLogin = (login: string): string => login.normalize('NFC').trim().toLowerCase();

function put(key: RecordKey, body: object, known: Typed<unknown> | undefined): Write {
  const record: StoreRecord = { ...key, schema, body: body as StoreRecord['body'] };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

const drop = (key: RecordKey, known: Typed<unknown>): Write => ({
  kind: 'delete-if-version',
  key,
  version: known.version,
});

/** One account. */
export const readAccount = (store: Store, person: string) => readRecord<Account>(store, accountKey(person));

/** Every account of the office, oldest first. */
export const listAccounts = (store: Store): Promise<readonly Typed<Account>[]> =>
  listRecords<Account>(store, { partition: 'PEOPLE' });

/** Where mails to a person go; null where nobody entered it. */
export const addressOf = ({ email = '', login }: Pick<Account, 'email' | 'login'>): string | null =>
  email !== '' ? email : login.includes('@') ? login : null;

/** Addresses of the people with one of these roles who may sign in, each once. */
export async function listStaffAddresses(store: Store, wanted: readonly Role[]): Promise<readonly string[]> {
  const accounts = (await listAccounts(store)).map(({ body }) => body);
  const addresses = accounts
    .filter(({ isDisabled, grants }) => !isDisabled && grants.some(({ role }) => wanted.includes(role)))
    .map(addressOf);
  return [...new Set(addresses.filter((address) => address !== null))];
}

/** The account of a login. */
export async function findAccount(store: Store, login: string): Promise<Typed<Account> | undefined> {
  const owner = await readRecord<{ person: string }>(store, loginKey(login));
  return owner === undefined ? undefined : readAccount(store, owner.body.person);
}

/** Writes an account in place of the one that was read. */
export const putAccount = (account: Account, known: Typed<Account>): Write =>
  put(accountKey(account.id), account, known);

/** Writes a new account and takes its login; refused when either exists. */
export const addAccount = (account: Account): readonly Write[] => [
  put(accountKey(account.id), account, undefined),
  put(loginKey(account.login), { person: account.id }, undefined),
];

/** The session a token opens. */
export const readSession = (store: Store, person: string, token: string) =>
  readRecord<Session>(store, sessionKey(person, token));
/** Writes a session, or when it was last seen. */
export const putSession = (token: string, session: Session, known?: Typed<Session>): Write =>
  put(sessionKey(session.person, token), session, known);
/** Ends a session. */
export const dropSession = (token: string, known: Typed<Session>): Write =>
  drop(sessionKey(known.body.person, token), known);

/** Ends sessions of a person: all of them, or those last seen before an ISO time; at most 80 at once. */
export async function dropSessions(
  store: Store,
  person: string,
  seenBefore?: string,
): Promise<readonly Write[]> {
  const { records } = await store.query({ partition: `SESSIONS#${person}`, limit: 80 });
  return records
    .filter(({ body }) => seenBefore === undefined || (body as unknown as Session).seenAt < seenBefore)
    .map(({ partition, sort, version }) => ({
      kind: 'delete-if-version',
      key: { partition, sort },
      version,
    }));
}

/** What a link's token invites to. */
export const readInvitation = (store: Store, token: string) =>
  readRecord<Invitation>(store, invitationKey(token));
/** Writes an invitation. */
export const putInvitation = (token: string, invitation: Invitation): Write =>
  put(invitationKey(token), invitation, undefined);
/** Uses an invitation up. */
export const dropInvitation = (token: string, known: Typed<Invitation>): Write =>
  drop(invitationKey(token), known);

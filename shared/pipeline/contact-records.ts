import type { Person } from '../domain/person.ts';
import type { Store, Write } from '../ports/store.ts';

/*
 *   CONTACTS#<round>#<commune>   <day>#<id>   a talk with a commune by telephone, Zalo or in person; append-only
 */

/** How one talked. */
export const contactChannels = ['phone', 'zalo', 'in-person', 'other'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** The ways in the words of the office. */
export const contactChannelNames: Readonly<Record<ContactChannel, string>> = {
  phone: 'Điện thoại',
  zalo: 'Zalo',
  'in-person': 'Trao đổi trực tiếp',
  other: 'Hình thức khác',
};

/** A talk with a commune. */
export interface ContactNote {
  readonly id: string;
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  readonly channel: ContactChannel;
  /** ISO day. */
  readonly day: string;
  /** What was said, in the officer's words. */
  readonly words: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time it was written down. */
  readonly at: string;
}

const partitionOf = (round: string, commune: string): string => `CONTACTS#${round}#${commune}`;

/** Writes down a talk. */
export const putContact = (note: ContactNote): Write => ({
  kind: 'put-if-absent',
  record: {
    partition: partitionOf(note.round, note.commune),
    sort: `${note.day}#${note.at}#${note.id}`,
    schema: 1,
    body: { ...note, by: { ...note.by } },
  },
});

/** A page of the talks with a commune, newest first. */
export async function listContacts(
  store: Store,
  { round, commune }: Pick<ContactNote, 'round' | 'commune'>,
  limit: number,
  after?: string,
): Promise<{ readonly notes: readonly ContactNote[]; readonly next?: string }> {
  const page = await store.query({
    partition: partitionOf(round, commune),
    order: 'descending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    notes: page.records.map(({ body }) => body as unknown as ContactNote),
    ...(page.next !== undefined && { next: page.next }),
  };
}

import { createHash } from 'node:crypto';
import type { Person } from '../domain/person.ts';
import { composeReceived } from '../mail/compose-received.ts';
import { acceptMail } from './accept-mail.ts';
import { auditWrite } from './audit-records.ts';
import { directionWrites, undirected, type DossierPlace } from './mail-directions.ts';
import type { World } from './world.ts';

/** How papers came that no mail brought. */
export const receivingChannels = ['in-person', 'post', 'document-system', 'usb', 'zalo', 'other'] as const;
export type ReceivingChannel = (typeof receivingChannels)[number];

/** The ways in the words of the office. */
export const receivingChannelNames: Readonly<Record<ReceivingChannel, string>> = {
  'in-person': 'Nộp trực tiếp (bản giấy đã quét)',
  post: 'Bưu chính (bản giấy đã quét)',
  'document-system': 'Hệ thống quản lý văn bản',
  usb: 'USB, ổ đĩa',
  zalo: 'Zalo',
  other: 'Hình thức khác',
};

/**
 * Takes papers in that came otherwise, as a mail of their own that says who put it in, and binds it to the commune: the same path as
 * any mail. The same papers of the same day, sent twice, are one mail.
 */
export async function receiveOnBehalf(
  world: Pick<World, 'store' | 'blobs' | 'names' | 'clock'>,
  received: {
    readonly place: DossierPlace;
    readonly communeName: string;
    readonly channel: ReceivingChannel;
    /** ISO day the office got them, in Vietnam. */
    readonly day: string;
    /** The officer's words. */
    readonly note: string;
    readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    readonly by: Pick<Person, 'id' | 'name'>;
    /** Identifier of the line in the audit. */
    readonly id: string;
  },
): Promise<{ readonly mail: string; readonly isCopy: boolean }> {
  const { place, communeName, channel, day, note, files, by, id } = received;
  const hash = createHash('sha256').update(JSON.stringify([place.round, place.commune, channel, day, note]));
  for (const { name, bytes } of files) hash.update(name).update(bytes);
  const bytes = await composeReceived({
    subject: `Hồ sơ ${communeName} nhận ngoài thư điện tử`,
    text: [
      `Hình thức nhận: ${receivingChannelNames[channel]}.`,
      `Người nhập: ${by.name}.`,
      ...(note === '' ? [] : [note]),
    ].join('\n'),
    // Noon of the day in Vietnam: only the day is known.
    date: new Date(`${day}T12:00:00+07:00`),
    identifier: hash.digest('hex').slice(0, 32),
    files,
  });
  const at = world.clock.now();
  return acceptMail(world, {
    bytes,
    via: 'on-behalf',
    timeFrom: 'headers',
    beside: (mail) => [
      ...directionWrites(
        {
          mail,
          step: 1,
          at,
          by,
          what: 'receive-on-behalf',
          reason: note === '' ? receivingChannelNames[channel] : note,
          before: undirected,
          after: { ...undirected, isReleased: true, to: place },
        },
        undefined,
      ),
      auditWrite({
        id,
        at,
        by,
        what: 'receive-on-behalf',
        about: { ...place, mail },
        reason: note === '' ? null : note,
        before: null,
        after: receivingChannelNames[channel],
      }),
    ],
  });
}

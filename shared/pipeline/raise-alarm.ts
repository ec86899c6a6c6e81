import { renderLetter } from '../appraisal/letters/render-letter.ts';
import { loadLetterTexts } from './letter-records.ts';
import { officeRound, queueLetter, readOutbox } from './outbox-records.ts';
import { listStaffAddresses } from './people-records.ts';
import { sayLocalDay, sayLocalTime } from './say-local-time.ts';
import type { World } from './world.ts';

/** Something a person must look at now. No words of a mail or a dossier, no names. */
export interface Alarm {
  /** Names it ("dead-jobs", "mailbox"): one letter a day for each. */
  readonly cause: string;
  /** After "Cần xử lý ngay: ", without a full stop. */
  readonly name: string;
  /** What happened; a sentence without its full stop, as the two below. */
  readonly what: string;
  /** ISO time. */
  readonly since: string;
  /** What it does to the work. */
  readonly effect: string;
  /** What to do. */
  readonly action: string;
}

/** Tells the administrators who have an address, at once and once a day for each cause; the portal shows it in any case. */
export async function raiseAlarm(
  { cause, name, what, since, effect, action }: Alarm,
  { store, clock }: Pick<World, 'store' | 'clock'>,
): Promise<void> {
  const at = clock.now();
  const causeOfDay = `alarm#${cause}#${sayLocalDay(at)}`;
  if ((await readOutbox(store, officeRound, causeOfDay)) !== undefined) return;
  const to = await listStaffAddresses(store, ['administrator']);
  if (to.length === 0) return;
  const { day, hour } = sayLocalTime(since);
  const letter = renderLetter(
    'alarm',
    {
      ten_canh_bao: name,
      mo_ta_canh_bao: `${what}.`,
      thoi_diem: `${hour} ngày ${day}`,
      anh_huong: effect,
      viec_can_lam: action,
    },
    await loadLetterTexts(store),
  );
  // Refused when somebody else raised it meanwhile.
  await store.commit(
    queueLetter({
      round: officeRound,
      commune: null,
      cause: causeOfDay,
      letter: 'alarm',
      to,
      ...letter,
      attachments: [],
      inReplyTo: null,
      references: [],
      code: null,
      automatic: 'auto-generated',
      by: 'Hệ thống',
      at,
    }),
  );
}

import { communeValues, officeValues } from '../appraisal/letters/letter-values.ts';
import { renderLetter } from '../appraisal/letters/render-letter.ts';
import { sayDay } from '../appraisal/say-document.ts';
import type { Commune } from '../domain/commune.ts';
import type { Round } from '../domain/round.ts';
import { auditWrite } from './audit-records.ts';
import { councilFolder } from './council-records.ts';
import type { Actor, CouncilDesk } from './keep-act.ts';
import { loadLetterTexts } from './letter-records.ts';
import { queueLetter, readOutbox } from './outbox-records.ts';
import { listAddresses } from './registry-records.ts';

/** Signed papers a person sends to a commune by mail, with the name they have in a sentence. */
export const issuedKinds = {
  'supplement-request': 'Công văn',
  'result-notice': 'Thông báo',
  'recognition-decision': 'Quyết định',
} as const;
export type IssuedKind = keyof typeof issuedKinds;

/** A signed paper to be sent; its scan is kept among the blobs of the council already. */
export interface IssuedOrder {
  readonly round: Round;
  readonly commune: Commune;
  readonly by: Actor;
  readonly kind: IssuedKind;
  /** "124/LĐTBXH" */
  readonly number: string;
  /** ISO days; answerBy is until when a supplement is asked for, null where the paper sets none. */
  readonly date: string;
  readonly answerBy: string | null;
  readonly scan: { readonly blob: string; readonly extension: string; readonly contentType: string };
}

const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));

/**
 * Puts the mail with a signed paper into the outbox, because a person says so: officer texts §3.9 and §3.10 let it go only once the
 * paper has number, day and signature. The same scan goes to a commune once.
 */
export async function sendIssued(
  order: IssuedOrder,
  { store, clock, newId }: CouncilDesk,
): Promise<{ readonly kept: true } | { readonly refused: string }> {
  const { round, commune, by, kind, number, date, answerBy, scan } = order;
  if (number === '' || number.length > 60 || !isDay(date) || (answerBy !== null && !isDay(answerBy)))
    return { refused: 'Ghi số và ngày của văn bản.' };
  const cause = `issued#${commune.code}#${scan.blob.slice(0, 32)}`;
  if ((await readOutbox(store, round.id, cause)) !== undefined)
    return { refused: 'Bản ký này đã ở hộp thư đi của xã, không gửi lại.' };
  const [addresses, texts] = await Promise.all([
    listAddresses(store, round.id, { from: commune.code, to: commune.code }),
    loadLetterTexts(store),
  ]);
  const common = {
    ...officeValues(round),
    ...communeValues(commune),
    so_di: number,
    ngay_di: sayDay(date) ?? '',
  };
  const until = answerBy === null ? '' : `trước ngày ${sayDay(answerBy) ?? ''}`;
  const isSupplement = kind === 'supplement-request';
  const words = isSupplement
    ? renderLetter('issued-letter', { ...common, han_bo_sung: until }, texts)
    : renderLetter(
        'result',
        { ...common, ten_van_ban: issuedKinds[kind], hinh_thuc_gui_ban_chinh: 'đường văn bản' },
        texts,
      );
  const at = clock.now();
  const { writes, jobs } = queueLetter({
    round: round.id,
    commune: commune.code,
    cause,
    letter: isSupplement ? 'issued-letter' : 'result',
    to: addresses.map(({ address }) => address),
    ...words,
    attachments: [
      {
        folder: councilFolder(round.id),
        name: scan.blob,
        fileName: nameScan(kind, number, scan.extension),
        contentType: scan.contentType,
      },
    ],
    inReplyTo: null,
    references: [],
    code: null,
    automatic: null,
    by: by.name,
    at,
  });
  const line = auditWrite({
    id: newId(),
    at,
    by: { id: by.id, name: by.name },
    what: 'send-issued',
    about: { round: round.id, commune: commune.code, mail: null },
    reason: null,
    before: null,
    after: `${issuedKinds[kind]} số ${number} ngày ${date}`,
  });
  const { applied } = await store.commit({ writes: [...writes, line], jobs });
  return applied ? { kept: true } : { refused: 'Người khác vừa gửi văn bản này.' };
}

/** "Công văn số 124-LĐTBXH.pdf": what the commune files it under; signs no file system takes become hyphens. */
const nameScan = (kind: IssuedKind, number: string, extension: string): string =>
  `${issuedKinds[kind]} số ${number.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '')}.${extension}`;

import { createHash } from 'node:crypto';
import { askCommune } from '../appraisal/ask-commune.ts';
import { nothingRecorded } from '../appraisal/district-documents.ts';
import { scoreSheetFormDocument } from '../appraisal/documents/score-sheet-form.ts';
import { draftDocument } from '../appraisal/draft-document.ts';
import {
  communeValues,
  deadlineValues,
  momentValues,
  officeValues,
} from '../appraisal/letters/letter-values.ts';
import { renderLetter } from '../appraisal/letters/render-letter.ts';
import type { Commune } from '../domain/commune.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { DueReminder } from '../domain/reminder.ts';
import { daysToLastDay } from '../domain/reminder.ts';
import type { Commit } from '../ports/store.ts';
import { readDesk } from './desk-records.ts';
import { loadLetterTexts } from './letter-records.ts';
import { loadDossier } from './load-dossier.ts';
import type { OutboxAttachment } from './outbox-records.ts';
import { queueLetter, readOutbox } from './outbox-records.ts';
import { listAddresses } from './registry-records.ts';
import { loadTemplate, readTemplates } from './template-records.ts';
import type { ActiveRound, World } from './world.ts';

const nothing: Commit = { writes: [], jobs: [] };
/** Officer texts §2.3: a letter asks for ten things at most. */
const mostAsked = 10;

/**
 * Reminds a commune of a deadline, or that it has passed, where its dossier is missing or lacks papers; one letter a planned day. Says
 * what stands now: a dossier that came since the day began, or a deadline moved later, sends nothing.
 */
export async function remindCommune(
  order: DueReminder & { readonly round: string; readonly commune: string },
  world: World,
): Promise<Commit> {
  const { store, clock } = world;
  const active = world.rounds.find(({ round }) => round.id === order.round);
  const commune = active?.round.communes.find(({ code }) => code === order.commune);
  if (active === undefined || commune === undefined) return nothing;
  const { round } = active;
  const cause = `${order.kind}#${commune.code}#${order.day}`;
  if ((await readOutbox(store, round.id, cause)) !== undefined) return nothing;
  const desk = (await readDesk(store, round.id, commune.code))?.body;
  const deadline = deadlineOf(round, desk?.extension ?? null);
  const now = clock.now();
  const daysLeft = daysToLastDay(deadline.lateFrom, now);
  const letter = letterOf(order.kind, daysLeft);
  if (letter === null) return nothing;
  const standing = await standingOf(active, commune, (desk?.paper ?? null) !== null, world);
  if (standing === null) return nothing;
  const values = {
    ...officeValues(round),
    ...communeValues(commune),
    ...deadlineValues(deadline),
    ...momentValues(now),
    so_ngay_con_lai: String(Math.max(daysLeft, 0)).padStart(2, '0'),
    ...standing,
    thanh_phan_ho_so: round.expectedDocuments.map(({ label, level }) => ({
      ten_tai_lieu: label,
      neu_co: level === 'if-any',
    })),
  };
  // A listing may be some seconds old: an address enrolled in this very moment waits for the next letter.
  const addresses = await listAddresses(store, round.id, { from: commune.code, to: commune.code });
  return queueLetter({
    round: round.id,
    commune: commune.code,
    cause,
    letter,
    to: addresses.map(({ address }) => address),
    ...renderLetter(letter, values, await loadLetterTexts(store)),
    attachments: letter === 'reminder-14' ? [await keepForm(active, world)] : [],
    inReplyTo: null,
    references: [],
    code: null,
    automatic: 'auto-generated',
    by: 'Hệ thống',
    at: now,
  });
}

/** The letter for so many days to the last day; null where its moment has passed or the deadline was moved. */
function letterOf(kind: DueReminder['kind'], daysLeft: number) {
  if (kind === 'overdue') return daysLeft < 0 ? 'overdue' : null;
  if (daysLeft < 1) return null;
  if (daysLeft === 1) return 'reminder-1';
  if (daysLeft < 5) return 'reminder-3';
  return daysLeft < 10 ? 'reminder-7' : 'reminder-14';
}

/** What the letter says of the dossier; null where it lacks nothing. Papers only: figures are asked for by the receipt. */
async function standingOf(
  { round }: ActiveRound,
  commune: Commune,
  hasPaperCopy: boolean,
  world: World,
): Promise<{
  readonly chua_gui: boolean;
  readonly con_thieu: boolean;
  readonly trang_thai_ho_so: string;
  readonly noi_dung_con_lai: readonly { readonly cau_gui_xa: string }[];
} | null> {
  const dossier = await loadDossier(round.id, commune.code, world);
  // A dossier whose mails were moved elsewhere holds nothing.
  if (dossier === undefined || dossier.records.head.body.mails.length === 0)
    return hasPaperCopy
      ? {
          chua_gui: false,
          con_thieu: true,
          trang_thai_ho_so: 'đã gửi bản giấy, chưa có bản mềm',
          noi_dung_con_lai: [
            { cau_gui_xa: 'Chưa có bản mềm của hồ sơ (đã nhận bản giấy). Đề nghị gửi bản mềm.' },
          ],
        }
      : { chua_gui: true, con_thieu: false, trang_thai_ho_so: 'chưa gửi hồ sơ', noi_dung_con_lai: [] };
  const { revision, crossFindings } = dossier.decided;
  const context = { revision, round, commune, vocabulary: dossier.rubric.vocabulary };
  const { papers } = askCommune([...revision.findings, ...crossFindings], context);
  if (papers.length === 0) return null;
  const more = papers.length - mostAsked;
  return {
    chua_gui: false,
    con_thieu: true,
    trang_thai_ho_so: 'đã gửi, còn nội dung chưa đủ',
    noi_dung_con_lai: [
      ...papers.slice(0, mostAsked),
      ...(more > 0 ? [`Và ${more} nội dung khác, chi tiết trong văn bản gửi sau.`] : []),
    ].map((cau_gui_xa) => ({ cau_gui_xa })),
  };
}

/** The blank score sheet among the blobs of the round. */
async function keepForm(
  { round, rubric }: ActiveRound,
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
): Promise<OutboxAttachment> {
  const template = await loadTemplate((await readTemplates(store, 'score-sheet-form'))?.body, blobs);
  // The deadline stands for the time it is made: a second try gives the same bytes.
  const state = { ...nothingRecorded.round, round, rubric, at: round.lateFrom, communes: [] };
  const bytes = await draftDocument(
    scoreSheetFormDocument,
    { state },
    { purpose: 'for-signing', ...(template !== undefined && { template }) },
  );
  const folder = `drafts/${round.id}/forms`;
  const name = `${createHash('sha256').update(bytes).digest('hex')}.docx`;
  await blobs.put(folder, name, bytes);
  return {
    folder,
    name,
    fileName: `mau-bang-tu-cham-diem-${round.year}.docx`,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

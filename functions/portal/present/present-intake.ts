import type { Severity } from '../../../shared/domain/finding.ts';
import { severityNames } from '../../../shared/domain/finding.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { MailKind, MailTopic, PartFate } from '../../../shared/domain/submission.ts';
import { partFateNames } from '../../../shared/domain/submission.ts';
import type { MailShelf, SearchHit } from '../../../shared/pipeline/mail-listing.ts';
import type { MailOutcome } from '../../../shared/pipeline/mail-outcome.ts';
import type { IntakeEntry, IntakeState, PartEntry } from '../../../shared/pipeline/records.ts';
import type { DeadJob } from '../../../shared/ports/jobs.ts';
import { failureCauseNames } from '../../../shared/ports/jobs.ts';
import type { StageName } from '../../../shared/ports/store.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { dossierHref } from './present-board.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';
import type { TrustView } from './present-trust.ts';
import { presentTrust } from './present-trust.ts';

const kindNames: Readonly<Record<MailKind, string>> = {
  dossier: 'Hồ sơ',
  supplement: 'Bổ sung, thay thế',
  'not-a-dossier': 'Nội dung khác',
  'auto-reply': 'Trả lời tự động',
  bounce: 'Thư không gửi được',
  unreadable: 'Không đọc được tài liệu nào',
};

const topicNames: Readonly<Record<MailTopic, string>> = {
  dossier: 'Hồ sơ',
  plan: 'Kế hoạch',
  commitment: 'Cam kết',
  question: 'Thư hỏi, trao đổi',
  courtesy: 'Thư cảm ơn, xác nhận',
  other: 'Nội dung khác',
};

const stateChips: Readonly<Record<IntakeState, Chip>> = {
  queued: { text: 'Chờ xử lý', tone: 'working' },
  reading: { text: 'Đang đọc tài liệu', tone: 'working' },
  assessing: { text: 'Đang tổng hợp hồ sơ', tone: 'working' },
  done: { text: 'Xong', tone: 'good' },
  duplicate: { text: 'Trùng thư đã nhận', tone: 'quiet' },
  held: { text: 'Giữ lại chờ xác minh', tone: 'attention' },
  refused: { text: 'Không thuộc đợt đánh giá', tone: 'quiet' },
};

/** The stages in the words of the office. */
export const stageNames: Readonly<Record<StageName, string>> = {
  'receive-mail': 'Mở thư',
  'read-document': 'Đọc tài liệu',
  'read-page': 'Nhận dạng chữ một trang quét',
  'join-pages': 'Ghép các trang quét',
  'draw-pages': 'Tạo ảnh trang để đối chiếu',
  'assess-dossier': 'Tổng hợp hồ sơ, tính theo thang điểm',
  'draft-documents': 'Lập dự thảo văn bản',
  'keep-drafts': 'Lập các văn bản của đợt',
  'check-round': 'Đối chiếu hồ sơ các xã, thị trấn',
  'read-confirmation': 'Đọc bảng xác nhận số liệu của ngành',
  'read-annex': 'Đọc bản gốc thang điểm',
  'replay-mail': 'Chuẩn bị xử lý lại thư',
  'replay-round': 'Chuẩn bị xử lý lại đợt đánh giá',
  'list-mail': 'Ghi vào danh sách, tìm kiếm',
  'spread-rubric': 'Áp dụng thang điểm cho đợt đánh giá',
  'apply-rubric': 'Tính lại hồ sơ theo thang điểm',
  'judge-deadline': 'Xét lại hồ sơ theo thời hạn',
  'remind-commune': 'Nhắc thời hạn',
  'send-digest': 'Lập bản tin trong ngày',
  'write-receipts': 'Viết thư báo nhận',
  'send-mail': 'Gửi thư',
  'note-bounce': 'Đọc báo thư không đến nơi nhận',
};

const fateTones: Readonly<Record<PartFate, Chip['tone']>> = {
  parsed: 'good',
  body: 'quiet',
  'archive-opened': 'quiet',
  'nested-message': 'quiet',
  'duplicate-of': 'quiet',
  'ignored-signature-image': 'quiet',
  'ignored-no-document': 'quiet',
  'unreadable-because': 'urgent',
  'needs-password': 'urgent',
  refused: 'urgent',
  'too-large': 'urgent',
  'link-not-file': 'attention',
  held: 'attention',
};

const inboxNames: Readonly<Record<string, string>> = {
  smtp: 'Thư gửi thẳng vào hệ thống (SMTP)',
  folder: 'Thư mục nhận thư',
  'command-line': 'Dòng lệnh',
  ses: 'Hộp thư tiếp nhận',
  imap: 'Hộp thư của cơ quan',
  'imap-spam': 'Mục Thư rác của hộp thư',
  'on-behalf': 'Cán bộ nhập (nhận ngoài thư)',
};

const severityChips: Readonly<Record<Severity, Chip>> = {
  blocking: { text: severityNames.blocking, tone: 'urgent' },
  warning: { text: severityNames.warning, tone: 'attention' },
  note: { text: severityNames.note, tone: 'quiet' },
};

/** Attack: a mail with thousands of bad files; their remarks also stand beside each of them. */
const remarksShown = 100;

/** A mail is still on its way through. */
export function isInWork(entry: IntakeEntry): boolean {
  return entry.state === 'queued' || entry.state === 'reading' || entry.state === 'assessing';
}

/** How far the reading of a mail's parts has come. */
export interface Progress {
  readonly read: number;
  readonly all: number;
  /** "đã đọc 3/5 tệp", "đã đọc 3/5 tệp, nhận dạng 12/40 trang quét" */
  readonly text: string;
}

/** Counts the parts read so far; null before the mail was opened. */
function presentProgress(parts: readonly PartEntry[]): Progress | null {
  if (parts.length === 0) return null;
  const read = parts.filter(({ state }) => state === 'read').length;
  const pictured = parts.flatMap(({ state, pictures }) => (state === 'read' ? [] : (pictures ?? [])));
  const pages = pictured.reduce((sum, { pages: all }) => sum + all.length, 0);
  const left = pictured.reduce((sum, each) => sum + each.left, 0);
  return {
    read,
    all: parts.length,
    text: `đã đọc ${read}/${parts.length} tệp${pages === 0 ? '' : `, nhận dạng ${pages - left}/${pages} trang quét`}`,
  };
}

/** One line of the intake log. */
export interface IntakeRow {
  readonly href: string;
  readonly receivedAt: string;
  /** When this system took it in, where the mailbox had it earlier (a saved mail); the log goes by this time. */
  readonly acceptedAt: string | null;
  readonly from: string;
  readonly subject: string;
  readonly kind: string;
  readonly state: Chip;
  readonly because: string;
  readonly progress: Progress | null;
  readonly copies: number;
  readonly commune: {
    readonly name: string;
    readonly href: string;
    readonly revision: string;
    /** Where talks with the commune are kept. */
    readonly contactsHref: string;
  } | null;
}

/** The shelves in the words of the office. */
export const shelfNames: Readonly<Record<MailShelf, string>> = {
  'in-work': 'Đang xử lý',
  filed: 'Đã đưa vào hồ sơ',
  held: 'Chờ xác minh',
  question: 'Thư hỏi chưa trả lời',
  answered: 'Thư hỏi đã trả lời',
  duplicate: 'Trùng thư đã nhận',
  other: 'Nội dung khác',
  refused: 'Không thuộc đợt đánh giá',
};

/** One line of what a search found: nothing of it that changes; the mail's own page says how it stands. */
export function presentHit(hit: SearchHit): IntakeRow {
  return {
    href: mailHref(hit.mail),
    receivedAt: sayTime(hit.acceptedAt),
    acceptedAt: null,
    from: hit.from === null ? 'Chưa rõ người gửi' : showText(hit.from, 120),
    subject: hit.subject === null ? 'Thư không có tiêu đề' : showText(hit.subject, 200),
    kind: '',
    state: { text: 'Xem thư', tone: 'quiet' },
    because: '',
    progress: null,
    copies: 0,
    commune: null,
  };
}

/** One line of the log; `parts` only where the mail is being read. */
export function presentIntakeRow(
  entry: IntakeEntry,
  rounds: readonly Round[],
  parts: readonly PartEntry[] = [],
): IntakeRow {
  return {
    href: mailHref(entry.mail),
    receivedAt: sayTime(entry.receivedAt),
    acceptedAt: sayTime(entry.acceptedAt) === sayTime(entry.receivedAt) ? null : sayTime(entry.acceptedAt),
    from: entry.from === null ? 'Chưa rõ người gửi' : showText(entry.from, 120),
    subject: saySubject(entry),
    kind: sayKind(entry),
    state: stateChips[entry.state],
    because: entry.because === null ? '' : showText(entry.because),
    progress: isInWork(entry) ? presentProgress(parts) : null,
    copies: entry.copies,
    commune: communeOf(entry, rounds),
  };
}

function saySubject(entry: IntakeEntry): string {
  if (entry.subject !== null && entry.subject.trim() !== '') return showText(entry.subject, 200);
  return entry.kind === null && entry.state === 'queued' ? 'Thư chưa mở' : 'Thư không có tiêu đề';
}

function sayKind(entry: IntakeEntry): string {
  if (entry.state === 'duplicate') return 'Gửi lại, không thay đổi';
  if (entry.kind === null) return 'Chưa phân loại';
  if (entry.kind === 'not-a-dossier' && entry.topic !== null && entry.topic !== 'dossier')
    return topicNames[entry.topic];
  return kindNames[entry.kind];
}

function communeOf(
  entry: Pick<IntakeEntry, 'round' | 'commune' | 'revision'>,
  rounds: readonly Round[],
): IntakeRow['commune'] {
  const round = rounds.find(({ id }) => id === entry.round);
  const commune = round?.communes.find(({ code }) => code === entry.commune);
  if (round === undefined || commune === undefined) return null;
  return {
    name: commune.name,
    href: dossierHref(round.id, commune.code, entry.revision ?? undefined),
    revision: entry.revision === null ? '' : `Lần ${entry.revision}`,
    contactsHref: `/lien-he/${round.id}/${commune.code}`,
  };
}

/** A job that stopped and waits for a person. */
export interface DeadRow {
  readonly id: string;
  readonly stage: string;
  readonly cause: string;
  readonly failedAt: string;
  readonly mailHref: string | null;
}

/** One stopped job in words. */
export function presentDead(job: DeadJob): DeadRow {
  const mail = job.payload['mail'];
  return {
    id: job.id,
    stage: stageNames[job.stage],
    cause: failureCauseNames[job.cause],
    failedAt: sayTime(job.failedAt),
    mailHref: typeof mail === 'string' ? mailHref(mail) : null,
  };
}

/** One part of a mail. */
export interface PartRow {
  /** Where it is put right. */
  readonly href: string;
  readonly number: string;
  readonly file: string;
  readonly depth: number;
  readonly fate: Chip;
  readonly reason: string;
  readonly details: string;
  readonly findings: readonly string[];
}

/** One part of a mail and what became of it. */
function presentPart(part: PartEntry): PartRow {
  return {
    href: `${mailHref(part.mail)}/phan/${part.part}`,
    number: showText(part.part, 40),
    file: showText(part.file),
    depth: Math.min(part.part.split('.').length - 1, 4),
    fate:
      part.fate === null
        ? { text: 'Chờ đọc', tone: 'working' }
        : { text: partFateNames[part.fate], tone: fateTones[part.fate] },
    reason: part.reason === null ? '' : showText(part.reason, 500),
    details: [
      part.format === 'other' ? '' : part.format.toUpperCase(),
      sayBytes(part.bytes),
      part.pages === null ? '' : `${part.pages} trang`,
      part.scanned ? 'bản quét' : '',
      part.status === 'partly-read' ? 'đọc được một phần' : '',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    findings: part.findings
      .map(({ message }) => showText(message, 500))
      .filter((message) => message !== showText(part.reason ?? '', 500)),
  };
}

/** One mail in full. */
export interface MailView extends IntakeRow {
  readonly trust: TrustView | null;
  readonly isInWork: boolean;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly duplicateOf: string | null;
  /** Of a mail with the papers of several communes, their dossiers. */
  readonly dossiers: readonly NonNullable<IntakeRow['commune']>[];
  readonly parts: readonly PartRow[];
  /** Remarks on the mail as a whole. */
  readonly remarks: readonly { readonly severity: Chip; readonly message: string }[];
}

/** The page of one mail. */
export function presentMail(input: {
  readonly entry: IntakeEntry;
  readonly parts: readonly PartEntry[];
  /** What came of it; null while it is worked on. */
  readonly outcome: MailOutcome | null;
  readonly rounds: readonly Round[];
}): MailView {
  const { entry, parts, outcome, rounds } = input;
  // Remarks of one file stand beside it.
  const ofParts = new Set(parts.flatMap(({ findings }) => findings.map(({ message }) => message)));
  return {
    ...presentIntakeRow(entry, rounds, parts),
    dossiers: (outcome?.parts ?? []).flatMap(
      ({ round, commune, revision }) => communeOf({ round, commune, revision }, rounds) ?? [],
    ),
    isInWork: isInWork(entry),
    trust: presentTrust(entry),
    duplicateOf: entry.duplicateOf === null ? null : mailHref(entry.duplicateOf),
    parts: parts.map(presentPart),
    remarks: (outcome?.findings ?? [])
      .filter(({ message }) => !ofParts.has(message))
      .slice(0, remarksShown)
      .map(({ severity, message }) => ({
        severity: severityChips[severity],
        message: showText(message, 1000),
      })),
    facts: [
      { label: 'Thời điểm nhận', value: sayTime(entry.receivedAt) },
      { label: 'Đã nhận an toàn', value: sayTime(entry.acceptedAt) },
      { label: 'Nhận qua', value: inboxNames[entry.via] ?? showText(entry.via, 60) },
      { label: 'Dung lượng thư', value: sayBytes(entry.bytes) },
      { label: 'Mã thư', value: entry.mail },
      ...(entry.run === undefined ? [] : [{ label: 'Số lần xử lý lại', value: sayNumber(entry.run) }]),
    ],
  };
}

/** Address of a mail's page. */
export function mailHref(mail: string): string {
  return `/tiep-nhan/${encodeURIComponent(mail)}`;
}

/** A size in words: "512 byte", "34 KB", "2,4 MB". */
function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1024 * 1024) return `${sayNumber(bytes / 1024, 0)} KB`;
  return `${sayNumber(bytes / 1024 / 1024, 1)} MB`;
}

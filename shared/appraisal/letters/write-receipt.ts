import type { Commune } from '../../domain/commune.ts';
import type { Deadline } from '../../domain/deadline.ts';
import { isLateBy } from '../../domain/deadline.ts';
import type { DocumentKind, DossierDocument } from '../../domain/document.ts';
import { documentKindNames } from '../../domain/document.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Vocabulary } from '../../domain/indicator.ts';
import type { LetterId } from '../../domain/letter.ts';
import type { Round } from '../../domain/round.ts';
import { kindOfName } from '../../extraction/paper-kind.ts';
import type { PaperCopy } from '../district-documents.ts';
import { documentNumber, sayDay, sayDayOf, sayHourOf, two } from '../say-document.ts';
import { askReceived, sayPlainFormat } from './ask-received.ts';
import { communeValues, deadlineValues, momentValues, officeValues } from './letter-values.ts';
import type { LetterText, LetterTexts } from './letter-texts.ts';
import { renderLetter } from './render-letter.ts';
import { repeatableSubject } from './repeatable-subject.ts';

/** Megabytes of one mail: the commonest mailboxes take 25 with their encoding. */
const largestMail = '18';

/** Attack: a mail of a thousand files makes a receipt nobody reads. */
const mostRows = 30;
const mostTimes = 5;

/** A leaf file of a mail, as its outcome lists it. */
export interface ReceivedFile extends Pick<
  DossierDocument,
  'file' | 'sha256' | 'format' | 'status' | 'pages' | 'scanned'
> {
  readonly kind: DocumentKind;
}

/** A mail that is answered. */
export interface ReceivedMail {
  readonly mail: string;
  /** ISO time. */
  readonly receivedAt: string;
  readonly subject: string | null;
  readonly files: readonly ReceivedFile[];
  /** Remarks on the mail and its files. */
  readonly findings: readonly Finding[];
  /** When the mail came that brought all of this one before it, ISO; null where something in it is new. */
  readonly knownSince: string | null;
}

/** What a receipt is written from. */
export interface ReceiptInput {
  readonly code: string;
  /** 0 for the first mail of a dossier, else which supplement it is. */
  readonly supplement: number;
  /** At least one, in the order of receipt. */
  readonly mails: readonly ReceivedMail[];
  /** The dossier after them, as decided. */
  readonly revision: DossierRevision;
  /** When each mail of the dossier was received, ISO. */
  readonly arrivals: ReadonlyMap<string, string>;
  /** Kinds of paper that the commune's own letter says go with it. */
  readonly enclosures: readonly DocumentKind[];
  readonly paper: PaperCopy | null;
  readonly deadline: Deadline;
  /** ISO time of writing. */
  readonly at: string;
  readonly round: Round;
  readonly commune: Commune;
  readonly vocabulary: Vocabulary;
}

/** A written receipt. */
export interface Receipt extends LetterText {
  readonly letter: LetterId;
}

/** A line of "Tài liệu đã nhận". */
interface Row {
  readonly ten_tai_lieu: string;
  readonly so_ky_hieu: string;
  readonly ngay_van_ban: string;
  readonly dinh_dang: string;
  /** How far it was read; of a supplement, what it does to the dossier. */
  readonly said: string;
}

/**
 * The receipt for the mails of a commune that came one after the other (officer texts §3.2 to §3.6): what came, what of it could be
 * read, and what the commune can mend. Of the papers it names kind, number, day and format, of the figures criteria and names;
 * never a file's name, a value of criteria 3 to 6, or words of the sender but a subject that is safe to repeat.
 */
export function writeReceipt(input: ReceiptInput, texts: LetterTexts): Receipt {
  const { mails, revision, round, commune, deadline } = input;
  const [first] = mails;
  const last = mails.at(-1);
  if (first === undefined || last === undefined) throw new Error('no mail to answer');
  const asked = askReceived(input);
  const common = {
    ...officeValues(round),
    ...communeValues(commune),
    ...deadlineValues(deadline),
    ...sayTimes(mails),
    ma_tiep_nhan: input.code,
    tieu_de_goc:
      repeatableSubject(last.subject, round) ??
      `Về hồ sơ ${commune.type} phù hợp với trẻ em năm ${round.year} - ${communeValues(commune).ten_xa}`,
  };
  const say = (sentences: readonly string[]) => sentences.map((cau_gui_xa) => ({ cau_gui_xa }));
  const write = (letter: LetterId, text: LetterText): Receipt => ({ letter, ...text });

  if (mails.every(({ knownSince }) => knownSince !== null)) {
    const [since = first.receivedAt] = mails.flatMap(({ knownSince }) => knownSince ?? []);
    const before = momentValues(since);
    const open = asked.papers.length + asked.points.length;
    const values = {
      ...common,
      gio_lan_truoc: before.gio,
      ngay_lan_truoc: before.ngay,
      tinh_trang_hien_tai:
        open === 0
          ? 'Qua kiểm tra bước đầu, hồ sơ chưa thấy nội dung phải bổ sung.'
          : `Hồ sơ còn ${two(open)} nội dung đề nghị bổ sung, làm rõ.`,
    };
    return write('receipt-known', renderLetter('receipt-known', values, texts));
  }
  const rows = listRows(input);
  const isBatch = (document: DossierDocument): boolean =>
    mails.some(({ mail }) => mail === document.mailId) && document.extraction !== undefined;
  if (!revision.documents.some(isBatch) && (input.supplement === 0 || rows.length === 0)) {
    const nothing =
      asked.unread.length > 0
        ? asked.unread
        : ['Thư không có tệp đính kèm. Đề nghị gửi lại thư, kèm các tài liệu của hồ sơ.'];
    const values = {
      ...common,
      con_han: !isLateBy(input.at, deadline),
      tai_lieu_thieu: say(nothing),
      dung_luong_toi_da: largestMail,
    };
    return write('receipt-nothing-read', renderLetter('receipt-nothing-read', values, texts));
  }
  const asks = [...asked.papers, ...asked.points];
  if (input.supplement > 0) {
    const values = {
      ...common,
      lan_bo_sung: String(input.supplement),
      tai_lieu_da_nhan: rows.map(({ said, ...row }) => ({ ...row, tac_dong: said })),
      con_noi_dung: asks.length > 0,
      noi_dung_con_lai: say(asks),
    };
    return write('receipt-supplement', renderLetter('receipt-supplement', values, texts));
  }
  const isLate = isLateBy(input.arrivals.get(revision.mailIds[0] ?? '') ?? first.receivedAt, deadline);
  const ofDossier = {
    ...common,
    trong_han: isLate
      ? 'sau thời hạn; Phòng ghi nhận, báo cáo cấp có thẩm quyền xem xét'
      : deadline.lateFrom === round.lateFrom
        ? 'trong thời hạn'
        : 'trong thời hạn được gia hạn',
    tai_lieu_da_nhan: rows.map(({ said, ...row }) => ({ ...row, tinh_trang: said })),
    da_nhan_ban_giay: input.paper !== null,
    so_den: input.paper?.number ?? '',
    ngay_den: sayDay(input.paper?.date ?? null) ?? '',
    noi_nhan_ban_giay: `${round.authority.officeShort} ${round.authority.district}`,
  };
  if (asks.length === 0) return write('receipt-complete', renderLetter('receipt-complete', ofDossier, texts));
  const values = {
    ...ofDossier,
    thoi_han_day_du: isLateBy(input.at, deadline)
      ? `${ofDossier.thoi_han_day_du}; nay đã quá thời hạn, đề nghị gửi sớm nhất có thể`
      : ofDossier.thoi_han_day_du,
    co_tai_lieu_thieu: asked.papers.length > 0,
    tai_lieu_thieu: say(asked.papers),
    co_noi_dung_lam_ro: asked.points.length > 0,
    noi_dung_lam_ro: say(asked.points),
  };
  return write('receipt-incomplete', renderLetter('receipt-incomplete', values, texts));
}

/** "09:05" and "01/11/2023"; of several mails "09:05, 09:12", with the day where it is another. */
function sayTimes(mails: readonly ReceivedMail[]): { readonly gio: string; readonly ngay: string } {
  const shown = mails.slice(0, mostTimes);
  const day = sayDayOf(shown.at(-1)?.receivedAt ?? '');
  const hours = shown.map(({ receivedAt }, index) => {
    const own = sayDayOf(receivedAt);
    const isLast = index === shown.length - 1;
    return isLast || own === day ? sayHourOf(receivedAt) : `${sayHourOf(receivedAt)} ngày ${own}`;
  });
  return { gio: [...new Set(hours)].join(', '), ngay: day };
}

/** What came, paper by paper; alike ones together. */
function listRows(input: ReceiptInput): readonly Row[] {
  const { mails, revision } = input;
  const isOneMail = mails.length === 1;
  const rows = mails.flatMap((mail) =>
    mail.files
      .filter(({ status }) => status !== 'ignored')
      .flatMap((file): readonly Row[] => {
        const papers = revision.documents.filter(
          (one) => one.mailId === mail.mail && one.file === file.file && one.sha256 === file.sha256,
        );
        const written =
          papers.length > 0 ? papers.map((one) => rowOf(one, input)) : rowOfOther(file, mail, input);
        return isOneMail
          ? written
          : written.map((row) => ({ ...row, said: `${row.said} (thư lúc ${sayHourOf(mail.receivedAt)})` }));
      }),
  );
  const counts = new Map<string, { readonly row: Row; count: number }>();
  for (const row of rows) {
    const key = JSON.stringify(row);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { row, count: 1 });
    else known.count += 1;
  }
  const listed = [...counts.values()].map(({ row, count }) =>
    count === 1 ? row : { ...row, dinh_dang: `${row.dinh_dang}, ${two(count)} tài liệu` },
  );
  if (listed.length <= mostRows) return listed;
  return [
    ...listed.slice(0, mostRows),
    {
      ten_tai_lieu: 'Các tài liệu khác',
      so_ky_hieu: '',
      ngay_van_ban: '',
      dinh_dang: `${listed.length - mostRows} loại`,
      said: 'đã nhận',
    },
  ];
}

/** A paper that went into the dossier. */
function rowOf(document: DossierRevision['documents'][number], input: ReceiptInput): Row {
  const { extraction, status } = document;
  return {
    ten_tai_lieu: documentKindNames[extraction?.kind ?? kindOfName(document.file)].name,
    // Written by hand on many papers, and easily misread in a picture of them.
    so_ky_hieu: document.scanned ? '' : (documentNumber(document) ?? ''),
    ngay_van_ban: document.scanned ? '' : (sayDay(extraction?.date ?? null) ?? ''),
    dinh_dang: sayPlainFormat(document),
    said:
      extraction === undefined
        ? document.readFindings.some(({ code }) => code === 'password-protected')
          ? 'chưa mở được, tệp có đặt mật khẩu'
          : 'chưa đọc được'
        : input.supplement > 0
          ? sayEffect(document, input)
          : status === 'partly-read'
            ? 'đọc được một phần'
            : 'đã đọc',
  };
}

/** A file of a mail that is not in the dossier: it was there before, or names another commune. */
function rowOfOther(file: ReceivedFile, mail: ReceivedMail, input: ReceiptInput): readonly Row[] {
  const isOther = mail.findings.some(({ code, about }) => code === 'commune-mismatch' && about === file.file);
  const isKnownHere = input.mails.some(
    (one) => one.mail !== mail.mail && one.files.some(({ sha256 }) => sha256 === file.sha256),
  );
  // The same paper twice in the mails answered here is listed once.
  if (!isOther && (isKnownHere || input.supplement === 0)) return [];
  return [
    {
      ten_tai_lieu: documentKindNames[file.kind].name,
      so_ky_hieu: '',
      ngay_van_ban: '',
      dinh_dang: sayPlainFormat(file),
      said: isOther ? 'ghi tên đơn vị khác, chưa đưa vào hồ sơ' : 'không thay đổi so với lần trước',
    },
  ];
}

/** What a paper of a supplement does to the dossier (officer texts §3.5). */
function sayEffect(
  document: DossierRevision['documents'][number],
  { revision, arrivals }: ReceiptInput,
): string {
  const replaced = revision.documents.find(
    (one) => one.replacedBy === document.file && one.mailId !== document.mailId,
  );
  const since = replaced === undefined ? undefined : arrivals.get(replaced.mailId);
  if (since !== undefined) return `thay cho tài liệu đã gửi ngày ${sayDayOf(since)}`;
  const brought = new Set(document.extraction?.readings.map(({ indicator }) => indicator));
  const amends = revision.documents.some(
    ({ mailId, amended = [] }) => mailId !== document.mailId && amended.some((one) => brought.has(one)),
  );
  return amends ? 'đính chính số liệu của tài liệu đã gửi' : 'bổ sung mới';
}

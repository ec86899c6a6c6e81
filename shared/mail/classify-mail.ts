import type { MailKind, MailTopic } from '../domain/submission.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { findShareLinks } from './find-share-links.ts';
import { readForwardingConfirmation } from './forwarding-confirmation.ts';
import { readOwnWords } from './own-words.ts';
import type { InboundMail } from './parse-mail.ts';

/** What a mail is by its envelope and words alone. */
export interface MailClass {
  readonly kind: MailKind;
  readonly topic: MailTopic;
  /** One Vietnamese sentence for the intake log. */
  readonly because: string;
}

// Patterns over folded words ("Tờ trình" is "to trinh"), so that mails without accents count too.
const words = {
  dossier:
    /\b(?:phu hop (?:voi )?tre em|phte|tre em|tieu chi|cham diem|bang diem|bieu diem|ho so (?:xa|thi tran|phuong)|phieu hai long|quyet dinh (?:so )?06|qd 06|cong nhan xa|cong nhan thi tran)\b/,
  dossierFile:
    /\b(?:to trinh|ttr|bang diem|bang cham diem|cham diem|bieu cham|tu cham|bien ban|bb hop|phieu|bao cao|bc|ho so)\b/,
  plan: /\bke hoach\b|\bkh (?:xa|thuc hien|phte|tre em)\b/,
  commitment: /\bcam ket\b/,
  sending: /\b(?:gui|nop|kem|dinh kem)\b/,
  otherTopic:
    /\b(?:ho ngheo|can ngheo|giam ngheo|nong thon moi|ngan sach|giai ngan|quyet toan|du toan|tuyen quan|nghia vu quan su|bau cu|chay no|phong chay|dich ta|dich benh|chan nuoi|trong trot|nguoi co cong|liet si|nguoi cao tuoi|cao tuoi|khuyet tat|tro cap|bao tro xa hoi|viec lam|xuat khau lao dong|dao tao nghe|dat dai|xay dung|giao thong|cai cach hanh chinh|chuyen doi so|thi dua|khen thuong|binh dang gioi|ma tuy|mai dam|the thao|du lich|le hoi|giay moi|lich cong tac|lich truc|hoi nghi|tap huan|thien tai|phong chong bao|bao hiem y te|dan so|an ninh trat tu|quoc phong|kiem ke|tiep dan|khieu nai)\b/,
  autoReply:
    /^(?:tra loi tu dong|tu dong tra loi|thu tra loi tu dong|automatic reply|auto reply|autoreply|auto|out of office|vang mat|thong bao vang mat|nghi phep)\b/,
  bounce:
    /^(?:delivery status notification|undeliver|undelivered|mail delivery (?:failed|failure|subsystem)|failure notice|returned mail|delivery (?:has )?failed|khong gui duoc|thu khong gui duoc|khong the gui|chua gui duoc thu)/,
  courtesy:
    /\b(?:cam on|da nhan duoc|da nhan|da ro|vang a|da vang|ok a|ok em|chuc mung|nhat tri|xin ghi nhan|thank you|thanks)\b/,
  question:
    /\b(?:cho (?:em|toi|xa|chung toi) hoi|xin hoi|muon hoi|em hoi|hoi ve|hoi them|xin huong dan|huong dan giup|de nghi huong dan|nho (?:anh chi|phong) huong dan|vuong mac|nhu the nao|the nao a|co duoc khong|duoc khong|hay khong|o dau|bao gio|khi nao|lam sao|bao nhieu)\b/,
} as const;

const supplementWords =
  /\b(?:thay the|thay cho|thay bang|bo sung|dinh chinh|gui lai|nop lai|dieu chinh|cap nhat|sua (?:lai|doi)|da sua|ban sua|phan (?:[1-9]|i{1,3}|cuoi|con lai)(?: [1-9])?|tiep theo|gui tiep|gui not|gui them|con thieu)\b/;

const figures = /\d+(?:[.,]\d+)?\s*%|\b\d{1,4}\s*điểm/u;

/** Judges a mail by its envelope and words, attachments unopened (automatic mail: RFC 3834, RFC 6522; list mail: RFC 2919). In doubt it is a dossier: a person sees it, and nothing is lost. */
export function classifyEnvelope(mail: InboundMail): MailClass {
  const subject = foldWords(mail.subject ?? '');
  const own = readOwnWords(mail.textBody);
  const body = foldWords(own);
  const files = mail.attachments.filter(isDocumentFile).map((file) => foldWords(file.path));
  const everything = [subject, body, ...files].join(' ');
  const isOnTopic = words.dossier.test(everything);

  if (readForwardingConfirmation(mail) !== null)
    return notADossier('other', 'Thư của Gmail đề nghị xác nhận chuyển tiếp thư; xem ở trang Hộp thư.');
  if (isBounce(mail, subject))
    return {
      kind: 'bounce',
      topic: 'other',
      because: 'Máy chủ thư báo không chuyển được thư đã gửi.',
    };
  if (isAutoReply(mail, subject) && !(files.length > 0 && isOnTopic))
    return { kind: 'auto-reply', topic: 'other', because: 'Thư trả lời tự động, không có hồ sơ kèm theo.' };
  if (isListMail(mail) && !(files.length > 0 && isOnTopic))
    return notADossier('other', 'Thư gửi hàng loạt qua danh sách thư, không phải hồ sơ của xã, thị trấn.');
  if (files.length > 0) return classifyFiles({ subject, files, everything, isOnTopic });
  if (findShareLinks(mail).length > 0)
    return dossier('Thư gửi đường dẫn đến nơi lưu tệp thay cho tệp đính kèm.');
  return classifyWords({ mail, subject, body, own, isOnTopic });
}

/** Whether a mail's subject and file names plainly speak of something else, its contents unread; in doubt they do not. */
export function isPlainlyOfOtherTopic(mail: {
  readonly subject: string | null;
  readonly files: readonly string[];
  readonly isList: boolean;
}): boolean {
  const said = [mail.subject ?? '', ...mail.files].map(foldWords).join(' ');
  return !words.dossier.test(said) && (mail.isList || words.otherTopic.test(said));
}

function classifyFiles(input: {
  readonly subject: string;
  readonly files: readonly string[];
  readonly everything: string;
  readonly isOnTopic: boolean;
}): MailClass {
  const { subject, files, everything, isOnTopic } = input;
  const allAre = (pattern: RegExp) => files.every((file) => pattern.test(file));
  // "Gửi hồ sơ theo Kế hoạch số 15" brings a dossier, not a plan.
  const isAboutDossier =
    words.dossierFile.test(subject) || /\b(?:theo|can cu|thuc hien) ke hoach\b/.test(subject);
  const isNamedIn = (pattern: RegExp) =>
    allAre(pattern) ||
    (pattern.test(subject) && !isAboutDossier && !files.some((file) => words.dossierFile.test(file)));
  if (isNamedIn(words.commitment) && !isNamedIn(words.plan))
    return notADossier('commitment', 'Thư gửi bản cam kết thực hiện các tiêu chí.');
  if (isNamedIn(words.plan) && !words.otherTopic.test(everything))
    return notADossier('plan', 'Thư gửi kế hoạch thực hiện của xã, thị trấn.');
  if (!isOnTopic && words.otherTopic.test(everything))
    return notADossier(
      'other',
      'Tiêu đề, nội dung và tên tệp nói về việc khác, không nhắc đến xã phù hợp với trẻ em.',
    );
  return dossier(
    isOnTopic
      ? 'Thư có tệp đính kèm và nói về hồ sơ xã phù hợp với trẻ em.'
      : 'Thư có tệp đính kèm, chưa thấy dấu hiệu là việc khác.',
  );
}

function classifyWords(input: {
  readonly mail: InboundMail;
  readonly subject: string;
  readonly body: string;
  readonly own: string;
  readonly isOnTopic: boolean;
}): MailClass {
  const { mail, subject, body, own, isOnTopic } = input;
  const isQuestion = own.includes('?') || words.question.test(body) || words.question.test(subject);
  if (subject === '' && body === '' && mail.attachments.length === 0)
    return { kind: 'unreadable', topic: 'other', because: 'Thư trống hoặc không đọc được nội dung.' };
  if (isOnTopic && figures.test(own))
    return dossier('Thư ghi số liệu ngay trong nội dung, không có tệp đính kèm.');
  if (isQuestion) return notADossier('question', 'Thư hỏi, đề nghị hướng dẫn; không có tệp đính kèm.');
  if (words.courtesy.test(body) && body.length <= 300 && !words.sending.test(body))
    return notADossier('courtesy', 'Thư cảm ơn, xác nhận; không có tệp đính kèm.');
  if (isOnTopic && (words.sending.test(body) || words.sending.test(subject)))
    return dossier('Thư nói gửi hồ sơ nhưng không có tệp đính kèm.');
  return words.courtesy.test(body) && body.length <= 300
    ? notADossier('courtesy', 'Thư cảm ơn, xác nhận; không có tệp đính kèm.')
    : notADossier('other', 'Thư không có tệp đính kèm và không có số liệu.');
}

const dossier = (because: string): MailClass => ({ kind: 'dossier', topic: 'dossier', because });

const notADossier = (topic: MailTopic, because: string): MailClass => ({
  kind: 'not-a-dossier',
  topic,
  because,
});

/** Calendar entries, visiting cards and signatures of the mail program are no documents. */
function isDocumentFile(file: InboundMail['attachments'][number]): boolean {
  return !file.signatureImage && !/\.(?:ics|vcf|p7s|asc)$/i.test(file.path);
}

function isBounce(mail: InboundMail, subject: string): boolean {
  const { contentType, reportType, returnPathEmpty } = mail.headers;
  if (contentType === 'multipart/report') return reportType !== 'disposition-notification';
  const isFromServer = /^(?:mailer-daemon|postmaster)@/.test(mail.from?.address ?? '');
  return words.bounce.test(subject) && (isFromServer || returnPathEmpty);
}

function isAutoReply(mail: InboundMail, subject: string): boolean {
  const { autoSubmitted, hasAutoReplyMark, precedence, reportType } = mail.headers;
  return (
    (autoSubmitted !== null && !/^no\b/.test(autoSubmitted)) ||
    hasAutoReplyMark ||
    precedence === 'auto_reply' ||
    reportType === 'disposition-notification' ||
    words.autoReply.test(subject)
  );
}

function isListMail(mail: InboundMail): boolean {
  return (
    mail.headers.listId !== null ||
    mail.headers.isList === true ||
    /^(?:bulk|list|junk)$/.test(mail.headers.precedence ?? '')
  );
}

/** Whether a mail reads as if it completes or corrects an earlier one: its words say so, or it answers another mail. The dossier at hand decides whether it does. */
export function looksLikeSupplement(mail: InboundMail): boolean {
  const said = [
    mail.subject ?? '',
    readOwnWords(mail.textBody),
    ...mail.attachments.map((file) => file.path),
  ];
  return (
    mail.inReplyTo !== null ||
    mail.references.length > 0 ||
    said.some((text) => supplementWords.test(foldWords(text)))
  );
}

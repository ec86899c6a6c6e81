import type { Commune } from '../domain/commune.ts';
import { communeInSentence } from '../domain/commune.ts';
import type { IssuedPaper } from '../domain/council-session.ts';
import type { Round } from '../domain/round.ts';
import type { CommuneRequests } from './ask-commune.ts';
import { sayDay } from './say-document.ts';
import { blank } from './say-reception.ts';

/** A mail to a commune, plain text. */
export interface CouncilMail {
  readonly subject: string;
  readonly text: string;
}

/**
 * The informal mail that goes at once when the council sends a dossier back: what to complete, in the secretary's words and as the
 * dossier's remarks ask it; the letter with number and signature follows (officer texts §3.1, §3.9).
 */
export function writeCompletionMail(
  { round, commune }: { readonly round: Round; readonly commune: Commune },
  session: { readonly number: number; readonly date: string | null },
  words: string,
  requests: CommuneRequests,
): CouncilMail {
  const { authority } = round;
  const day = sayDay(session.date);
  const asked = [...requests.papers, ...requests.figures, ...requests.forms];
  return {
    subject: subjectOf(round, commune, 'bổ sung, hoàn thiện hồ sơ'),
    text: [
      addressee(commune),
      `Tại phiên họp thứ ${session.number}${day === null ? '' : ` ngày ${day}`}, ${authority.council} yêu cầu ${communeInSentence(commune)} bổ sung, hoàn thiện hồ sơ đề nghị công nhận ${commune.type} phù hợp với trẻ em năm ${round.year}:`,
      words,
      ...(asked.length === 0
        ? []
        : [['Các nội dung khác của hồ sơ cần làm rõ:', ...asked.map((one) => `- ${one}`)].join('\n')]),
      `Đề nghị trả lời chính thư này kèm tài liệu bổ sung, hoặc gửi về ${authority.contact.mailbox}; chỉ gửi số liệu tổng hợp, không gửi danh sách có họ tên trẻ em. Công văn có số, chữ ký được gửi sau.`,
      'Thư này báo trước để kịp thời gian, không thay cho văn bản của cơ quan và không phải là kết quả thẩm định.',
      ending(round),
    ].join('\n\n'),
  };
}

/** The mail that tells a commune it is recognised, once the decision was issued (officer texts §3.10). */
export function writeRecognitionMail(
  { round, commune }: { readonly round: Round; readonly commune: Commune },
  decision: IssuedPaper,
): CouncilMail {
  const { authority } = round;
  return {
    subject: subjectOf(round, commune, 'kết quả xét công nhận'),
    text: [
      addressee(commune),
      `${authority.office} báo tin: ${communeInSentence(commune)} được công nhận ${commune.type} phù hợp với trẻ em năm ${round.year} theo Quyết định số ${decision.number ?? blank} ngày ${sayDay(decision.date) ?? blank} của ${authority.recogniser}.`,
      'Quyết định, Thông báo kết quả có chữ ký, con dấu được gửi theo đường văn bản; thư này không thay cho các văn bản đó.',
      ending(round),
    ].join('\n\n'),
  };
}

const subjectOf = (round: Round, commune: Commune, what: string): string =>
  `Về ${what}: ${commune.type} phù hợp với trẻ em năm ${round.year} - ${commune.name}`;

const addressee = (commune: Commune): string => `Kính gửi: Ủy ban nhân dân ${communeInSentence(commune)}`;

function ending({ authority: { contact, office } }: Round): string {
  const contactLine = `Cán bộ đầu mối: ${contact.name ?? blank}, điện thoại ${contact.phone ?? blank}.`;
  return `${contactLine}\n\nTrân trọng./.\n\n${office}`;
}

import type { Finding } from '../domain/finding.ts';
import type { FindingCode } from '../domain/finding-catalogue.ts';
import type { ReconciledReading } from '../domain/reading.ts';
import { sayRate } from '../rubrics/say-figure.ts';
import { sayFraction, sayValue } from '../rubrics/say-reading.ts';
import { nameFile } from './say-document.ts';
import type { FindingsContext } from './state-findings.ts';
import { criterionOf, sensitiveCriteria } from './state-findings.ts';

/** What of a dossier the commune can mend, as sentences addressed to it. */
export interface CommuneRequests {
  readonly papers: readonly string[];
  readonly figures: readonly string[];
  readonly forms: readonly string[];
}

/** What a sentence to the commune is built from. */
interface Request {
  readonly finding: Finding;
  readonly context: FindingsContext;
  /** "Tiêu chí 7: "; empty when the remark is about none. */
  readonly at: string;
  /** The figure's name in quotes; empty when the remark is about none. */
  readonly figure: string;
  readonly reading: ReconciledReading | undefined;
  /** Figures may be repeated: the criterion is not one of those that leave the office without. */
  readonly mayQuote: boolean;
  /** The paper by its kind, never by the name of its file. */
  readonly paper: string;
}

interface RequestKind {
  readonly about: keyof CommuneRequests;
  readonly ask: (request: Request) => string;
}

/**
 * Sentences of officer texts §2, "Câu gửi xã". A code that is not here is the office's or the council's own affair (late
 * arrival, a zero criterion, a place hard to read) or nothing the commune could change.
 */
const requestKinds: Partial<Record<FindingCode, RequestKind>> = {
  'missing-document': {
    about: 'papers',
    ask: ({ finding, context }) =>
      `Chưa có ${context.round.expectedDocuments.find(({ kind }) => kind === finding.about)?.label ?? 'một tài liệu bắt buộc'}. Đề nghị gửi bổ sung.`,
  },
  'unreadable-file': {
    about: 'papers',
    ask: ({ paper }) => `${paper} không mở được. Đề nghị kiểm tra và gửi lại.`,
  },
  'password-protected': {
    about: 'papers',
    ask: ({ paper }) => `${paper} có đặt mật khẩu. Đề nghị gửi lại tệp không đặt mật khẩu.`,
  },
  'external-link': {
    about: 'papers',
    ask: () => 'Thư có đường dẫn thay cho tệp đính kèm. Đề nghị gửi tệp.',
  },
  'unsafe-archive': {
    about: 'papers',
    ask: () => 'Tệp nén gửi kèm không mở được. Đề nghị gửi từng tệp, không nén.',
  },
  'superseded-form': {
    about: 'papers',
    ask: () =>
      'Bảng tự chấm điểm lập theo mẫu 15 tiêu chí đã được thay thế. Đề nghị lập lại theo 13 tiêu chí của Quyết định số 06/QĐ-TTg.',
  },
  'wrong-period': {
    about: 'papers',
    ask: ({ paper, context }) =>
      `${paper} không phải số liệu năm ${context.round.year}. Đề nghị gửi tài liệu của năm ${context.round.year}.`,
  },
  'commune-mismatch': {
    about: 'papers',
    ask: ({ paper }) =>
      `Một tài liệu gửi kèm (${paper}) ghi tên đơn vị khác. Đề nghị kiểm tra và gửi lại đúng tài liệu.`,
  },
  'missing-indicator': {
    about: 'figures',
    ask: ({ at, figure }) =>
      `${at}chưa có số liệu ${figure.trim()}. Đề nghị bổ sung (số thực hiện, tổng số, tỷ lệ) và ghi nguồn số liệu.`,
  },
  'conflicting-readings': {
    about: 'figures',
    ask: (request) =>
      `${request.at}số liệu ${request.figure}${sayPapers(request)}chưa thống nhất${sayConflict(request)}. Đề nghị xác nhận số liệu đúng và chỉnh sửa tài liệu liên quan.`,
  },
  'rate-mismatch': {
    about: 'figures',
    ask: (request) =>
      `${request.at}tỷ lệ ${request.figure}chưa khớp với số thực hiện và tổng số${sayMismatch(request)}. Đề nghị kiểm tra lại.`,
  },
  'sector-differs': {
    about: 'figures',
    ask: ({ at, figure }) =>
      `${at}số liệu ${figure}khác số liệu của cơ quan chuyên môn theo dõi. Đề nghị đối chiếu, xác nhận số liệu đúng.`,
  },
  'ambiguous-reading': {
    about: 'figures',
    ask: ({ at, figure }) => `${at}số liệu ${figure}ghi chưa rõ là số nào. Đề nghị xác nhận.`,
  },
  'total-mismatch': {
    about: 'figures',
    ask: ({ finding }) =>
      `${finding.message} Đề nghị kiểm tra, chỉnh sửa thống nhất ở Bảng tự chấm điểm, Tờ trình, Báo cáo và Biên bản.`,
  },
  'total-differs-across': { about: 'figures', ask: ({ finding }) => finding.message },
  'points-differ-from-minutes': {
    about: 'figures',
    ask: ({ finding }) => `${finding.message} Đề nghị làm rõ.`,
  },
  'points-differ-across': { about: 'figures', ask: ({ finding }) => finding.message },
  'points-sum-mismatch': { about: 'figures', ask: ({ finding }) => finding.message },
  'missing-points': { about: 'figures', ask: ({ finding }) => finding.message },
  'points-exceed-max': {
    about: 'figures',
    ask: ({ finding }) => `${finding.message} Đề nghị kiểm tra lại.`,
  },
  'base-differs': {
    about: 'figures',
    ask: ({ finding }) => `${finding.message} Đề nghị xác nhận số đúng.`,
  },
  'excel-date-figure': {
    about: 'figures',
    ask: ({ paper }) =>
      `${paper} có số hoặc phân số bị đổi thành ngày tháng. Đề nghị nhập lại dạng chữ và gửi lại.`,
  },
  'missing-formula-value': {
    about: 'figures',
    ask: ({ paper }) =>
      `${paper} có công thức mà tệp không lưu kết quả. Đề nghị mở tệp bằng Excel, lưu lại và gửi lại.`,
  },
  'unsigned-draft': {
    about: 'forms',
    ask: ({ paper }) =>
      `${paper} chưa ghi đủ số, ngày ban hành. Nếu văn bản đã ban hành, đề nghị cho biết số, ngày hoặc gửi bản quét có chữ ký, con dấu.`,
  },
  'date-order': {
    about: 'forms',
    ask: ({ finding }) => `${finding.message} Đề nghị kiểm tra, làm rõ.`,
  },
  'personal-data': {
    about: 'forms',
    ask: ({ paper }) =>
      `${paper} có thông tin cá nhân của trẻ em. Việc chấm điểm chỉ cần số liệu tổng hợp; đề nghị từ nay không gửi danh sách có họ tên trẻ em qua thư điện tử.`,
  },
};

/** Attack: a file that raises thousands of remarks makes a letter nobody reads; the rest is counted. */
const listedPerPart = 30;

/** What the commune is asked to send, correct or explain; figures of criteria 3 to 6 are never repeated. */
export function askCommune(findings: readonly Finding[], context: FindingsContext): CommuneRequests {
  const asked = (about: keyof CommuneRequests): readonly string[] => {
    const sentences = findings.flatMap((finding) => {
      const kind = requestKinds[finding.code];
      return kind?.about === about ? [capital(kind.ask(requestOf(finding, context)))] : [];
    });
    const once = [...new Set(sentences)];
    const rest = once.length - listedPerPart;
    return [...once.slice(0, listedPerPart), ...(rest > 0 ? [`Và ${rest} nội dung khác cùng loại.`] : [])];
  };
  return { papers: asked('papers'), figures: asked('figures'), forms: asked('forms') };
}

function requestOf(finding: Finding, context: FindingsContext): Request {
  const { revision, vocabulary } = context;
  const indicator = vocabulary.indicators.find(({ id }) => id === finding.about);
  const criterion = criterionOf(finding, vocabulary);
  return {
    finding,
    context,
    at: criterion === null ? '' : `Tiêu chí ${criterion}: `,
    figure: indicator === undefined ? '' : `"${indicator.name}" `,
    reading: revision.readings.find((one) => one.indicator === finding.about),
    mayQuote: criterion !== null && !sensitiveCriteria.includes(criterion),
    paper: nameFile(
      finding.source?.file ?? finding.about ?? undefined,
      revision.documents,
      finding.source?.locator,
    ),
  };
}

/** "tại Bảng tự chấm điểm và Báo cáo … " */
function sayPapers({ reading, context }: Request): string {
  const papers = new Set(
    (reading?.readings ?? []).map(({ source }) =>
      nameFile(source.file, context.revision.documents, source.locator),
    ),
  );
  return papers.size < 2 ? '' : `tại ${[...papers].join(' và ')} `;
}

function sayConflict({ reading, mayQuote, finding, context }: Request): string {
  const indicator = context.vocabulary.indicators.find(({ id }) => id === finding.about);
  if (!mayQuote || reading === undefined || indicator === undefined) return '';
  const values = new Set(reading.readings.map((one) => sayFraction(one) ?? sayValue(one.value, indicator)));
  return values.size < 2 ? '' : ` (${[...values].join(' và ')})`;
}

function sayMismatch({ reading, mayQuote }: Request): string {
  const told = reading?.readings.find(({ printedRate }) => printedRate !== undefined);
  const fraction = told === undefined ? null : sayFraction(told);
  if (!mayQuote || told?.printedRate === undefined || fraction === null) return '';
  const { numerator = 0, denominator = 0 } = told;
  // The reading's own value is the printed one.
  return denominator === 0
    ? ''
    : ` (${fraction} = ${sayRate(numerator / denominator)}, tài liệu ghi ${sayRate(told.printedRate)})`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

import type { DocumentKind, DossierDocument } from '../../domain/document.ts';
import { documentKindNames, documentKinds, documentOfSource } from '../../domain/document.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { Finding } from '../../domain/finding.ts';
import type { FindingCode } from '../../domain/finding-catalogue.ts';
import { kindOfName } from '../../extraction/paper-kind.ts';
import { askCommune } from '../ask-commune.ts';
import { nameFile, sayFormat, two } from '../say-document.ts';
import { criterionOf, hideFileNames, sensitiveCriteria } from '../state-findings.ts';
import type { ReceiptInput } from './write-receipt.ts';

/** What a receipt asks of the commune, as sentences. */
export interface ReceivedRequests {
  /** Papers to send, or to send again. */
  readonly papers: readonly string[];
  /** Figures and forms to make clear. */
  readonly points: readonly string[];
  /** Of `papers`, those on what could not be read. */
  readonly unread: readonly string[];
}

/** Lines of a mail that ask for something (officer texts §2.3). */
const mostAsked = 10;

/** Said of what the dossier lacks, not of what a paper says: a scan read wrongly cannot be behind them. */
const certain: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'unsafe-archive',
  'superseded-form',
  'personal-data',
]);

/** Written here from the papers themselves. */
const ownSentences: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'missing-document',
  'missing-indicator',
  'unreadable-file',
  'password-protected',
  'external-link',
  'wrong-period',
  'commune-mismatch',
]);

/** Remarks on points whose sentence may give those of a sensitive criterion. */
const pointsNamed: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'points-exceed-max',
  'points-sum-mismatch',
  'points-differ-across',
]);

type Document = DossierRevision['documents'][number];

/**
 * What a receipt may ask by itself: what the commune can mend, and nothing that may be our own misreading. A remark that rests on a
 * scan, a photograph or a paper read in part waits for an officer's eyes.
 */
export function askReceived(input: ReceiptInput): ReceivedRequests {
  const { revision, round, commune, vocabulary } = input;
  const inForce = revision.documents.filter(({ replacedBy }) => replacedBy === undefined);
  const context = { revision, round, commune, vocabulary };
  const askable = revision.findings.filter(
    (finding) =>
      !ownSentences.has(finding.code) && (certain.has(finding.code) || isPlain(finding, input, inForce)),
  );
  const isHidden = (finding: Finding): boolean =>
    pointsNamed.has(finding.code) && isSensitive(finding, input);
  const asked = askCommune(
    askable.filter((finding) => !isHidden(finding)),
    context,
  );
  const unread = [...inForce.flatMap(sayUnread), ...sayLinks(input)];
  const hide = (sentence: string): string => hideFileNames(sentence, revision);
  const papers = [
    ...new Set([
      ...unread,
      ...sayMissingPapers(input, inForce),
      ...sayOtherCommunes(input),
      ...sayOtherYear(input, inForce),
      ...asked.papers,
    ]),
  ].map(hide);
  const points = [
    ...new Set([
      ...sayMissingFigures(input, inForce),
      ...asked.figures,
      ...askable.filter(isHidden).map((finding) => sayHiddenPoints(finding, input)),
      ...asked.forms,
    ]),
  ].map(hide);
  return { ...shorten(papers, points), unread: unread.map(hide) };
}

/** Not more lines than a person reads; papers first. */
function shorten(
  papers: readonly string[],
  points: readonly string[],
): { readonly papers: readonly string[]; readonly points: readonly string[] } {
  const rest = papers.length + points.length - mostAsked;
  if (rest <= 0) return { papers, points };
  const more = `Và ${two(rest)} nội dung khác, chi tiết trong văn bản gửi sau.`;
  return papers.length >= mostAsked
    ? { papers: [...papers.slice(0, mostAsked), more], points: [] }
    : { papers, points: [...points.slice(0, mostAsked - papers.length), more] };
}

/** A paper whose words are what stands in the file, and all of them. */
const isTyped = ({ scanned, status, extraction }: Document): boolean =>
  extraction !== undefined && status === 'read' && !scanned;

/** Whether every paper a remark rests on is a typed one. */
function isPlain(finding: Finding, { revision }: ReceiptInput, inForce: readonly Document[]): boolean {
  const reading = revision.readings.find(({ indicator }) => indicator === finding.about);
  const sources = [
    ...(finding.source === undefined ? [] : [finding.source]),
    ...(reading?.readings ?? []).map(({ source }) => source),
  ];
  const ofFile = revision.documents.filter(({ file }) => file === finding.about);
  const papers = [
    ...sources.flatMap((source) => documentOfSource(revision.documents, source) ?? []),
    ...ofFile,
  ];
  return (papers.length > 0 ? papers : inForce).every(isTyped);
}

const isSensitive = (finding: Finding, { vocabulary }: ReceiptInput): boolean => {
  const criterion = criterionOf(finding, vocabulary);
  return criterion === null
    ? sensitiveCriteria.some((one) => new RegExp(`(?<!\\d)${one}(?!\\d)`, 'u').test(finding.message))
    : sensitiveCriteria.includes(criterion);
};

function sayHiddenPoints(finding: Finding, { vocabulary }: ReceiptInput): string {
  const criterion = criterionOf(finding, vocabulary);
  if (criterion === null)
    return 'Điểm tự chấm giữa các văn bản chưa thống nhất ở một số tiêu chí. Đề nghị xác định điểm đúng.';
  return finding.code === 'points-exceed-max'
    ? `Tiêu chí ${criterion}: điểm tự chấm cao hơn điểm tối đa. Đề nghị kiểm tra lại.`
    : `Tiêu chí ${criterion}: điểm tự chấm chưa thống nhất. Đề nghị xác định điểm đúng.`;
}

/** "Excel, 2 trang": the commune knows its files. */
export const sayPlainFormat = (document: Parameters<typeof sayFormat>[0]): string =>
  sayFormat(document).replace(/ \([a-z0-9]+\)/u, '');

/** "Bảng tự chấm điểm (Excel)", by its file's name where it could not be opened. */
function nameUnread(document: Document): string {
  const kind = document.extraction?.kind ?? kindOfName(document.file);
  const format = sayPlainFormat(document);
  const name = kind === 'other' ? 'Một tệp đính kèm' : documentKindNames[kind].name;
  return document.format === 'other' ? name : `${name} (${format})`;
}

/** What to do about a file that could not be read, or not all of it. */
function sayUnread(document: Document): readonly string[] {
  const { status, readFindings } = document;
  const paper = nameUnread(document);
  if (document.extraction === undefined) {
    if (readFindings.some(({ code }) => code === 'password-protected'))
      return [
        `${paper} có đặt mật khẩu. Đề nghị gửi lại tệp không đặt mật khẩu, hoặc báo mật khẩu cho cán bộ đầu mối qua điện thoại.`,
      ];
    const reason = readFindings.flatMap((one) => reasonOf(one, document) ?? [])[0];
    if (reason === undefined) return [`${paper} không đọc được. Đề nghị kiểm tra và gửi lại.`];
    // Some reasons say what to do about it.
    return /đề nghị/u.test(reason)
      ? [`${paper} không đọc được: ${reason}.`]
      : [`${paper} không đọc được (${reason}). Đề nghị kiểm tra và gửi lại.`];
  }
  if (status !== 'partly-read') return [];
  return readFindings
    .filter(({ severity }) => severity !== 'note')
    .flatMap((one) => reasonOf(one, document) ?? [])
    .map((reason) => `${paper}: ${reason}.`);
}

/** The reason a remark on a file gives, without the file's name. */
function reasonOf({ code, message }: Finding, { file }: DossierDocument): string | undefined {
  const before = `Không đọc được tệp ${file}: `;
  const after = '. Các tài liệu khác trong thư vẫn được xử lý.';
  return code === 'unreadable-file' && message.startsWith(before) && message.endsWith(after)
    ? message.slice(before.length, -after.length)
    : undefined;
}

/** Links are never followed: what is there is asked for as a file. */
function sayLinks({ mails, revision }: ReceiptInput): readonly string[] {
  const links = mails.flatMap(({ findings }) => findings.filter(({ code }) => code === 'external-link'));
  if (links.length === 0) return [];
  const hasPapers = revision.documents.some(({ mailId }) => mails.some(({ mail }) => mail === mailId));
  return [
    hasPapers
      ? 'Thư có đường dẫn ngoài tệp đính kèm; đường dẫn không được mở. Nếu ở đó còn tài liệu của hồ sơ, đề nghị gửi bằng tệp đính kèm.'
      : 'Thư chỉ có đường dẫn, không có tệp đính kèm; đường dẫn không được mở. Đề nghị gửi tệp; nếu dung lượng lớn, chia thành nhiều thư, tiêu đề ghi "Phần 1/2", "Phần 2/2".',
  ];
}

/** Kinds of the papers that are kept out of the dossier, since they name another commune: the remark begins with the kind's name. */
const kindsOfOthers = ({ revision }: ReceiptInput): readonly DocumentKind[] =>
  revision.findings
    .filter(({ code }) => code === 'commune-mismatch')
    .map(
      ({ message }) =>
        documentKinds.find((kind) => message.startsWith(`${documentKindNames[kind].name} ghi tên `)) ??
        'other',
    );

const sayOtherCommunes = (input: ReceiptInput): readonly string[] =>
  kindsOfOthers(input).map((kind) =>
    kind === 'other'
      ? 'Một tài liệu gửi kèm ghi tên đơn vị khác. Đề nghị kiểm tra và gửi lại đúng tài liệu.'
      : `${documentKindNames[kind].name} gửi kèm ghi tên đơn vị khác. Đề nghị kiểm tra và gửi lại đúng tài liệu.`,
  );

/** Papers of another year, in one line; of a scan the year may be misread. */
function sayOtherYear(input: ReceiptInput, inForce: readonly Document[]): readonly string[] {
  const { revision, round } = input;
  const names = revision.findings
    .filter((one) => one.code === 'wrong-period' && isPlain(one, input, inForce))
    .map(({ about, source }) => nameFile(source?.file ?? about ?? undefined, revision.documents));
  return names.length === 0
    ? []
    : [
        `Không phải tài liệu của năm ${round.year}: ${[...new Set(names)].join('; ')}. Đề nghị gửi tài liệu của năm ${round.year}.`,
      ];
}

/** Required papers that did not come, and those the commune's own letter lists. */
function sayMissingPapers(input: ReceiptInput, inForce: readonly Document[]): readonly string[] {
  const { revision, round, enclosures } = input;
  const missing = revision.findings.flatMap(({ code, about }) =>
    code === 'missing-document' && about !== null ? [about] : [],
  );
  const came = new Set<string>([
    ...kindsOfOthers(input),
    ...inForce.flatMap((one) => [
      one.extraction?.kind ?? kindOfName(one.file),
      ...(one.extraction?.holdsScoreSheet === true ? ['score-sheet'] : []),
      // A paper of no known kind may be any evidence.
      ...(one.extraction?.kind === 'other' ? ['evidence'] : []),
    ]),
  ]);
  const listed = enclosures.filter((kind) => !came.has(kind) && !missing.includes(kind));
  // One of them may be the paper that is looked for.
  const hasUnclear = inForce.some(
    (one) => one.extraction === undefined || one.extraction.kind === 'other' || one.status !== 'read',
  );
  const ask = hasUnclear
    ? 'Đề nghị gửi bổ sung; nếu đã gửi, cho biết ở tài liệu nào.'
    : 'Đề nghị gửi bổ sung.';
  const inList = 'Tờ trình có kê tài liệu này nhưng thư chưa đính kèm.';
  return [
    ...missing.map((kind) => {
      const label =
        round.expectedDocuments.find((one) => one.kind === kind)?.label ?? 'một tài liệu bắt buộc';
      const said = hasUnclear ? `Chưa thấy ${label} trong các tài liệu đọc được.` : `Chưa có ${label}.`;
      return enclosures.some((one) => one === kind) ? `${said} ${inList} ${ask}` : `${said} ${ask}`;
    }),
    ...listed.map((kind) => `Chưa thấy ${documentKindNames[kind].name}. ${inList} ${ask}`),
  ];
}

/** Figures nobody gave, a line a criterion; none while a paper that may hold them was not read whole. */
function sayMissingFigures(
  { revision, vocabulary }: ReceiptInput,
  inForce: readonly Document[],
): readonly string[] {
  if (!inForce.every(isTyped)) return [];
  const missing = new Set(
    revision.findings.flatMap(({ code, about }) => (code === 'missing-indicator' ? [about] : [])),
  );
  return vocabulary.criteria.flatMap(({ number }) => {
    const names = vocabulary.indicators
      .filter(({ id, criterion }) => criterion === number && missing.has(id))
      .map(({ name }) => `"${name}"`);
    return names.length === 0
      ? []
      : [
          `Tiêu chí ${number}: chưa có số liệu ${names.join(', ')}. Đề nghị bổ sung (số thực hiện, tổng số, tỷ lệ) và ghi nguồn số liệu.`,
        ];
  });
}

import { communeInSentence } from '../domain/commune.ts';
import type { Commune } from '../domain/commune.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import { severityNames } from '../domain/finding.ts';
import type { FindingCode } from '../domain/finding-catalogue.ts';
import { findingCatalogue } from '../domain/finding-catalogue.ts';
import type { Vocabulary } from '../domain/indicator.ts';
import type { Round } from '../domain/round.ts';
import { nameFile, sayFullPlace, two } from './say-document.ts';

/** Criteria on abuse, offences, injuries and special circumstances: papers that leave the office give no figures of them. */
export const sensitiveCriteria: readonly number[] = [3, 4, 5, 6];

/** Attack: a file that raises thousands of remarks makes a report nobody reads; the rest is counted. */
const listedPerCode = 20;

export interface FindingsContext {
  readonly revision: DossierRevision;
  readonly round: Round;
  readonly commune: Commune;
  readonly vocabulary: Vocabulary;
}

/** Remarks of one severity as sentences; each begins with "-", or "+" under a "-" that says what they are. */
export interface StatedFindings {
  readonly severity: Severity;
  readonly title: string;
  readonly sentences: readonly string[];
}

/** What a sentence of ours can be built from. */
interface Subject {
  /** "Tiêu chí 5, chỉ tiêu "…": "; empty when the remark is about no criterion. */
  readonly about: string;
  /** The paper by its kind. */
  readonly paper: string;
  /** The paper with the spot in it. */
  readonly place: string;
  readonly commune: string;
}

/** Codes whose own sentence holds words and figures of ours only. */
const ownWords: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'missing-document',
  'missing-indicator',
  'total-mismatch',
  'points-exceed-max',
  'zero-criterion',
  'superseded-form',
  'wrong-period',
  'unsigned-draft',
  'personal-data',
  'external-link',
  'mail-commune-differs',
  'late-submission',
  'total-differs-across',
  'points-differ-from-minutes',
  'points-differ-across',
  'points-sum-mismatch',
  'missing-points',
  'other-points',
  'other-figure',
  'date-order',
  'claim-below-rule',
  'claim-above-rule',
  'points-not-on-scale',
  'base-differs',
  'max-differs',
  'shared-file',
]);

/** Codes whose own sentence gives figures; of a sensitive criterion this is said instead. */
const withoutFigures: Partial<Record<FindingCode, (subject: Subject) => string>> = {
  'conflicting-readings': ({ about }) =>
    `${about}số liệu chưa thống nhất giữa các tài liệu (nêu tại Phụ lục), chưa được dùng để tính điểm; đề nghị đối chiếu, xác nhận.`,
  'rate-mismatch': ({ about }) =>
    `${about}tỷ lệ chưa khớp với số thực hiện và tổng số (nêu tại Phụ lục); đề nghị xác định số liệu đúng.`,
  'rounding-at-threshold': ({ about }) =>
    `${about}tỷ lệ ở sát mức điểm, hai cách làm tròn rơi vào hai mức điểm khác nhau; đề nghị người có thẩm quyền quyết định cách làm tròn.`,
  'year-jump': ({ about }) => `${about}số liệu thay đổi lớn so với năm trước; đề nghị xác minh.`,
  'sector-differs': ({ about }) =>
    `${about}số liệu khác số liệu của cơ quan chuyên môn theo dõi; đề nghị đối chiếu, xác nhận.`,
};

/** Codes whose own sentence repeats text of a file (its name, a sheet's name, what a cell says); this is said instead. */
const restated: Partial<Record<FindingCode, (subject: Subject) => string>> = {
  'unreadable-file': ({ paper }) =>
    `Không đọc được ${paper}; đề nghị kiểm tra, gửi lại. Các tài liệu khác vẫn được xem xét.`,
  'password-protected': ({ paper }) => `${paper} đặt mật khẩu nên chưa mở được; nội dung tệp chưa được tính.`,
  'low-confidence-reading': ({ about, place }) =>
    `${about}số liệu đọc từ ${place} (bản quét hoặc ảnh) có độ tin cậy thấp; đối chiếu với bản gốc trước khi dùng.`,
  'commune-mismatch': ({ paper, commune }) =>
    `${paper} ghi tên đơn vị khác, không phải ${commune}; tài liệu chưa đưa vào hồ sơ.`,
  'duplicate-document': ({ paper }) => `${paper} trùng hoàn toàn với tài liệu đã nhận; chỉ tính một lần.`,
  'legacy-encoding': ({ paper }) =>
    `${paper} dùng phông chữ cũ; đã chuyển sang Unicode để đọc, đề nghị kiểm tra lại tên riêng và chữ hoa có dấu.`,
  'macro-file': ({ paper }) => `${paper} có macro; chỉ đọc số liệu, macro không được chạy.`,
  'digitally-signed': ({ paper }) => `${paper} có chữ ký số; giá trị của chữ ký chưa được kiểm tra.`,
  'unsafe-archive': () => 'Tệp nén gửi kèm không được mở vì lý do an toàn.',
  'unknown-sender': () =>
    'Thư gửi từ địa chỉ chưa có trong danh bạ đầu mối; cần xác minh trước khi dùng làm căn cứ.',
  'excel-date-figure': ({ place }) =>
    `${place}: có thể có số hoặc phân số bị đổi thành ngày tháng; đề nghị nhập lại dạng chữ.`,
  'missing-formula-value': ({ place }) =>
    `${place}: có công thức nhưng tệp không lưu kết quả; đề nghị mở tệp bằng Excel, lưu lại và gửi lại.`,
  'readers-disagree': ({ place }) =>
    `${place}: hai cách đọc độc lập cho con số khác nhau; số liệu chưa được dùng, cần mở bản gốc để xác nhận.`,
  'processing-limit': ({ paper }) => `Mới đọc được một phần ${paper}; phần còn lại cần xem trực tiếp.`,
  'ambiguous-commune': ({ paper }) => `${paper} ghi tên đơn vị mà chưa xác định được là xã, thị trấn nào.`,
  'ambiguous-reading': ({ about, place }) =>
    `${about}nội dung tại ${place} chưa rõ là số nào; đề nghị xác nhận.`,
};

/** The criterion a finding is about; null when it is about none. */
export function criterionOf(finding: Finding, vocabulary: Vocabulary): number | null {
  const { about } = finding;
  if (about === null) return null;
  const indicator = vocabulary.indicators.find((one) => one.id === about);
  if (indicator !== undefined) return indicator.criterion;
  return vocabulary.criteria.find((one) => String(one.number) === about)?.number ?? null;
}

/** The findings in words for a paper that leaves the office: by severity, then by criterion, those of one code together (officer texts §2.3). */
export function stateFindings(context: FindingsContext): readonly StatedFindings[] {
  const { findings } = context.revision;
  return (['blocking', 'warning', 'note'] as const).flatMap((severity): StatedFindings[] => {
    const ofSeverity = findings.filter((finding) => finding.severity === severity);
    if (ofSeverity.length === 0) return [];
    return [{ severity, title: severityNames[severity], sentences: stateGroups(ofSeverity, context) }];
  });
}

function stateGroups(findings: readonly Finding[], context: FindingsContext): readonly string[] {
  const order = (finding: Finding): number => criterionOf(finding, context.vocabulary) ?? 0;
  const sorted = findings
    .map((finding, position) => ({ finding, position }))
    .sort((a, b) => order(a.finding) - order(b.finding) || a.position - b.position)
    .map(({ finding }) => finding);
  const codes = [...new Set(sorted.map((finding) => finding.code))];
  return codes.flatMap((code) =>
    stateCode(
      code,
      sorted.filter((finding) => finding.code === code),
      context,
    ),
  );
}

function stateCode(
  code: FindingCode,
  findings: readonly Finding[],
  context: FindingsContext,
): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  if (findings.length > 1) {
    if (code === 'missing-document') return [`- ${stateMissingDocuments(findings, context)}`];
    if (code === 'missing-indicator') return [`- ${stateMissingIndicators(findings, context)}`];
  }
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const sentence = stateFinding(finding, context);
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const sentences = [...counts].map(([sentence, count]) =>
    count === 1 ? sentence : `${sentence} (${two(count)} trường hợp)`,
  );
  if (sentences.length === 1) return sentences.map((sentence) => `- ${sentence}`);
  const rest = sentences.length - listedPerCode;
  return [
    `- ${findingCatalogue[code].label} (${two(findings.length)} nội dung):`,
    ...sentences.slice(0, listedPerCode).map((sentence) => `+ ${sentence}`),
    ...(rest > 0 ? [`+ Và ${rest} nội dung khác cùng loại.`] : []),
  ];
}

/** One remark as a sentence of ours. */
export function stateFinding(finding: Finding, context: FindingsContext): string {
  const criterion = criterionOf(finding, context.vocabulary);
  const subject = subjectOf(finding, criterion, context);
  const { code } = finding;
  const figureless = withoutFigures[code];
  if (figureless !== undefined)
    return criterion === null || sensitiveCriteria.includes(criterion)
      ? capital(figureless(subject))
      : hideFileNames(finding.message, context.revision);
  const own = restated[code];
  if (own !== undefined) return capital(own(subject));
  if (ownWords.has(code)) return hideFileNames(finding.message, context.revision);
  // A code this list does not know: its sentence may quote a document, its label cannot.
  return `${subject.about}${findingCatalogue[code].label} (${subject.place}).`;
}

function subjectOf(finding: Finding, criterion: number | null, context: FindingsContext): Subject {
  const { documents } = context.revision;
  const indicator = context.vocabulary.indicators.find((one) => one.id === finding.about);
  const file = finding.source?.file ?? finding.about ?? undefined;
  const named = indicator === undefined ? '' : `, chỉ tiêu "${indicator.name}"`;
  return {
    about: criterion === null ? '' : `Tiêu chí ${criterion}${named}: `,
    paper: nameFile(file, documents, finding.source?.locator),
    place: sayFullPlace(file, finding.source?.locator, documents),
    commune: communeInSentence(context.commune),
  };
}

/** Second fence behind the lists above: a file's name in a sentence becomes the kind of the paper. */
export function hideFileNames(message: string, revision: DossierRevision): string {
  return (
    revision.documents
      .flatMap(({ file }) => [
        { name: file, file },
        { name: file.split('/').at(-1) ?? file, file },
      ])
      // A name of a few letters ("a.pdf" without its end) is a word of the sentence as well.
      .filter(({ name }) => name.length > 4)
      .sort((a, b) => b.name.length - a.name.length)
      .reduce((text, { name, file }) => text.replaceAll(name, nameFile(file, revision.documents)), message)
  );
}

function stateMissingDocuments(findings: readonly Finding[], { round, commune }: FindingsContext): string {
  const labels = findings.map(
    ({ about }) => round.expectedDocuments.find((one) => one.kind === about)?.label ?? 'tài liệu khác',
  );
  return `Hồ sơ ${communeInSentence(commune)} chưa có: ${labels.join('; ')} (thành phần bắt buộc của đợt năm ${round.year}).`;
}

function stateMissingIndicators(findings: readonly Finding[], { vocabulary }: FindingsContext): string {
  const wanted = new Set(findings.map(({ about }) => about));
  const names = vocabulary.criteria.flatMap(({ number }) => {
    const ofCriterion = vocabulary.indicators.filter(
      (indicator) => indicator.criterion === number && wanted.has(indicator.id),
    );
    return ofCriterion.length === 0
      ? []
      : [`tiêu chí ${number} (${ofCriterion.map(({ name }) => `"${name}"`).join(', ')})`];
  });
  return `Chưa tìm thấy số liệu của ${two(findings.length)} chỉ tiêu: ${names.join('; ')}; chưa đủ căn cứ chấm điểm các nội dung này.`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

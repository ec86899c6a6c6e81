import type { Commune } from '../domain/commune.ts';
import { communeInSentence } from '../domain/commune.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { FindingCode } from '../domain/finding-catalogue.ts';
import type { Round } from '../domain/round.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { isVerified, rubricKey } from '../rubrics/rubric.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import type { AdministrativeDocument, BodyBlock } from './administrative-document.ts';
import { blankDay, blankNumber, blankParagraph, heading, paragraph } from './administrative-document.ts';
import { criteriaTable, isComputed, sumClaims } from './criteria-table.ts';
import { absentDocuments, documentTable, isInForce } from './document-table.ts';
import { sayDay, sayDayOf, documentNumber } from './say-document.ts';
import { criterionOf, stateFindings } from './state-findings.ts';

export interface AppraisalReportInput {
  readonly revision: DossierRevision;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly commune: Commune;
}

/** Sums and maxima of decimals ("45,5") compare within this. */
const pointSlack = 0.001;

/** The appraisal report of one commune in words (officer texts §4.5, form A); numbers, days, opinions and decisions of people stay blank. */
export function appraisalReportContent(input: AppraisalReportInput): AdministrativeDocument {
  const { revision, round, rubric, commune } = input;
  const { authority } = round;
  const inSentence = communeInSentence(commune);
  return {
    letterhead: {
      superior: authority.superior,
      issuer: authority.office,
      symbol: authority.reportSymbol,
      place: authority.place,
      year: round.year,
    },
    draft: true,
    type: 'BÁO CÁO',
    subject: `Thẩm định hồ sơ đề nghị công nhận ${commune.type} phù hợp với trẻ em năm ${round.year} của ${inSentence}`,
    notice: noticeOf(input),
    addressee: authority.council,
    body: [
      paragraph(
        `Thực hiện ${authority.plan}; ${authority.office} báo cáo kết quả thẩm định hồ sơ của UBND ${inSentence} như sau:`,
      ),
      heading('I. TIẾP NHẬN HỒ SƠ'),
      ...receptionOf(input),
      heading('II. KẾT QUẢ THẨM ĐỊNH'),
      ...resultsOf(input),
      heading('III. NHẬN XÉT'),
      ...remarksOf(input),
      heading('IV. ĐỀ XUẤT'),
      ...proposalOf(input),
    ],
    signature: { signatory: authority.signatory, recipients: authority.recipients },
    annexes: [
      {
        heading: 'PHỤ LỤC',
        title: `Bảng đối chiếu điểm, số liệu theo ${rubric.vocabulary.criteria.length} tiêu chí của ${inSentence}`,
        reference: `(Kèm theo Báo cáo ${blankNumber(authority.reportSymbol).replace('Số:', 'số')} ${blankDay(round.year)} của ${authority.office})`,
        restriction: 'Tài liệu phục vụ phiên họp, thu lại sau khi họp',
        // Before the table: after it the note could be alone on a page.
        body: [annexNote(revision, rubric), criteriaTable(revision, rubric)],
      },
    ],
  };
}

/** Artificial figures say so; figures of a scale not yet compared with the official text too (officer texts §4.1). */
function noticeOf({ revision, rubric }: AppraisalReportInput): string | null {
  const { banner, unverifiedRows } = revision.assessment;
  if (rubric.status === 'artificial') return rubric.banner ?? banner;
  if (isComputed(revision)) return banner;
  const sentence = `Điểm trong văn bản này là điểm tự chấm của xã, thị trấn; chưa tính theo thang điểm vì ${unverifiedRows} dòng của thang điểm chưa được đối chiếu với bản gốc.`;
  return banner === null ? sentence : `${banner}. ${sentence}`;
}

function receptionOf(input: AppraisalReportInput): readonly BodyBlock[] {
  const { revision, round } = input;
  const letter = revision.documents.find(
    (one) => isInForce(one) && one.extraction?.kind === 'submission-letter',
  );
  const number = (letter === undefined ? null : documentNumber(letter)) ?? '……';
  const day = sayDay(letter?.extraction?.date ?? null) ?? '……';
  const isLate = Date.parse(revision.at) >= Date.parse(round.lateFrom);
  const time = `${isLate ? 'sau thời hạn' : 'trong thời hạn'}; thời hạn: trước ngày ${round.deadline}`;
  const soft =
    revision.revision === 1
      ? `bản mềm nhận ngày ${sayDayOf(revision.at)} (${time})`
      : `bản mềm cập nhật lần ${revision.revision} nhận ngày ${sayDayOf(revision.at)} (${time})`;
  const replaced = revision.documents.filter(({ replacedBy }) => replacedBy !== undefined).length;
  const ignored = revision.documents.filter(({ status }) => status === 'ignored').length;
  return [
    paragraph(
      letter === undefined
        ? `1. Chưa có hoặc chưa đọc được Tờ trình trong bản mềm; số đến …… ngày ……; ${soft}.`
        : `1. Hồ sơ kèm Tờ trình số ${number} ngày ${day}; số đến …… ngày ……; ${soft}.`,
    ),
    paragraph(`2. Thành phần: ${compositionOf(input)}. Các tài liệu đã nhận:`),
    documentTable(revision, round),
    ...(ignored === 0
      ? []
      : [paragraph(`Ngoài ra có ${two(ignored)} tệp không thuộc hồ sơ, không được xem xét.`)]),
    ...(revision.revision === 1
      ? []
      : [
          paragraph(
            `3. Bổ sung, làm rõ qua thư điện tử: lần gần nhất ngày ${sayDayOf(revision.at)}` +
              (replaced === 0 ? '.' : `; ${two(replaced)} tài liệu đã có bản thay thế.`),
          ),
        ]),
    blankParagraph(
      revision.revision === 1 ? '3. Bổ sung, làm rõ:' : '4. Bổ sung, làm rõ bằng hình thức khác:',
    ),
  ];
}

function compositionOf({ revision, round }: AppraisalReportInput): string {
  const required = round.expectedDocuments.filter(({ level }) => level === 'required');
  const absent = absentDocuments(revision, round).filter(({ level }) => level === 'required');
  if (absent.length === 0) return `đủ ${two(required.length)}/${two(required.length)} tài liệu bắt buộc`;
  const held = required.length - absent.length;
  return `có ${two(held)}/${two(required.length)} tài liệu bắt buộc; chưa có hoặc chưa đọc được: ${absent.map(({ label }) => label).join('; ')}`;
}

function resultsOf(input: AppraisalReportInput): readonly BodyBlock[] {
  const { revision, round, rubric, commune } = input;
  const stated = stateFindings({ revision, round, commune, vocabulary: rubric.vocabulary });
  // Nothing found wrong means something only where there was something to check.
  const nothingFound =
    revision.readings.length === 0
      ? 'chưa có số liệu để đối chiếu'
      : 'kiểm tra bước đầu chưa thấy nội dung cần lưu ý';
  return [
    paragraph(`1. Kết quả tự đánh giá của ${communeInSentence(commune)}: ${claimOf(input)}.`),
    paragraph(`2. Kết quả đối chiếu theo ${rubric.vocabulary.criteria.length} tiêu chí: Phụ lục kèm theo.`),
    blankParagraph('3. Các số liệu đã được ngành xác nhận:'),
    paragraph(
      '4. Nội dung còn chưa thống nhất hoặc chưa đủ căn cứ' +
        (stated.length > 0 ? ':' : `: ${nothingFound}.`),
    ),
    ...stated.flatMap(({ title, sentences }, position): BodyBlock[] => [
      { kind: 'paragraph', style: 'group', text: `${'abc'.charAt(position)}) ${title}:` },
      ...sentences.map((sentence) => paragraph(sentence)),
    ]),
  ];
}

/** The commune's own total, printed and added up; the words say whose it is. */
function claimOf({ revision, rubric }: AppraisalReportInput): string {
  const { claims, claimedTotal } = revision;
  const sum = sumClaims(claims);
  const expected = rubric.vocabulary.criteria.length;
  const scored = `${two(claims.length)}/${two(expected)} tiêu chí`;
  if (claimedTotal === null && claims.length === 0) return 'chưa có điểm tự chấm trong các tài liệu đã đọc';
  if (claimedTotal === null)
    return `tài liệu không ghi tổng điểm; cộng điểm của ${scored} được ${sayNumber(sum.points)} điểm`;
  const max = claimedTotal.max ?? (claims.length === expected ? sum.max : null);
  const printed = `${sayNumber(claimedTotal.points)}${max === null ? '' : `/${sayNumber(max)}`} điểm`;
  if (claims.length === 0) return `${printed}; chưa có điểm từng tiêu chí để cộng lại`;
  const difference = Math.abs(sum.points - claimedTotal.points);
  if (claims.length < expected)
    return `${printed} (tổng ghi trong tài liệu); cộng điểm của ${scored} đọc được là ${sayNumber(sum.points)} điểm`;
  return difference <= pointSlack
    ? `${printed}; cộng điểm ${scored} khớp với tổng ghi`
    : `tổng ghi trong tài liệu ${printed}; cộng điểm ${scored} được ${sayNumber(sum.points)} điểm, chênh ${sayNumber(difference)} điểm`;
}

function remarksOf(input: AppraisalReportInput): readonly BodyBlock[] {
  const { revision, rubric, commune } = input;
  const threshold = rubric.conditions.thresholds[commune.areaType];
  const doubt =
    rubric.status === 'official' && !isVerified(threshold) ? '; mức này chưa được đối chiếu với bản gốc' : '';
  return [
    paragraph(`1. Điều kiện về tiêu chí bị 0 điểm: ${zeroCriteriaOf(input)}.`),
    paragraph(
      `2. Điều kiện về tổng điểm (từ ${sayNumber(threshold.points)} điểm trở lên${doubt}): ${thresholdOf(input, threshold.points)}.`,
    ),
    paragraph(`3. Kết quả theo thang điểm: ${lowerFirst(revision.assessment.verdictBecause)}`),
    blankParagraph('4. Nhận xét khác:'),
  ];
}

function zeroCriteriaOf({ revision, rubric, commune }: AppraisalReportInput): string {
  const numbers = rubric.vocabulary.criteria.map(({ number }) => number);
  const zero = revision.claims.filter(({ points }) => points === 0).map(({ criterion }) => criterion);
  const unscored = numbers.filter((number) => !revision.claims.some((claim) => claim.criterion === number));
  const parts: string[] = [];
  if (revision.claims.length === 0) parts.push('chưa có điểm tự chấm để xem xét');
  else {
    parts.push(
      zero.length === 0
        ? `theo điểm tự chấm của ${commune.type}, không có tiêu chí nào bị 0 điểm`
        : `theo điểm tự chấm của ${commune.type}, có tiêu chí bị 0 điểm: ${sayCriteria(zero)}; đề nghị Hội đồng xem xét trước khi xét tổng điểm`,
    );
    if (unscored.length > 0) parts.push(`chưa có điểm tự chấm của ${sayCriteria(unscored)}`);
  }
  if (isComputed(revision)) {
    const computed = revision.assessment.criteria
      .filter(({ points }) => points?.high === 0)
      .map(({ criterion }) => criterion);
    const open = revision.assessment.criteria
      .filter(({ points }) => points === null || (points.low === 0 && points.high > 0))
      .map(({ criterion }) => criterion);
    parts.push(
      computed.length === 0
        ? 'theo thang điểm, chưa thấy tiêu chí bị 0 điểm'
        : `theo thang điểm, có tiêu chí bị 0 điểm: ${sayCriteria(computed)}`,
    );
    if (open.length > 0) parts.push(`chưa đủ căn cứ đối với ${sayCriteria(open)}`);
  } else if (revision.claims.length > 0) parts.push(`điểm này do ${commune.type} tự chấm, chưa thẩm định`);
  return parts.join('; ');
}

function thresholdOf({ revision, rubric, commune }: AppraisalReportInput, threshold: number): string {
  const { claims, claimedTotal } = revision;
  const sum = sumClaims(claims).points;
  const isComplete = claims.length === rubric.vocabulary.criteria.length;
  const against = (points: number): string =>
    `${sayNumber(points)} điểm, ${points >= threshold ? 'không thấp hơn' : 'thấp hơn'} mức tối thiểu`;
  const parts: string[] = [];
  if (claimedTotal !== null)
    parts.push(`tổng điểm tự chấm ghi trong tài liệu ${against(claimedTotal.points)}`);
  if (isComplete && (claimedTotal === null || Math.abs(sum - claimedTotal.points) > pointSlack))
    parts.push(`cộng điểm tự chấm các tiêu chí được ${against(sum)}`);
  if (parts.length === 0) return 'chưa có tổng điểm tự chấm để xem xét';
  return `${parts.join('; ')}; số này do ${commune.type} tự chấm, chưa thẩm định`;
}

function proposalOf(input: AppraisalReportInput): readonly BodyBlock[] {
  const { round } = input;
  const questions = questionsOf(input);
  const blank = blankParagraph(
    `${questions.length === 0 ? '' : '2. '}${round.authority.office} đề nghị Hội đồng xét duyệt xem xét:`,
    './.',
  );
  if (questions.length === 0) return [blank];
  return [
    paragraph('1. Nội dung cần Hội đồng xem xét, quyết định:'),
    ...questions.map((question, position) =>
      blankParagraph(`${'abcdeghiklmn'.charAt(position)}) ${question}:`),
    ),
    blank,
  ];
}

/** What only the council can settle, each to be answered by hand. */
function questionsOf({ revision, round, rubric }: AppraisalReportInput): readonly string[] {
  const { findings } = revision;
  const criteriaOf = (codes: readonly FindingCode[]): readonly number[] => [
    ...new Set(
      findings
        .filter(({ code }) => codes.includes(code))
        .flatMap((finding) => criterionOf(finding, rubric.vocabulary) ?? []),
    ),
  ];
  const has = (...codes: readonly FindingCode[]): boolean =>
    findings.some(({ code }) => codes.includes(code));
  const zero = criteriaOf(['zero-criterion']);
  const figures = criteriaOf([
    'conflicting-readings',
    'rate-mismatch',
    'low-confidence-reading',
    'ambiguous-reading',
    'missing-indicator',
  ]);
  const rounding = criteriaOf(['rounding-at-threshold']);
  const scores = criteriaOf(['points-exceed-max', 'max-differs', 'claim-below-rule']);
  const indicators = rubric.vocabulary.indicators;
  const ruledNoCase = rubric.criteria
    .flatMap(({ items }) => items)
    .flatMap(({ rule }) => (rule.kind === 'rate' && rule.noCase !== 'person' ? [rule.indicator] : []));
  const noCase = revision.readings
    .filter(({ value, indicator }) => value === 'no-case' && !ruledNoCase.includes(indicator))
    .flatMap(({ indicator }) => indicators.find(({ id }) => id === indicator)?.criterion ?? []);
  const absent = absentDocuments(revision, round).filter(({ level }) => level === 'required');
  return [
    ...(zero.length > 0 ? [`Điều kiện về tiêu chí bị 0 điểm (${sayCriteria(zero)})`] : []),
    ...(has('total-mismatch', 'total-differs-across', 'points-differ-from-minutes')
      ? ['Tổng điểm, điểm tự chấm được dùng làm căn cứ']
      : []),
    ...(scores.length > 0 ? [`Điểm của ${sayCriteria(scores)}`] : []),
    ...(figures.length > 0 ? [`Số liệu dùng làm căn cứ của ${sayCriteria(figures)}`] : []),
    ...(rounding.length > 0 ? [`Cách làm tròn tỷ lệ ở ${sayCriteria(rounding)}`] : []),
    ...(noCase.length > 0
      ? [`Cách tính điểm khi không phát sinh trường hợp (${sayCriteria([...new Set(noCase)])})`]
      : []),
    ...(absent.length > 0 ? ['Tài liệu bắt buộc còn thiếu hoặc chưa đọc được'] : []),
    ...(has('late-submission') ? ['Việc chấp nhận hồ sơ gửi sau thời hạn'] : []),
  ];
}

function annexNote(revision: DossierRevision, rubric: Rubric): BodyBlock {
  const maxima = isComputed(revision) ? '' : ' Điểm tối đa ghi theo tài liệu tự chấm của đơn vị.';
  return {
    kind: 'paragraph',
    style: 'note',
    text: `Ghi chú: ${rubric.title} (bản ${rubricKey(rubric)}).${maxima} Số liệu lấy từ hồ sơ cập nhật lần ${revision.revision}, nhận ngày ${sayDayOf(revision.at)}. BVTE: bảo vệ trẻ em; HCĐB: hoàn cảnh đặc biệt; SDD: suy dinh dưỡng; TNTT: tai nạn, thương tích.`,
  };
}

/** "tiêu chí 3, 5" in ascending order. */
function sayCriteria(numbers: readonly number[]): string {
  return `tiêu chí ${[...numbers].sort((a, b) => a - b).join(', ')}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLocaleLowerCase('vi') + sentence.slice(1);
}

/** Counts are written with two digits. */
function two(count: number): string {
  return String(count).padStart(2, '0');
}

import type { Reading } from '../domain/reading.ts';
import { findFigures } from './figures.ts';
import { confidences } from './found-reading.ts';

/** "của thôn Nà Lặn", "toàn huyện bình quân": the figure is of another area than the commune. */
const ofAnotherArea =
  /(?<!\p{L})(?:(?:của|tại|ở|riêng|có)\s+)?(?:(?:[Tt]hôn|[Bb]ản|[Xx]óm|[Kk]hu phố|[Tt]ổ dân phố|[Tt]dp)\s+(?:\p{Lu}|\d)|(?:toàn|bình quân(?:\s+(?:chung|của|toàn))*|mặt bằng chung(?:\s+của)?)\s+(?:huyện|tỉnh|quốc|cả nước)|cả nước)/u;

/** What is only compared with the other area: "98,5%, cao hơn bình quân toàn huyện". */
const compared = /(?:so với|hơn|bằng|vượt|kém)\s+(?:(?:mức|mặt bằng)\s+)?$/iu;

/** "…, tuy nhiên còn 01 vụ", "trừ 02 trường hợp": the figure before it does not hold for all. */
const exceptions =
  /(?<!\p{L})(?:trừ|ngoại trừ|tuy nhiên|song\s+(?:còn|vẫn)|nhưng|(?:thôn|bản|khu|trường hợp|em)\s+còn lại|(?:hiện|nay|đang)\s+(?:đang\s+|còn\s+)?(?:khuyết|thiếu|bỏ trống))(?!\p{L})/iu;

/** "02 em tử vong (01 do bệnh, 01 do đuối nước)": what is counted is not of one cause. */
const ofAnotherCause = /(?<!\p{L})(?:do|vì)\s+(?:bị\s+)?(?:bệnh|ốm|bẩm sinh|tuổi già)(?!\p{L})/iu;

/** "… và một cháu cùng thôn tử vong", "01 em khác": those counted are not all that the sentence is about. */
const furtherOnes =
  /^\s*(?:trẻ em|trẻ|em|cháu|bé|học sinh|người|trường hợp|ca)\s+(?:bé\s+)?(?:khác|cùng|còn lại|nữa|đi cùng)(?!\p{L})/iu;
/** "cháu Hoàng Văn A và …": a child called by its name stands uncounted beside those counted. */
const namedChild = /(?<!trẻ\s)(?<!\p{L})(?:[Cc]háu|[Ee]m|[Bb]é)\s+(?:(?:trai|gái|tên)\s+)?\p{Lu}[^.;]*$/u;
const joinedCount = /(?:và|cùng|với|thêm)\s*(?:có\s+)?$/iu;

/**
 * Lowers the confidence of readings that their own sentence puts in question, so that a person looks: a figure of another
 * area, a "none" or "all" with an exception behind it or with a count beside it, a count of several causes or beside a
 * child that is named, one of two rates joined by a slash.
 */
export function doubtBySentence(sentence: string, readings: readonly Reading[]): readonly Reading[] {
  return readings.map((reading) =>
    isQuestioned(sentence, reading, readings)
      ? { ...reading, confidence: Math.min(reading.confidence, confidences.doubtful) }
      : reading,
  );
}

function isQuestioned(sentence: string, reading: Reading, beside: readonly Reading[]): boolean {
  const { value } = reading;
  if (typeof value === 'boolean') return exceptions.test(sentence);
  const raw = reading.source.raw ?? '';
  const start = sentence.indexOf(raw);
  if (start < 0) return false;
  const before = sentence.slice(0, start);
  const behind = sentence.slice(start + raw.length);
  // "98,5/98%"
  if (raw.includes('%') && /\d\s*\/\s*$/u.test(before)) return true;
  const area = ofAnotherArea.exec(before);
  if (area !== null && !compared.test(before.slice(0, area.index))) return true;
  if (ofAnotherCause.test(behind)) return true;
  if (isCount(value) && countsBesideOthers(raw, before, behind)) return true;
  const isNone = value === 0 || value === 'no-case';
  if ((isNone || value === 1) && exceptions.test(behind)) return true;
  return isNone && countsUnread(behind, beside);
}

const isCount = (value: Reading['value']): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value > 0;

function countsBesideOthers(raw: string, before: string, behind: string): boolean {
  if (/[%‰/]/u.test(raw)) return false;
  // "05 em bị tai nạn và một em tử vong" has counted those before it, "cháu bé bị thương và một cháu tử vong" has not.
  const isJoined = joinedCount.test(before) && !findFigures(before).some(({ kind }) => kind === 'count');
  return furtherOnes.test(behind) || isJoined || namedChild.test(before);
}

/** "0 em bị xâm hại tình dục, 01 em bị bạo lực": a count of children or cases that went to no indicator. */
function countsUnread(behind: string, beside: readonly Reading[]): boolean {
  return findFigures(behind).some(
    (figure) =>
      figure.kind === 'count' &&
      figure.value > 0 &&
      (figure.counted === 'person' || figure.counted === 'case') &&
      !beside.some(({ source }) => source.raw === figure.raw) &&
      !/(?:trên|trong)\s+(?:tổng\s+)?(?:số\s+)?$/iu.test(behind.slice(0, figure.start)),
  );
}

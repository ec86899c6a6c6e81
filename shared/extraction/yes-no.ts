import { foldWords } from '../vietnamese/fold.ts';

const ticks = /^[\s(]*[x✓✔☑☒√■●]\s*[)\s]*$/iu;
const emptyBoxes = /^[\s(]*[☐□○]\s*[)\s]*$/u;
const negative = /^(?:khong|chua|0|ko|k)\b/u;
const noMoney = /(?<!\d )\b0+ (?:dong|nghin|trieu|ty|vnd)\b/u;
const negativeInside =
  /\b(?:khong|chua)\s+(?:co|bo tri|duoc|thanh lap|dam bao|phan cong|kien toan|dat|to chuc|thuc hien)\b/u;
const positive =
  /^(?:co|dat|da|du|dam bao|duoc|day du|tot|bo tri|thuc hien|thanh lap|kien toan|phan cong|100)\b/u;
const positiveInside =
  /\b(?:co|da|deu cu|cu (?:can bo|cong chuc|cong tac vien|nguoi|\d+)|duoc|bo tri|phan cong|thanh lap|kien toan|duy tri|dam bao|dam nhiem|dam nhan|kiem nhiem|thuc hien|giao|100|hoat dong|giao ban|gom \d+|trieu dong|000 dong)\b/u;

const box = String.raw`(?:[☐□○☑☒✓✔■]|\[\s*[xv✓✔]?\s*\]|\(\s*[xv✓✔]?\s*\))`;
const option = String.raw`(có|đạt|không|chưa)(?:\s+(?:có|đạt))?`;
const boxedBefore = new RegExp(String.raw`(${box})\s*${option}(?!\p{L})`, 'giu');
const boxedBehind = new RegExp(String.raw`(?<!\p{L})${option}\s*:?\s*(${box})`, 'giu');

/** "☑ Có ☐ Không", "Có [x] Không [ ]": the one option that is ticked; undefined when none or both are, null when there are no boxes. */
function readBoxes(text: string): boolean | undefined | null {
  const before = [...text.matchAll(boxedBefore)];
  const behind = [...text.matchAll(boxedBehind)];
  // "☑ Có ☐ Không" begins with its box, "Có ☑ Không ☐" with its word.
  const isBefore = (before[0]?.index ?? Infinity) < (behind[0]?.index ?? Infinity);
  const options = (isBefore ? before : behind).map(([, first = '', second = '']) =>
    isBefore ? { mark: first, word: second } : { mark: second, word: first },
  );
  if (options.length === 0) return null;
  const ticked = options.filter(({ mark }) => /[☑☒✓✔■xv]/iu.test(mark));
  const [only] = ticked;
  return only === undefined || ticked.length > 1 ? undefined : !/^(?:không|chưa)/iu.test(only.word);
}

/** An answer ticked in a column for yes or in one for no; undefined where neither or both are filled. */
export function readTickedColumns(yes: string, no: string): boolean | undefined {
  const isTicked = (text: string): boolean => readYesNoCell(text) !== undefined;
  return isTicked(yes) === isTicked(no) ? undefined : isTicked(yes);
}

/** Reads a cell as yes or no ("Có, 13/13 thôn", "Đạt", "x", "Không", "☐"); undefined when it is neither. */
export function readYesNoCell(text: string): boolean | undefined {
  if (ticks.test(text)) return true;
  if (emptyBoxes.test(text)) return undefined;
  const boxed = readBoxes(text);
  if (boxed !== null) return boxed;
  const folded = foldWords(text);
  // A bare figure says nothing: beside a question it is as likely the points.
  if (folded === '' || /^[\d.,\s%]+$/u.test(folded)) return undefined;
  if (negative.test(folded) || negativeInside.test(folded) || noMoney.test(folded)) return false;
  if (positive.test(folded)) return true;
  return positiveInside.test(folded) || /\d/u.test(folded) ? true : undefined;
}

/** "11 cộng tác viên tại 11 khu phố": who is counted is there. */
const staffed = /^0*[1-9]\d* (?:cong tac vien|ctv|cong chuc|can bo|nguoi|dong chi|ban|nhom)\b/u;

/** Tells whether a clause affirms or denies what it names; undefined when it does neither. */
export function readYesNoClause(text: string): boolean | undefined {
  const boxed = readBoxes(text);
  if (boxed !== null) return boxed;
  const folded = foldWords(text);
  if (negativeInside.test(folded) || noMoney.test(folded) || /^(?:khong|chua)\b/u.test(folded)) return false;
  return positiveInside.test(folded) || staffed.test(folded) ? true : undefined;
}

/** Part of a whole only: "10/13 thôn" is neither plain yes nor no. */
export function isPartial(text: string): boolean {
  const match = /(\d+)\s*\/\s*(\d+)\s*(?:thôn|khu|bản|tổ|xóm|làng)/iu.exec(text);
  return match !== null && Number(match[1]) < Number(match[2]);
}

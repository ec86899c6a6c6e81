import type { PdfPage } from './pdf-characters.ts';
import { buildLines, textOfLine } from './pdf-lines.ts';

/** What a page offers a reader of text: its words, a picture of words, glyphs nobody can name, or nothing. */
export type PageText = 'text' | 'scanned' | 'garbled' | 'blank';

/** Share of glyphs without a letter above which a text layer is not to be trusted. */
const maxGarbledShare = 0.05;

/** A picture over so much of the page, with no more text than a scanner's stamp or a page number, is a scan. */
const minScanShare = 0.4;
const maxStampLetters = 120;

/** Letters drawn as outlines: many paths and no text. */
const minOutlinePaths = 100;

/** So many Latin letters without one of Vietnamese, nor a word of any known kind, come from a wrong letter table. */
const minJudgedLetters = 250;

const vietnameseLetter = /[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/iu;
const plainWords = /(?:^|\s)(?:the|of|and|for|with|tre|em|xa|va|cua|cong|dan|nhan|uy|ban)(?=\s|$)/giu;

/** Judges the text layer of a page by its visible characters. */
export function judgePageText(page: PdfPage): PageText {
  const letters = page.characters.filter((character) => character.text !== ' ');
  const isScan = page.imageShare >= minScanShare;
  if (letters.length === 0) {
    if (isScan) return 'scanned';
    // A scanner's own text layer is invisible; what it says is its guess at the picture.
    if (page.imageShare > 0.1 && page.hidden.length > 0) return 'scanned';
    return page.pathCount >= minOutlinePaths || page.imageShare > 0.05 ? 'scanned' : 'blank';
  }
  const unknown = letters.filter((character) => character.text === '\ufffd').length;
  if (isScan && letters.length <= maxStampLetters) return 'scanned';
  if (unknown > maxGarbledShare * letters.length) return 'garbled';
  const text = buildLines(page.characters)
    .map((line) => textOfLine(line.words))
    .join(' ');
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin < minJudgedLetters || vietnameseLetter.test(text)) return 'text';
  const words = text.split(/\s+/u).length;
  return (text.match(plainWords)?.length ?? 0) * 50 >= words ? 'text' : 'garbled';
}

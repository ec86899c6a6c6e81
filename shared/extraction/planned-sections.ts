import { foldWords } from '../vietnamese/fold.ts';

const numbering = /^(?:(?:[ivx]{1,5}|\d{1,2}(?: \d{1,2})*|[a-z]) )?(?:phan |muc (?!tieu))?(?:[ivx]{1,5} )?/u;
const plans =
  /^(?:(?:mot so |cac )?(?:phuong huong|nhiem vu(?: trong tam)?|muc tieu|chi tieu(?: phan dau)?|ke hoach|du kien|dinh huong|phan dau)(?: (?:va|cac|mot so|nhiem vu|giai phap|muc tieu|chi tieu|chu yeu|trong tam|thuc hien|phan dau|cong tac|tre em|bao ve|cham soc|ve))*)(?: (?:trong )?(?:nam|giai doan|thoi gian|den nam)\b|$)/u;
const longestOpening = 120;

/**
 * Tells whether a paragraph opens with the name of a part about what is to come: "2. Phương hướng năm 2024: …", "Chỉ tiêu năm 2024".
 * @param year the year of the round: targets of this year are no later ones.
 */
export function opensPlans(text: string, year: number): boolean {
  const opening = /^[^:.;\n]*(?:[.)][^:.;\n]*)?/u.exec(text.trim())?.[0] ?? '';
  // A line broken off from a title goes on in small letters.
  if (opening.length > longestOpening || /^\p{Ll}[^.)]/u.test(opening)) return false;
  const folded = foldWords(opening).replace(numbering, '');
  if (!plans.test(folded)) return false;
  const years = [...folded.matchAll(/\b(20\d\d)\b/gu)].map(([found]) => Number(found));
  return years.length > 0
    ? years.some((one) => one > year)
    : /^(?:phuong huong|dinh huong)|thoi gian toi|nam (?:toi|sau)/u.test(folded);
}

import type { Commune } from '../../domain/commune.ts';
import { communeProperName } from '../../domain/commune.ts';
import type { Round } from '../../domain/round.ts';
import { foldWords } from '../../vietnamese/fold.ts';
import { toPrintable } from '../printable-text.ts';

/** Attack: a subject that pushes everything else out of sight. */
const longestSubject = 150;

/** "Re: Fwd: TR: Trả lời: " before the subject itself. */
const replyMarks = /^(?:\s*(?:re|fw|fwd|tr|aw|trả lời|chuyển tiếp)\s*(?:\[\d+\])?\s*:)+/iu;

/** What subjects of such mails are made of, folded. A word stands alone here only where it is no part of any person's name. */
const knownPhrases = [
  'de nghi cong nhan',
  'cong nhan',
  'de nghi',
  'ho so',
  'ban mem',
  'ban giay',
  'uy ban nhan dan',
  'uy ban',
  'ubnd',
  'hdnd',
  'thi tran',
  'xa',
  'phuong',
  'huyen',
  'tinh',
  'phong ldtbxh dt',
  'phong ldtbxh',
  'phong',
  'ldtbxh',
  'phu hop voi tre em',
  'phu hop tre em',
  'phte',
  'nam \\d{4}',
  'to trinh',
  'ttr',
  'bao cao',
  'bien ban hop hoi dong danh gia',
  'bien ban hop',
  'bien ban',
  'bang tu cham diem',
  'bang cham diem',
  'bang diem',
  'tu cham diem',
  'tu cham',
  'cham diem',
  'tu danh gia',
  'danh gia',
  'ket qua thuc hien',
  'ket qua',
  'thuc hien',
  'cac tieu chi',
  'tieu chi',
  'phieu lay y kien hai long',
  'phieu hai long',
  'tong hop phieu',
  'tong hop',
  'tong diem',
  'so lieu',
  'tai lieu',
  'kiem chung',
  'minh chung',
  'thuyet minh',
  'cong van',
  'quyet dinh',
  'qd',
  'theo',
  'v v',
  've viec',
  've',
  'viec',
  'kinh gui',
  'gui lai',
  'gui',
  'nop lai',
  'nop',
  'kem theo',
  'dinh kem',
  'bo sung',
  'thay the',
  'thay cho',
  'dinh chinh',
  'hoan thien',
  'dieu chinh',
  'chinh sua',
  'da sua',
  'lan \\d{1,2}',
  'lan thu \\d{1,2}',
  'phan \\d{1,2}(?: \\d{1,2})?',
  'so \\d{1,4}(?: (?:ttr|bc|bb|qd|cv) ubnd)?',
  'cua',
  'va',
  '\\d{1,4}',
];

/**
 * A mail's subject as an answer to it may repeat it: without its marks of answering, on one line, cut when long. Null where anything but
 * words of such dossiers and names of the round's places stands in it: an answer must never carry a child's name, nor a stranger's words.
 */
export function repeatableSubject(
  subject: string | null,
  { communes, authority }: Pick<Round, 'communes' | 'authority'>,
): string | null {
  const own = toPrintable(subject ?? '', longestSubject + 1)
    .replace(replyMarks, '')
    .trim();
  if (own === '' || own.length > longestSubject) return null;
  const places = [
    ...communes.flatMap((commune: Commune) => [commune.name, communeProperName(commune)]),
    authority.district,
    authority.province,
    authority.place,
  ].map(foldWords);
  // Longer phrases first: "thị trấn Chi Lăng" before "Chi Lăng".
  const phrases = [...places, ...knownPhrases].sort((a, b) => b.length - a.length);
  const rest = ` ${foldWords(own).replace(/ /gu, '  ')} `.replace(
    new RegExp(
      phrases.map((phrase) => ` ${phrase.replaceAll(' ', '  ').replaceAll('(?:  ', '(?:  ')} `).join('|'),
      'gu',
    ),
    '  ',
  );
  return rest.trim() === '' ? own : null;
}

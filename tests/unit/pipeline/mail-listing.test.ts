import { describe, expect, it } from 'vitest';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { searchWords } from '../../../shared/pipeline/mail-listing.ts';

const { communes } = illustrationRound(2023);
const wordsOf = (subject: string, files: readonly string[] = []): readonly string[] =>
  searchWords({ subject, from: '', files }, communes);

describe('the words a mail is found by', () => {
  it('are those of its subject and file names without accents', () => {
    expect(wordsOf('Xã Suối Mẫu gửi HỒ SƠ', ['Bảng điểm.xlsx'])).toEqual([
      'xa',
      'suoi',
      'mau',
      'gui',
      'ho',
      'so',
      'bang',
      'diem',
      'xlsx',
    ]);
  });

  it.each([
    'Nguyễn Văn Khuyết',
    'NGUYỄN VĂN KHUYẾT',
    'Nguyen Van Khuyet',
    'nguyen van khuyet',
    'Nguyen_Van_Khuyet',
    'Nông Thị Vắng',
    'Lý Khuyết',
  ])('never hold a name of a person: %s', (name) => {
    expect(wordsOf(`cháu ${name} nghỉ học`, [`${name}.pdf`])).toEqual(['chau', 'nghi', 'hoc', 'pdf']);
  });

  it('hold no day, which may be one of birth, and the year of the round', () => {
    expect(wordsOf('sinh 01/02/2015, đợt năm 2023')).toEqual(['sinh', 'dot', 'nam', '2023']);
  });

  it('are forty at most, each of forty letters at most', () => {
    const words = wordsOf(Array.from({ length: 200 }, (_, index) => `${'tu'.repeat(30)}${index}`).join(' '), [
      ...Array.from({ length: 90 }, (_, index) => `tep${index}.doc`),
    ]);
    expect([words.length, Math.max(...words.map((word) => word.length))]).toEqual([40, 40]);
  });
});

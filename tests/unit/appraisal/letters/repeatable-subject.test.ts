import { describe, expect, it } from 'vitest';
import { repeatableSubject } from '../../../../shared/appraisal/letters/repeatable-subject.ts';
import { findRound } from '../../../../shared/domain/rounds/round-registry.ts';

const round = findRound('2023');
const repeat = (subject: string | null) => {
  if (round === undefined) throw new Error('no round');
  return repeatableSubject(subject, round);
};

describe('the subject of a mail, in the answer to it', () => {
  it('is repeated where it is made of words of a dossier and places of the round', () => {
    for (const subject of [
      'Ho so xa phu hop voi tre em - Xa Huu Kien',
      'Hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023 - Xã Vân An',
      'V/v gửi hồ sơ xã PHTE Vân Thủy',
      'HỒ SƠ THỊ TRẤN CHI LĂNG PHÙ HỢP VỚI TRẺ EM NĂM 2023',
      'Xã Gia Lộc gửi hồ sơ xã phù hợp với trẻ em 2023',
      'Bổ sung bảng điểm xã Lâm Sơn (phần 1/2)',
      'Tờ trình số 15/TTr-UBND của UBND xã Y Tịch',
    ])
      expect(repeat(subject)).toBe(subject);
  });

  it('loses its marks of answering and what is invisible', () => {
    expect(repeat('Re: Fwd:  TR: Bổ sung bảng điểm xã Lâm Sơn')).toBe('Bổ sung bảng điểm xã Lâm Sơn');
    expect(repeat('Hồ sơ\u202e xã\r\nBcc: a@b.vn')).toBeNull();
    expect(repeat('Hồ sơ\r\n xã Lâm Sơn')?.includes('\n')).toBe(false);
  });

  it('is not repeated where it names a person, with or without accents, or says anything else', () => {
    for (const subject of [
      'Danh sách trẻ em bị xâm hại',
      'Hồ sơ cháu Nguyễn Văn Thử',
      'ho so chau nguyen van thu xa Lam Son',
      'Hồ sơ xã Lâm Sơn Trần Văn Nam',
      'ho so tran van nam',
      'Gửi hồ sơ em Lan',
      'NGUYỄN THỊ HOA gửi hồ sơ xã Lâm Sơn',
      'Hồ sơ xã Lâm Sơn https://example.com',
      'Hồ sơ '.repeat(60),
      '',
      null,
    ])
      expect(repeat(subject)).toBeNull();
  });
});

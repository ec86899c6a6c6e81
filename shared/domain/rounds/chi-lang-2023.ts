import type { Commune } from '../commune.ts';
import type { Round } from '../round.ts';
import { districtAuthority, districtExpectations } from './district-round.ts';

/**
 * One unit of the district in its time (2020 to the merger of 01/07/2025; names and codes after Resolution 818/NQ-UBTVQH14).
 * The area type is inferred, not read from a list: Lạng Sơn is a mountainous province, so every unit falls
 * under the minimum of 800 points; the official list of mountain communes was not at hand.
 */
function communeOfChiLang(code: string, name: string, type: Commune['type']): Commune {
  return {
    code,
    name,
    type,
    district: 'Chi Lăng',
    province: 'Lạng Sơn',
    areaType: 'mountain-island-or-special',
    validFrom: '2020-01-01',
    validTo: '2025-06-30',
  };
}

/** The round of 2023 in Chi Lăng: the district's plan of February 2023. Dots stand where a person fills in. */
export const chiLang2023: Round = {
  id: '2023',
  year: 2023,
  rubric: 'qd-06-2019',
  authority: districtAuthority({
    district: 'Chi Lăng',
    province: 'Lạng Sơn',
    year: 2023,
    mailbox: 'ldtbxhchilang@gmail.com',
    plan: 'Kế hoạch số ……/KH-UBND ngày …… tháng 02 năm 2023 của Ủy ban nhân dân huyện Chi Lăng về thực hiện xây dựng xã, thị trấn phù hợp với trẻ em năm 2023',
    provincePlan:
      'Kế hoạch số 21/KH-SLĐTBXH ngày 22/02/2023 của Sở Lao động - Thương binh và Xã hội tỉnh Lạng Sơn',
  }),
  // "trước ngày 03/11/2023": the last day is 2 November; the hour is not set, so the whole day counts.
  lateFrom: '2023-11-03T00:00:00+07:00',
  deadline: '03/11/2023',
  ...districtExpectations,
  previous: null,
  communes: [
    communeOfChiLang('06463', 'Thị trấn Đồng Mỏ', 'thị trấn'),
    communeOfChiLang('06466', 'Thị trấn Chi Lăng', 'thị trấn'),
    communeOfChiLang('06523', 'Xã Chi Lăng', 'xã'),
    communeOfChiLang('06514', 'Xã Hữu Kiên', 'xã'),
    communeOfChiLang('06517', 'Xã Quan Sơn', 'xã'),
    communeOfChiLang('06469', 'Xã Vân An', 'xã'),
    communeOfChiLang('06472', 'Xã Vân Thủy', 'xã'),
    communeOfChiLang('06481', 'Xã Chiến Thắng', 'xã'),
    communeOfChiLang('06502', 'Xã Liên Sơn', 'xã'),
    communeOfChiLang('06478', 'Xã Bắc Thủy', 'xã'),
    communeOfChiLang('06484', 'Xã Mai Sao', 'xã'),
    communeOfChiLang('06496', 'Xã Nhân Lý', 'xã'),
    communeOfChiLang('06499', 'Xã Lâm Sơn', 'xã'),
    communeOfChiLang('06475', 'Xã Gia Lộc', 'xã'),
    communeOfChiLang('06487', 'Xã Bằng Hữu', 'xã'),
    communeOfChiLang('06490', 'Xã Thượng Cường', 'xã'),
    communeOfChiLang('06493', 'Xã Bằng Mạc', 'xã'),
    communeOfChiLang('06505', 'Xã Vạn Linh', 'xã'),
    communeOfChiLang('06508', 'Xã Hòa Bình', 'xã'),
    communeOfChiLang('06520', 'Xã Y Tịch', 'xã'),
  ],
};

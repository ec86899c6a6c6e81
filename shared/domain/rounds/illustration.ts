import type { Commune } from '../commune.ts';
import type { Round } from '../round.ts';
import { districtAuthority, districtExpectations } from './district-round.ts';

function inventedCommune(code: string, name: string, type: Commune['type']): Commune {
  return {
    code,
    name,
    type,
    district: 'Minh Họa',
    province: 'Ví Dụ',
    areaType: 'mountain-island-or-special',
    validFrom: '2020-01-01',
    validTo: '2999-12-31',
  };
}

/** The communes of the invented district; codes from 99901, which no list of the country uses. */
const communes: readonly Commune[] = [
  inventedCommune('99901', 'Xã Suối Mẫu', 'xã'),
  inventedCommune('99902', 'Xã Đồi Mẫu', 'xã'),
  inventedCommune('99903', 'Thị trấn Phố Mẫu', 'thị trấn'),
  inventedCommune('99904', 'Xã Rừng Mẫu', 'xã'),
  inventedCommune('99905', 'Xã Đồng Mẫu', 'xã'),
  inventedCommune('99906', 'Xã Hồ Mẫu', 'xã'),
  inventedCommune('99907', 'Xã Cầu Mẫu', 'xã'),
  inventedCommune('99908', 'Xã Bến Mẫu', 'xã'),
];

/**
 * A round of an invented district under the artificial rubric, to show the product and to test it.
 * @param year the year of the figures; dossiers are on time to the end of it.
 */
export function illustrationRound(year: number): Round {
  return {
    id: `minh-hoa-${year}`,
    year,
    rubric: 'minh-hoa',
    authority: districtAuthority({
      district: 'Minh Họa',
      province: 'Ví Dụ',
      year,
      mailbox: 'hoso@minhhoa.example.vn',
      plan: `Kế hoạch số ……/KH-UBND ngày …… tháng …… năm ${year} của Ủy ban nhân dân huyện Minh Họa (số liệu minh họa)`,
      provincePlan: `Kế hoạch số ……/KH-SLĐTBXH ngày …… tháng …… năm ${year} của Sở Lao động - Thương binh và Xã hội tỉnh Ví Dụ (số liệu minh họa)`,
    }),
    lateFrom: `${year + 1}-01-01T00:00:00+07:00`,
    deadline: `01/01/${year + 1}`,
    ...districtExpectations,
    previous: `minh-hoa-${year - 1}`,
    communes,
  };
}

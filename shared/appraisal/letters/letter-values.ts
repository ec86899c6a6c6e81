import type { Commune } from '../../domain/commune.ts';
import { communeInSentence } from '../../domain/commune.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { Round } from '../../domain/round.ts';
import { sayDayOf, sayHourOf } from '../say-document.ts';

/** Values of the office and the round; empty where nobody entered them, and then the letter leaves the place out. */
export function officeValues({ year, authority }: Pick<Round, 'year' | 'authority'>) {
  const { contact, plan, district } = authority;
  return {
    nam: String(year),
    ten_huyen: district.replace(/^(?:huyện|quận|thị xã|thành phố)\s/u, ''),
    ten_phong: authority.office,
    ten_phong_ngan: authority.officeShort,
    // A plan whose number and day nobody entered is named without them.
    ke_hoach_huyen: plan.includes('…') ? `Kế hoạch năm ${year} của Ủy ban nhân dân ${district}` : plan,
    can_bo_dau_moi: contact.name ?? '',
    dien_thoai_dau_moi: contact.phone ?? '',
    hop_thu_tiep_nhan: contact.mailbox,
  };
}

/** The forms of a commune's name. */
export const communeValues = (commune: Commune) => ({
  ten_xa: communeInSentence(commune),
  ten_xa_dau_cau: commune.name,
  loai_xa: commune.type,
});

/** A deadline in the ways the letters say it: "trước ngày 03/11/2023 (chậm nhất hết ngày 02/11/2023)". */
export function deadlineValues({ lateFrom, deadline }: Deadline) {
  const lastDay = sayDayOf(new Date(Date.parse(lateFrom) - 1).toISOString());
  return {
    thoi_han: deadline,
    thoi_han_day_du: `trước ngày ${deadline} (chậm nhất hết ngày ${lastDay})`,
    ngay_cuoi_cung: lastDay,
  };
}

/** Hour and day of an ISO instant in Vietnam. */
export const momentValues = (instant: string) => ({ gio: sayHourOf(instant), ngay: sayDayOf(instant) });

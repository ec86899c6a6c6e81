import type { CouncilSession } from '../../domain/council-session.ts';
import { sayRate } from '../../rubrics/say-figure.ts';
import type { RoundState } from '../district-documents.ts';
import { two } from '../say-document.ts';
import { communesNamed } from '../session-rulings.ts';
import type { TagValues } from '../templates/tag-values.ts';

/** What every paper of a session says of it: its list, the members, and the share of votes that carries where the round has it with its basis. */
export function sessionValues(state: RoundState, { number, communes }: CouncilSession): TagValues {
  const { members, majority } = state.round.council;
  return {
    so_phien: String(number),
    so_ho_so: two(communes.length),
    so_thanh_vien: members.length === 0 ? '………' : two(members.length),
    co_thanh_vien: members.length > 0,
    thanh_vien: members.map(({ name, position }) => ({ ten_thanh_vien: name, chuc_danh_hoi_dong: position })),
    co_ty_le: majority !== null,
    ty_le_phai_dat: majority === null ? '' : `từ ${sayRate(majority.share)} trở lên`,
    can_cu_ty_le: majority?.basis ?? '',
    don_vi: communesNamed(state, communes).map(({ commune }, position) => ({
      tt: String(position + 1),
      ten_xa_dau_cau: commune.name,
    })),
  };
}

/** What a person does in the work of a round; roles add up on one person. */
export const roles = [
  'officer',
  'head',
  'clerk',
  'secretary',
  'member',
  'chair',
  'sector-contact',
  'administrator',
  'observer',
] as const;
export type Role = (typeof roles)[number];

/** One role of a person and the rounds it is for. */
export interface Grant {
  readonly role: Role;
  /** Identifiers of rounds; 'all' for those to come as well. */
  readonly rounds: readonly string[] | 'all';
  /** Identifier of the sector a contact answers for; only with the role "sector-contact". */
  readonly sector?: string;
}

/** Someone who may sign in. */
export interface Person {
  readonly id: string;
  /** Họ và tên, as printed beside what the person did. */
  readonly name: string;
  /** User name, or the e-mail address known to the sign-in service; compared without case. */
  readonly login: string;
  readonly grants: readonly Grant[];
}

/** Names of roles as the office says them. */
export const roleNames: Readonly<Record<Role, string>> = {
  officer: 'Chuyên viên',
  head: 'Lãnh đạo Phòng',
  clerk: 'Văn thư',
  secretary: 'Thư ký Hội đồng',
  member: 'Thành viên Hội đồng',
  chair: 'Chủ tịch Hội đồng',
  'sector-contact': 'Đầu mối ngành',
  administrator: 'Quản trị',
  observer: 'Theo dõi cấp tỉnh',
};

import type { Person, Role } from '../../../shared/domain/person.ts';

/** What one may see or do, and which roles may. A route names one of these; a role that is not listed is refused. */
const allowedRoles = {
  'view-board': ['officer', 'head', 'clerk', 'secretary', 'member', 'chair', 'administrator', 'observer'],
  'view-dossier': ['officer', 'head', 'secretary', 'member', 'chair'],
  decide: ['officer', 'head', 'secretary'],
  'view-intake': ['officer', 'head', 'clerk', 'administrator'],
  'work-intake': ['officer', 'clerk'],
  'retry-work': ['officer', 'clerk', 'administrator'],
  'download-raw': ['officer', 'head'],
  'open-evidence': ['officer', 'head'],
  'view-sessions': ['officer', 'head', 'clerk', 'secretary', 'member', 'chair'],
  'manage-sessions': ['secretary'],
  'extend-deadline': ['officer', 'head'],
  score: ['member', 'chair'],
  'record-papers': ['officer', 'clerk', 'secretary'],
  'view-documents': ['officer', 'head', 'clerk', 'secretary', 'chair'],
  'make-documents': ['officer', 'secretary'],
  'manage-templates': ['officer', 'administrator'],
  'enter-rubric': ['officer', 'head'],
  'confirm-rubric': ['officer', 'head'],
  'answer-sector': ['officer', 'sector-contact'],
  'manage-registry': ['officer', 'administrator'],
  'manage-letters': ['administrator'],
  'manage-mailbox': ['administrator'],
  'manage-people': ['administrator'],
  'view-outbox': ['officer', 'head', 'clerk', 'secretary'],
  'send-letters': ['officer', 'clerk', 'secretary'],
  'set-up-sending': ['administrator'],
  'view-audit': ['head', 'administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof allowedRoles;

/** Every permission with the roles that have it, for the list of rights and its test. */
export const permissionRoles: Readonly<Record<Permission, readonly Role[]>> = allowedRoles;

/** Whether a person may do something, in a round where one is named; without a round, in any of theirs. */
export function can(person: Person, permission: Permission, round?: string): boolean {
  return person.grants.some(
    ({ role, rounds }) =>
      permissionRoles[permission].includes(role) &&
      (rounds === 'all' || round === undefined || rounds.includes(round)),
  );
}

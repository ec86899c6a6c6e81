import { renderLetter } from '../appraisal/letters/render-letter.ts';
import { officeValues } from '../appraisal/letters/letter-values.ts';
import { sayDay, two } from '../appraisal/say-document.ts';
import { roleNames } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import { auditWrite } from './audit-records.ts';
import { readSession, sessionSubject } from './council-records.ts';
import type { Actor, CouncilDesk } from './keep-act.ts';
import { loadLetterTexts } from './letter-records.ts';
import { listOutbox, queueLetter } from './outbox-records.ts';
import type { Account } from './people-records.ts';
import { addressOf, listAccounts } from './people-records.ts';

/** Members told in one commit: two actions each. A council has some ten. */
const toldAtOnce = 40;

/**
 * Tells the members of the council who have an account with an address that the dossiers of a session are ready; each once a session.
 * Resolves with how many were told now and the names of those no mail reaches, or why it was refused, in Vietnamese.
 */
export async function notifyCouncil(
  { round, number, by }: { readonly round: Round; readonly number: number; readonly by: Actor },
  { store, clock, newId }: CouncilDesk,
): Promise<{ readonly told: number; readonly unreached: readonly string[] } | { readonly refused: string }> {
  const session = (await readSession(store, round.id, number))?.body;
  if (session === undefined) return { refused: 'Không có phiên họp này.' };
  if (session.communes.length === 0) return { refused: 'Phiên họp chưa có hồ sơ nào trong danh sách.' };
  const causes = `council-notice#${sessionSubject(number)}#`;
  const [accounts, before, texts] = await Promise.all([
    listAccounts(store),
    listOutbox(store, round.id, causes),
    loadLetterTexts(store),
  ]);
  const known = new Set(before.map(({ body }) => body.cause));
  const members = accounts.map(({ body }) => body).filter((account) => sitsInCouncil(account, round));
  const unreached = members.filter((one) => addressOf(one) === null).map(({ name }) => name);
  const at = clock.now();
  const letters = members
    .flatMap((member) => {
      const address = addressOf(member);
      const cause = `${causes}${member.id}`;
      return address === null || known.has(cause) ? [] : [{ member, address, cause }];
    })
    .slice(0, toldAtOnce)
    .map(({ member, address, cause }) =>
      queueLetter({
        round: round.id,
        commune: null,
        cause,
        letter: 'council-notice',
        to: [address],
        ...renderLetter(
          'council-notice',
          {
            ...officeValues(round),
            ten_thanh_vien: member.name,
            chuc_danh_hoi_dong: positionOf(member, round),
            so_phien: String(number),
            ngay_hop: sayDay(session.date) ?? '',
            so_ho_so: two(session.communes.length),
            dia_chi_cong: '',
            co_noi_dung_nganh: false,
            noi_dung_nganh: [],
          },
          texts,
        ),
        attachments: [],
        inReplyTo: null,
        references: [],
        code: null,
        automatic: null,
        by: by.name,
        at,
      }),
    );
  if (letters.length === 0) return { told: 0, unreached };
  const line = auditWrite({
    id: newId(),
    at,
    by: { id: by.id, name: by.name },
    what: 'notify-council',
    about: { round: round.id, commune: null, mail: null },
    reason: null,
    before: null,
    after: `Phiên ${number}: ${letters.length} thành viên`,
  });
  const { applied } = await store.commit({
    writes: [...letters.flatMap(({ writes }) => writes), line],
    jobs: letters.flatMap(({ jobs }) => jobs),
  });
  return applied
    ? { told: letters.length, unreached }
    : { refused: 'Người khác vừa gửi thông báo này; xem lại hộp thư đi.' };
}

const sitsInCouncil = ({ isDisabled, grants }: Account, round: Round): boolean =>
  !isDisabled &&
  grants.some(
    ({ role, rounds }) =>
      (role === 'member' || role === 'chair') && (rounds === 'all' || rounds.includes(round.id)),
  );

/** As the round's configuration has it, else as the account says. */
const positionOf = ({ name, grants }: Account, { council }: Round): string =>
  council.members.find((member) => member.name === name)?.position ??
  roleNames[grants.some(({ role }) => role === 'chair') ? 'chair' : 'member'];

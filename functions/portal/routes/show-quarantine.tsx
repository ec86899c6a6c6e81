import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { partFateNames } from '../../../shared/domain/submission.ts';
import { loadPageImage } from '../../../shared/pipeline/draw-pages.ts';
import { decodeJson } from '../../../shared/pipeline/json-blob.ts';
import { readMailFile, type MailFile } from '../../../shared/pipeline/mail-file.ts';
import { listMails } from '../../../shared/pipeline/mail-listing.ts';
import type { MailOutcome } from '../../../shared/pipeline/mail-outcome.ts';
import type { MailWords } from '../../../shared/pipeline/receive-mail.ts';
import { mailWordsName } from '../../../shared/pipeline/receive-mail.ts';
import type { PartEntry } from '../../../shared/pipeline/records.ts';
import { mailFolder, readIntake, readPart } from '../../../shared/pipeline/records.ts';
import {
  listBlocked,
  putRegistrySettings,
  readRegistrySettings,
  unblock,
} from '../../../shared/pipeline/registry-records.ts';
import { redirectWith } from '../access/flash.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import type { EnteredWork } from '../pages/mail-actions.tsx';
import { nothingEntered } from '../pages/mail-actions.tsx';
import {
  HeldMailPage,
  HeldPartPage,
  QuarantinePage,
  RegistrySettingsPage,
} from '../pages/quarantine-pages.tsx';
import { sayRound } from '../present/present-board.ts';
import { presentIntakeRow, presentMail } from '../present/present-intake.ts';
import { presentMailWork } from '../present/present-mail-work.ts';
import { presentHeldPart, presentHeldText, whyWithheldPart } from '../present/present-quarantine.ts';
import { showText } from '../present/show-text.ts';
import type { PortalServices } from '../services.ts';
import { mailPath, maySee } from './show-intake.tsx';

const mailsPerPage = 50;
const blockedShown = 200;
const partPath = '/phan/:part{[0-9.]{1,40}}';

/** "/cach-ly": held mails, seen safely, and what is done with mails from addresses nobody knows. */
export function showQuarantine(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;
  const roundsNow = (): readonly Round[] => services.rounds.map(({ round }) => round);

  routes.get('/cach-ly', 'view-intake', async (c, person) => {
    const after = c.req.query('sau');
    const page = await listMails(store, { shelf: 'held' }, mailsPerPage, after);
    return c.html(
      <QuarantinePage
        view={{
          rows: page.entries
            .filter((entry) => maySee(person, entry))
            .map((entry) => ({ ...presentIntakeRow(entry, roundsNow()), href: `/cach-ly/${entry.mail}` })),
          isFirstPage: after === undefined,
          nextHref: page.next === undefined ? null : `/cach-ly?sau=${encodeURIComponent(page.next)}`,
          rounds: roundsNow()
            .filter(({ id }) => can(person, 'view-intake', id))
            .map((round) => ({ name: sayRound(round), href: `/cach-ly/dot/${round.id}` })),
        }}
      />,
    );
  });

  routes.get(`/cach-ly${mailPath}`, 'work-intake', async (c, person) => {
    const file = await readMailFile(store, c.req.param('mail'));
    if (file === undefined || !maySee(person, file.entry)) return c.notFound();
    return showHeldMail(c, file, person, services);
  });

  /** A part of a held mail with what was read of it; undefined where there is no such part, or the mail is not held. */
  const loadHeldPart = async (
    c: Context,
    person: Person,
  ): Promise<{ readonly part: PartEntry; readonly read: ReadFile | undefined } | undefined> => {
    const mail = c.req.param('mail') ?? '';
    const [intake, part] = await Promise.all([
      readIntake(store, mail),
      readPart(store, mail, c.req.param('part') ?? ''),
    ]);
    if (intake === undefined || part === undefined || !maySee(person, intake.body)) return undefined;
    // What is in a dossier is seen there, with what is known of its papers.
    if (intake.body.state !== 'held' && intake.body.state !== 'refused') return undefined;
    const { parsed } = part.body;
    const blob = parsed === null ? undefined : await blobs.get(mailFolder(mail), parsed);
    return { part: part.body, read: blob === undefined ? undefined : decodeJson<ReadFile>(blob) };
  };
  const yearOf = (): number => Number(clock.now().slice(0, 4));

  routes.get(`/cach-ly${mailPath}${partPath}`, 'work-intake', async (c, person) => {
    const held = await loadHeldPart(c, person);
    if (held === undefined) return c.notFound();
    return c.html(
      <HeldPartPage mail={held.part.mail} part={presentHeldPart(held.part, held.read, yearOf())} />,
    );
  });

  routes.get(`/cach-ly${mailPath}${partPath}/trang/:page{[0-9]{1,4}}`, 'work-intake', async (c, person) => {
    const held = await loadHeldPart(c, person);
    if (held === undefined || whyWithheldPart(held.part, held.read, yearOf()) !== null) return c.notFound();
    const image = await loadPageImage(held.part, Number(c.req.param('page')), blobs);
    return image === undefined
      ? c.notFound()
      : c.body(Buffer.from(image), 200, { 'content-type': 'image/webp' });
  });

  const showSettings = async (c: Context, person: Person, problem: string | null): Promise<Response> => {
    const round = roundsNow().find(({ id }) => id === c.req.param('round'));
    if (round === undefined) return c.notFound();
    const [settings, blocked] = await Promise.all([
      readRegistrySettings(store, round.id),
      listBlocked(store, blockedShown),
    ]);
    return c.html(
      <RegistrySettingsPage
        round={{ id: round.id, name: sayRound(round) }}
        holdsUnknown={settings?.body.holdsUnknown ?? false}
        version={settings?.version ?? 0}
        blocked={blocked.map(({ address, reason, by }) => ({
          address: showText(address, 200),
          reason: showText(reason, 300),
          by: by.name,
        }))}
        canChange={can(person, 'manage-registry', round.id)}
        problem={problem}
      />,
      problem === null ? 200 : 409,
    );
  };

  routes.get('/cach-ly/dot/:round', 'view-intake', (c, person) => showSettings(c, person, null));

  routes.post('/cach-ly/dot/:round', 'manage-registry', async (c, person, form) => {
    const round = c.req.param('round');
    const reason = form.text('ly-do').slice(0, 500);
    if (!roundsNow().some(({ id }) => id === round)) return c.notFound();
    if (reason === '') return showSettings(c, person, 'Ghi lý do.');
    const holdsUnknown = form.text('giu') === 'co';
    const known = await readRegistrySettings(store, round);
    if (String(known?.version ?? 0) !== form.text('phien-ban'))
      return showSettings(c, person, 'Người khác vừa thay đổi. Xem lại rồi ghi.');
    const say = (holds: boolean): string =>
      holds ? 'Giữ lại hồ sơ từ địa chỉ lạ' : 'Nhận hồ sơ từ mọi địa chỉ';
    const { applied } = await store.commit({
      writes: [
        await putRegistrySettings(store, { round, holdsUnknown }),
        auditLine(services, person, 'change-registry', {
          about: { round },
          reason,
          before: say(known?.body.holdsUnknown ?? false),
          after: say(holdsUnknown),
        }),
      ],
      jobs: [],
    });
    return applied
      ? redirectWith(c, `/cach-ly/dot/${round}`, 'Đã ghi.')
      : showSettings(c, person, 'Người khác vừa thay đổi. Xem lại rồi ghi.');
  });

  routes.post('/cach-ly/dot/:round/bo-chan', 'manage-registry', async (c, person, form) => {
    const round = c.req.param('round');
    const write = await unblock(store, form.text('dia-chi'));
    if (write !== undefined)
      await store.commit({
        writes: [write, auditLine(services, person, 'unblock-sender', { about: { round } })],
        jobs: [],
      });
    return redirectWith(c, `/cach-ly/dot/${round}`, 'Đã bỏ chặn địa chỉ.');
  });
}

/** The page of one held mail, with what was entered on it and not done. */
export async function showHeldMail(
  c: Context,
  file: MailFile,
  person: Person,
  services: Pick<PortalServices, 'blobs' | 'rounds'>,
  entered: EnteredWork = nothingEntered,
): Promise<Response> {
  const { blobs } = services;
  const rounds = services.rounds.map(({ round }) => round);
  const { entry, parts } = file;
  const folder = mailFolder(entry.mail);
  const [words, outcome] = await Promise.all([
    blobs.get(folder, mailWordsName),
    entry.outcome === null ? undefined : blobs.get(folder, entry.outcome),
  ]);
  return c.html(
    <HeldMailPage
      view={presentMail({
        entry,
        parts,
        outcome: outcome === undefined ? null : decodeJson<MailOutcome>(outcome),
        rounds,
      })}
      text={presentHeldText(words === undefined ? '' : decodeJson<MailWords>(words).textBody)}
      parts={parts.map((part) => ({
        file: showText(part.file),
        fate: part.fate === null ? 'Chờ đọc' : partFateNames[part.fate],
        href: part.parsed === null ? null : `/cach-ly/${entry.mail}/phan/${part.part}`,
      }))}
      work={presentMailWork(file, rounds, person)}
      entered={entered}
    />,
    entered.problem === null ? 200 : 409,
  );
}

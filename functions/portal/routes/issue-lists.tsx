import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { signedRuling } from '../../../shared/appraisal/session-rulings.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { CouncilWork, ListKind } from '../../../shared/pipeline/council-records.ts';
import { councilFolder, councilPapers, readCouncil } from '../../../shared/pipeline/council-records.ts';
import { issueList, withdrawList } from '../../../shared/pipeline/issue-papers.ts';
import { redirectWith } from '../access/flash.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentFile, SentForm } from '../access/sent-form.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import { IssuePage } from '../pages/council-pages.tsx';
import { listNames, listPaths } from '../present/present-council.ts';
import type { PortalRound, PortalServices } from '../services.ts';
import { orNull, seenStep, statusOf, toCouncilDesk, toNotKept } from './answer-act.ts';
import { scanKindOf } from './scan-kind.ts';
import { sendFile, unknownType } from './send-file.ts';
import { showCouncil } from './show-council.tsx';

/** Proposals and decisions, recorded once people issued them; the signed scan of a decision is kept. The mails that tell of them wait in the outbox. */
export function issueLists(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs } = services;
  const desk = toCouncilDesk(services);
  const findRound = (c: Context): PortalRound | undefined =>
    services.rounds.find(({ round }) => round.id === c.req.param('round'));

  for (const kind of ['proposal', 'decision'] as const) {
    const path = `/phien-hop/:round/${listPaths[kind]}`;
    const onePath = `${path}/:place{[1-9][0-9]{0,3}}`;

    const showForm = async (c: Context, { round }: PortalRound, notKept: NotKept | null) => {
      const work = await readCouncil(store, round.id);
      return c.html(
        <IssuePage
          round={round}
          kind={kind}
          communes={communesFor(kind, work, round)}
          count={work.lists.filter(({ body }) => body.kind === kind).length}
          notKept={notKept}
        />,
        statusOf(notKept),
      );
    };

    routes.get(path, 'record-papers', (c) => {
      const active = findRound(c);
      return active === undefined ? c.notFound() : showForm(c, active, null);
    });

    const record = async (c: Context, person: Person, form: SentForm) => {
      const active = findRound(c);
      if (active === undefined) return c.notFound();
      const { round } = active;
      const [file] = form.files('tep');
      const scan = file === undefined ? null : await keepScan(round.id, file);
      if (scan === 'refused')
        return showForm(
          c,
          active,
          toNotKept({ refused: 'Bản quét phải là tệp PDF, JPEG hoặc PNG.' }, 'van-ban', form),
        );
      const result = await issueList(
        {
          round,
          kind,
          by: person,
          seen: seenStep(form),
          isConfirmed: form.text('da-xem') === 'co',
          paper: {
            number: orNull(form.text('so')),
            date: orNull(form.text('ngay')),
            signer: orNull(form.text('nguoi-ky')),
          },
          communes: form.all('xa'),
          scan,
        },
        desk,
      );
      const notKept = toNotKept(result, 'van-ban', form);
      return notKept === null
        ? redirectWith(c, `/phien-hop/${round.id}`, `Đã ghi ${listNames[kind]}.`)
        : showForm(c, active, notKept);
    };
    if (kind === 'decision') routes.upload(path, 'record-papers', 'scan', record);
    else routes.post(path, 'record-papers', record);

    routes.post(`${onePath}/bo`, 'record-papers', async (c, person, form) => {
      const active = findRound(c);
      if (active === undefined) return c.notFound();
      const { round } = active;
      const place = Number(c.req.param('place'));
      const result = await withdrawList({ round, kind, place, by: person, reason: form.text('ly-do') }, desk);
      const notKept = toNotKept(result, `bo-${kind}-${place}`, form);
      if (notKept === null) return redirectWith(c, `/phien-hop/${round.id}`, `Đã bỏ ghi ${listNames[kind]}.`);
      return showCouncil(c, person, active, notKept, services);
    });

    routes.get(`${onePath}/ban-quet`, 'view-documents', async (c, person) => {
      const active = findRound(c);
      if (active === undefined) return c.notFound();
      const work = await readCouncil(store, active.round.id);
      const place = Number(c.req.param('place'));
      const list = work.lists.find(({ body }) => body.kind === kind && body.place === place)?.body;
      const scan = list?.scan ?? null;
      const bytes = scan === null ? undefined : await blobs.get(councilFolder(active.round.id), scan.blob);
      if (list === undefined || scan === null || bytes === undefined) return c.notFound();
      await store.commit({
        writes: [
          auditLine(services, person, 'download-signed', {
            about: { round: active.round.id },
            after: `${listNames[kind]} ${list.number ?? ''}`,
          }),
        ],
        jobs: [],
      });
      const found = scanKindOf(bytes);
      return sendFile(c, bytes, scan.file, found?.type ?? unknownType);
    });
  }

  async function keepScan(round: string, { bytes }: SentFile) {
    const kind = scanKindOf(bytes);
    if (kind === undefined) return 'refused' as const;
    const blob = `${createHash('sha256').update(bytes).digest('hex')}.${kind.extension}`;
    await blobs.put(councilFolder(round), blob, bytes);
    // A name of our own: the one it came with may be anything.
    return { file: `quyet-dinh-cong-nhan.${kind.extension}`, blob };
  }
}

/** What a new list may name: proposed by signed minutes, and on none of its kind yet; for a decision those of a proposal first. */
function communesFor(kind: ListKind, work: CouncilWork, round: PortalRound['round']) {
  const papers = councilPapers(work);
  const named = (kind === 'proposal' ? papers.proposals : papers.decisions).flatMap(
    ({ communes }) => communes,
  );
  return round.communes.filter(
    ({ code }) => signedRuling(papers, code)?.ruling === 'propose' && !named.includes(code),
  );
}

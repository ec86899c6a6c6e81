import type { PartFate } from '../domain/submission.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import { senderDoubtNames } from '../mail/doubt-sender.ts';
import type { Commit } from '../ports/store.ts';
import { endMail } from './end-mail.ts';
import { isContainer, loadFiles } from './extract-papers.ts';
import { decodeJson } from './json-blob.ts';
import type { FiledPapers } from './judge-mail.ts';
import { filePapers, findThread, isDirected, isSectorAnswer, judgeFiles, tellOther } from './judge-mail.ts';
import { judgeSender, unprovenWords } from './judge-sender.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import { envelopeOf, loadOutcome } from './mail-at-hand.ts';
import { readDirections, undirected } from './mail-directions.ts';
import { mailFindings } from './mail-findings.ts';
import { putIntoDossiers } from './put-into-dossiers.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import { listParts, mailFolder, readDossier, readIntake } from './records.ts';
import { trackPapers } from './track-papers.ts';
import type { World } from './world.ts';

/**
 * Stage 3: puts what a mail's files say into the dossier of its commune as a new revision, reviews and assesses it. Of a mail assessed
 * again, what it brought before is taken out where it no longer belongs; a dossier that would be the same gets no new revision.
 */
export async function assessDossier(payload: { readonly mail: string }, world: World): Promise<Commit> {
  const { mail } = payload;
  const known = await readIntake(world.store, mail);
  const kept = await world.blobs.get(mailFolder(mail), mailWordsName);
  if (known === undefined || kept === undefined) throw new Error('the mail has not been received yet');
  // A second delivery of a job that is done.
  if (known.body.state !== 'assessing') return { writes: [], jobs: [] };
  const words = decodeJson<MailWords>(kept);
  // The entry of a mail that had come to an end says what it was judged to be.
  const entry = known.body.run === undefined ? known.body : { ...known.body, ...envelopeOf(words) };
  const directions = (await readDirections(world.store, mail))?.body.directions ?? undirected;
  const parts = await listParts(world.store, mail);
  const files = await loadFiles(parts, world.blobs);
  const thread = await findThread(words, world);
  const sender = await judgeSender({ words, intake: known.body }, world);
  const judged = judgeFiles({
    mail,
    files,
    words,
    thread,
    isDossier: entry.kind === 'dossier',
    sender,
    directions,
    rounds: world.rounds,
  });
  const { active, identity } = judged;
  const papers = judged.documents.filter(({ status }) => status !== 'ignored');
  const isHeld = !directions.isReleased && !isDirected(directions);
  const doubt = isHeld ? sender.doubt : undefined;
  const trust = sender.levelIn(active.round);
  const intake = { ...known, body: trust === undefined ? entry : { ...entry, trust } };
  // Attack: whoever writes a commune's address as sender could replace its dossier. Unproven, a mail only proposes.
  const isProposal =
    isHeld && trust === 'enrolled-unproven' && (papers.length > 0 || entry.kind === 'dossier');
  const doubtWords = doubt !== undefined ? senderDoubtNames[doubt] : isProposal ? unprovenWords : undefined;
  const atHand: MailAtHand = {
    ...judged,
    intake,
    parts,
    words,
    sender,
    directions,
    findingsIn: ({ round }) => [
      ...parts.filter(({ body }) => isContainer(body)).flatMap(({ body }) => body.findings),
      ...(doubtWords === undefined ? [] : [makeFinding('doubtful-sender', { reason: doubtWords })]),
      ...mailFindings({
        words,
        identity,
        // A person answers for the sender of a mail they released.
        senders: isHeld ? sender.registryIn(round) : null,
      }),
    ],
    isUnread: papers.length > 0 && papers.every(({ extraction }) => extraction === undefined),
    former: await loadOutcome(known.body, world),
    world,
  };
  const findings = atHand.findingsIn(active);
  const allHeld = new Map(
    parts
      .filter(({ body }) => body.parsed !== null && body.status !== 'ignored')
      .map(({ body }): [string, PartFate] => [body.file, 'held']),
  );
  const { kind, topic } = entry;
  if (directions.isRefused || (sender.isBlocked && isHeld))
    return endMail({
      atHand,
      state: 'refused',
      kind: kind ?? 'not-a-dossier',
      topic: topic ?? 'other',
      findings,
      fates: allHeld,
      because: directions.isRefused
        ? 'Cán bộ xác định thư không thuộc đợt đánh giá'
        : 'Địa chỉ gửi đã bị chặn',
    });
  const isAutomatic = kind === 'auto-reply' || kind === 'bounce';
  const isStranger = isHeld && sender.isHeldIn(active.round);
  const holdBack = (because: string): Promise<Commit> =>
    endMail({
      atHand,
      state: 'held',
      kind: kind ?? 'dossier',
      topic: topic ?? 'dossier',
      findings,
      fates: allHeld,
      because,
    });
  if ((doubtWords !== undefined || isStranger) && !isAutomatic && (papers.length > 0 || kind === 'dossier'))
    return holdBack(
      doubt !== undefined
        ? 'Giữ lại: chưa chứng thực được người gửi'
        : isProposal
          ? 'Giữ lại: đề nghị cập nhật hồ sơ từ địa chỉ trong danh bạ, thư chưa được chứng thực'
          : 'Giữ lại: địa chỉ gửi chưa có trong danh bạ',
    );
  const other = tellOther(intake.body, papers);
  const isPlan = other?.topic === 'plan' || other?.topic === 'commitment';
  if (other !== undefined && (isPlan || !isDirected(directions))) {
    const tracked = await trackPapers(intake.body, {
      documents: judged.documents,
      files,
      commune: identity.commune,
      isDirected: directions.to !== null,
      round: active.round,
      store: world.store,
    });
    const ended = await endMail({ atHand, state: 'done', ...other, findings: tracked.findings });
    return { ...ended, writes: [...ended.writes, ...tracked.writes] };
  }
  if (kind === 'unreadable' && papers.length === 0 && directions.to === null)
    return endMail({ atHand, state: 'held', kind: 'unreadable', topic: 'other', findings });
  if (papers.length > 0 && papers.every(isSectorAnswer))
    return endMail({
      atHand,
      state: 'held',
      kind: 'not-a-dossier',
      topic: 'other',
      findings,
      fates: allHeld,
    });
  const filed = filePapers(judged, { files, directions, rounds: world.rounds });
  if (isHeld && trust === 'unknown' && (await haveProvenMail(filed.dossiers, world)))
    return holdBack('Giữ lại: địa chỉ gửi chưa có trong danh bạ, hồ sơ đã có bản từ địa chỉ được chứng thực');
  if (filed.dossiers.length > 0) return putIntoDossiers(atHand, filed);
  return endMail({
    atHand,
    state: 'held',
    kind: atHand.isUnread ? 'unreadable' : 'dossier',
    topic: 'dossier',
    findings: [
      ...findings,
      makeFinding('ambiguous-commune', {
        text: (identity.commune === undefined ? identity.text : undefined) ?? words.subject ?? '……',
      }),
    ],
    fates: allHeld,
  });
}

/** Whether one of the dossiers holds papers of a proven sender, which a stranger's must not replace. */
async function haveProvenMail(
  dossiers: readonly FiledPapers[],
  { store }: Pick<World, 'store'>,
): Promise<boolean> {
  const heads = await Promise.all(
    dossiers.map(({ active, commune }) => readDossier(store, active.round.id, commune.code)),
  );
  const mails = new Set(heads.flatMap((head) => head?.body.mails ?? []));
  const entries = await Promise.all([...mails].map((mail) => readIntake(store, mail)));
  return entries.some((entry) => entry?.body.trust === 'proven');
}

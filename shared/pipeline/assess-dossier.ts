import type { PartFate } from '../domain/submission.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Commit } from '../ports/store.ts';
import { endMail } from './end-mail.ts';
import { isContainer, loadFiles } from './extract-papers.ts';
import { decodeJson } from './json-blob.ts';
import { filePapers, findThread, isDirected, isSectorAnswer, judgeFiles, tellOther } from './judge-mail.ts';
import { judgeSender, senderDoubtNames } from './judge-sender.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import { envelopeOf, loadOutcome } from './mail-at-hand.ts';
import { readDirections, undirected } from './mail-directions.ts';
import { mailFindings } from './mail-findings.ts';
import { putIntoDossiers } from './put-into-dossiers.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import { listParts, mailFolder, readIntake } from './records.ts';
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
  const intake =
    known.body.run === undefined ? known : { ...known, body: { ...known.body, ...envelopeOf(words) } };
  const directions = (await readDirections(world.store, mail))?.body.directions ?? undirected;
  const parts = await listParts(world.store, mail);
  const files = await loadFiles(parts, world.blobs);
  const thread = await findThread(words, world);
  const sender = await judgeSender({ words, via: intake.body.via }, world);
  const judged = judgeFiles({
    mail,
    files,
    words,
    thread,
    isDossier: intake.body.kind === 'dossier',
    sender,
    directions,
    rounds: world.rounds,
  });
  const { active, identity } = judged;
  const papers = judged.documents.filter(({ status }) => status !== 'ignored');
  const isHeld = !directions.isReleased && !isDirected(directions);
  const doubt = isHeld ? sender.doubt : undefined;
  const atHand: MailAtHand = {
    ...judged,
    intake,
    parts,
    words,
    findingsIn: ({ round }) => [
      ...parts.filter(({ body }) => isContainer(body)).flatMap(({ body }) => body.findings),
      ...(doubt === undefined ? [] : [makeFinding('doubtful-sender', { reason: senderDoubtNames[doubt] })]),
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
  const { kind, topic } = intake.body;
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
  if ((doubt !== undefined || isStranger) && !isAutomatic && (papers.length > 0 || kind === 'dossier'))
    return endMail({
      atHand,
      state: 'held',
      kind: kind ?? 'dossier',
      topic: topic ?? 'dossier',
      findings,
      fates: allHeld,
      because:
        doubt === undefined
          ? 'Giữ lại: địa chỉ gửi chưa có trong danh bạ'
          : 'Giữ lại: chưa chứng thực được người gửi',
    });
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

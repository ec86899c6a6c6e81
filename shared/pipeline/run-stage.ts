import type { Commit, NewJob, StageName } from '../ports/store.ts';
import { withAdoptedRubrics } from './adopted-rubrics.ts';
import { applyRubric, spreadRubric } from './apply-rubric.ts';
import { assessDossier } from './assess-dossier.ts';
import { checkRound } from './check-round.ts';
import { draftDocuments } from './draft-documents.ts';
import { drawPages } from './draw-pages.ts';
import { judgeDeadline } from './judge-deadline.ts';
import { listMail } from './list-mail.ts';
import { withKeptRounds } from './kept-rounds.ts';
import { keepDrafts } from './make-drafts.ts';
import { readDocument } from './read-document.ts';
import { readPage } from './read-page.ts';
import { receiveMail } from './receive-mail.ts';
import { remindCommune } from './remind-commune.ts';
import type { ReplayFrom } from './replay-job.ts';
import { replayMail, replayRound } from './replay-mail.ts';
import { noteBounce } from './note-undelivered.ts';
import { readAnnex } from './rubric-drafts.ts';
import { readConfirmation } from './sector-sheets.ts';
import { sendDigest } from './send-digest.ts';
import { sendLetters, sendMail } from './send-mail.ts';
import { noteTime } from './stage-times.ts';
import type { World } from './world.ts';
import { writeReceipts } from './write-receipts.ts';

/** Stages that only turn bytes into what they say: they know of no round. */
const roundless: readonly StageName[] = [
  'read-document',
  'read-page',
  'join-pages',
  'draw-pages',
  'read-annex',
];

/** Stages that read or judge by a rubric. */
const judging: readonly StageName[] = [
  'assess-dossier',
  'draft-documents',
  'keep-drafts',
  'check-round',
  'read-confirmation',
  'spread-rubric',
  'apply-rubric',
  'remind-commune',
];

/** Runs the stage a job asks for and returns what it wants committed, with what it took. @throws when the world fails, or for a job no stage takes. */
export async function runStage(job: NewJob & { readonly attempt?: number }, home: World): Promise<Commit> {
  const began = Date.parse(home.clock.now());
  const { writes, jobs } = await performStage(job, home);
  return { writes: [...writes, ...noteTime(job, Date.parse(home.clock.now()) - began)], jobs };
}

async function performStage(job: NewJob, home: World): Promise<Commit> {
  // What officers configured and adopted since this process began holds from this job on.
  const named = typeof job.payload['round'] === 'string' ? job.payload['round'] : undefined;
  const rounds = roundless.includes(job.stage) ? home.rounds : await withKeptRounds(home.rounds, home, named);
  const world = {
    ...home,
    rounds: judging.includes(job.stage) ? await withAdoptedRubrics(rounds, home) : rounds,
  };
  const text = (name: string): string => String(job.payload[name] ?? '');
  const number = (name: string): number => Number(job.payload[name] ?? 0);
  switch (job.stage) {
    case 'receive-mail':
      return receiveMail({ mail: text('mail'), from: number('from') }, world);
    case 'read-document':
      return readDocument({ mail: text('mail'), part: text('part'), from: number('from') }, world);
    case 'read-page':
      return readPage({ mail: text('mail'), part: text('part'), page: number('page') }, world);
    case 'join-pages':
      // Now that its pages are there, the part is read as any other.
      return readDocument({ mail: text('mail'), part: text('part'), from: 0 }, world);
    case 'draw-pages':
      return drawPages({ mail: text('mail'), part: text('part') }, world);
    case 'assess-dossier':
      return assessDossier({ mail: text('mail') }, world);
    case 'draft-documents':
      return draftDocuments(
        { round: text('round'), commune: text('commune'), revision: number('revision') },
        world,
      );
    case 'keep-drafts':
      return keepDrafts({ round: text('round'), token: text('token'), part: number('part') }, world);
    case 'check-round':
      return checkRound({ round: text('round') }, world);
    case 'read-confirmation':
      return readConfirmation(
        { round: text('round'), sector: text('sector'), number: number('number') },
        world,
      );
    case 'read-annex':
      return readAnnex({ rubric: text('rubric'), version: number('version'), step: number('step') }, world);
    case 'spread-rubric':
      return spreadRubric({ round: text('round'), from: number('from') }, world);
    case 'apply-rubric':
      return applyRubric({ round: text('round'), commune: text('commune') }, world);
    case 'judge-deadline':
      return judgeDeadline({ round: text('round'), commune: text('commune') }, world);
    case 'list-mail':
      return listMail({ mail: text('mail') }, world);
    case 'replay-mail':
      return replayMail(
        {
          mail: text('mail'),
          run: number('run'),
          from: text('from') as ReplayFrom,
          part: text('part'),
          step: number('step'),
        },
        world,
      );
    case 'replay-round':
      return replayRound(
        { round: text('round'), batch: text('batch'), commune: number('commune'), mail: number('mail') },
        world,
      );
    case 'remind-commune':
      return remindCommune(
        {
          round: text('round'),
          commune: text('commune'),
          kind: text('kind') === 'overdue' ? 'overdue' : 'reminder',
          day: text('day'),
        },
        world,
      );
    case 'send-digest':
      return sendDigest({ day: text('day'), dead: number('dead'), open: number('open') }, world);
    case 'write-receipts':
      return writeReceipts({ round: text('round'), commune: text('commune') }, world);
    case 'note-bounce':
      return noteBounce({ mail: text('mail') }, world);
    case 'send-mail':
      return 'causes' in job.payload
        ? sendLetters({ round: text('round'), causes: text('causes') }, world)
        : sendMail({ round: text('round'), cause: text('cause'), run: number('run') }, world);
  }
}

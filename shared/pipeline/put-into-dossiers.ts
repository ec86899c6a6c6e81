import type { DossierDocument } from '../domain/document.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { PartFate } from '../domain/submission.ts';
import type { Commit, Write } from '../ports/store.ts';
import { finishMail } from './end-mail.ts';
import type { FiledPapers } from './judge-mail.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { listFileOutcomes } from './mail-outcome.ts';
import { orderFindings } from './order-findings.ts';
import { readThread, threadRecord } from './records.ts';
import type { Revised } from './revise-dossier.ts';
import { reviseDossier } from './revise-dossier.ts';

/** Dossiers one mail may bring: each is four actions and shared counts, and a commit holds 90. */
const maxDossiers = 17;

/** Each commune's papers go into its own dossier, all in one commit. */
export async function putIntoDossiers(
  atHand: MailAtHand,
  filed: { readonly dossiers: readonly FiledPapers[]; readonly left: readonly DossierDocument[] },
): Promise<Commit> {
  const revised: Revised[] = [];
  for (const dossier of filed.dossiers.slice(0, maxDossiers))
    revised.push(await reviseDossier(atHand, dossier));
  const left = [
    ...filed.left,
    ...filed.dossiers.slice(maxDossiers).flatMap(({ documents }) => documents),
  ].filter(({ status }) => status !== 'ignored');
  const fates = new Map([
    ...revised.flatMap((one) => [...one.fates]),
    ...left.map(({ file }): [string, PartFate] => [file, 'held']),
  ]);
  const [only, ...others] = revised;
  if (only !== undefined && others.length === 0 && left.length === 0) {
    const { outcome } = only;
    if (only.isKnown)
      return finishMail({
        atHand,
        state: 'duplicate',
        outcome,
        fates,
        entry: {
          duplicateOf: only.knownFrom[0] ?? null,
          because: 'Mọi tài liệu đều đã nhận trong thư trước',
        },
        revised,
      });
    const done = await finishMail({ atHand, state: 'done', outcome, fates, entry: {}, revised });
    const { commune } = outcome;
    return commune === null
      ? done
      : { ...done, writes: [...(await rememberThread(atHand, commune)), ...done.writes] };
  }
  const outcome: MailOutcome = {
    kind: 'dossier',
    topic: 'dossier',
    round: atHand.active.round.id,
    commune: null,
    revision: null,
    files: listFileOutcomes(left),
    findings: orderFindings([
      ...left.flatMap((one) => one.readFindings),
      ...left.map(({ file }) => makeFinding('ambiguous-commune', { text: file }, { about: file })),
    ]),
    parts: revised.map((each) => each.outcome),
  };
  return finishMail({
    atHand,
    state: 'done',
    outcome,
    fates,
    entry: { because: `Thư gửi hồ sơ của ${revised.length} đơn vị` },
    revised,
  });
}

/** Lets answers to this mail find its dossier. */
async function rememberThread(
  { words: { messageId }, intake, world }: MailAtHand,
  commune: string,
): Promise<readonly Write[]> {
  if (messageId === null) return [];
  const { mail } = intake.body;
  const known = await readThread(world.store, messageId);
  const record = threadRecord(messageId, { mail, commune });
  if (known === undefined) return [{ kind: 'put-if-absent', record }];
  // Some programs repeat an identifier: it stays with the first mail, wherever that was moved.
  return known.body.mail === mail && known.body.commune !== commune
    ? [{ kind: 'put-if-version', record, version: known.version }]
    : [];
}

import type { Commune } from '../domain/commune.ts';
import type { DocumentExtraction, DocumentKind } from '../domain/document.ts';
import { readOwnWords } from '../mail/own-words.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import { findCommunes } from '../vietnamese/place-names.ts';
import type { MailWords } from './receive-mail.ts';

/** Which commune a mail is of, or why that is not certain. */
export type CommuneIdentity =
  | {
      readonly commune: Commune;
      /** The commune the mail speaks for, where no paper of it is there. */
      readonly mailNames: Commune | undefined;
    }
  | {
      readonly commune: undefined;
      /** What was written, where something was. */
      readonly text: string | undefined;
    };

/** How much a paper's own letterhead weighs: a letter or report is the commune's, a list may be anybody's. */
const weights: Readonly<Record<DocumentKind, number>> = {
  'submission-letter': 4,
  'score-sheet': 3,
  report: 3,
  minutes: 3,
  plan: 3,
  commitment: 3,
  'survey-summary': 2,
  evidence: 1,
  other: 1,
};

/** A paper that is the commune's own beyond doubt. */
const plainWeight = 3;

/**
 * Tells the commune of a mail by its papers, then by its own words, its sender's address, the mail it answers, the names of
 * its files. Display names identify nobody, and a tie is left to a person. Papers of one commune in a mail that names another
 * and comes from that other's known address, or answers its mail, were attached by mistake: the mail is its sender's.
 */
export function identifyCommune(input: {
  readonly extractions: readonly DocumentExtraction[];
  readonly words: MailWords;
  readonly senders: SenderRegistry | null;
  /** Code of the commune whose mail this one answers. */
  readonly thread: string | undefined;
  readonly communes: readonly Commune[];
}): CommuneIdentity {
  const { extractions, words, senders, communes } = input;
  const byCode = (code: string | undefined): Commune | undefined => communes.find((one) => one.code === code);
  const votes = new Map<string, number>();
  let unclear: string | undefined;
  for (const { commune, kind } of extractions) {
    const [code, ...others] = commune?.codes ?? [];
    if (code === undefined) continue;
    if (others.length > 0) unclear ??= commune?.text;
    else votes.set(code, (votes.get(code) ?? 0) + weights[kind]);
  }
  const onlyOne = (text: string): Commune | undefined => {
    const codes = new Set(
      findCommunes(text, communes).flatMap((mention) => (mention.codes.length === 1 ? mention.codes : [])),
    );
    return codes.size === 1 ? byCode([...codes][0]) : undefined;
  };
  const known = senders === null || words.from === null ? null : findSender(senders, words.from.address);
  const sender = known?.kind === 'commune' ? byCode(known.code) : undefined;
  const said = onlyOne(words.subject ?? '') ?? onlyOne(readOwnWords(words.textBody));
  const mailNames = said ?? sender;
  const answered = byCode(input.thread);
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  const isForeign = mailNames !== undefined && first !== undefined && !votes.has(mailNames.code);
  if (isForeign && (said === sender || said === answered || first[1] < plainWeight))
    return { commune: mailNames, mailNames: undefined };
  if (first !== undefined && (second === undefined || first[1] > second[1])) {
    const commune = byCode(first[0]);
    if (commune !== undefined) return { commune, mailNames: isForeign ? mailNames : undefined };
  }
  const hints = [
    said,
    onlyOne(words.textBody),
    sender,
    answered,
    onlyOne(words.attachments.map(({ path }) => path).join('\n')),
  ];
  for (const commune of hints)
    if (commune !== undefined && (votes.size === 0 || votes.has(commune.code)))
      return { commune, mailNames: undefined };
  const loose = [words.subject ?? '', words.textBody].flatMap((text) => findCommunes(text, communes))[0]
    ?.text;
  return { commune: undefined, text: unclear ?? loose };
}

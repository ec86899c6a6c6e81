import type { Commune } from '../domain/commune.ts';
import type { DocumentExtraction, DocumentKind } from '../domain/document.ts';
import { readOwnWords } from '../mail/own-words.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import { findCommunes } from '../vietnamese/place-names.ts';
import type { MailWords } from './receive-mail.ts';

/** Which commune a mail is of, or why that is not certain. */
export type CommuneIdentity =
  | { readonly commune: Commune }
  | {
      readonly commune: undefined;
      /** What was written, where something was. */ readonly text: string | undefined;
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

/**
 * Tells the commune of a mail by its papers, then by its own words, then by its sender's address. Display names identify
 * nobody, and a tie is left to a person.
 */
export function identifyCommune(input: {
  readonly extractions: readonly DocumentExtraction[];
  readonly words: MailWords;
  readonly senders: SenderRegistry | null;
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
  const sender = senders === null || words.from === null ? null : findSender(senders, words.from.address);
  const senderCode = sender?.kind === 'commune' ? sender.code : undefined;
  const said = [words.subject ?? '', readOwnWords(words.textBody), words.textBody].flatMap((text) => {
    const codes = new Set(
      findCommunes(text, communes).flatMap((mention) => (mention.codes.length === 1 ? mention.codes : [])),
    );
    return codes.size === 1 ? [...codes] : [];
  });
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  if (first !== undefined && (second === undefined || first[1] > second[1])) {
    const commune = byCode(first[0]);
    if (commune !== undefined) return { commune };
  }
  // A tie of the papers is broken by what the mail itself says, then by who sent it.
  for (const code of [...said, senderCode]) {
    const commune = byCode(code);
    if (commune !== undefined && (votes.size === 0 || votes.has(commune.code))) return { commune };
  }
  const loose = [words.subject ?? '', words.textBody].flatMap((text) => findCommunes(text, communes))[0]
    ?.text;
  return { commune: undefined, text: unclear ?? loose };
}

import type { Commune } from '../domain/commune.ts';
import { communeInSentence } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Round } from '../domain/round.ts';
import type { PartFate } from '../domain/submission.ts';
import { fileOutcome } from './mail-outcome.ts';
import { sayLocalTime } from './say-local-time.ts';

/** The papers of a mail by what they are to the dossier. */
export interface SortedDocuments {
  /** Papers this mail brings into the dossier. */
  readonly brought: readonly DossierDocument[];
  /** Papers the dossier already has. */
  readonly known: readonly DossierDocument[];
  /** What became of files that were read and not brought. */
  readonly fates: ReadonlyMap<string, PartFate>;
  readonly findings: readonly Finding[];
}

/** Parts the papers of a mail into new ones, copies (the same bytes, counted once), and those of another commune (not used). */
export function sortDocuments(input: {
  readonly documents: readonly DossierDocument[];
  /** Papers in force before this mail. */
  readonly earlier: readonly DossierDocument[];
  /** When the dossier's mails were received, by mail. */
  readonly receivedAt: ReadonlyMap<string, string>;
  readonly commune: Commune;
  readonly round: Round;
  /** Papers a person put into this dossier, whatever unit they name. */
  readonly directed: ReadonlySet<DossierDocument>;
}): SortedDocuments {
  const { earlier, receivedAt, commune, round } = input;
  const brought: DossierDocument[] = [];
  const known: DossierDocument[] = [];
  const fates = new Map<string, PartFate>();
  const findings: Finding[] = [];
  for (const document of input.documents) {
    if (document.status === 'ignored') continue;
    const { name } = documentKindNames[fileOutcome(document).kind];
    const old = earlier.find((one) => isCopy(one, document));
    if (old !== undefined || brought.some((one) => isCopy(one, document))) {
      if (old !== undefined) known.push(old);
      fates.set(document.file, 'duplicate-of');
      // Said once, however many papers the file holds.
      if (document.bound !== undefined && document.bound.place > 1) continue;
      const at = old === undefined ? undefined : receivedAt.get(old.mailId);
      findings.push(
        makeFinding(
          'duplicate-document',
          { document: name, earlierDate: at === undefined ? null : sayLocalTime(at).day },
          { about: document.file },
        ),
      );
      continue;
    }
    const other = document.extraction?.commune?.codes ?? [];
    if (other.length > 0 && !other.includes(commune.code)) {
      const named = round.communes.find(({ code }) => code === other[0]);
      const isDirected = input.directed.has(document);
      findings.push(
        makeFinding(
          isDirected ? 'paper-filed-by-officer' : 'commune-mismatch',
          {
            document: name,
            otherCommune:
              named === undefined ? (document.extraction?.commune?.text ?? '') : communeInSentence(named),
            commune: communeInSentence(commune),
          },
          { about: document.file },
        ),
      );
      if (!isDirected) {
        fates.set(document.file, 'held');
        continue;
      }
    }
    brought.push(document);
  }
  return { brought, known, fates, findings };
}

/** The same bytes, and the same paper where they hold several. */
function isCopy(one: DossierDocument, other: DossierDocument): boolean {
  return one.sha256 === other.sha256 && one.bound?.place === other.bound?.place;
}

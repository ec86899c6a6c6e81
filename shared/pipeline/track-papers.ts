import type { Commune } from '../domain/commune.ts';
import type { DocumentExtraction, DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, ParsedDocument } from '../domain/parsed-document.ts';
import type { Round, TrackedDocument } from '../domain/round.ts';
import type { Store, Write } from '../ports/store.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { LoadedFile } from './extract-papers.ts';
import { documentsInForce } from './merge-documents.ts';
import type { DossierEntry, IntakeEntry } from './records.ts';
import type { TrackedEntry } from './round-records.ts';
import { putTracked } from './round-records.ts';

/** Attack: a mail of hundreds of plans, more than one commit writes. Twice the communes of a district. */
const trackedAtMost = 60;

/**
 * Notes the plans and commitments of a mail that brings no dossier, each for the commune it names, else for the mail's, and for the
 * round's own year. A plan on another matter, which nowhere speaks of children, is not noted.
 */
export async function trackPapers(
  { mail, receivedAt }: Pick<IntakeEntry, 'mail' | 'receivedAt'>,
  {
    documents,
    files,
    commune,
    isDirected,
    round,
    store,
  }: {
    readonly documents: readonly DossierDocument[];
    readonly files: readonly LoadedFile[];
    /** The commune the mail is of; undefined where nothing tells. */
    readonly commune: Commune | undefined;
    /** A person said so: it is whatever the papers name. */
    readonly isDirected: boolean;
    readonly round: Round;
    readonly store: Store;
  },
): Promise<{ readonly writes: readonly Write[]; readonly findings: readonly Finding[] }> {
  const found = new Map<string, TrackedEntry>();
  const findings: Finding[] = [];
  for (const { file, extraction } of documents) {
    const tracked = round.trackedDocuments.find(({ kind }) => kind === extraction?.kind);
    const read = files.find(({ part }) => part.file === file)?.read?.document;
    if (extraction === undefined || tracked === undefined || read === undefined || !speaksOfChildren(read))
      continue;
    const { year, number, date } = extraction;
    const { kind, label } = tracked;
    const owner = isDirected ? commune?.code : ownerOf(extraction, commune);
    if (owner === undefined)
      findings.push(
        makeFinding('ambiguous-commune', { text: extraction.commune?.text ?? file }, { about: file }),
      );
    else if (year !== null && year !== round.year)
      findings.push(
        makeFinding(
          'tracked-other-year',
          { document: label, documentYear: year, year: round.year },
          { about: kind },
        ),
      );
    else
      found.set(`${owner} ${kind}`, {
        round: round.id,
        commune: owner,
        kind,
        mail,
        file,
        number,
        date,
        receivedAt,
      });
  }
  const entries = [...found.values()].slice(0, trackedAtMost);
  return { writes: await Promise.all(entries.map((entry) => putTracked(store, entry))), findings };
}

/** Code of the commune a paper is of; undefined where it names several or nothing tells. */
function ownerOf({ commune: named }: DocumentExtraction, ofMail: Commune | undefined): string | undefined {
  const [code, ...others] = named?.codes ?? [];
  if (code === undefined || (ofMail !== undefined && named?.codes.includes(ofMail.code) === true))
    return ofMail?.code;
  return others.length === 0 ? code : undefined;
}

function speaksOfChildren({ blocks }: ParsedDocument): boolean {
  return blocks.some((block) => textsOf(block).some((text) => /\btre em\b|\bphte\b/u.test(foldWords(text))));
}

const textsOf = (block: Block): readonly string[] =>
  block.kind === 'table' ? block.cells.map(({ text }) => text) : [block.text];

/** The plan and commitment among the papers of a dossier. */
export function trackedIn({
  documents,
}: Pick<DossierRevision, 'documents'>): readonly TrackedDocument['kind'][] {
  const kinds = new Set(documentsInForce(documents).map(({ extraction }) => extraction?.kind));
  return (['plan', 'commitment'] as const).filter((kind) => kinds.has(kind));
}

/** What a commune has sent of the papers tracked in the year, by itself or with its dossier. */
export function trackedOf(
  commune: string,
  dossier: Pick<DossierEntry, 'tracked'> | undefined,
  mailed: readonly TrackedEntry[],
): readonly TrackedDocument['kind'][] {
  const own = mailed.filter((entry) => entry.commune === commune).map(({ kind }) => kind);
  return (['plan', 'commitment'] as const).filter(
    (kind) => own.includes(kind) || dossier?.tracked?.includes(kind) === true,
  );
}

import type { Commune } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';

/** The papers of one commune in a mail that brings several dossiers. */
export interface CommunePapers {
  readonly commune: Commune;
  readonly documents: readonly DossierDocument[];
}

/** A mail's papers by commune, and those that are nobody's. */
export interface SplitPapers {
  readonly parts: readonly CommunePapers[];
  readonly unassigned: readonly DossierDocument[];
}

/** Papers only a commune's own dossier holds. */
const dossierKinds: readonly string[] = ['submission-letter', 'score-sheet', 'report', 'minutes'];

/**
 * Splits a bundle: a mail with dossiers of several communes, each with a score sheet and one more paper of its own. A single
 * paper of a neighbour was attached by mistake and splits nothing. A paper that names nobody goes with the folder, archive or
 * nested mail it lies in. @returns undefined for a mail of one dossier; parts by commune code.
 */
export function splitByCommune(
  documents: readonly DossierDocument[],
  communes: readonly Commune[],
): SplitPapers | undefined {
  const groups = new Map<string, DossierDocument[]>();
  for (const document of documents) {
    const code = codeOf(document);
    if (code !== undefined) groups.set(code, [...(groups.get(code) ?? []), document]);
  }
  const whole = communes.flatMap((commune): CommunePapers[] => {
    const own = groups.get(commune.code);
    return own !== undefined && isDossier(own) ? [{ commune, documents: own }] : [];
  });
  if (whole.length < 2) return undefined;

  const unassigned: DossierDocument[] = [];
  const joined = new Map(whole.map(({ commune, documents: own }) => [commune.code, [...own]]));
  for (const document of documents) {
    const code = codeOf(document);
    if (code !== undefined && joined.has(code)) continue;
    const neighbour = code === undefined ? findNeighbour(document, whole) : undefined;
    (neighbour === undefined ? unassigned : (joined.get(neighbour) ?? unassigned)).push(document);
  }
  // Papers stay in the order of the mail.
  const order = new Map(documents.map((document, index) => [document, index]));
  const place = (document: DossierDocument): number => order.get(document) ?? 0;
  return {
    parts: whole
      .map(({ commune }) => ({
        commune,
        documents: (joined.get(commune.code) ?? []).sort((a, b) => place(a) - place(b)),
      }))
      .sort((a, b) => (a.commune.code < b.commune.code ? -1 : 1)),
    unassigned,
  };
}

/** The one commune a paper names. */
function codeOf({ extraction }: DossierDocument): string | undefined {
  const codes = extraction?.commune?.codes ?? [];
  return codes.length === 1 ? codes[0] : undefined;
}

function isDossier(documents: readonly DossierDocument[]): boolean {
  const kinds = documents.map(({ extraction }) => extraction?.kind ?? 'other');
  return kinds.includes('score-sheet') && kinds.filter((kind) => dossierKinds.includes(kind)).length >= 2;
}

/** The commune all of whose papers in the nearest folder are its own; undefined where folders do not tell. */
function findNeighbour(document: DossierDocument, whole: readonly CommunePapers[]): string | undefined {
  const segments = document.file.split('/').slice(0, -1);
  for (let depth = segments.length; depth > 0; depth -= 1) {
    const folder = `${segments.slice(0, depth).join('/')}/`;
    const inside = whole.filter(({ documents }) => documents.some(({ file }) => file.startsWith(folder)));
    if (inside.length > 1) return undefined;
    if (inside.length === 1) return inside[0]?.commune.code;
  }
  return undefined;
}

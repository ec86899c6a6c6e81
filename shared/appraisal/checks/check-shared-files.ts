import type { Commune } from '../../domain/commune.ts';
import { communeInSentence } from '../../domain/commune.ts';
import type { DocumentKind } from '../../domain/document.ts';
import { documentKindNames } from '../../domain/document.ts';
import type { DossierFacts } from '../../domain/dossier-facts.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { CommuneFinding } from './commune-finding.ts';

/** Communes named in one sentence; the rest is counted. */
const namedAtMost = 3;

/** Finds filled-in files that are the very same in the dossiers of several communes, and says so to each of them. */
export function checkSharedFiles(
  facts: readonly DossierFacts[],
  communes: readonly Commune[],
): readonly CommuneFinding[] {
  const holders = new Map<string, Map<string, DocumentKind>>();
  for (const { commune, papers } of facts)
    for (const { sha256, kind } of papers) {
      const ofFile = holders.get(sha256) ?? new Map<string, DocumentKind>();
      holders.set(sha256, ofFile.set(commune, kind));
    }
  return [...holders.values()].flatMap((ofFile) =>
    ofFile.size < 2
      ? []
      : [...ofFile].map(([commune, kind]) => ({
          commune,
          finding: makeFinding(
            'shared-file',
            {
              document: documentKindNames[kind].name,
              otherCommunes: sayCommunes(
                [...ofFile.keys()].filter((other) => other !== commune),
                communes,
              ),
            },
            { about: kind },
          ),
        })),
  );
}

function sayCommunes(codes: readonly string[], communes: readonly Commune[]): string {
  const names = codes.map((code) => {
    const commune = communes.find((one) => one.code === code);
    return commune === undefined ? code : communeInSentence(commune);
  });
  const rest = names.length - namedAtMost;
  return names.slice(0, namedAtMost).join(', ') + (rest > 0 ? ` và ${rest} đơn vị khác` : '');
}

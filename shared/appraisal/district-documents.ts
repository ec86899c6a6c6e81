import type { Commune } from '../domain/commune.ts';
import type { CouncilSession, IssuedList, IssuedPaper } from '../domain/council-session.ts';
import type { DeadlineExtension } from '../domain/deadline.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { DocumentKind } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import type { IndicatorId } from '../domain/indicator.ts';
import type { Round } from '../domain/round.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import type { AdministrativeLayout } from './administrative-layout.ts';
import type { TagValues } from './templates/tag-values.ts';

/** The paper copy of a dossier, as the records clerk registered it. */
export interface PaperCopy {
  /** "Số đến". */
  readonly number: string | null;
  /** ISO day of arrival. */
  readonly date: string | null;
  /** "Bưu chính", "Nộp trực tiếp", … */
  readonly channel: string | null;
  /** null until somebody compared it with the soft copy. */
  readonly matches: boolean | null;
}

/** What the district knows of one commune in a round. */
export interface CommuneState {
  readonly commune: Commune;
  /** null while no dossier has come. */
  readonly revision: DossierRevision | null;
  /** ISO instant the first mail of the dossier was accepted. */
  readonly receivedAt: string | null;
  readonly receiptCode: string | null;
  readonly paper: PaperCopy | null;
  /** The later deadline it was given. */
  readonly extension: DeadlineExtension | null;
  /** Kinds of the papers tracked in the year that came. */
  readonly tracked: readonly DocumentKind[];
  /** Remarks that compare this dossier with others, other years or the sectors. */
  readonly crossFindings: readonly Finding[];
  /** The official request to supplement, and whether an answer came after it. */
  readonly supplement: (IssuedPaper & { readonly answered: boolean }) | null;
  /** Sectors that confirmed figures of this commune, with the indicators each confirmed. */
  readonly confirmations: readonly { readonly sector: string; readonly indicators: readonly IndicatorId[] }[];
}

/** How a round ended, for the comparison with the next one. */
export interface RoundOutcome {
  readonly year: number;
  readonly communes: number;
  readonly submitted: number;
  readonly recognised: number;
}

/** Everything the documents of a round are made from, at one moment. */
export interface RoundState {
  readonly round: Round;
  readonly rubric: Rubric;
  /** ISO instant the state is of; becomes the date inside the files. */
  readonly at: string;
  /** Every commune of the round, in the round's order. */
  readonly communes: readonly CommuneState[];
  readonly sessions: readonly CouncilSession[];
  readonly proposals: readonly IssuedList[];
  readonly decisions: readonly IssuedList[];
  readonly previous: RoundOutcome | null;
}

/** inside: for the office and the council; outside: without figures of the sensitive criteria 3 to 6 and without remarks. */
export type Audience = 'inside' | 'outside';

/** A workbook (xlsx) of a round; equal input gives equal bytes. */
export interface DistrictWorkbook {
  readonly kind: DistrictDocumentKind;
  /** Whom it is made for. */
  readonly audiences: readonly Audience[];
  readonly write: (state: RoundState, audience: Audience) => Promise<Uint8Array>;
}

/** A commune of which nobody has recorded anything beside its dossier, and a round before its first session. */
export const nothingRecorded = {
  commune: {
    receiptCode: null,
    paper: null,
    extension: null,
    tracked: [],
    crossFindings: [],
    supplement: null,
    confirmations: [],
  },
  round: { sessions: [], proposals: [], decisions: [], previous: null },
} as const;

interface Document {
  readonly kind: DistrictDocumentKind;
  readonly layout: AdministrativeLayout;
}

/** A docx the district makes: a layout with tags, and what the tags stand for. */
export type DistrictDocument =
  | (Document & {
      readonly scope: 'commune';
      /** Which communes it is made for (those with a dossier, those with something to mend …). */
      readonly isFor: (commune: CommuneState, state: RoundState) => boolean;
      readonly values: (state: RoundState, commune: CommuneState) => TagValues;
    })
  | (Document & {
      readonly scope: 'session';
      readonly values: (state: RoundState, session: CouncilSession) => TagValues;
    })
  | (Document & { readonly scope: 'round'; readonly values: (state: RoundState) => TagValues });

/** What the council concluded on one commune: it proposes, the chair of the district committee recognises. */
export type Ruling = 'propose' | 'do-not-propose' | 'return-for-completion' | 'postpone';

export interface CouncilRuling {
  /** Commune code. */
  readonly commune: string;
  readonly ruling: Ruling;
  /** Total the council agreed on; null when it gave none. */
  readonly points: number | null;
  /** Points it agreed on by the number of the criterion; absent where it gave a total alone. */
  readonly criteria?: CriterionPoints;
}

/** Points of some or all criteria, by their number. */
export type CriterionPoints = Readonly<Record<string, number>>;

/** One meeting of the council with its own list of dossiers. */
export interface CouncilSession {
  /** From 1 in a round. */
  readonly number: number;
  /** ISO day; null until it is set. */
  readonly date: string | null;
  /** Codes of the communes on its list, in the order of the list. */
  readonly communes: readonly string[];
  /** As the minutes say; empty before the meeting. */
  readonly rulings: readonly CouncilRuling[];
  /** The signed minutes; null until they are. */
  readonly minutes: IssuedPaper | null;
}

/** A paper of the district that was signed, numbered and dated by people. */
export interface IssuedPaper {
  readonly number: string | null;
  /** ISO day. */
  readonly date: string | null;
  /** Name of the person who signed, as an officer recorded it. */
  readonly signer: string | null;
}

/** The proposal to the chair, or the chair's decision: which communes it names. */
export interface IssuedList extends IssuedPaper {
  readonly communes: readonly string[];
}

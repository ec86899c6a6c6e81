/** A sector's office of the district that keeps figures of its own and is asked to confirm those of the communes. */
export interface Sector {
  /** "police" */
  readonly id: string;
  /** Inside a sentence: "Công an huyện". */
  readonly name: string;
  /** Numbers of the criteria it is asked about. */
  readonly criteria: readonly number[];
  /** Its table goes by internal channels only, never by public e-mail. */
  readonly internalOnly: boolean;
}

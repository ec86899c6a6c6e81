/** Asks the domain name system; where an office has none, no sender is checked. */
export interface NameResolver {
  /**
   * Records of a name: TXT as lists of pieces, MX as objects with `exchange`, all else as words.
   * @throws Error with code ENOTFOUND or ENODATA where the system says there is none; with another code, or none, where it did not answer in time.
   */
  resolve(name: string, type: 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT'): Promise<readonly unknown[]>;
}

/** Stored forms of passwords; slow on purpose. */
export interface Passwords {
  /** A stored form that the password cannot be found from. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one of a stored form; as slow for null (no such account) as for a wrong one. */
  matches(password: string, stored: string | null): Promise<boolean>;
}

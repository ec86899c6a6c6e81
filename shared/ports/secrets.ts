/** Names bytes so that equal bytes have equal names within this office and no one else can guess them. */
export interface ContentNames {
  /** Hex HMAC-SHA-256 under the office's key. */
  nameOf(bytes: Uint8Array): string;
}

/** Bytes too large for records. A folder belongs to one mail ("mail/<id>") or one dossier revision ("dossier/<round>/<commune>/<n>"), and is erased as one. */
export interface Blobs {
  /** Durable when it resolves; the same name with the same bytes again is fine. Rejects with ErasedFolderError. */
  put(folder: string, name: string, bytes: Uint8Array): Promise<void>;
  /** undefined when there is none (or it was erased). */
  get(folder: string, name: string): Promise<Uint8Array | undefined>;
  /** Destroys the folder for good: keys and bytes. */
  erase(folder: string): Promise<void>;
}

/** The folder was erased for good: a late worker or a replay must not bring it back. */
export class ErasedFolderError extends Error {
  override readonly name = 'ErasedFolderError';
  constructor(folder: string, options?: ErrorOptions) {
    super(`Thư mục ${folder} đã bị xóa vĩnh viễn, không ghi lại được.`, options);
  }
}

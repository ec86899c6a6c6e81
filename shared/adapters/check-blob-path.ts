// Attack: a folder or name with "..", a drive letter or a leading dot leaves the root or hits the adapter's own files.
const safePath = /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/** The folder or name itself. @throws RangeError for one that could lead elsewhere. */
export function checkBlobPath(path: string): string {
  if (!safePath.test(path)) throw new RangeError('not a blob folder or name');
  return path;
}

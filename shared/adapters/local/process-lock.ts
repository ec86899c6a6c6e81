import Database from 'libsql';

/** Another process has the office's store open. */
export class OfficeInUseError extends Error {
  override readonly name = 'OfficeInUseError';
  constructor() {
    super(
      'Dữ liệu đang được một chương trình Hồ Sơ khác trên máy này sử dụng. Hãy dừng chương trình đó rồi chạy lại.',
    );
  }
}

/**
 * Keeps a second process away until the returned function is called or this process ends, however it ends.
 * The lock is the operating system's own, taken through SQLite: it cannot outlive a killed process, as a file with a process id would.
 * @throws OfficeInUseError when it is held, also by this very process.
 */
export function takeProcessLock(path: string): () => void {
  const lock = new Database(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') throw new OfficeInUseError();
    throw error;
  }
  return () => {
    lock.exec('ROLLBACK');
    lock.close();
  };
}

import { storeLimits, type Commit, type RecordKey, type Write } from '../ports/store.ts';

const largestPage = 1000;

/** @throws RangeError for a page that is not 1..1000 records. */
export function checkPageSize(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > largestPage)
    throw new RangeError(`a page holds 1..${largestPage}`);
}

/** The record a write is about. */
export function keyOf(write: Write): RecordKey {
  const { partition, sort } = 'key' in write ? write.key : write.record;
  return { partition, sort };
}

/**
 * What either home would refuse is refused by both, before anything is written.
 * @throws RangeError for a commit over the limits, a record written twice, an addition that is no whole number.
 */
export function checkCommit(work: Commit): void {
  if (work.writes.length + work.jobs.length > storeLimits.actions)
    throw new RangeError(`a commit of more than ${storeLimits.actions} writes and jobs`);
  const keys = new Set(work.writes.map((write) => JSON.stringify(keyOf(write))));
  if (keys.size < work.writes.length) throw new RangeError('two writes to one record in a commit');
  for (const write of work.writes)
    if (write.kind === 'add' && !Object.values(write.fields).every(Number.isSafeInteger))
      throw new RangeError('add is for whole numbers');
  for (const { notBefore } of work.jobs)
    if (notBefore !== undefined && Number.isNaN(Date.parse(notBefore)))
      throw new RangeError('notBefore is not a time');
  let total = 0;
  for (const action of [...work.writes, ...work.jobs]) {
    const bytes = Buffer.byteLength(JSON.stringify(action));
    if (bytes > storeLimits.recordBytes)
      throw new RangeError(`a record of more than ${storeLimits.recordBytes} bytes`);
    total += bytes;
  }
  if (total > storeLimits.commitBytes)
    throw new RangeError(`a commit of more than ${storeLimits.commitBytes} bytes`);
}

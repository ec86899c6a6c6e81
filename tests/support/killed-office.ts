import { join } from 'node:path';

/** Where the office of a kill test keeps its things. */
export function openPlaces(directory: string): { database: string; blobs: string; keys: string } {
  return {
    database: join(directory, 'hoso.db'),
    blobs: join(directory, 'blobs'),
    keys: join(directory, 'keys'),
  };
}

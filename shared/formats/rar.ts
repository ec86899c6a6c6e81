import { defineFormat } from './format.ts';
import { reportArchive } from './report-archive.ts';
import { sniffKind } from './sniff.ts';
import { unpackSevenZip } from './unpack-seven-zip.ts';
import { zipLimits } from './zip-guard.ts';

/** RAR archives of both kinds (4 and 5), also those under a password the mail tells: their files are the members. */
export const rarFormat = defineFormat({
  id: 'rar',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'rar',
  parse: async ({ bytes, file, passwords }) => {
    // The byte behind "Rar!\x1a\x07" is 1 from version 5 on.
    const type = bytes[6] === 1 ? 'rar5' : 'rar';
    return reportArchive(file, 'rar', await unpackSevenZip({ bytes, type, passwords, limits: zipLimits }));
  },
});

import { defineFormat } from './format.ts';
import { reportArchive } from './report-archive.ts';
import { sniffKind } from './sniff.ts';
import { unpackSevenZip } from './unpack-seven-zip.ts';
import { zipLimits } from './zip-guard.ts';

/** 7z archives, also those under a password the mail tells: their files are the members. */
export const sevenZipFormat = defineFormat({
  id: '7z',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === '7z',
  parse: async ({ bytes, file, passwords }) =>
    reportArchive(file, '7z', await unpackSevenZip({ bytes, type: '7z', passwords, limits: zipLimits })),
});

import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatInput, Member, ReadFile } from '../domain/read-file.ts';
import { keepNamesApart, repairPath } from '../mail/file-name.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';
import { openGuardedZip, zipLimits, type ZipLimits, type ZipProblem } from './zip-guard.ts';

/** Zip archives: their files are the members, names made readable Vietnamese; what cannot be taken out is named. */
export const zipFormat = defineFormat({
  id: 'zip',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'zip',
  parse: (input) => openArchive(input, zipLimits),
});

/** Takes the files out of a zip within the limits; exported for the limits' own tests. */
export async function openArchive({ bytes, file }: FormatInput, limits: ZipLimits): Promise<ReadFile> {
  const zip = await openGuardedZip(bytes, limits);
  const apart = keepNamesApart();
  const members: Member[] = [];
  const failed = new Map<ZipProblem, string[]>();
  for (const entry of zip.entries) {
    if (entry.isFolder && entry.problem === null) continue;
    const read = await zip.read(entry);
    const path = repairPath(entry.path);
    if ('problem' in read) {
      failed.set(read.problem, [...(failed.get(read.problem) ?? []), path]);
      continue;
    }
    if (isLeftover(path, read.bytes)) continue;
    members.push({ path: apart(path === '' ? 'Tệp không tên' : path), bytes: read.bytes });
  }
  const findings = [...failed].map(([problem, paths]) => describeFailed(file, problem, paths));
  if (zip.problem !== null) findings.push(describeArchive(file, zip.problem, zip.entries.length));
  if (members.length > 0)
    return { status: findings.length > 0 ? 'partly-read' : 'read', format: 'zip', members, findings };
  if (findings.length === 0) findings.push(unreadable(file, 'tệp nén không có tệp nào bên trong'));
  const isUnsafe = findings.every((finding) => finding.code === 'unsafe-archive');
  return { status: isUnsafe ? 'refused' : 'unreadable', format: 'zip', findings };
}

/** What file managers and Office leave beside the documents, told by name and content: "~$bao cao.docx" of 162 bytes is the mark of an open file, not a report. */
function isLeftover(path: string, bytes: Uint8Array): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const begins = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (name === '.DS_Store') return begins.startsWith('\x00\x00\x00\x01Bud1') || bytes.length === 0;
  if (path.startsWith('__MACOSX/') || name.startsWith('._'))
    return begins.startsWith('\x00\x05\x16\x07') || bytes.length === 0;
  if (/^thumbs\.db$/i.test(name)) return begins.startsWith('\xd0\xcf\x11\xe0') || bytes.length === 0;
  if (/^desktop\.ini$/i.test(name)) return bytes.length < 4_096;
  return name.startsWith('~$') && bytes.length < 1_024;
}

function describeFailed(file: string, problem: ZipProblem, paths: readonly string[]): Finding {
  const named = paths.slice(0, 3).map((path) => `"${path}"`);
  const more = paths.length > named.length ? ` và ${paths.length - named.length} tệp khác` : '';
  const which = `${named.join(', ')}${more}`;
  switch (problem) {
    case 'encrypted':
      return makeFinding(
        'password-protected',
        { file: paths.length === 1 ? `${file}/${paths[0] ?? ''}` : file },
        { about: file },
      );
    case 'corrupt':
      return unreadable(file, `tệp ${which} bên trong bị hỏng`);
    case 'unsupported-method':
      return unreadable(
        file,
        `tệp ${which} bên trong nén theo cách chưa hỗ trợ; đề nghị nén lại dạng .zip thông thường`,
      );
    case 'too-large':
      return unsafe(file, `tệp ${which} bên trong bung ra lớn bất thường`);
    case 'traversal':
      return unsafe(file, 'có tệp mang tên trỏ ra ngoài tệp nén, tệp đó bị bỏ lại');
    case 'link':
      return unsafe(file, `tệp ${which} bên trong là liên kết, không phải tài liệu`);
    case 'too-many-entries':
      return unsafe(file, 'có quá nhiều tệp bên trong');
  }
}

function describeArchive(file: string, problem: ZipProblem, entries: number): Finding {
  if (problem === 'too-many-entries')
    return unsafe(file, `có quá nhiều tệp bên trong, chỉ mở ${entries} tệp đầu`);
  if (problem === 'encrypted') return makeFinding('password-protected', { file }, { about: file });
  return unreadable(file, 'tệp nén bị hỏng hoặc chưa tải lên đầy đủ');
}

function unreadable(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}

function unsafe(file: string, reason: string): Finding {
  return makeFinding('unsafe-archive', { file, reason }, { about: file });
}

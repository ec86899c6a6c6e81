import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatId } from '../domain/parsed-document.ts';
import type { Member, ReadFile } from '../domain/read-file.ts';
import { keepNamesApart, repairPath } from '../mail/file-name.ts';
import type { ZipProblem } from './zip-guard.ts';

/** Why an archive or a file in it cannot be used. */
export type ArchiveProblem =
  | ZipProblem
  /** One volume of an archive cut into several files. */
  | 'volume';

/** What came out of an archive, names as written there. */
export interface UnpackedArchive {
  readonly members: readonly Member[];
  /** Files that could not be taken out, by reason. */
  readonly failed: ReadonlyMap<ArchiveProblem, readonly string[]>;
  /** What is wrong with the archive as a whole. */
  readonly problem: ArchiveProblem | null;
  /** Entries looked at. */
  readonly entries: number;
}

/** What the sender of one volume can do. */
export const volumeReason =
  'là một phần của tệp nén chia thành nhiều tệp; đề nghị nén lại thành một tệp .zip hoặc gửi từng tệp';

/** Whether a file is named as programs name the volumes of one archive: "hs.zip.001", "hs.z01", "hs.part2.rar", "hs.r00". */
export function isVolumeName(file: string): boolean {
  return /\.(?:[zr]\d{2}|(?:7z|zip|rar)\.\d{3}|part\d{1,3}\.rar)$/i.test(file);
}

/** An opened archive as its files, names made readable Vietnamese; what cannot be taken out is named in findings. */
export function reportArchive(file: string, format: FormatId, archive: UnpackedArchive): ReadFile {
  const apart = keepNamesApart();
  const members = archive.members.map(({ path, bytes }) => ({
    path: apart(repairPath(path) || 'Tệp không tên'),
    bytes,
  }));
  const findings = [...archive.failed].map(([problem, paths]) => describeFailed(file, problem, paths));
  if (archive.problem !== null) findings.push(describeArchive(file, archive.problem, archive.entries));
  if (members.length > 0)
    return { status: findings.length > 0 ? 'partly-read' : 'read', format, members, findings };
  if (findings.length === 0) findings.push(unreadable(file, 'tệp nén không có tệp nào bên trong'));
  const isUnsafe = findings.every((finding) => finding.code === 'unsafe-archive');
  return { status: isUnsafe ? 'refused' : 'unreadable', format, findings };
}

function describeFailed(file: string, problem: ArchiveProblem, paths: readonly string[]): Finding {
  const repaired = paths.map(repairPath);
  const named = repaired.slice(0, 3).map((path) => `"${path}"`);
  const more = paths.length > named.length ? ` và ${paths.length - named.length} tệp khác` : '';
  const which = `${named.join(', ')}${more}`;
  switch (problem) {
    case 'encrypted':
      return makeFinding(
        'password-protected',
        { file: paths.length === 1 ? `${file}/${repaired[0] ?? ''}` : file },
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
    case 'volume':
      return unreadable(
        file,
        `tệp ${which} bên trong còn một phần nằm ở tệp nén khác; đề nghị nén lại thành một tệp .zip`,
      );
  }
}

function describeArchive(file: string, problem: ArchiveProblem, entries: number): Finding {
  switch (problem) {
    case 'encrypted':
      return makeFinding('password-protected', { file }, { about: file });
    case 'too-many-entries':
      return unsafe(file, `có quá nhiều tệp bên trong, chỉ mở ${entries} tệp đầu`);
    case 'too-large':
      return unsafe(file, 'nội dung bung ra lớn bất thường');
    case 'traversal':
      return unsafe(file, 'có tệp mang tên trỏ ra ngoài tệp nén');
    case 'volume':
      return unreadable(file, volumeReason);
    case 'corrupt':
    case 'unsupported-method':
    case 'link':
      // The first volume of a 7z shows no other sign than that its end is missing.
      return unreadable(file, isVolumeName(file) ? volumeReason : 'tệp nén bị hỏng hoặc chưa tải lên đầy đủ');
  }
}

function unreadable(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}

function unsafe(file: string, reason: string): Finding {
  return makeFinding('unsafe-archive', { file, reason }, { about: file });
}

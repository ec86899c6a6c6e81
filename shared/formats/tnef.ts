import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatInput, Member, ReadFile } from '../domain/read-file.ts';
import { keepNamesApart, repairFileName } from '../mail/file-name.ts';
import { findShareLinks } from '../mail/find-share-links.ts';
import { isSignatureImage } from '../mail/signature-image.ts';
import { defineFormat } from './format.ts';
import { letterMember } from './letter-member.ts';
import { readTnef, type TnefAttachment, type TnefMessage } from './read-tnef.ts';
import { sniffKind } from './sniff.ts';

/** winmail.dat ([MS-OXTNEF]), what Outlook sends to others in its own "rich text": its attachments are the members, under their long names. */
export const tnefFormat = defineFormat({
  id: 'tnef',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'tnef',
  parse: ({ bytes, file }) => Promise.resolve(reportTnef(file, readTnef(bytes))),
});

function reportTnef(file: FormatInput['file'], message: TnefMessage): ReadFile {
  const apart = keepNamesApart();
  const members: Member[] = message.attachments
    .filter(({ bytes }) => !isSignatureImage({ bytes, isShownInText: false }))
    .map((attachment) => ({ path: apart(nameOf(attachment)), bytes: attachment.bytes }));
  const letter = letterMember(message.text);
  if (letter !== undefined) members.push({ ...letter, path: apart(letter.path) });
  else if (members.length === 0 && message.rtf !== null)
    members.push({ path: 'noi-dung-thu.rtf', bytes: message.rtf });

  const findings = [];
  const [link] = members.length === 0 ? findShareLinks({ links: message.links, textBody: message.text }) : [];
  if (link !== undefined)
    findings.push(makeFinding('external-link', { service: link.service }, { about: file }));
  if (message.problem !== null) {
    const reason = {
      cut: 'gói winmail.dat của Outlook bị hỏng hoặc chưa tải lên đầy đủ, có thể còn tệp chưa đọc được',
      'too-many-attachments': 'gói winmail.dat của Outlook có quá nhiều tệp bên trong',
    }[message.problem];
    findings.push(makeFinding('unreadable-file', { file, reason }, { about: file }));
  }
  if (members.length > 0)
    return { status: message.problem === null ? 'read' : 'partly-read', format: 'tnef', members, findings };
  if (findings.length > 0) return { status: 'unreadable', format: 'tnef', findings };
  return {
    status: 'ignored',
    format: 'tnef',
    ignoredBecause: 'Gói winmail.dat của Outlook không chứa tệp và không có số liệu',
    findings,
  };
}

function nameOf({ name, isMessage }: TnefAttachment): string {
  const repaired = repairFileName(name);
  return isMessage ? `${repaired || 'Thư đính kèm'}.dat` : repaired || 'Tệp đính kèm';
}

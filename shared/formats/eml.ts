import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatInput, Member, ReadFile } from '../domain/read-file.ts';
import { keepNamesApart } from '../mail/file-name.ts';
import { findShareLinks } from '../mail/find-share-links.ts';
import { parseMail } from '../mail/parse-mail.ts';
import { defineFormat } from './format.ts';
import { letterMember } from './letter-member.ts';
import { sniffKind } from './sniff.ts';

/** Mails inside mails (forwarded as attachment, or saved by Outlook as .eml): their attachments are the members; the letter itself is one when it carries figures. */
export const emlFormat = defineFormat({
  id: 'eml',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'eml',
  parse: parseEml,
});

async function parseEml({ bytes, file }: FormatInput): Promise<ReadFile> {
  const mail = await parseMail(bytes, file);
  const apart = keepNamesApart();
  const members: Member[] = mail.attachments
    .filter((attachment) => !attachment.signatureImage)
    .map((attachment) => ({ path: apart(attachment.path), bytes: attachment.bytes }));
  const letter = letterMember(mail.textBody);
  if (letter !== undefined) members.push({ ...letter, path: apart(letter.path) });
  const findings = mail.findings.map((finding) => ({ ...finding, about: file }));
  const link = members.length === 0 ? findShareLinks(mail)[0] : undefined;
  if (link !== undefined)
    findings.push({ ...makeFinding('external-link', { service: link.service }), about: file });
  if (members.length === 0 && mail.findings.length > 0)
    return { status: 'unreadable', format: 'eml', findings };
  if (members.length === 0 && findings.length === 0)
    return {
      status: 'ignored',
      format: 'eml',
      ignoredBecause: 'Thư không kèm tệp và không có số liệu',
      findings,
    };
  return { status: mail.findings.length > 0 ? 'partly-read' : 'read', format: 'eml', members, findings };
}

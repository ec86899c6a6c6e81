import type { AsnType } from 'asn1js';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';

const oids = { signedData: '1.2.840.113549.1.7.2', envelopedData: '1.2.840.113549.1.7.3' } as const;

/**
 * CMS files (RFC 5652): a signed mail (S/MIME, RFC 8551) or a signed file ("a.pdf.p7m") gives what was signed; that a signature is there
 * is noted, it is not verified. A signature beside its file is ignored; what is encrypted for a key says so.
 */
export const p7mFormat = defineFormat({
  id: 'p7m',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'p7m',
  parse: openCms,
});

async function openCms({ bytes, file }: FormatInput): Promise<ReadFile> {
  const cms = await readCms(bytes);
  switch (cms.kind) {
    case 'signed': {
      const findings = [makeFinding('digitally-signed', { document: file }, { about: file })];
      return {
        status: 'read',
        format: 'p7m',
        members: [{ path: nameContent(file, cms.content), bytes: cms.content }],
        findings,
      };
    }
    case 'detached':
      return {
        status: 'ignored',
        format: 'p7m',
        ignoredBecause: 'Là chữ ký số để rời, không phải tài liệu của hồ sơ',
        findings: [],
      };
    case 'encrypted':
      return unreadable(
        file,
        'được mã hóa cho người giữ khóa riêng, không mở được; đề nghị gửi lại không mã hóa',
      );
    case 'broken':
      return unreadable(file, 'tệp có ký số bị hỏng hoặc chưa tải lên đầy đủ; đề nghị kiểm tra và gửi lại');
  }
}

type Cms =
  | { readonly kind: 'signed'; readonly content: Uint8Array }
  | { readonly kind: 'detached' | 'encrypted' | 'broken' };

/** ContentInfo ::= SEQUENCE { contentType, [0] content }; SignedData ::= SEQUENCE { version, digests, SEQUENCE { type, [0] content OPTIONAL }, … }. */
async function readCms(bytes: Uint8Array): Promise<Cms> {
  const asn1 = await import('asn1js');
  const children = (node: AsnType | undefined): readonly AsnType[] =>
    node instanceof asn1.Constructed ? node.valueBlock.value : [];
  let root: AsnType;
  try {
    const { offset, result } = asn1.fromBER(fromPem(bytes));
    if (offset === -1) return { kind: 'broken' };
    root = result;
  } catch {
    // Nested too deep for its recursion.
    return { kind: 'broken' };
  }
  const [type, content] = children(root);
  if (!(type instanceof asn1.ObjectIdentifier)) return { kind: 'broken' };
  if (type.getValue() === oids.envelopedData) return { kind: 'encrypted' };
  const signed = children(children(content)[0]);
  const encapsulated = children(signed[2]);
  if (type.getValue() !== oids.signedData || encapsulated.length === 0) return { kind: 'broken' };
  const [octets] = children(encapsulated[1]);
  if (octets === undefined) return { kind: 'detached' };
  if (!(octets instanceof asn1.OctetString)) return { kind: 'broken' };
  // Pieces of pieces are joined: streaming signers cut the content (BER).
  return { kind: 'signed', content: new Uint8Array(octets.getValue()) };
}

/** The bytes behind "-----BEGIN PKCS7-----" (RFC 7468), others as they are. */
function fromPem(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x2d) return bytes;
  const text = Buffer.from(bytes).toString('latin1');
  const base64 = /^-----BEGIN [A-Z0-9 ]+-----([^-]*)/.exec(text)?.[1] ?? '';
  return Buffer.from(base64, 'base64');
}

/** "Báo cáo.pdf.p7m" holds "Báo cáo.pdf"; what a signed mail holds is a mail, whatever its part is called. */
function nameContent(file: string, content: Uint8Array): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:p7[mcs]|sig)$/i, '');
  return sniffKind(content, 'a.eml') === 'eml' ? 'noi-dung-thu.eml' : name === '' ? 'Tệp được ký' : name;
}

function unreadable(file: string, reason: string): ReadFile {
  return {
    status: 'unreadable',
    format: 'p7m',
    findings: [makeFinding('unreadable-file', { file, reason }, { about: file })],
  };
}

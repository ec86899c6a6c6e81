import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesAttributeNS } from 'saxes';
import type { GuardedZip, ZipEntry, ZipProblem } from './zip-guard.ts';

/** Attack: a million nested elements make every namespace look-up walk a million steps; Word's own files stay under 100. */
const maxDepth = 500;

/** Attack: one stored part of 100 MB would be decoded in one string before any limit of ours is asked; in bytes. */
const longestPiece = 65_536;

/** Why a part could not be read to its end. */
export type XmlProblem = ZipProblem | 'malformed' | 'entities' | 'too-deep';

/** What a part says, element by element; names carry the usual prefix of their namespace ("w:p"), whatever the file calls it. */
export interface XmlHandler {
  readonly open: (name: string, element: XmlElement) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
  /** Asked between pieces; true when no more is wanted. The rest is still inflated, since only the end proves the checksum. */
  readonly isFull?: () => boolean;
}

export interface XmlElement {
  /** Value of an attribute by its local name, whatever its prefix. */
  readonly get: (local: string) => string | undefined;
  /** Namespace a prefix stands for here. */
  readonly resolve: (prefix: string) => string | undefined;
}

/** Transitional and strict (ISO 29500-1) namespaces of one meaning get one prefix. */
const prefixes = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w:'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w:'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm:'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm:'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a:'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a:'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc:'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14:'],
  ['urn:schemas-microsoft-com:vml', 'v:'],
  ['urn:schemas-microsoft-com:office:office', 'o:'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel:'],
  ['http://schemas.openxmlformats.org/package/2006/content-types', 'ct:'],
  ['urn:oasis:names:tc:opendocument:xmlns:office:1.0', 'office:'],
  ['urn:oasis:names:tc:opendocument:xmlns:text:1.0', 'text:'],
  ['urn:oasis:names:tc:opendocument:xmlns:table:1.0', 'table:'],
  ['urn:oasis:names:tc:opendocument:xmlns:style:1.0', 'style:'],
  ['urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0', 'number:'],
  ['urn:oasis:names:tc:opendocument:xmlns:drawing:1.0', 'draw:'],
  ['urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0', 'svg:'],
  ['urn:oasis:names:tc:opendocument:xmlns:manifest:1.0', 'manifest:'],
]);

/**
 * Streams one XML part of a package to a handler, UTF-8 or UTF-16, in constant memory; resolves to the first problem, or null.
 * What came before a problem was handed over already; after 'corrupt' it must be thrown away. Document types are refused as OPC (ECMA-376-2 §9.1.4) demands: attack, entities that expand a billion times or name files of this machine.
 */
export async function readXmlPart(
  zip: GuardedZip,
  entry: ZipEntry,
  handler: XmlHandler,
): Promise<XmlProblem | null> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let problem: XmlProblem | null = null;
  let depth = 0;
  const names: string[] = [];
  const isStopped = () => problem !== null || handler.isFull?.() === true;

  parser.on('error', () => {
    problem ??= 'malformed';
  });
  parser.on('doctype', () => {
    problem ??= 'entities';
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > maxDepth) problem ??= 'too-deep';
    const name = (prefixes.get(tag.uri) ?? '?:') + tag.local;
    names.push(name);
    if (problem !== null) return;
    const { attributes } = tag;
    handler.open(name, {
      get: (local) => findAttribute(attributes, local),
      resolve: (prefix) => parser.resolve(prefix),
    });
  });
  parser.on('closetag', () => {
    depth -= 1;
    const name = names.pop();
    if (problem === null && name !== undefined) handler.close?.(name);
  });
  parser.on('text', (text) => {
    if (problem === null) handler.text?.(text);
  });
  parser.on('cdata', (text) => {
    if (problem === null) handler.text?.(text);
  });

  let decoder: TextDecoder | undefined;
  const feed = (bytes: Uint8Array, isLast: boolean): void => {
    decoder ??= new TextDecoder(detectEncoding(bytes), { fatal: true });
    const text = decode(decoder, bytes, isLast);
    if (text === undefined) {
      problem ??= 'malformed';
      return;
    }
    parser.write(text);
    if (isLast && !isStopped()) parser.close();
  };
  const failure = await zip.stream(entry, (piece) => {
    for (let at = 0; at < piece.length && !isStopped(); at += longestPiece)
      feed(piece.subarray(at, at + longestPiece), false);
    return undefined;
  });
  if (failure !== null) return failure;
  if (!isStopped()) feed(new Uint8Array(), true);
  return problem;
}

function findAttribute(attributes: Record<string, SaxesAttributeNS>, local: string): string | undefined {
  for (const key in attributes) {
    const attribute = attributes[key];
    if (attribute?.local === local) return attribute.value;
  }
  return undefined;
}

function detectEncoding(bytes: Uint8Array): string {
  const start = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (start === 0xfffe || start === 0x3c00) return 'utf-16le';
  if (start === 0xfeff || start === 0x003c) return 'utf-16be';
  return 'utf-8';
}

function decode(decoder: TextDecoder, bytes: Uint8Array, isLast: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch {
    return undefined;
  }
}

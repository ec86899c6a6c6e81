import { describe, expect, it } from 'vitest';
import type { DocumentKind, DossierDocument } from '../../../shared/domain/document.ts';
import { documentsInForce, mergeDocuments } from '../../../shared/pipeline/merge-documents.ts';

function paper(
  mailId: string,
  file: string,
  kind: DocumentKind | 'unread',
  indicators: readonly string[] = [],
): DossierDocument {
  return {
    mailId,
    file,
    sha256: `${mailId}/${file}`,
    blob: null,
    format: 'docx',
    status: kind === 'unread' ? 'unreadable' : 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    ...(kind === 'unread'
      ? {}
      : {
          extraction: {
            file,
            kind,
            number: null,
            date: null,
            year: null,
            commune: null,
            corrects: false,
            readings: indicators.map((indicator) => ({
              indicator,
              value: 1,
              confidence: 1,
              source: { file },
            })),
            claims: [],
            claimedTotal: null,
            findings: [],
          },
        }),
  };
}

/** Papers in force with the figures that still are their own. */
function inForce(...documents: readonly DossierDocument[]): readonly string[] {
  return documentsInForce(mergeDocuments(documents, ['1', '2', '3'])).map(({ file, extraction }) =>
    [file, ...(extraction?.readings ?? []).map(({ indicator }) => indicator)].join(' '),
  );
}

const figures = ['a', 'b', 'c', 'd'];

describe('papers of several mails', () => {
  it('a whole paper takes the place of the one of its kind, which stays listed', () => {
    const documents = [paper('1', 'cũ', 'report', figures), paper('2', 'mới', 'report', figures)];
    expect(mergeDocuments(documents, ['1', '2']).map(({ file, replacedBy }) => [file, replacedBy])).toEqual([
      ['cũ', 'mới'],
      ['mới', undefined],
    ]);
    expect(inForce(...documents)).toEqual(['mới a b c d']);
  });

  it('two papers of one kind in one mail both stand', () => {
    expect(inForce(paper('1', 'x', 'report', ['a']), paper('1', 'y', 'report', ['b']))).toEqual([
      'x a',
      'y b',
    ]);
  });

  it('a correction of one figure takes this figure’s place only, and never the signed sheet’s', () => {
    expect(
      inForce(
        paper('1', 'bảng', 'score-sheet', figures),
        paper('1', 'báo cáo', 'report', figures),
        paper('2', 'đính chính', 'report', ['b']),
      ),
    ).toEqual(['bảng a b c d', 'báo cáo a c d', 'đính chính b']);
  });

  it('evidence is added', () => {
    expect(inForce(paper('1', 'x', 'evidence'), paper('2', 'y', 'evidence'))).toEqual(['x', 'y']);
  });

  it('a file that could not be read gives way to its readable successor, and to no other paper', () => {
    const unread = paper('1', 'Bao cao.docx', 'unread');
    expect(inForce(unread, paper('2', 'mới', 'report', figures))).toEqual(['mới a b c d']);
    expect(inForce(unread, paper('2', 'mới', 'minutes'))).toEqual(['Bao cao.docx', 'mới']);
  });

  it('a file that cannot be read takes nobody’s place', () => {
    expect(inForce(paper('1', 'cũ', 'report', ['a']), paper('2', 'Bao cao.docx', 'unread'))).toEqual([
      'cũ a',
      'Bao cao.docx',
    ]);
  });

  it('lie in the order their mails were accepted, whatever order they were read in', () => {
    const documents = [paper('2', 'mới', 'report', figures), paper('1', 'cũ', 'report', figures)];
    expect(inForce(...documents)).toEqual(['mới a b c d']);
  });
});

import type { AdministrativeDocument, BodyBlock } from '../../../shared/appraisal/administrative-document.ts';

/** The document as lines of text: dots for a line to be filled in, " | " between cells. */
export function outlineText(document: AdministrativeDocument): readonly string[] {
  const { letterhead, signature } = document;
  return [
    letterhead.superior,
    letterhead.issuer,
    document.type,
    document.subject,
    document.notice ?? '',
    document.addressee ?? '',
    ...bodyText(document.body),
    ...signature.signatory,
    ...signature.recipients,
    ...document.annexes.flatMap((annex) => [
      annex.heading,
      annex.title,
      annex.reference,
      annex.restriction ?? '',
      ...bodyText(annex.body),
    ]),
  ];
}

function bodyText(blocks: readonly BodyBlock[]): readonly string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return [block.text];
      case 'paragraph':
        return [block.text + (block.blank === true ? ` ……${block.ending ?? ''}` : '')];
      case 'table':
        return [
          block.columns.map(({ title }) => title).join(' | '),
          ...block.rows.map(({ cells }) => cells.map(({ lines }) => lines.join(' / ')).join(' | ')),
        ];
    }
  });
}

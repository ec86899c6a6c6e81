import type { DistrictDocumentKind } from '../../../shared/domain/district-document.ts';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import type { TemplateEntry } from '../../../shared/pipeline/template-records.ts';
import { templateInUse } from '../../../shared/pipeline/template-records.ts';
import { documentNames } from './present-documents.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** A kind of paper in the list of templates. */
export interface TemplateLine {
  readonly name: string;
  readonly href: string;
  readonly inUse: string;
  readonly isOwn: boolean;
}

/** The templates of one kind of paper. */
export interface TemplatesView {
  readonly name: string;
  readonly href: string;
  readonly inUse: string;
  readonly isOwn: boolean;
  /** Choices so far, carried by the forms. */
  readonly seen: number;
  /** Newest first. */
  readonly versions: readonly {
    readonly number: number;
    readonly file: string;
    readonly by: string;
    readonly at: string;
    readonly isUsed: boolean;
  }[];
  readonly history: readonly string[];
}

const hrefOf = (kind: DistrictDocumentKind): string => `/mau-van-ban/${kind}`;

/** Every kind of paper with the template in use. */
export function presentTemplateLines(entries: readonly TemplateEntry[]): readonly TemplateLine[] {
  return districtDocuments.map(({ kind }) => {
    const entry = entries.find((one) => one.kind === kind);
    return {
      name: documentNames[kind],
      href: hrefOf(kind),
      inUse: sayInUse(entry),
      isOwn: templateInUse(entry) !== undefined,
    };
  });
}

/** The templates of one kind. */
export function presentTemplates(
  kind: DistrictDocumentKind,
  entry: TemplateEntry | undefined,
): TemplatesView {
  const used = templateInUse(entry);
  return {
    name: documentNames[kind],
    href: hrefOf(kind),
    inUse: sayInUse(entry),
    isOwn: used !== undefined,
    seen: entry?.choices.length ?? 0,
    versions: [...(entry?.versions ?? [])].reverse().map(({ number, file, by, at }) => ({
      ...{ number, by: by.name, at: sayTime(at) },
      file: showText(file),
      isUsed: number === used?.number,
    })),
    history: [...(entry?.choices ?? [])]
      .reverse()
      .map(
        ({ number, by, at }) =>
          `${sayTime(at)}, ${by.name}: dùng ${number === null ? 'mẫu có sẵn' : `bản ${number}`}`,
      ),
  };
}

function sayInUse(entry: TemplateEntry | undefined): string {
  const used = templateInUse(entry);
  return used === undefined ? 'Mẫu có sẵn' : `Mẫu của đơn vị, bản ${used.number} (${showText(used.file)})`;
}

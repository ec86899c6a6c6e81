import { zipSync } from 'fflate';
import { illustrationRubric } from '../../rubrics/minh-hoa/rubric.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import type { DraftSubject } from '../draft-document.ts';
import { draftDocument, subjectsOf, valuesOf } from '../draft-document.ts';
import { sampleRoundState } from '../samples/sample-round.ts';
import { checkTags } from './check-tags.ts';
import { findDangers } from './find-dangers.ts';
import type { KnownTags } from './known-tags.ts';
import { knownTags } from './known-tags.ts';
import { openPackage, PackageError } from './open-package.ts';
import type { PartTags } from './read-tags.ts';
import { readTags } from './read-tags.ts';
import type { TemplateFault } from './template-fault.ts';

/** An office's own template looked at before it is used. */
export type TemplateCheck =
  | {
      readonly kind: 'usable';
      /** The template to keep: its parts packed anew, so that nothing unseen is in it. */
      readonly template: Uint8Array;
      /** A draft of the invented round made from it, to be looked at. */
      readonly sample: Uint8Array;
    }
  | { readonly kind: 'faulty'; readonly faults: readonly TemplateFault[] };

/** More than a person mends at once. */
const listedFaults = 50;

const entryTime = '1980-01-01T12:00:00';

/**
 * Checks a docx an office wants to use in place of the built-in template of a document: nothing in it runs or fetches,
 * every tag is known, parts are closed, the marks of drafts and warnings are there, and the invented round can be drafted from it.
 */
export async function checkTemplate(file: Uint8Array, document: DistrictDocument): Promise<TemplateCheck> {
  const parts = openOrExplain(file);
  if ('message' in parts) return { kind: 'faulty', faults: [parts] };
  const dangers = findDangers(parts);
  if (dangers.length > 0) return faulty(dangers);
  const read = readTags(parts);
  const faults = [
    ...read.flatMap((part) => [...part.faults, ...checkTags(part.tags, knownFor(document))]),
    ...missingMarks(read),
  ];
  if (faults.length > 0) return faulty(faults);
  const template = zipSync(Object.fromEntries(parts), { mtime: entryTime });
  const drafts: Uint8Array[] = [];
  for (const subject of fullestAndEmptiest(document))
    try {
      drafts.push(await draftDocument(document, subject, { template }));
    } catch (error) {
      return faulty(explain(error, read));
    }
  const [sample] = drafts;
  return sample === undefined
    ? faulty([{ place: null, message: 'Không có dữ liệu mẫu để thử loại văn bản này.' }])
    : { kind: 'usable', template, sample };
}

let invented: readonly RoundState[] | undefined;

/** The invented round without and with totals. */
function rounds(): readonly RoundState[] {
  invented ??= [sampleRoundState(), sampleRoundState(illustrationRubric)];
  return invented;
}

const known = new Map<DistrictDocument, KnownTags>();

function knownFor(document: DistrictDocument): KnownTags {
  const tags = known.get(document) ?? knownTags(document, rounds());
  known.set(document, tags);
  return tags;
}

/** A part that is left out for one subject is printed for another. */
function fullestAndEmptiest(document: DistrictDocument): readonly DraftSubject[] {
  const ranked = rounds()
    .flatMap((state) => subjectsOf(document, state))
    .map((subject) => ({ subject, size: JSON.stringify(valuesOf(document, subject, 'draft')).length }))
    .sort((a, b) => b.size - a.size)
    .map(({ subject }) => subject);
  return [...ranked.slice(0, 1), ...ranked.slice(1).slice(-1)];
}

function openOrExplain(file: Uint8Array): ReadonlyMap<string, Uint8Array> | TemplateFault {
  try {
    return openPackage(file);
  } catch (error) {
    if (error instanceof PackageError) return { place: null, message: error.message };
    throw error;
  }
}

function faulty(faults: readonly TemplateFault[]): TemplateCheck {
  const rest = faults.length - listedFaults;
  return {
    kind: 'faulty',
    faults: [
      ...faults.slice(0, listedFaults),
      ...(rest > 0 ? [{ place: null, message: `Và ${rest} lỗi khác.` }] : []),
    ],
  };
}

/** Tags without which a paper would hide that it is a draft, or that its points are not verified. */
const marks = [
  {
    name: 'du_thao',
    message: 'Thiếu cặp thẻ {{#du_thao}}DỰ THẢO{{/du_thao}}: bản dự thảo phải có dấu "DỰ THẢO".',
  },
  {
    name: 'canh_bao',
    message:
      'Thiếu thẻ {{canh_bao}}: văn bản phải in cảnh báo khi số liệu là minh họa hoặc thang điểm chưa được đối chiếu.',
  },
] as const;

function missingMarks(read: readonly PartTags[]): readonly TemplateFault[] {
  const used = new Set(read.flatMap(({ tags }) => tags.map(({ name }) => name)));
  return marks.filter(({ name }) => !used.has(name)).map(({ message }) => ({ place: null, message }));
}

/** Faults of the library that our own look at the tags cannot see, by its identifiers. */
const libraryFaults: Readonly<Record<string, string>> = {
  raw_xml_tag_should_be_only_text_in_paragraph: 'phải đứng một mình trong đoạn, không kèm chữ khác',
  raw_xml_tag_not_in_paragraph: 'phải đứng một mình trong một đoạn',
};

interface LibraryError {
  readonly properties: {
    readonly id?: string;
    readonly xtag?: string;
    readonly errors?: readonly LibraryError[];
  };
}

/** Attack: a file made to break the library; whatever it throws, the file is what is wrong. */
function explain(error: unknown, read: readonly PartTags[]): readonly TemplateFault[] {
  if (!isLibraryError(error))
    return [{ place: null, message: 'Không lập được văn bản từ tệp này. Mở bằng Word, lưu lại.' }];
  const { errors = [error] } = error.properties;
  return errors.map(({ properties: { id = '', xtag = '' } }) => {
    const name = xtag.replace(/^[#^/@]/u, '').trim();
    const tag = read.flatMap(({ tags }) => tags).find((one) => one.name === name);
    return {
      place: tag?.place ?? null,
      message: `Thẻ {{${xtag.slice(0, 60)}}} ${libraryFaults[id] ?? 'đặt sai chỗ nên không điền được'}.`,
    };
  });
}

function isLibraryError(error: unknown): error is LibraryError {
  return error instanceof Error && 'properties' in error && typeof error.properties === 'object';
}

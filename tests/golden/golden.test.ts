import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import type { WorkedOffMail } from '../../infra/local/work-off-mails.ts';
import { openOneShotOffice, startCommandReader } from '../../infra/local/work-off-mails.ts';
import type { Block } from '../../shared/domain/parsed-document.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { readFile } from '../../shared/formats/registry.ts';
import { encodeJson } from '../../shared/pipeline/json-blob.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';

/** UPDATE_GOLDEN=1 writes what comes out as what is expected; a person then reads it against the mail. */
const updates = process.env['UPDATE_GOLDEN'] === '1';

const folders = readdirSync(import.meta.dirname)
  .map((name) => join(import.meta.dirname, name))
  .filter((folder) => existsSync(join(folder, 'input.eml')))
  .sort();

const reader = startCommandReader(join(import.meta.dirname, '..', '..', '.build', 'document-child.js'));
afterAll(() => reader.stop());

/** Works a case's mails off in an office of their own and gives what came of the last. */
async function workOff(folder: string): Promise<WorkedOffMail> {
  const office = await openOneShotOffice({
    reader,
    rounds: [{ round: illustrationRound(2023), rubric: illustrationRubric }],
    senders: null,
  });
  try {
    const before = join(folder, 'before.eml');
    if (existsSync(before)) await office.workOff(new Uint8Array(readFileSync(before)));
    return await office.workOff(new Uint8Array(readFileSync(join(folder, 'input.eml'))));
  } finally {
    await office.close();
  }
}

/** A Word file as lines of text, " | " between the cells of a row. */
async function outlineDraft(bytes: Uint8Array): Promise<string> {
  const { document } = await readFile({ bytes, file: 'draft.docx', passwords: [] });
  if (document === undefined) throw new Error('the draft cannot be read');
  return `${document.blocks.flatMap(outlineBlock).join('\n')}\n`;
}

function outlineBlock(block: Block): readonly string[] {
  if (block.kind === 'paragraph') return [block.text];
  return Array.from({ length: block.rowCount }, (_, row) =>
    block.cells
      .filter((cell) => cell.row === row)
      .map(({ text }) => text.replaceAll('\n', ' / '))
      .join(' | '),
  );
}

/** The expectation on disk, or what came out when expectations are written anew. */
function expected(folder: string, name: string, actual: string): string {
  const path = join(folder, 'expected', name);
  if (updates) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  return readFileSync(path, 'utf8');
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'result.schema.json'), 'utf8'),
) as object;
const isResult = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const text = (value: unknown): string => new TextDecoder().decode(encodeJson(value));

describe('the golden dossiers', () => {
  it('are there', () => {
    expect(folders.length).toBeGreaterThanOrEqual(12);
  });

  it.each(folders.map((folder) => [basename(folder), folder] as const))(
    '%s: result and draft are as a careful reader wrote them down',
    async (_, folder) => {
      const { result, drafts } = await workOff(folder);
      isResult(result);
      expect(isResult.errors ?? []).toEqual([]);
      expect(text(result)).toBe(expected(folder, 'result.json', text(result)));
      const outlines = await Promise.all(drafts.map(({ bytes }) => outlineDraft(bytes)));
      const draft = outlines.join('\n');
      if (drafts.length > 0) expect(draft).toBe(expected(folder, 'draft.txt', draft));
    },
  );

  it('give the same bytes at another time in another office', async () => {
    const folder = folders[0] ?? '';
    const first = await workOff(folder);
    // Longer than the two seconds a zip entry's time counts in.
    await pause(2_100);
    const second = await workOff(folder);
    expect(text(second.result)).toBe(text(first.result));
    expect(second.drafts.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
      first.drafts.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
    );
  });
});

describe('the schema of a result', () => {
  it.each([
    ['an unknown field', { extra: 1 }],
    ['another version', { schema: 2 }],
    ['a commune without its name', { commune: { code: '99901' } }],
    ['a reading without a source', { readings: [{ indicator: 'c01.officer', value: true }] }],
    ['an unknown verdict', { assessment: { verdict: 'perhaps' } }],
  ])('refuses %s', (_, wrong) => {
    const path = join(folders[0] ?? '', 'expected', 'result.json');
    const right = JSON.parse(readFileSync(path, 'utf8')) as object;
    expect(isResult(right)).toBe(true);
    expect(isResult({ ...right, ...wrong })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';
import { draftDocument, subjectsOf } from '../../../shared/appraisal/draft-document.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import type { DraftPurpose } from '../../../shared/appraisal/templates/common-values.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { bodyText } from './docx-text.ts';

const notice = 'THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC';

async function textsOf(state: ReturnType<typeof sampleRoundState>, purpose: DraftPurpose) {
  const texts = new Map<string, string>();
  for (const document of districtDocuments) {
    const [subject] = subjectsOf(document, state);
    if (subject !== undefined)
      texts.set(document.kind, bodyText(await draftDocument(document, subject, { purpose })));
  }
  return texts;
}

const without = (texts: ReadonlyMap<string, string>): readonly string[] =>
  [...texts].flatMap(([kind, text]) => (text.includes(notice) ? [] : [kind]));

describe('a scale that nobody has compared with the official text', () => {
  it('is named by every draft', async () => {
    const texts = await textsOf(sampleRoundState(), 'draft');
    expect([...texts.keys()]).toEqual(districtDocuments.map(({ kind }) => kind));
    expect(without(texts)).toEqual([]);
  });

  it('is named by every paper for signing that holds points, a vote or a conclusion', async () => {
    expect(without(await textsOf(sampleRoundState(), 'for-signing'))).toEqual([
      'completeness-sheet',
      'supplement-request',
      'invitation',
      'file-index',
    ]);
  });

  it('is named before the first dossier has come', async () => {
    const { communes, ...rest } = sampleRoundState();
    const empty = { ...rest, communes: communes.map((one) => ({ ...one, revision: null })) };
    expect((await textsOf(empty, 'draft')).get('score-sheet-form')).toContain(notice);
  });

  it('speaks of points only where the paper prints some', async () => {
    const texts = await textsOf(sampleRoundState(), 'draft');
    const claims = 'Điểm trong văn bản này là điểm tự chấm của xã, thị trấn';
    expect(texts.get('council-minutes')).toContain(claims);
    expect(texts.get('recognition-decision')).not.toContain(claims);
    expect(texts.get('recognition-decision')).toContain('Chưa có kết quả tính theo thang điểm vì');
  });

  it('is named nowhere once every value may be computed with', async () => {
    const texts = await textsOf(sampleRoundState(illustrationRubric), 'draft');
    expect(without(texts)).toEqual([...texts.keys()]);
  });
});

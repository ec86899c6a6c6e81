import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { supplementRequest } from '../../../shared/appraisal/documents/supplement-request.ts';
import type { DraftSubject } from '../../../shared/appraisal/draft-document.ts';
import { builtInTemplate, draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { draftsFolder, listDrafts } from '../../../shared/pipeline/draft-records.ts';
import {
  editedCopy,
  isOutdated,
  keepDraft,
  placeOf,
  uploadEditedCopy,
  withdrawEditedCopy,
} from '../../../shared/pipeline/keep-draft.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

const state = sampleRoundState();

function subjectWith(change: { readonly at?: string; readonly paperNumber?: string } = {}): DraftSubject {
  const commune = state.communes.find((one) => one.commune.name === 'Xã Vân Thủy');
  if (commune === undefined) throw new Error('no commune');
  const { at = state.at, paperNumber } = change;
  const paper =
    paperNumber === undefined
      ? commune.paper
      : { number: paperNumber, date: null, channel: null, matches: null };
  return { state: { ...state, at }, commune: { ...commune, paper } };
}

const place = placeOf(supplementRequest, subjectWith());
const officer = { id: 'hoang', name: 'Hoàng Thị Mẫu' };

function openOffice(): PipelineOffice {
  const office = openPipelineOffice();
  onTestFinished(() => office.store.close());
  return office;
}

/** As a person saves it after changing a sentence. */
async function edited(sentence = 'Đề nghị gửi trước ngày 15/11/2023.'): Promise<Uint8Array> {
  const parts = unzipSync(await draftDocument(supplementRequest, subjectWith()));
  return zipSync({ ...parts, 'docProps/custom.xml': strToU8(`<a>${sentence}</a>`) });
}

describe('the draft of a paper', () => {
  it('is made once while nothing it is made from changes, whatever the time', async () => {
    const office = openOffice();
    const first = await keepDraft(supplementRequest, subjectWith(), office);
    const later = await keepDraft(supplementRequest, subjectWith({ at: '2024-01-09T00:00:00.000Z' }), office);
    expect(later).toEqual(first);
    expect(await listDrafts(office.store, state.round.id)).toEqual([first]);
    expect(await office.blobs.get(draftsFolder('2023'), first.blobs.draft)).toEqual(
      await draftDocument(supplementRequest, subjectWith()),
    );
    expect(first.blobs['for-signing']).not.toBe(first.blobs.draft);
  });

  it('is made again when a value changes, and the one before stays for who is reading it', async () => {
    const office = openOffice();
    const first = await keepDraft(supplementRequest, subjectWith(), office);
    const second = await keepDraft(supplementRequest, subjectWith({ paperNumber: '777' }), office);
    expect(second.inputs).not.toBe(first.inputs);
    expect(second.blobs.draft).not.toBe(first.blobs.draft);
    expect(await office.blobs.get(draftsFolder('2023'), first.blobs.draft)).toBeDefined();
    expect(await listDrafts(office.store, '2023')).toEqual([second]);
  });

  it('is made again when the office changes its template', async () => {
    const office = openOffice();
    const first = await keepDraft(supplementRequest, subjectWith(), office);
    const template = await builtInTemplate(supplementRequest);
    expect(await keepDraft(supplementRequest, subjectWith(), office, { template })).toEqual(first);
    const parts = unzipSync(template);
    const own = zipSync({ ...parts, 'word/settings.xml': strToU8('<w:settings/>') });
    const second = await keepDraft(supplementRequest, subjectWith(), office, { template: own });
    expect(second.inputs).not.toBe(first.inputs);
  });
});

describe('a copy that a person edited', () => {
  it('stands in the draft’s place and is never touched, also when the figures change', async () => {
    const office = openOffice();
    await keepDraft(supplementRequest, subjectWith(), office);
    const bytes = await edited();
    const upload = { ...place, file: 'cong van da sua.docx', bytes, by: officer };
    const result = await uploadEditedCopy(upload, office);
    if ('refused' in result) throw new Error(result.refused);
    expect(isOutdated(result.entry)).toBe(false);
    const after = await keepDraft(supplementRequest, subjectWith({ paperNumber: '777' }), office);
    const copy = editedCopy(after);
    expect(copy).toMatchObject({ by: officer, file: 'cong van da sua.docx' });
    expect(await office.blobs.get(draftsFolder('2023'), copy?.blob ?? '')).toEqual(bytes);
    // The person is told, and decides.
    expect(isOutdated(after)).toBe(true);
  });

  it('survives a draft that was being made while it was uploaded', async () => {
    const office = openOffice();
    await keepDraft(supplementRequest, subjectWith(), office);
    const bytes = await edited();
    let isFirst = true;
    const slow = {
      ...office,
      blobs: {
        ...office.blobs,
        put: async (folder: string, name: string, contents: Uint8Array): Promise<void> => {
          await office.blobs.put(folder, name, contents);
          if (!isFirst) return;
          isFirst = false;
          await uploadEditedCopy({ ...place, file: 'a.docx', bytes, by: officer }, office);
        },
      },
    };
    const entry = await keepDraft(supplementRequest, subjectWith({ paperNumber: '777' }), slow);
    expect(editedCopy(entry)?.file).toBe('a.docx');
    expect(editedCopy((await listDrafts(office.store, '2023'))[0] ?? entry)?.file).toBe('a.docx');
  });

  it('is withdrawn by a person only, and stays in the history', async () => {
    const office = openOffice();
    await keepDraft(supplementRequest, subjectWith(), office);
    expect(await withdrawEditedCopy({ ...place, by: officer }, office)).toEqual({
      refused: 'Văn bản này không có bản cán bộ đã sửa.',
    });
    await uploadEditedCopy({ ...place, file: 'a.docx', bytes: await edited(), by: officer }, office);
    await uploadEditedCopy({ ...place, file: 'b.docx', bytes: await edited('khác'), by: officer }, office);
    const result = await withdrawEditedCopy({ ...place, by: { id: 'luong', name: 'Lương Văn Mẫu' } }, office);
    if ('refused' in result) throw new Error(result.refused);
    expect(editedCopy(result.entry)).toBeUndefined();
    expect(result.entry.actions.map((action) => [action.what, action.by])).toEqual([
      ['upload', officer],
      ['upload', officer],
      ['withdraw', { id: 'luong', name: 'Lương Văn Mẫu' }],
    ]);
  });

  it('is refused without a name, without a draft, and when it holds macros', async () => {
    const office = openOffice();
    const upload = { ...place, file: 'a.docx', bytes: await edited(), by: officer };
    expect(await uploadEditedCopy(upload, office)).toEqual({ refused: 'Chưa có dự thảo của văn bản này.' });
    await keepDraft(supplementRequest, subjectWith(), office);
    expect(await uploadEditedCopy({ ...upload, by: { id: 'hoang', name: ' ' } }, office)).toEqual({
      refused: 'Chưa ghi họ tên cán bộ thực hiện.',
    });
    const withMacros = zipSync({ ...unzipSync(upload.bytes), 'word/vbaProject.bin': new Uint8Array(4) });
    expect(await uploadEditedCopy({ ...upload, bytes: withMacros }, office)).toEqual({
      refused: expect.stringContaining('macro') as string,
    });
    expect((await listDrafts(office.store, '2023'))[0]?.actions).toEqual([]);
  });
});

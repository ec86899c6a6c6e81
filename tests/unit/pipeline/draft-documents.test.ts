import { describe, expect, it, onTestFinished } from 'vitest';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import type { DraftEntry } from '../../../shared/pipeline/draft-records.ts';
import { draftsFolder, listDrafts } from '../../../shared/pipeline/draft-records.ts';
import { editedCopy, isOutdated, uploadEditedCopy } from '../../../shared/pipeline/keep-draft.ts';
import { bodyText } from '../appraisal/docx-text.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail } from './sample-mails.ts';

const round = illustrationRound(2023).id;
const officer = { id: 'hoang-thi-mau', name: 'Hoàng Thị Mẫu' };

function openOffice(): PipelineOffice {
  const office = openPipelineOffice();
  onTestFinished(() => office.store.close());
  return office;
}

const kindsOf = (drafts: readonly DraftEntry[]): readonly string[] =>
  drafts.map(({ kind, subject }) => `${kind}/${subject}`).sort();

const draftOf = (drafts: readonly DraftEntry[], kind: DraftEntry['kind']): DraftEntry => {
  const found = drafts.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no draft of ${kind}`);
  return found;
};

/** The sample dossier without its minutes. */
const withoutMinutes = (): Promise<Uint8Array> =>
  mailBytes(inOrder, {
    attachments: sampleMail(inOrder).attachments.filter(
      ({ filename }) => !/bi[eê]n b[aả]n|BB/iu.test(filename),
    ),
  });

describe('the papers of a dossier', () => {
  it('are drafted when it comes: check of its papers, sheet for the meeting, no request where nothing is missing', async () => {
    const office = openOffice();
    await office.workOff(await mailBytes(inOrder));
    const drafts = await listDrafts(office.store, round);
    expect(kindsOf(drafts)).toEqual(['appraisal-sheet/99901', 'completeness-sheet/99901']);
    const sheet = await office.blobs.get(draftsFolder(round), draftOf(drafts, 'appraisal-sheet').blobs.draft);
    expect(bodyText(sheet ?? new Uint8Array())).toContain('PHIẾU THẨM ĐỊNH');
  });

  it('are with a request to the commune where a paper is missing', async () => {
    const office = openOffice();
    await office.workOff(await withoutMinutes());
    const drafts = await listDrafts(office.store, round);
    expect(kindsOf(drafts)).toContain('supplement-request/99901');
    const { blobs } = draftOf(drafts, 'supplement-request');
    const bytes = await office.blobs.get(draftsFolder(round), blobs.draft);
    expect(bodyText(bytes ?? new Uint8Array())).toContain('Biên bản họp Hội đồng đánh giá cấp xã');
  });

  it('are made again by the mail that changes them, and a copy a person edited stays', async () => {
    const office = openOffice();
    await office.workOff(await withoutMinutes());
    const before = draftOf(await listDrafts(office.store, round), 'completeness-sheet');
    const bytes = await office.blobs.get(draftsFolder(round), before.blobs.draft);
    if (bytes === undefined) throw new Error('no bytes');
    const place = { round, kind: before.kind, subject: before.subject };
    await uploadEditedCopy({ ...place, file: 'phieu da sua.docx', bytes, by: officer }, office.world);
    office.clock.advance(60_000);
    await office.workOff(await mailBytes(inOrder));
    const after = draftOf(await listDrafts(office.store, round), 'completeness-sheet');
    expect(after.inputs).not.toBe(before.inputs);
    expect([editedCopy(after)?.file, isOutdated(after)]).toEqual(['phieu da sua.docx', true]);
  });
});

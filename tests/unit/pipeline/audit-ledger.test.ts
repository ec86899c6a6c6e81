import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import { countInLedger, intakeRecord, readIntake } from '../../../shared/pipeline/records.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';

let office: PipelineOffice;
let mail: string;

beforeEach(async () => {
  office = openPipelineOffice();
  const { store } = office;
  onTestFinished(() => store.close());
  mail = await office.accept(new TextEncoder().encode('Subject: Thư\r\n\r\nKính gửi.\r\n'));
});

it('counts a mail in work, and the same bytes again as a copy', async () => {
  const bytes = new TextEncoder().encode('Subject: Thư\r\n\r\nKính gửi.\r\n');
  expect(await acceptMail(office.world, { bytes, via: 'smtp', timeFrom: 'acceptance' })).toEqual({
    mail,
    isCopy: true,
  });
  expect(await auditLedger(office.store)).toEqual({
    accepted: 1,
    copies: 1,
    ended: {},
    inWork: 1,
    balances: true,
  });
});

it('does not balance where a mail is counted as ended and the log says otherwise', async () => {
  await office.store.commit({ writes: [countInLedger('dossier', mail)], jobs: [] });
  expect(await auditLedger(office.store)).toMatchObject({ inWork: 1, balances: false });
});

it('does not balance where the log has an end that was never counted', async () => {
  const entry = await readIntake(office.store, mail);
  if (entry === undefined) throw new Error('no entry');
  const record = intakeRecord({ ...entry.body, state: 'done', kind: 'bounce' });
  await office.store.commit({
    writes: [{ kind: 'put-if-version', record, version: entry.version }],
    jobs: [],
  });
  expect(await auditLedger(office.store)).toMatchObject({ ended: { bounce: 1 }, balances: false });
});

it('does not balance where a mail was counted in and is not in the log', async () => {
  await office.store.commit({ writes: [countInLedger('accepted', mail)], jobs: [] });
  expect(await auditLedger(office.store)).toMatchObject({ accepted: 2, inWork: 1, balances: false });
});

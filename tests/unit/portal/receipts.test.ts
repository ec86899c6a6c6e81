import { afterAll, describe, expect, it } from 'vitest';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { listOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { readReceiptRules } from '../../../shared/pipeline/receipt-records.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import { putAddress } from '../../../shared/pipeline/registry-records.ts';
import { inProcessReader } from '../../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail } from '../pipeline/sample-mails.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, illustration, openPortal, send } from './portal-fixtures.ts';

afterAll(closePortals);

const round = illustration.id;
const page = `/ho-so/${round}/99901/bao-nhan`;
const version = (html: string): string => /name="phien-ban" value="(\d+)"/u.exec(html)?.[1] ?? '';

/** Takes the dossier of xã Suối Mẫu in from its enrolled address and works on it; the receipt waits for further mails. */
async function receive(portal: TestPortal): Promise<string> {
  const { store, services } = portal;
  const world: World = { ...services, reader: inProcessReader, senders: null, answersMails: true };
  await store.commit({
    writes: [
      await putAddress(store, {
        address: sampleMail(inOrder).from.address,
        round,
        commune: '99901',
        by: { id: 'p', name: 'Cán Bộ' },
        at: services.clock.now(),
      }),
    ],
    jobs: [],
  });
  const { mail } = await acceptMail(world, {
    bytes: await mailBytes(inOrder),
    via: 'smtp',
    timeFrom: 'acceptance',
  });
  for (;;) {
    const job = await store.lease({ leaseMs: 60_000 });
    if (job === undefined) return mail;
    await store.commit(await runStage(job, world), job);
  }
}

describe('the receipt of a dossier in the portal', () => {
  it('is shown beforehand, waits for further mails, and a person sends it at once, then once more', async () => {
    const portal = await openPortal();
    const mail = await receive(portal);
    const before = await (await ask(portal.app, page)).text();
    expect(before).toContain('Chờ viết');
    expect(before).toContain('Kính gửi: Ủy ban nhân dân xã Suối Mẫu');
    for (const path of [`/ho-so/${round}/99901`, `/tiep-nhan/${mail}`])
      expect(await (await ask(portal.app, path)).text()).toContain('Chờ viết');
    const fields = { 'phien-ban': version(before) };
    expect((await send(portal.app, page, fields)).status).toBe(303);
    // The same page sent twice is one letter.
    await send(portal.app, page, fields);
    const letters = await listOutbox(portal.store, round, 'receipt#');
    expect(letters.map(({ body }) => [body.letter, body.automatic, body.to])).toEqual([
      ['receipt-complete', null, [sampleMail(inOrder).from.address]],
    ]);
    const after = await (await ask(portal.app, page)).text();
    expect(after).toContain('Chờ gửi');
    expect(after).toContain('Gửi lại báo nhận');
    await send(portal.app, page, { 'phien-ban': version(after) });
    expect(await listOutbox(portal.store, round, 'receipt#')).toHaveLength(2);
    const { entries } = await listAudit(portal.store, { month: portal.services.clock.now().slice(0, 7) }, 50);
    expect(entries.filter(({ what }) => what === 'send-letter')).toHaveLength(2);
  });

  it('is none where no dossier came', async () => {
    const portal = await openPortal();
    expect(await (await ask(portal.app, `/ho-so/${round}/99902/bao-nhan`)).text()).toContain(
      'Chưa có hồ sơ nào để báo nhận.',
    );
  });

  it('leaves as the administrator says, who is told of a change by another and of a wrong number', async () => {
    const portal = await openPortal();
    const path = `/bao-nhan/${round}`;
    const form = { 'phien-ban': '0', cach: 'cho-xem', phut: '15' };
    expect((await send(portal.app, path, { ...form, phut: '61' })).status).toBe(422);
    expect((await send(portal.app, path, form)).status).toBe(303);
    expect((await readReceiptRules(portal.store, round)).rules).toEqual({
      round,
      isAutomatic: false,
      waitMinutes: 15,
    });
    expect((await send(portal.app, path, form)).status).toBe(409);
  });
});

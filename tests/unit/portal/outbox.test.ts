import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { simpleParser } from 'mailparser';
import { currentMailService, openMailRelay } from '../../../infra/local/mail-relay.ts';
import { holdAutomaticMail, readAutomaticMail } from '../../../shared/pipeline/automatic-mail.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { findDead, putDeadAddress } from '../../../shared/pipeline/dead-addresses.ts';
import type { Letter, OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import { officeRound, putOutbox, readOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { readRelay } from '../../../shared/pipeline/relay-records.ts';
import type { SecretKeeper } from '../../../shared/ports/secret-keeper.ts';
import { startRelayServer } from '../../support/relay-server.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, illustration, openPortal, send, signIn } from './portal-fixtures.ts';

afterAll(closePortals);

const round = illustration.id;
const [commune] = illustration.communes;
const letter: Letter = {
  round,
  commune: commune?.code ?? '',
  cause: 'return#session#0001#99901',
  letter: 'return-for-completion',
  to: ['ubnd99901@minhhoa.example.vn'],
  subject: 'Về bổ sung hồ sơ <b>',
  text: 'Kính gửi: Ủy ban nhân dân xã <script>\n\nĐề nghị bổ sung.',
  attachments: [],
  inReplyTo: null,
  references: [],
  code: null,
  automatic: null,
  by: 'Thư Ký',
  at: '2023-10-20T03:00:00.000Z',
};

async function keep(portal: TestPortal, change: Partial<OutboxEntry> = {}): Promise<void> {
  const entry: OutboxEntry = { ...letter, state: 'waiting', run: 0, attempts: 0, deferrals: 0, ...change };
  await portal.store.commit({ writes: [putOutbox(entry, undefined)], jobs: [] });
}

const stateOf = async (portal: TestPortal, cause = letter.cause, of = round) =>
  (await readOutbox(portal.store, of, cause))?.body.state;
const fields = { dot: round, thu: letter.cause, ve: `/dot/${round}/thu-di?nhom=cho-gui` };
const acts = async (portal: TestPortal): Promise<readonly string[]> =>
  (await listAudit(portal.store, { month: '2023-11' }, 20)).entries.map(({ what }) => what).sort();

describe('the mails of the office', () => {
  it('are shown with what they say, why they wait and whom to call', async () => {
    const portal = await openPortal();
    await keep(portal, { state: 'bounced', reason: 'Địa chỉ không nhận được thư; gọi điện cho xã.' });
    await keep(portal, {
      cause: 'digest#1',
      round: officeRound,
      commune: null,
      letter: 'digest',
      to: [],
      isByHand: true,
    });
    const page = await (await ask(portal.app, '/thu-di')).text();
    for (const words of [commune?.name ?? '?', 'Không đến nơi nhận', 'gọi điện cho xã', 'Chờ cán bộ tự gửi'])
      expect(page).toContain(words);
    expect(page).not.toContain('<script>\n');
    expect(await (await ask(portal.app, '/')).text()).toContain('2 thư đi cần cán bộ xử lý');
    const ofRound = await (await ask(portal.app, `/dot/${round}/thu-di`)).text();
    expect([ofRound.includes('Không đến nơi nhận'), ofRound.includes('Chờ cán bộ tự gửi')]).toEqual([
      true,
      false,
    ]);
    const sent = await (await ask(portal.app, `/dot/${round}/thu-di?nhom=da-gui`)).text();
    expect(sent).toContain('Không có thư nào trong mục này.');
  });

  it('leave by hand: a draft for the office\u2019s own program, then a mark that says who sent it', async () => {
    const portal = await openPortal();
    await keep(portal, { isByHand: true });
    const query = new URLSearchParams({ dot: round, thu: letter.cause }).toString();
    const draft = await ask(portal.app, `/thu-di/tep?${query}`);
    const parsed = await simpleParser(Buffer.from(await draft.arrayBuffer()));
    expect([parsed.headers.get('x-unsent'), parsed.from, parsed.subject, parsed.text?.trim()]).toEqual([
      '1',
      undefined,
      letter.subject,
      letter.text,
    ]);
    const marked = await send(portal.app, '/thu-di/da-gui', fields);
    expect(marked.headers.get('location')).toBe(fields.ve);
    expect((await readOutbox(portal.store, round, letter.cause))?.body).toMatchObject({
      state: 'sent-by-hand',
      reason: 'Cán Bộ Một ghi đã gửi bằng tay.',
    });
    // A second click, or a worker that comes late.
    await send(portal.app, '/thu-di/gui', { ...fields, den: letter.to[0] ?? '' });
    expect(await stateOf(portal)).toBe('sent-by-hand');
    expect(await acts(portal)).toEqual(['download-documents', 'send-by-hand']);
  });

  it('are sent again to an address put right, and to nothing that is none', async () => {
    const portal = await openPortal();
    await keep(portal, { state: 'failed', to: [], reason: 'x' });
    await send(portal.app, '/thu-di/gui', { ...fields, den: 'a@b.vn\r\nBcc: c@d.vn, <e>' });
    expect(await stateOf(portal)).toBe('failed');
    await send(portal.app, '/thu-di/gui', { ...fields, den: 'dung@xa.example.vn, hai@xa.example.vn' });
    expect((await readOutbox(portal.store, round, letter.cause))?.body).toMatchObject({
      state: 'waiting',
      to: ['dung@xa.example.vn', 'hai@xa.example.vn'],
      run: 1,
      isReleased: true,
    });
    expect((await portal.store.countJobs()).waiting).toBe(1);
  });

  it('are withdrawn while they wait, and lead back to no other site', async () => {
    const portal = await openPortal();
    await keep(portal);
    const answer = await send(portal.app, '/thu-di/bo', { ...fields, ve: '//ke-la.example' });
    expect([answer.headers.get('location'), await stateOf(portal)]).toEqual(['/thu-di', 'withdrawn']);
  });

  it('of rounds a person does not work in are neither shown nor touched', async () => {
    const portal = await openPortal();
    await keep(portal, { isByHand: true });
    const { cookie, csrf } = await signIn(portal.services, {
      id: 'mot-dot',
      name: 'Một Đợt',
      grants: [{ role: 'officer', rounds: ['2023'] }],
    });
    const page = await (await ask(portal.app, '/thu-di', { headers: { cookie } })).text();
    expect(page).not.toContain(letter.by);
    const body = new URLSearchParams({ csrf, ...fields });
    const act = await ask(portal.app, '/thu-di/bo', {
      method: 'POST',
      body,
      headers: { cookie, origin: 'http://localhost:3000' },
    });
    expect([act.status, await stateOf(portal)]).toEqual([404, 'waiting']);
  });

  it('that were held back leave once a person looked, and dead addresses are cleared', async () => {
    const portal = await openPortal();
    const now = portal.services.clock.now();
    await portal.store.commit({
      writes: [
        holdAutomaticMail(now, undefined),
        putDeadAddress(
          {
            ...{ address: 'cu@xa.example.vn', round, commune: '99901', cause: 'x', reason: 'hết', at: now },
            cleared: null,
          },
          undefined,
        ),
      ],
      jobs: [],
    });
    for (const cause of ['receipt#1', 'receipt#2'])
      await keep(portal, { cause, state: 'held-back', heldBy: 'breaker', automatic: 'auto-replied' });
    expect(await (await ask(portal.app, '/thu-di')).text()).toContain('Thư tự động đang được giữ lại');
    await send(portal.app, '/thu-di/mo-lai', {});
    expect((await readAutomaticMail(portal.store))?.body.heldSince).toBeNull();
    await send(portal.app, '/thu-di/gui-het', {});
    expect([await stateOf(portal, 'receipt#1'), await stateOf(portal, 'receipt#2')]).toEqual([
      'waiting',
      'waiting',
    ]);
    await send(portal.app, '/thu-di/dia-chi', { 'dia-chi': 'CU@xa.example.vn' });
    expect(await findDead(portal.store, ['cu@xa.example.vn'])).toEqual([]);
  });
});

describe('the mail server of the office', () => {
  function secretsInMemory(): SecretKeeper {
    const kept = new Map<string, string>();
    return {
      get: (name) => Promise.resolve(kept.get(name)),
      put: (name, value) => Promise.resolve(void kept.set(name, value)),
    };
  }
  const openWithRelay = (secrets: SecretKeeper) =>
    openPortal({ outgoing: { kind: 'relay', secrets, open: (relay) => openMailRelay(relay, secrets) } });
  const settings = {
    'may-chu': '127.0.0.1',
    cong: '25',
    'ma-hoa': 'none',
    ten: '',
    tu: 'hoso@huyen.example.vn',
  };

  it('is off until it is turned on, is tried by a mail, and then sends what was queued', async () => {
    const server = await startRelayServer();
    onTestFinished(() => server.stop());
    const secrets = secretsInMemory();
    const portal = await openWithRelay(secrets);
    expect(await (await ask(portal.app, '/gui-thu')).text()).toContain('Đang tắt');
    await send(portal.app, '/gui-thu', { ...settings, cong: String(server.port) });
    expect(await currentMailService(portal.store, secrets)).toBeNull();
    const tried = await send(portal.app, '/gui-thu/thu', { den: 'quan-tri@huyen.example.vn' });
    expect([tried.status, server.mails.map(({ to }) => to)]).toEqual([303, [['quan-tri@huyen.example.vn']]]);
    await send(portal.app, '/gui-thu', { ...settings, cong: String(server.port), bat: 'co' });
    const service = await currentMailService(portal.store, secrets);
    expect(service?.from).toBe('hoso@huyen.example.vn');
    expect(await acts(portal)).toEqual(['change-relay', 'change-relay', 'try-relay']);
  });

  it('says why a mail could not be sent', async () => {
    const server = await startRelayServer({ refuseSender: () => ({ code: 550, text: 'no' }) });
    onTestFinished(() => server.stop());
    const portal = await openWithRelay(secretsInMemory());
    await send(portal.app, '/gui-thu', { ...settings, cong: String(server.port) });
    const tried = await send(portal.app, '/gui-thu/thu', { den: 'quan-tri@huyen.example.vn' });
    expect([tried.status, (await tried.text()).includes('không cho gửi từ địa chỉ của cơ quan')]).toEqual([
      422,
      true,
    ]);
  });

  it('never shows its password, and does not tell it to another server', async () => {
    const secrets = secretsInMemory();
    const portal = await openWithRelay(secrets);
    const encrypted = { ...settings, 'ma-hoa': 'tls', cong: '465', ten: 'hoso' };
    expect((await send(portal.app, '/gui-thu', encrypted)).status).toBe(422);
    expect((await send(portal.app, '/gui-thu', { ...encrypted, 'mat-khau': 'rat-bi-mat' })).status).toBe(303);
    expect(await (await ask(portal.app, '/gui-thu')).text()).not.toContain('rat-bi-mat');
    expect(JSON.stringify((await readRelay(portal.store))?.body)).not.toContain('rat-bi-mat');
    const elsewhere = await send(portal.app, '/gui-thu', { ...encrypted, 'may-chu': 'ke-la.example' });
    expect([elsewhere.status, (await readRelay(portal.store))?.body.host]).toEqual([422, '127.0.0.1']);
    const plain = await send(portal.app, '/gui-thu', { ...encrypted, 'ma-hoa': 'none', 'mat-khau': 'x' });
    expect(plain.status).toBe(422);
    // Kept as it is where it goes to the same server.
    expect((await send(portal.app, '/gui-thu', { ...encrypted, bat: 'co' })).status).toBe(303);
    expect(await secrets.get('relay')).toBe('rat-bi-mat');
  });
});

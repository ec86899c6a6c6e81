import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { loadOutcome } from '../../../shared/pipeline/mail-at-hand.ts';
import { directMail } from '../../../shared/pipeline/mail-directions.ts';
import { addAccount } from '../../../shared/pipeline/people-records.ts';
import { readDossier, readIntake } from '../../../shared/pipeline/records.ts';
import { putAddress } from '../../../shared/pipeline/registry-records.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import { resolverOf } from '../mail/trust/signed-mails.ts';
import { differing, inOrder, mailBytes, sampleMail } from './sample-mails.ts';

const round = 'minh-hoa-2023';
const by = { id: 'nguoi-thu', name: 'Người Thử' };
const commune = '99901';
const { address } = sampleMail(inOrder).from;
const domain = address.slice(address.indexOf('@') + 1);
const ownMachine = '203.0.113.5';
const otherMachine = '192.0.2.66';
const stranger = { name: 'Người lạ', address: 'la@khac.example' };

let office: PipelineOffice;
beforeEach(async () => {
  const { resolve } = resolverOf({
    [`TXT ${domain}`]: [`v=spf1 ip4:${ownMachine} -all`],
    'TXT khac.example': [`v=spf1 ip4:${otherMachine} -all`],
    'TXT huyen.example.vn': [`v=spf1 ip4:${ownMachine} -all`],
  });
  office = openPipelineOffice({ resolver: { resolve } });
  onTestFinished(() => office.store.close());
  const entry = { address, round, commune, by, at: office.clock.now() };
  await office.store.commit({ writes: [await putAddress(office.store, entry)], jobs: [] });
});

/** A mail that came by SMTP from a machine. */
async function bring(
  peer: string,
  { slug = inOrder, ...change }: { readonly slug?: string } & Parameters<typeof mailBytes>[1] = {},
): Promise<string> {
  office.clock.advance(1000);
  const { mail } = await acceptMail(office.world, {
    bytes: await mailBytes(slug, change),
    via: 'smtp',
    timeFrom: 'acceptance',
    envelope: {
      wire: { peer, helo: 'mx.example', from: change.from?.address ?? sampleMail(slug).from.address },
    },
  });
  await office.drain();
  return mail;
}

async function fateOf(mail: string) {
  const entry = (await readIntake(office.store, mail))?.body;
  const outcome = entry === undefined ? null : await loadOutcome(entry, office.world);
  return {
    state: entry?.state,
    trust: entry?.trust,
    revision: (await readDossier(office.store, round, commune))?.body.revision ?? 0,
    doubts: (outcome?.findings ?? []).map(({ code }) => code).filter((code) => /sender/u.test(code)),
  };
}

const corrected = {
  subject: 'Hồ sơ xã Suối Mẫu (thay thế)',
  text: 'Kính gửi hồ sơ thay thế của xã Suối Mẫu.',
};

describe('a mail that names an enrolled address', () => {
  it('makes the dossier where it is proven', async () => {
    expect(await fateOf(await bring(ownMachine))).toEqual({
      state: 'done',
      trust: 'proven',
      revision: 1,
      doubts: [],
    });
  });

  it('only proposes where it is not, and goes on once a person released it', async () => {
    await bring(ownMachine);
    const mail = await bring(otherMachine, corrected);
    expect(await fateOf(mail)).toEqual({
      state: 'held',
      trust: 'enrolled-unproven',
      revision: 1,
      doubts: ['doubtful-sender'],
    });
    const change = {
      mail,
      seenStep: 0,
      what: 'release-mail',
      by,
      at: office.clock.now(),
      id: 'a1',
      reason: 'Đã gọi',
    } as const;
    await directMail(office.store, { ...change, change: (before) => ({ ...before, isReleased: true }) });
    await office.drain();
    expect((await fateOf(mail)).state).not.toBe('held');
  });

  it('makes no first dossier either where it is not proven', async () => {
    expect(await fateOf(await bring(otherMachine))).toMatchObject({ state: 'held', revision: 0 });
  });
});

describe('a stranger’s mail', () => {
  it('is taken as before where the round takes mails of all addresses', async () => {
    expect(await fateOf(await bring(otherMachine, { from: stranger }))).toEqual({
      state: 'done',
      trust: 'unknown',
      revision: 1,
      doubts: [],
    });
  });

  it('does not replace what a proven sender sent', async () => {
    await bring(ownMachine);
    expect(await fateOf(await bring(otherMachine, { ...corrected, from: stranger }))).toMatchObject({
      state: 'held',
      trust: 'unknown',
      revision: 1,
    });
  });

  it('is held where its address looks like an enrolled one', async () => {
    const from = { name: 'UBND', address: address.replace('.vn', '.vn.khac.example') };
    expect(await fateOf(await bring('127.0.0.1', { from }))).toMatchObject({
      state: 'held',
      revision: 0,
      doubts: ['doubtful-sender'],
    });
  });
});

it('a mail nothing can be checked of is taken as before', async () => {
  expect(await fateOf(await bring('127.0.0.1'))).toEqual({
    state: 'done',
    trust: undefined,
    revision: 1,
    doubts: [],
  });
  await bring('10.0.0.9', { slug: differing });
});

it('what an officer sends on is put in by them, and told by its papers', async () => {
  await office.store.commit({
    writes: addAccount({
      id: 'can-bo',
      name: 'Cán Bộ',
      login: 'can.bo@huyen.example.vn',
      grants: [{ role: 'clerk', rounds: 'all' }],
      password: null,
      subject: null,
      isDisabled: false,
      failures: 0,
      lockedUntil: null,
      createdAt: office.clock.now(),
    }),
    jobs: [],
  });
  const from = { name: 'Cán Bộ', address: 'can.bo@huyen.example.vn' };
  expect(await fateOf(await bring(ownMachine, { from }))).toMatchObject({
    state: 'done',
    trust: 'proven',
    revision: 1,
  });
  // Anyone may write an officer's address.
  expect(await fateOf(await bring(otherMachine, { ...corrected, from }))).toMatchObject({
    state: 'held',
    trust: 'enrolled-unproven',
    revision: 1,
  });
});

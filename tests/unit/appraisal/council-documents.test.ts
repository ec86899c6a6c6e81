import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { DistrictDocument, RoundState } from '../../../shared/appraisal/district-documents.ts';
import { ballot } from '../../../shared/appraisal/documents/ballot.ts';
import { ballotCount } from '../../../shared/appraisal/documents/ballot-count.ts';
import { councilMinutes } from '../../../shared/appraisal/documents/council-minutes.ts';
import { invitation } from '../../../shared/appraisal/documents/invitation.ts';
import { proposal } from '../../../shared/appraisal/documents/proposal.ts';
import { recognitionDecision } from '../../../shared/appraisal/documents/recognition-decision.ts';
import { resultNotice } from '../../../shared/appraisal/documents/result-notice.ts';
import { draftDocument } from '../../../shared/appraisal/draft-document.ts';
import { listRoundFiles } from '../../../shared/appraisal/list-round-files.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { bodyText } from './docx-text.ts';

const state = sampleRoundState();
const named = (name: string) => {
  const found = state.communes.find(({ commune }) => commune.name === name);
  if (found === undefined) throw new Error(`no commune ${name}`);
  return found;
};
const ofRound = async (document: DistrictDocument, of: RoundState = state): Promise<string> =>
  bodyText(await draftDocument(document, { state: of }));
const ofSession = async (document: DistrictDocument, of: RoundState = state, index = 0): Promise<string> => {
  const session = of.sessions[index];
  if (session === undefined) throw new Error('no such session');
  return bodyText(await draftDocument(document, { state: of, session }));
};
const unsigned: RoundState = {
  ...state,
  sessions: state.sessions.map((session) => ({ ...session, minutes: null })),
  ...{ proposals: [], decisions: [] },
};

describe('the decision', () => {
  it('names the communes that signed minutes propose, and no other', async () => {
    const text = await ofRound(recognitionDecision);
    const proposed = state.sessions[0]?.rulings.filter(({ ruling }) => ruling === 'propose') ?? [];
    expect(proposed.length).toBeGreaterThan(5);
    for (const { commune } of state.communes) {
      const isNamed = text
        .split('\n')
        .some((line) => new RegExp(`^\\d+\\. ${commune.name}[;.]$`, 'u').test(line));
      expect([commune.name, isNamed]).toEqual([
        commune.name,
        proposed.some((ruling) => ruling.commune === commune.code),
      ]);
    }
    expect(text).toContain(`Điều 1. Công nhận ${String(proposed.length).padStart(2, '0')} xã, thị trấn`);
  });

  it('names nobody before minutes are signed, whatever was noted in them', async () => {
    const text = await ofRound(recognitionDecision, unsigned);
    expect(text).toContain('Điều 1. (Chưa có xã, thị trấn nào');
    expect(text).not.toMatch(/^1\. /mu);
  });

  it('of a later session names only the communes no decision has yet, and says which it is', async () => {
    const [first, second] = state.sessions;
    const [commune] = second?.communes ?? [];
    if (first === undefined || second === undefined || commune === undefined) throw new Error('no session');
    const text = await ofRound(recognitionDecision, {
      ...state,
      sessions: [
        first,
        {
          ...second,
          rulings: [{ commune, ruling: 'propose', points: 910 }],
          minutes: { number: '02/BB-HĐXD', date: '2023-12-12', signer: null },
        },
      ],
    });
    expect(text).toContain('phù hợp với trẻ em năm 2023 (đợt 2)');
    expect(text).toContain('Điều 1. Công nhận 01 xã, thị trấn');
  });

  it('prints the number of each article in bold', async () => {
    const bytes = await draftDocument(recognitionDecision, { state });
    const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
    const runs = [...xml.matchAll(/<w:r>(.*?)<\/w:r>/gsu)].flatMap(([, run = '']) =>
      /<w:t[^>]*>Điều \d\. <\/w:t>/u.test(run) ? [run] : [],
    );
    expect(runs).toHaveLength(3);
    for (const run of runs) expect(run).toContain('<w:b/>');
  });

  it('takes back a commune that later signed minutes no longer propose', async () => {
    const [first, second] = state.sessions;
    const [commune] = first?.rulings.filter(({ ruling }) => ruling === 'propose') ?? [];
    if (first === undefined || second === undefined || commune === undefined) throw new Error('no session');
    const name = state.communes.find((one) => one.commune.code === commune.commune)?.commune.name ?? '';
    const text = await ofRound(recognitionDecision, {
      ...state,
      decisions: [],
      sessions: [
        first,
        {
          ...second,
          rulings: [{ ...commune, ruling: 'return-for-completion' }],
          minutes: { number: '02/BB-HĐXD', date: '2023-12-12', signer: null },
        },
      ],
    });
    expect(text).not.toContain(`${name};`);
  });

  it('promises no certificate, reward or term', async () => {
    expect(await ofRound(recognitionDecision)).not.toMatch(/bằng công nhận|giấy công nhận|thưởng|thời hạn/iu);
  });
});

describe('the proposal', () => {
  it('counts what signed minutes say and lists the points the council agreed on', async () => {
    const text = await ofRound(proposal);
    expect(text).toContain('Căn cứ Biên bản họp');
    expect(text).toContain('số 01/BB-HĐXD ngày 21/11/2023');
    expect(text).toMatch(/b\) Chưa đề nghị công nhận: 02 xã, thị trấn\./u);
    expect(text).toContain('Thị trấn Đồng Mỏ\n905\n');
  });

  it('leaves counts to people before minutes are signed', async () => {
    const text = await ofRound(proposal, unsigned);
    expect(text).toContain('a) Đề nghị công nhận: …… xã, thị trấn');
    expect(text).toContain('ngày ……… tháng ……… năm ………');
  });

  it('is submitted by council or office as the round has it', async () => {
    const authority = { ...state.round.authority, proposer: 'office' as const };
    const text = await ofRound(proposal, { ...state, round: { ...state.round, authority } });
    expect(text).toContain(`${authority.office} kính trình Chủ tịch Ủy ban nhân dân huyện Chi Lăng`);
    expect(await ofRound(proposal)).toContain(`${authority.council} kính trình`);
  });
});

describe('the notice of the result', () => {
  const isFor = (name: string): boolean =>
    resultNotice.scope === 'commune' && resultNotice.isFor(named(name), state);
  const textFor = async (name: string): Promise<string> =>
    bodyText(await draftDocument(resultNotice, { state, commune: named(name) }));

  it('goes to those decided and those not proposed, not to those still to be heard', () => {
    expect(['Xã Quan Sơn', 'Xã Hữu Kiên', 'Xã Chi Lăng', 'Xã Vân An', 'Xã Vạn Linh'].map(isFor)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('names the decision, and leaves the reason against a commune to a person', async () => {
    const recognised = await textFor('Xã Quan Sơn');
    expect(recognised).toContain('Căn cứ Quyết định số 3125/QĐ-UBND ngày 29/11/2023');
    expect(recognised).toContain('Xã Quan Sơn được công nhận');
    const refused = await textFor('Xã Hữu Kiên');
    expect(refused).toContain('Xã Hữu Kiên chưa được đề nghị công nhận');
    expect(refused).toContain('Nội dung cần khắc phục:');
    expect(refused).not.toMatch(/tiêu chí \d|0 điểm/iu);
  });
});

describe('the papers of a session', () => {
  it('list its own communes in their order', async () => {
    for (const document of [ballot, ballotCount, councilMinutes]) {
      const text = await ofSession(document, state, 1);
      const places = (state.sessions[1]?.communes ?? []).map((code) =>
        text.indexOf(state.communes.find(({ commune }) => commune.code === code)?.commune.name ?? '-'),
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(Math.min(...places)).toBeGreaterThan(0);
      expect(text).not.toContain('Xã Quan Sơn');
    }
  });

  it('leave attendance, votes and conclusions blank even where rulings are noted', async () => {
    const text = await ofSession(councilMinutes);
    expect(text).toContain('3. Thành viên có mặt: ………/07, gồm:');
    expect(text).toContain('- Vi Thị Mẫu Một, Chủ tịch Hội đồng: có mặt [   ] vắng [   ], lý do:');
    expect(text).toContain('Thị trấn Đồng Mỏ\n978\nChưa tính\n……\n……\n……\n……\n……\n');
    expect(text).not.toContain('905');
    expect(text).toMatch(/^1\. Đề nghị Chủ tịch Ủy ban nhân dân huyện Chi Lăng công nhận …… xã, thị trấn:/mu);
  });

  it('print quorum, majority and the way of voting only once the round has them', async () => {
    const bare = await ofSession(councilMinutes);
    expect(bare).not.toMatch(/phải có mặt|phải đạt/u);
    const council = {
      ...state.round.council,
      ...{ quorum: 5, voteMethod: 'ballot' as const },
      majority: { share: 2 / 3, basis: 'Quy chế hoạt động của Hội đồng' },
    };
    const ruled: RoundState = { ...state, round: { ...state.round, council } };
    const text = await ofSession(councilMinutes, ruled);
    expect(text).toContain('Số thành viên phải có mặt: từ 05 trở lên.');
    expect(text).toContain('Hình thức biểu quyết: bỏ phiếu.');
    expect(text).toMatch(/Tỷ lệ đồng ý phải đạt: từ 66,\d+% trở lên \(Quy chế hoạt động của Hội đồng\)/u);
    expect(await ofSession(ballotCount, ruled)).toContain('Tỷ lệ đồng ý phải đạt');
    expect(await ofSession(ballotCount)).not.toContain('phải đạt');
    // A secret ballot asks for no name.
    expect(await ofSession(ballot, ruled)).not.toMatch(/Họ và tên|Ký, ghi rõ/u);
    expect(await ofSession(ballot)).toContain('Họ và tên thành viên:');
  });

  it('invite the members to a session whose day may not be set', async () => {
    expect(await ofSession(invitation)).toContain('- Ông (bà) Hoàng Thị Mẫu Ba, Thư ký;');
    const undated = { ...state, sessions: state.sessions.map((session) => ({ ...session, date: null })) };
    expect(await ofSession(invitation, undated)).toContain('Thời gian: ……… giờ ………, ngày ……………');
  });
});

it('no paper or workbook of a round repeats what stands in the files: a child may be named there', async () => {
  const child = 'Bé Nguyễn Thị Hoa Mơ';
  const poison = (revision: DossierRevision): DossierRevision => {
    let text = JSON.stringify(revision);
    for (const { file } of revision.documents)
      text = text.replaceAll(JSON.stringify(file).slice(1, -1), `${child} - ${file}`);
    // What a person wrote at every place a figure was read.
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'file' in value && !('sha256' in value)
        ? { ...value, raw: child }
        : value,
    ) as DossierRevision;
  };
  const poisoned: RoundState = {
    ...state,
    communes: state.communes.map((one) => ({
      ...one,
      revision: one.revision === null ? null : poison(one.revision),
    })),
  };
  expect(JSON.stringify(poisoned).includes(`"raw":"${child}"`)).toBe(true);
  for (const { path, write } of listRoundFiles(poisoned, 'draft'))
    for (const [name, bytes] of Object.entries(unzipSync(await write())))
      expect([path, name, strFromU8(bytes).includes('Hoa Mơ')]).toEqual([path, name, false]);
}, 60_000);

import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { encodeJson } from '../../../shared/pipeline/json-blob.ts';
import type { MailOutcome } from '../../../shared/pipeline/mail-outcome.ts';
import { putOwed, readOwed } from '../../../shared/pipeline/receipt-records.ts';
import {
  intakeRecord,
  countInLedger,
  listIntake,
  mailFolder,
  partRecord,
  readRevision,
  rubricFolder,
  rubricVersionRecords,
} from '../../../shared/pipeline/records.ts';
import { jobLimits } from '../../../shared/ports/jobs.ts';
import type { Store } from '../../../shared/ports/store.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { aReading, asVerified } from '../rubrics/readings.ts';
import type { TestPortal } from './portal-fixtures.ts';
import {
  anIntake,
  aPart,
  ask,
  closePortals,
  fillPortal,
  illustration,
  keepRevision,
  openPortal,
  putRecords,
  send,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

/** The words of a page, tags gone. */
async function wordsOf(response: Response): Promise<string> {
  return (await response.text())
    .replace(/<head>.*?<\/head>/su, '')
    .replace(/<[^>]+>/gu, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/gu, ' ');
}

/** A dossier with one reading, one remark and one document, for the texts a test puts in. */
function aRevision(change: Partial<DossierRevision> = {}): DossierRevision {
  return {
    round: illustration.id,
    commune: '99901',
    revision: 1,
    at: '2023-10-20T03:15:00.000Z',
    mailIds: ['m1'],
    documents: [],
    readings: [],
    claims: [],
    claimedTotal: null,
    assessment: evaluateRubric({
      rubric: illustrationRubric,
      areaType: 'mountain-island-or-special',
      readings: [],
    }),
    mailFindings: [],
    findings: [],
    ...change,
  };
}

function oneReading(reading: Reading): DossierRevision['readings'] {
  const { indicator, value, confidence, source } = reading;
  return [
    {
      indicator,
      value,
      confidence,
      accepted: true,
      conflicting: false,
      sources: [source],
      readings: [reading],
    },
  ];
}

describe('an empty portal', () => {
  test('it says how to send a mail and offers the invented dossiers', async () => {
    let loaded = 0;
    const { app } = await openPortal({ loadSamples: () => Promise.resolve().then(() => void (loaded += 1)) });
    const words = await wordsOf(await ask(app, '/'));
    expect(words).toContain('Chưa nhận được thư nào');
    expect(words).toContain('127.0.0.1:2525');
    expect(words).toContain('inbox/');
    const answer = await send(app, '/nap-ho-so-mau', {});
    expect([answer.status, answer.headers.get('location'), loaded]).toEqual([303, '/', 1]);
  });

  test('where no samples can be loaded there is neither button nor address', async () => {
    const { app } = await openPortal();
    expect(await (await ask(app, '/')).text()).not.toContain('Nạp hồ sơ mẫu');
    expect((await send(app, '/nap-ho-so-mau', {})).status).toBe(404);
  });

  test('the intake log and a commune that sent nothing say so', async () => {
    const { app } = await openPortal();
    expect(await wordsOf(await ask(app, '/tiep-nhan'))).toContain('Chưa nhận được thư nào.');
    const nothing = await ask(app, '/ho-so/2023/06514');
    expect(nothing.status).toBe(200);
    expect(await wordsOf(nothing)).toContain('Chưa nhận lần gửi nào của xã Hữu Kiên');
  });
});

describe('a portal with the invented dossiers', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openPortal();
    await fillPortal(portal);
  });

  test('the board shows every commune with its state, points and verdict, under the banner', async () => {
    const words = await wordsOf(await ask(portal.app, '/'));
    expect(words).toContain('SỐ LIỆU MINH HỌA – KHÔNG PHẢI QUY ĐỊNH');
    expect(words).toMatch(
      /8 Xã, thị trấn 5 Đã gửi 3 Chưa gửi 0 Nộp chậm 1 Thiếu thành phần 2 Cần làm rõ số liệu 2 Đủ thành phần/u,
    );
    expect(words).toMatch(
      /Thị trấn Phố Mẫu Thiếu thành phần Chưa có: Biên bản 22\/10\/2023 10:15 Lần 1 Chưa nhận 956 956 Đủ điều kiện đề nghị công nhận 1 phải xử lý/u,
    );
    expect(words).toMatch(/Xã Hồ Mẫu Chưa gửi/u);
    expect(words).toContain('Khớp: 7 thư nhận = 5 hồ sơ + 1 bổ sung, thay thế + 1 nội dung khác.');
    for (const { name } of chiLang2023.communes) expect(words).toContain(name);
  });

  test('a dossier shows the 13 criteria, a zero as such, and each figure with its place and words', async () => {
    const response = await ask(portal.app, '/ho-so/minh-hoa-2023/99904');
    expect(response.status).toBe(200);
    const words = await wordsOf(response);
    for (const { name } of illustrationRubric.vocabulary.criteria) expect(words).toContain(name);
    expect(words).toMatch(/3 Trẻ em bị xâm hại 77 0 0 Ghi điểm .{40,60} 0 điểm Điểm liệt/u);
    expect(words).toContain(
      '99,1% (897/905) Bảng điểm, ô D11, trang tính "Bảng điểm" : “ 897/905 trẻ = 99,1% ”',
    );
    expect(words).toContain('Chưa đủ điều kiện đề nghị công nhận');
    expect(words).toContain('Tờ trình đề nghị công nhận còn để trống số, ngày');
  });

  test('documents that disagree stand side by side in the revision that has them; a supplement leaves it as it was', async () => {
    const first = await wordsOf(await ask(portal.app, '/ho-so/minh-hoa-2023/99905/lan/1'));
    expect(first).toContain('Đang xem Lần 1, không phải lần cập nhật mới nhất.');
    expect(first).toMatch(
      /97,5% \(77\/79\) Bảng điểm, bảng 2, dòng 8, cột 3 : “ 77\/79 trẻ = 97,5% ” Xem nguồn 93,7% \(74\/79\) Báo cáo, đoạn 23 : “ 93,7% \(74\/79 trẻ\) ” Xem nguồn Chưa thống nhất/u,
    );
    const latest = await wordsOf(await ask(portal.app, '/ho-so/minh-hoa-2023/99905'));
    expect(latest).not.toContain('Chưa thống nhất');
    expect(latest).toContain('Đã có bản thay thế');
    expect(latest).toMatch(/Lần 2 26\/10\/2023 14:40 đang xem So với lần trước Lần 1 24\/10\/2023 10:15/u);
  });

  test('the draft comes as a Word file under its Vietnamese name, not to be opened as anything else', async () => {
    const page = await (await ask(portal.app, '/ho-so/minh-hoa-2023/99905')).text();
    const href = /href="([^"]+\/du-thao)"/u.exec(page)?.[1] ?? '';
    expect(href).toBe('/ho-so/minh-hoa-2023/99905/lan/2/du-thao');
    const draft = await ask(portal.app, href);
    expect(draft.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    expect(draft.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('Dự thảo Báo cáo thẩm định - Xã Đồng Mẫu - Lần 2.docx')}`,
    );
    expect(draft.headers.get('x-content-type-options')).toBe('nosniff');
    const { body } = (await readRevision(portal.store, illustration.id, '99905', 2)) ?? {};
    const kept = await portal.blobs.get(body?.folder ?? '', body?.drafts[0]?.file ?? '');
    expect(Buffer.from(await draft.arrayBuffer())).toEqual(Buffer.from(kept ?? []));
  });

  test('pages ask the store a bounded number of times and never for a whole table', async () => {
    const asked: string[] = [];
    const store: Store = {
      get: (key) => {
        asked.push(`get ${key.partition}`);
        return portal.store.get(key);
      },
      query: (query) => {
        asked.push(`query ${query.partition}`);
        return portal.store.query(query);
      },
      commit: () => Promise.reject(new Error('a page writes nothing')),
    };
    const { app } = await openPortal({ store, blobs: portal.blobs, jobs: portal.store });
    const requestsOf = async (path: string): Promise<readonly string[]> => {
      asked.length = 0;
      expect((await ask(app, path)).status).toBe(200);
      // Who asks, and the rounds: the same three for every page.
      const own = asked
        .filter((request) => !/^(?:get (?:SESSIONS|PEOPLE)|query CONFIGURATIONS$)/u.test(request))
        // Its code is of no matter here.
        .map((request) => request.replace(/^get RECEIPT#.*/u, 'get RECEIPT'))
        .sort();
      expect([path, own.length <= 5 ? 'few' : own]).toEqual([path, 'few']);
      return own;
    };
    // What waits for a person, and which version of each scale is in force, are one request each.
    expect(await requestsOf('/')).toEqual([
      'query BOARD#2023',
      'query BOARD#minh-hoa-2023',
      'query LEDGER',
      'query OUTBOX-OPEN',
      'query RUBRICS',
    ]);
    await portal.store.commit({
      writes: [],
      jobs: [{ id: 'list-mail:none', stage: 'list-mail', payload: { mail: 'none' } }],
    });
    // While work goes on, the mails on their way in place of the counts.
    expect(await requestsOf('/')).toEqual([
      'query BOARD#2023',
      'query BOARD#minh-hoa-2023',
      'query INTAKE',
      'query OUTBOX-OPEN',
      'query RUBRICS',
    ]);
    expect(await requestsOf('/dot/minh-hoa-2023')).toEqual([
      'query BOARD#minh-hoa-2023',
      'query COUNCIL#minh-hoa-2023',
      'query INTAKE',
      'query RUBRICS',
    ]);
    const job = await portal.store.lease({ leaseMs: 60_000 });
    await portal.store.commit({ writes: [], jobs: [] }, job);
    // With a receipt that was written.
    const place = { round: illustration.id, commune: '99905' };
    const owed = await readOwed(portal.store, place.round, place.commune);
    const written = { ...place, mails: [], since: null, due: null, supplements: 0, last: 'receipt#none' };
    await portal.store.commit({ writes: [putOwed(written, owed)], jobs: [] });
    expect(await requestsOf('/ho-so/minh-hoa-2023/99905')).toEqual([
      'get FACTS#minh-hoa-2022',
      'get OUTBOX#minh-hoa-2023',
      'query BOARD#minh-hoa-2023',
      'query COUNCIL#minh-hoa-2023',
      'query DOSSIER#minh-hoa-2023#99905',
    ]);
    expect(await requestsOf('/tiep-nhan')).toEqual(['query INTAKE', 'query LEDGER']);
    const [mail] = (await listIntake(portal.store, 1)).entries.map((entry) => entry.mail);
    expect(await requestsOf(`/tiep-nhan/${mail ?? ''}`)).toEqual([
      'get RECEIPT',
      `query MAIL#${mail}`,
      `query MAIL#${mail}`,
    ]);
  });
});

describe('what is to be made clear first', () => {
  const best = illustrationRubric.criteria
    .flatMap(({ items }) => items)
    .map(({ rule }) =>
      aReading(rule.indicator, rule.kind === 'yes-no' ? true : (rule.bands[0]?.threshold ?? 0)),
    );
  const showWith = async (lacking: readonly string[]): Promise<string> => {
    const portal = await openPortal();
    const readings = best.filter(({ indicator }) => !lacking.includes(indicator));
    const assessment = evaluateRubric({
      rubric: illustrationRubric,
      areaType: 'mountain-island-or-special',
      readings,
    });
    await keepRevision(portal, aRevision({ assessment, readings }));
    return wordsOf(await ask(portal.app, '/ho-so/minh-hoa-2023/99901'));
  };

  test('the page names the item the verdict hangs on, and what either answer decides', async () => {
    expect(await showWith(['c07.full-immunisation-rate'])).toContain(
      'Cần làm rõ trước Nội dung 7.1. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: chưa có số liệu, có thể được từ 0 đến 77 điểm; ' +
        'ở mức cao nhất thì đủ điều kiện, ở mức thấp nhất thì tiêu chí 7 bị 0 điểm, chưa đủ điều kiện. Xem số liệu',
    );
  });

  test('five at most, the rest counted; none where the verdict stands', async () => {
    const page = await showWith(best.map(({ indicator }) => indicator));
    expect(page.match(/kết luận phụ thuộc|ở mức thấp nhất/gu)).toHaveLength(5);
    expect(page).toContain('và 18 nội dung khác.');
    expect(await showWith(['c08.stunting-rate'])).not.toContain('Cần làm rõ trước');
  });
});

describe('a real round', () => {
  test('under a scale not yet verified points are not computed, and the page says why', async () => {
    const portal = await openPortal();
    const assessment = evaluateRubric({
      rubric: qd06Rubric,
      areaType: 'mountain-island-or-special',
      readings: [],
    });
    const source = { file: 'a.docx', locator: { kind: 'table', table: 1, row: 2, column: 3 } } as const;
    await keepRevision(
      portal,
      aRevision({
        round: '2023',
        commune: '06514',
        assessment,
        claims: [{ criterion: 2, points: 50, max: 50, source }],
        claimedTotal: { points: 885, max: 1000, source },
      }),
      { late: true },
    );
    const board = await wordsOf(await ask(portal.app, '/'));
    expect(board).toMatch(/Xã Hữu Kiên .*? Nộp chậm Lần 1 Chưa nhận 885 Chưa tính Chưa tính điểm/u);
    const page = await wordsOf(await ask(portal.app, '/ho-so/2023/06514'));
    expect(page).toContain('THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC');
    expect(page).toContain(assessment.verdictBecause);
    expect(page).toContain('Thang điểm chưa đối chiếu');
    expect(page).toContain('885/1.000');
    expect(page).toContain('Dự thảo Báo cáo thẩm định đang được lập');
    expect((await ask(portal.app, '/ho-so/2023/06514/lan/1/du-thao')).status).toBe(404);
  });

  test('the first task under a scale not yet verified is to enter it', async () => {
    const { app } = await openPortal();
    expect(await wordsOf(await ask(app, '/'))).toContain(
      'Việc cần làm trước. Nhập thang điểm: 30 dòng chưa được đối chiếu với bản gốc Quyết định số 06/QĐ-TTg nên chưa tính tổng điểm. Một cán bộ nhập từ bản gốc, một cán bộ khác xác nhận.',
    );
  });

  test('under an adopted scale verified in part a criterion has points or has none, and is not called met', async () => {
    const portal = await openPortal();
    const verified = asVerified(qd06Rubric);
    const rubric = { ...verified, version: 2 };
    await portal.blobs.put(rubricFolder(rubric.id), 'v2.json', encodeJson(rubric));
    const { version, active } = rubricVersionRecords({
      rubric: rubric.id,
      version: 2,
      contents: 'v2.json',
      by: 'Cán bộ A',
      confirmedBy: 'Cán bộ B',
      at: '2023-11-01T00:00:00.000Z',
    });
    await putRecords(portal.store, [version, active]);
    const readings = [
      aReading('c07.full-immunisation-rate', 1),
      ...['officer', 'collaborators', 'protection-group', 'budget'].map((name) =>
        aReading(`c01.${name}`, false),
      ),
    ];
    const assessment = evaluateRubric({ rubric, areaType: 'mountain-island-or-special', readings });
    expect(assessment.criteria.map(({ status }) => status)).toContain('met');
    await keepRevision(portal, aRevision({ round: '2023', commune: '06514', assessment, readings }));
    const page = await wordsOf(await ask(portal.app, '/ho-so/2023/06514'));
    expect(page).toMatch(/Theo thang điểm 50 Có điểm/u);
    expect(page).toMatch(/Theo thang điểm 0 0 điểm/u);
    expect(page).not.toMatch(/Theo thang điểm \S+ (?:Đạt|Chưa đạt)/u);
    expect(await wordsOf(await ask(portal.app, '/'))).toContain('13 dòng chưa được đối chiếu');
  });

  test('a dossier whose papers are there but cannot be used does not count as complete', async () => {
    const portal = await openPortal();
    const findings = [makeFinding('unreadable-file', { file: 'a.doc', reason: 'tệp hỏng' })];
    await keepRevision(portal, aRevision({ findings }));
    expect(await wordsOf(await ask(portal.app, '/'))).toMatch(
      /Xã Suối Mẫu Thiếu thành phần Có tài liệu chưa dùng được .*? 1 phải xử lý/u,
    );
  });

  test('after the deadline a commune that sent nothing is overdue', async () => {
    const { app } = await openPortal({ clock: { now: () => '2023-11-02T17:00:00.000Z' } });
    expect(await wordsOf(await ask(app, '/'))).toContain('20 Quá hạn, chưa gửi');
    const before = await openPortal({ clock: { now: () => '2023-11-02T16:59:59.999Z' } });
    expect(await wordsOf(await ask(before.app, '/'))).toContain('20 Chưa gửi');
  });
});

describe('the intake log', () => {
  test('newest first, fifty at a time, with a way to the older ones', async () => {
    const portal = await openPortal();
    const mails = Array.from({ length: 60 }, (_, index) => `m${String(index).padStart(3, '0')}`);
    await putRecords(
      portal.store,
      mails.map((mail, index) =>
        intakeRecord(
          anIntake({
            mail,
            acceptedAt: new Date(Date.UTC(2023, 9, 1, 0, index)).toISOString(),
            subject: `Thư số ${mail}`,
          }),
        ),
      ),
    );
    const imported = anIntake({
      mail: 'x1',
      receivedAt: '2023-09-01T03:00:00.000Z',
      acceptedAt: '2023-09-30T03:00:00.000Z',
    });
    await putRecords(portal.store, [intakeRecord(imported)]);
    const linksOf = (page: string): readonly string[] =>
      Array.from(page.matchAll(/href="\/tiep-nhan\/(m\d+)"/gu), (match) => match[1] ?? '');
    const first = await (await ask(portal.app, '/tiep-nhan')).text();
    expect(linksOf(first)).toEqual([...mails].reverse().slice(0, 50));
    const older = /href="(\/tiep-nhan\?sau=[^"]+)"/u.exec(first)?.[1] ?? '';
    const rest = await ask(portal.app, older);
    expect(linksOf(await rest.clone().text())).toEqual([...mails].reverse().slice(50));
    expect(await wordsOf(rest)).toContain('01/09/2023 10:00 vào hệ thống 30/09/2023 10:00');
  });

  test('a mail being read shows how far it has come and refreshes itself, also without scripts', async () => {
    const portal = await openPortal();
    await putRecords(portal.store, [
      intakeRecord(anIntake({ mail: 'm1', state: 'reading', kind: null })),
      partRecord(aPart({ mail: 'm1', part: '001' })),
      partRecord(
        aPart({
          mail: 'm1',
          part: '002',
          state: 'queued',
          fate: null,
          status: null,
          pictures: { pages: [1, 2, 4, 5], left: 1 },
        }),
      ),
    ]);
    await portal.store.commit({
      writes: [countInLedger('accepted', 'm1')],
      jobs: [{ id: 'read-document:m1:002:0', stage: 'read-document', payload: { mail: 'm1' } }],
    });
    for (const path of ['/tiep-nhan', '/tiep-nhan/m1']) {
      const page = await (await ask(portal.app, path)).text();
      expect(page).toContain('đã đọc 1/2 tệp, nhận dạng 3/4 trang quét');
      expect(page).toContain('data-working="yes"');
      expect(page).toContain('<noscript><meta http-equiv="refresh"');
    }
    const board = await (await ask(portal.app, '/')).text();
    expect(board).toContain('Đang xử lý 1 thư: còn 1 việc.');
    expect(board).toContain('đối chiếu khi xử lý xong các việc đang làm.');
  });

  test('when nothing goes on no page refreshes itself', async () => {
    const portal = await openPortal();
    await putRecords(portal.store, [intakeRecord(anIntake({ mail: 'm1' }))]);
    for (const path of ['/', '/tiep-nhan', '/tiep-nhan/m1']) {
      const page = await (await ask(portal.app, path)).text();
      expect(page).toContain('data-working="no"');
      expect(page).not.toContain('http-equiv="refresh"');
    }
  });

  test('every part stands with its fate and reason; a copy points to the mail it repeats', async () => {
    const portal = await openPortal();
    await putRecords(portal.store, [
      intakeRecord(anIntake({ mail: 'm1', state: 'duplicate', duplicateOf: 'm0', copies: 3 })),
      partRecord(
        aPart({ mail: 'm1', part: '001', file: 'ho so.zip', format: 'zip', fate: 'archive-opened' }),
      ),
      partRecord(
        aPart({
          mail: 'm1',
          part: '001.001',
          file: 'ho so.zip/bien ban.docx',
          format: 'docx',
          fate: 'needs-password',
          status: 'unreadable',
          reason: 'Tệp đặt mật khẩu nên chưa mở được.',
        }),
      ),
    ]);
    const response = await ask(portal.app, '/tiep-nhan/m1');
    const page = await response.clone().text();
    const words = await wordsOf(response);
    expect(words).toContain('001 ho so.zip ZIP · 20 KB Tệp nén, đã mở');
    expect(words).toContain(
      '001.001 ho so.zip/bien ban.docx DOCX · 20 KB Có mật khẩu, chưa mở Tệp đặt mật khẩu nên chưa mở được.',
    );
    expect(words).toContain('3 lần nữa, giống hệt; chỉ tính một lần');
    expect(page).toContain('href="/tiep-nhan/m0"');
  });

  test('remarks on the mail as a whole stand on its page, those of one file beside the file only', async () => {
    const portal = await openPortal();
    const link = makeFinding('external-link', { service: 'Google Drive' });
    const locked = makeFinding('password-protected', { file: 'a.docx' }, { about: 'a.docx' });
    const outcome: MailOutcome = {
      kind: 'dossier',
      topic: 'dossier',
      round: null,
      commune: null,
      revision: null,
      files: [],
      findings: [link, locked],
    };
    await portal.blobs.put(mailFolder('m1'), 'outcome-0.json', encodeJson(outcome));
    await putRecords(portal.store, [
      intakeRecord(anIntake({ mail: 'm1', state: 'held', outcome: 'outcome-0.json' })),
      partRecord(aPart({ mail: 'm1', part: '001', fate: 'needs-password', findings: [locked] })),
    ]);
    const words = await wordsOf(await ask(portal.app, '/tiep-nhan/m1'));
    expect(words).toContain(
      `Nội dung cần lưu ý của thư Phải xử lý trước khi trình ${link.message} Các phần của thư`,
    );
    expect(words.split(locked.message)).toHaveLength(2);
  });

  test('a job that stopped is shown with its cause, and the button lets it run again', async () => {
    const portal = await openPortal();
    await putRecords(portal.store, [intakeRecord(anIntake({ mail: 'm1', state: 'reading' }))]);
    const job = { id: 'read-document:m1:001:0', stage: 'read-document', payload: { mail: 'm1' } } as const;
    await portal.store.commit({ writes: [], jobs: [job] });
    for (let failure = 0; failure < jobLimits.failures; failure++) {
      portal.services.clock.now();
      (portal.services.clock as unknown as { advance(by: number): void }).advance(jobLimits.longestDelayMs);
      const leased = await portal.store.lease({ leaseMs: 1000 });
      if (leased !== undefined) await portal.store.fail(leased, 'storage-full');
    }
    expect(await portal.store.countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 1 });
    expect(await wordsOf(await ask(portal.app, '/'))).toContain('1 việc đã dừng, cần cán bộ xử lý lại.');
    for (const path of ['/tiep-nhan', '/tiep-nhan/m1'])
      expect(await wordsOf(await ask(portal.app, path))).toMatch(
        /Việc chưa xử lý xong 1 .*Đọc tài liệu\. Ổ đĩa đã đầy; dừng lúc \d\d\/11\/2023 \d\d:\d\d\..*Xử lý lại/u,
      );
    const answer = await send(portal.app, '/xu-ly-lai', { id: job.id });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/tiep-nhan']);
    expect(await portal.store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
    const { entries } = await listAudit(portal.store, { person: 'nguoi-thu' }, 10);
    expect(entries).toMatchObject([
      { what: 'retry-job', about: { mail: 'm1' }, after: 'Đọc tài liệu', by: { name: 'Cán Bộ Một' } },
    ]);
    // Pressed once more it is no dead job, and nothing is noted.
    await send(portal.app, '/xu-ly-lai', { id: job.id });
    expect((await listAudit(portal.store, { person: 'nguoi-thu' }, 10)).entries).toHaveLength(1);
  });
});

describe('hostile text', () => {
  const html = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&';
  const bidi = 'bang diem\u202Excod.exe';

  test('in subject, sender, reasons and file names it is only text', async () => {
    const portal = await openPortal();
    await putRecords(portal.store, [
      intakeRecord(
        anIntake({ mail: 'm1', subject: `${html}${bidi}`, from: `${html}@x`, because: html, via: html }),
      ),
      partRecord(aPart({ mail: 'm1', part: '001', file: `${html}/${bidi}`, reason: html })),
    ]);
    for (const path of ['/tiep-nhan', '/tiep-nhan/m1']) {
      const page = await (await ask(portal.app, path)).text();
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(page).toContain('bang diem⟨U+202E⟩xcod.exe');
      expect(page).not.toMatch(/<img|<script>|\u202E/u);
    }
  });

  test('in file names, sheet names, cells, numbers of papers and remarks of a dossier it is only text', async () => {
    const portal = await openPortal();
    const source = {
      file: `${html}${bidi}.xlsx`,
      locator: { kind: 'cell', sheet: `${html}${bidi}`, address: 'B2' },
      raw: `${html}${bidi}`,
    } as const;
    await keepRevision(
      portal,
      aRevision({
        documents: [
          {
            mailId: html,
            file: source.file,
            sha256: '',
            blob: null,
            format: 'xlsx',
            status: 'read',
            pages: null,
            scanned: false,
            legacyEncoding: null,
            readFindings: [],
            extraction: {
              file: source.file,
              kind: 'evidence',
              number: html,
              date: null,
              year: null,
              commune: null,
              corrects: false,
              readings: [],
              claims: [],
              claimedTotal: null,
              findings: [],
            },
          },
        ],
        readings: oneReading({
          indicator: 'c02.birth-registration-rate',
          value: 0.985,
          confidence: 1,
          source,
        }),
        claimedTotal: { points: 900, max: null, source },
        findings: [
          makeFinding('unreadable-file', { file: source.file, reason: html }, { about: source.file, source }),
        ],
      }),
      { missingDocuments: [html] },
    );
    for (const path of ['/', '/ho-so/minh-hoa-2023/99901']) {
      const page = await (await ask(portal.app, path)).text();
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(page).not.toMatch(/<img|<script>|\u202E/u);
    }
    expect(await (await ask(portal.app, '/ho-so/minh-hoa-2023/99901')).text()).toContain('xcod.exe');
  });

  test('words beside figures on abuse, offences, injuries and hardship never show a name', async () => {
    const portal = await openPortal();
    const raw = '01 em Lò Thị Mẫu';
    const source = { file: 'a.docx', locator: { kind: 'paragraph', index: 4 }, raw } as const;
    await keepRevision(
      portal,
      aRevision({
        readings: oneReading({ indicator: 'c03.abused-children', value: 1, confidence: 1, source }),
        findings: [
          makeFinding(
            'ambiguous-reading',
            { criterion: 3, indicator: 'Số trẻ em bị xâm hại', place: 'đoạn 4', raw },
            { about: 'c03.abused-children', source },
          ),
        ],
      }),
    );
    const words = await wordsOf(await ask(portal.app, '/ho-so/minh-hoa-2023/99901'));
    expect(words).not.toContain('Mẫu, ');
    expect(words).not.toContain('Lò Thị');
    expect(words).toContain('1 em');
    expect(words).toContain('(nguyên văn đã che)');
    expect(words).toContain('ghi nội dung (đã che), chưa rõ là số nào');
  });

  test('words from a paper that lists children by name are not shown under any criterion', async () => {
    const portal = await openPortal();
    const source = { file: 'danh sach.docx', raw: 'Lò Thị Mẫu 98,5%' } as const;
    await keepRevision(
      portal,
      aRevision({
        readings: oneReading({
          indicator: 'c02.birth-registration-rate',
          value: 0.985,
          confidence: 1,
          source,
        }),
        findings: [
          makeFinding('personal-data', { document: 'Tài liệu kiểm chứng', rows: 12 }, { about: source.file }),
        ],
      }),
    );
    const words = await wordsOf(await ask(portal.app, '/ho-so/minh-hoa-2023/99901'));
    expect(words).not.toContain('Lò Thị');
    expect(words).toContain('98,5%');
  });
});

describe('requests from elsewhere', () => {
  test('another host name is refused, whatever is asked (DNS rebinding)', async () => {
    const { app } = await openPortal();
    for (const host of [
      'evil.example',
      'evil.example:3000',
      'localhost',
      'localhost:3001',
      'localhost.evil.example:3000',
      '',
    ])
      for (const path of ['/', '/tiep-nhan', '/assets/portal.js'])
        expect((await ask(app, path, { headers: { host } })).status, host).toBe(421);
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:3000'])
      expect((await ask(app, '/', { headers: { host } })).status, host).toBe(200);
  });

  test('a form of another site, or of none, changes nothing', async () => {
    let loaded = 0;
    const { app } = await openPortal({ loadSamples: () => Promise.resolve().then(() => void (loaded += 1)) });
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3001',
      `http://${testHost}.evil.example`,
    ])
      for (const path of ['/nap-ho-so-mau', '/xu-ly-lai'])
        expect((await ask(app, path, { method: 'POST', headers: { origin } })).status, origin).toBe(403);
    expect((await ask(app, '/nap-ho-so-mau', { method: 'POST' })).status).toBe(403);
    expect((await ask(app, '/nap-ho-so-mau')).status).toBe(404);
    expect(loaded).toBe(0);
  });

  test('a form too large is refused', async () => {
    const { app } = await openPortal();
    expect((await send(app, '/xu-ly-lai', { id: 'x'.repeat(70_000) })).status).toBe(413);
  });

  test('every answer forbids code and style inside pages, frames, sniffing and copies', async () => {
    const { app } = await openPortal();
    for (const path of ['/', '/tiep-nhan', '/khong-co']) {
      const { headers } = await ask(app, path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('pages name no address but their own and hold no inline style or handler', async () => {
    const portal = await openPortal({ loadSamples: () => Promise.resolve() });
    await fillPortal(portal);
    const [mail] = (await listIntake(portal.store, 1)).entries.map((entry) => entry.mail);
    for (const path of ['/', '/tiep-nhan', `/tiep-nhan/${mail ?? ''}`, '/ho-so/minh-hoa-2023/99905']) {
      const page = await (await ask(portal.app, path)).text();
      for (const [, address] of page.matchAll(/\s(?:href|src|action)="([^"]*)"/gu))
        expect(address).toMatch(/^(?:\/(?!\/)|#)/u);
      expect(page).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?! src="\/assets\/portal\.js")/u);
    }
  });
});

describe('what goes wrong', () => {
  test('an unknown page, round, commune, revision, mail or asset says what to do', async () => {
    const portal = await openPortal();
    await keepRevision(portal, aRevision());
    for (const path of [
      '/khong-co',
      '/ho-so/1999/06514',
      '/ho-so/2023/99999',
      '/ho-so/minh-hoa-2023/99901/lan/7',
      '/ho-so/minh-hoa-2023/99901/lan/0',
      '/ho-so/2023/06514/lan/1',
      '/tiep-nhan/khong-co',
      '/assets/app.ts',
      '/assets/..%2Fapp.ts',
      '/assets/constructor',
    ]) {
      const answer = await ask(portal.app, path);
      expect(answer.status, path).toBe(404);
      expect(await wordsOf(answer)).toContain('Trở về Hồ sơ các xã, thị trấn');
    }
  });

  test('a failure shows a reference and nothing of the error; the log gets both', async () => {
    const error = new Error('SQLITE_IOERR at /secret/place: Lò Thị Mẫu');
    const portal = await openPortal({
      jobs: {
        countJobs: () => Promise.reject(error),
        listDead: () => Promise.reject(error),
        retry: () => Promise.reject(error),
      },
    });
    const answer = await ask(portal.app, '/');
    expect(answer.status).toBe(500);
    const page = await answer.text();
    expect(page).toContain('K7-2F9A');
    expect(page).not.toMatch(/SQLITE|secret|Lò Thị|\.ts:\d/u);
    expect(portal.failures).toEqual([{ reference: 'K7-2F9A', path: '/', error }]);
  });
});

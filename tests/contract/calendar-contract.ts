import { describe, expect, it } from 'vitest';
import type { Round } from '../../shared/domain/round.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { putReminders } from '../../shared/pipeline/calendar-records.ts';
import { emptyDesk } from '../../shared/pipeline/record-papers.ts';
import { putDesk } from '../../shared/pipeline/desk-records.ts';
import { keepCalendar } from '../../shared/pipeline/keep-calendar.ts';
import { keepLetter } from '../../shared/pipeline/letter-records.ts';
import type { OutboxEntry } from '../../shared/pipeline/outbox-records.ts';
import { listOutbox, officeRound } from '../../shared/pipeline/outbox-records.ts';
import { addAccount } from '../../shared/pipeline/people-records.ts';
import { putAddress } from '../../shared/pipeline/registry-records.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { JobCounts } from '../../shared/ports/jobs.ts';
import type { NewJob, Store, Write } from '../../shared/ports/store.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { openPipelineOffice } from '../support/pipeline-office.ts';
import { inOrder, mailBytes, sampleMail, textFile } from '../unit/pipeline/sample-mails.ts';

const by = { id: 'a', name: 'Quản Trị Mẫu' };
const idle: JobCounts = { waiting: 0, running: 0, later: 0, dead: 0 };
const hour = 3_600_000;
const day = 24 * hour;

/** What the clock makes the office send, on the store of a home. The clock begins on Wednesday 1 November 2023 at 08:00. */
export function describeCalendar(home: string, open: () => Promise<Store>): void {
  async function openRound(change: Partial<Round> = {}, isOn = true) {
    const kept = await open();
    const due: NewJob[] = [];
    /** Keeps what is to be done instead of the job table, so that the test does it, and sees it. */
    const store: Store = {
      get: (key) => kept.get(key),
      query: (query) => kept.query(query),
      commit: async ({ writes, jobs }) => {
        const result = await kept.commit({ writes, jobs: [] });
        if (result.applied) due.push(...jobs);
        return result;
      },
    };
    const round: Round = {
      ...illustrationRound(2023),
      lateFrom: '2023-11-03T00:00:00+07:00',
      deadline: '03/11/2023',
      ...change,
    };
    const rounds = [{ round, rubric: illustrationRubric }];
    const office = openPipelineOffice({ store, rounds });
    office.store.close();
    const world = { ...office.world, rounds };
    const write = async (...writes: readonly Write[]): Promise<void> => {
      expect(await store.commit({ writes, jobs: [] })).toEqual({ applied: true });
    };
    await write(
      putReminders(
        {
          round: round.id,
          isOn,
          daysBefore: [14, 7, 3, 1],
          sendAt: '08:00',
          since: '2023-01-01T00:00:00Z',
          by,
        },
        undefined,
      ),
    );
    const tick = (work = idle) => keepCalendar(world, work);
    /** Does what is due, and what follows from it; the sending of mail stays undone. */
    const work = async (): Promise<void> => {
      for (let job = due.shift(); job !== undefined; job = due.shift())
        if (job.stage !== 'send-mail') await store.commit(await runStage(job, world));
    };
    const lettersOf = async (of: string, ...causes: readonly string[]): Promise<readonly OutboxEntry[]> =>
      (await Promise.all(causes.map((cause) => listOutbox(store, of, cause)))).flat().map(({ body }) => body);
    const letters = (...causes: readonly string[]): Promise<readonly OutboxEntry[]> =>
      lettersOf(round.id, ...(causes.length === 0 ? ['overdue#', 'reminder#'] : causes));
    const letterTo = async (commune: string): Promise<OutboxEntry | undefined> =>
      (await letters()).find((one) => one.commune === commune);
    return {
      ...{ store, round, world, due, write, tick, work, letters, letterTo, clock: office.clock },
      take: async (bytes: Uint8Array) => {
        await acceptMail(world, { bytes, via: 'folder', timeFrom: 'acceptance' });
        await work();
      },
      officeLetters: () => lettersOf(officeRound, 'alarm#', 'digest#'),
      addStaff: (email: string) =>
        write(
          ...addAccount({
            id: `nguoi-${email}`,
            name: 'Người Mẫu',
            login: `nguoi${email.length}`,
            email,
            grants: [{ role: 'administrator', rounds: 'all' }],
            password: null,
            subject: null,
            isDisabled: false,
            failures: 0,
            lockedUntil: null,
            createdAt: '2023-01-01T00:00:00Z',
          }),
        ),
    };
  }

  describe(`the calendar: ${home}`, () => {
    it('every commune without a dossier is reminded once, however often the clock ticks or a job runs again', async () => {
      const { round, store, tick, work, due, letters, write, clock, world } = await openRound();
      await write(
        await putAddress(store, {
          ...{ address: 'xa-suoi-mau@example.vn', round: round.id, commune: '99901', by, at: clock.now() },
        }),
      );
      await tick();
      await Promise.all([tick(), tick()]);
      expect(due.map(({ stage }) => stage)).toEqual(Array<string>(8).fill('remind-commune'));
      const [again] = due;
      await work();
      if (again !== undefined) expect(await runStage(again, world)).toEqual({ writes: [], jobs: [] });
      clock.advance(5 * hour);
      await tick();
      await work();
      const sent = await letters();
      expect(sent).toHaveLength(8);
      expect(sent[0]).toMatchObject({
        round: round.id,
        commune: '99901',
        cause: 'reminder#99901#2023-11-01',
        letter: 'reminder-1',
        to: ['xa-suoi-mau@example.vn'],
        subject: 'Nhắc gửi hồ sơ xã phù hợp với trẻ em năm 2023 - xã Suối Mẫu (ngày mai là ngày cuối)',
        text: [
          'Kính gửi: Ủy ban nhân dân xã Suối Mẫu',
          '',
          'Ngày mai, 02/11/2023, là ngày cuối gửi hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023. Xã Suối Mẫu hiện: chưa gửi hồ sơ.',
          '',
          'Nếu hồ sơ đã gửi trong hôm nay, đề nghị bỏ qua thư này.',
          '',
          'Trân trọng./.',
          '',
          'Phòng Lao động - Thương binh và Xã hội - Dân tộc',
        ].join('\n'),
        attachments: [],
        inReplyTo: null,
        references: [],
        code: null,
        automatic: 'auto-generated',
        by: 'Hệ thống',
        state: 'waiting',
      });
      // Where no address is known a person telephones.
      expect(sent[1]).toMatchObject({ commune: '99902', to: [], isByHand: true });
    });

    it('a round that nobody switched on reminds nobody', async () => {
      const { tick, due } = await openRound({}, false);
      await tick();
      expect(due).toEqual([]);
    });

    it('a whole dossier is left in peace; one that lacks a paper is told which, and nothing of what it says', async () => {
      const { tick, work, take, letterTo } = await openRound();
      await take(await mailBytes(inOrder));
      const { attachments } = sampleMail('99905-word-compact');
      await take(
        await mailBytes('99905-word-compact', {
          attachments: [
            ...attachments.slice(0, 1),
            // A file nobody can open, named after a child.
            {
              filename: 'Danh sách cháu Vi Thị Mẫu Bé sinh 12-03-2015.docx',
              bytes: new Uint8Array([80, 75, 3, 4, 9]),
            },
            textFile('Nông Văn Mẫu Con.txt', 'Tiêu chí 4: số trẻ em bị xâm hại là 7'),
          ],
        }),
      );
      await tick();
      await work();
      expect(await letterTo('99901')).toBeUndefined();
      const { text = '', subject = '' } = (await letterTo('99905')) ?? {};
      expect(text).toContain('Xã Đồng Mẫu hiện: đã gửi, còn nội dung chưa đủ.\n- ');
      expect(text).toContain('- Chưa có Báo cáo kết quả tự đánh giá. Đề nghị gửi bổ sung.');
      for (const secret of ['Mẫu Bé', 'Mẫu Con', '2015', 'Danh sách', '.docx', '.txt', 'xâm hại', ' 7'])
        expect(`${subject} ${text}`).not.toContain(secret);
    });

    it('a commune that handed in paper only is asked for the soft copy', async () => {
      const { round, write, tick, work, letterTo } = await openRound();
      const paper = {
        ...{ number: '612', date: '2023-10-30', channel: 'Bưu chính', matches: null, note: '' },
      };
      await write(putDesk({ ...emptyDesk(round.id, '99902'), paper }, undefined));
      await tick();
      await work();
      expect((await letterTo('99902'))?.text).toContain('đã gửi bản giấy, chưa có bản mềm');
    });

    it('a commune that was given longer is reminded by its own deadline', async () => {
      const { round, write, tick, work, clock, letterTo, letters } = await openRound();
      const extension = { lateFrom: '2023-11-10T00:00:00+07:00', day: '2023-11-10', reason: 'Mưa lũ' };
      await write(putDesk({ ...emptyDesk(round.id, '99902'), extension }, undefined));
      await tick();
      await work();
      expect(await letterTo('99902')).toBeUndefined();
      // Friday: the others are overdue, and it has until Thursday.
      clock.advance(2 * day);
      await tick();
      await work();
      expect(await letters('overdue#')).toHaveLength(7);
      clock.advance(3 * day);
      await tick();
      await work();
      const own = await letterTo('99902');
      expect(own).toMatchObject({ letter: 'reminder-3', cause: 'reminder#99902#2023-11-06' });
      expect(own?.text).toContain('trước ngày 10/11/2023 (chậm nhất hết ngày 09/11/2023)');
    });

    it('after the deadline one letter says so; the machine may have been off for days', async () => {
      const { tick, work, clock, letters } = await openRound();
      clock.advance(5 * day);
      await tick();
      await work();
      clock.advance(day);
      await tick();
      await work();
      const sent = await letters();
      expect(new Set(sent.map(({ cause }) => cause.replace(/\d{5}/u, '')))).toEqual(
        new Set(['overdue##2023-11-03']),
      );
      expect(sent).toHaveLength(8);
      expect(sent[0]?.text).toContain(
        'là trước ngày 03/11/2023. Đến 08:00 ngày 06/11/2023, Phòng chưa nhận được hồ sơ của xã Suối Mẫu.',
      );
    });

    it('a deadline moved later before the letter was written sends nothing', async () => {
      const { tick, due, world, clock, round } = await openRound();
      clock.advance(2 * day);
      await tick();
      const later = {
        ...world,
        rounds: [{ rubric: illustrationRubric, round: { ...round, lateFrom: '2023-12-01T00:00:00+07:00' } }],
      };
      const [job] = due;
      if (job === undefined) throw new Error('nothing was due');
      expect(await runStage(job, later)).toEqual({ writes: [], jobs: [] });
    });

    it('two weeks before, the blank score sheet goes with the letter, in the words the administrator chose', async () => {
      const { tick, work, letterTo, world, store, clock } = await openRound({
        lateFrom: '2023-11-16T00:00:00+07:00',
        deadline: '16/11/2023',
      });
      const words = {
        subject: 'Hạn {{thoi_han_day_du}}',
        text: '{{ten_xa_dau_cau}} {{#chua_gui}}chưa gửi{{/chua_gui}}',
      };
      expect(await keepLetter({ id: 'reminder-14', words, by, seen: 0 }, { store, clock })).toHaveProperty(
        'kept',
      );
      await tick();
      await work();
      const letter = await letterTo('99901');
      expect(letter).toMatchObject({
        subject: 'Hạn trước ngày 16/11/2023 (chậm nhất hết ngày 15/11/2023)',
        text: 'Xã Suối Mẫu chưa gửi',
        attachments: [{ fileName: 'mau-bang-tu-cham-diem-2023.docx' }],
      });
      const [form] = letter?.attachments ?? [];
      expect((await world.blobs.get(form?.folder ?? '', form?.name ?? ''))?.length).toBeGreaterThan(5000);
    });

    it('a text is kept as a version, and not over a version the person had not seen', async () => {
      const { store, clock } = await openRound();
      const words = { subject: '', text: 'Trân trọng./.' };
      const keep = (seen: number, change: object = {}) =>
        keepLetter({ id: 'reminder-ending', words, by, seen, ...change }, { store, clock });
      expect(await keep(0)).toMatchObject({ kept: { version: 1 } });
      expect(await keep(0)).toEqual({ changed: true });
      expect(await keep(1, { words: { subject: '', text: '{{sai}}' } })).toHaveProperty('problems');
      expect(await keep(1, { words: null })).toMatchObject({ kept: { version: 2, words: null } });
    });

    it('the digest says what needs a person, once, and on a quiet day only on Fridays', async () => {
      const { tick, work, take, clock, officeLetters, addStaff } = await openRound({}, false);
      await tick();
      clock.advance(8.5 * hour);
      await tick();
      // Nobody has an address.
      expect(await officeLetters()).toEqual([]);
      await addStaff('quan-tri@example.vn');
      await tick();
      await work();
      expect(await officeLetters()).toEqual([]);
      clock.advance(day);
      await take(await mailBytes(inOrder));
      await tick();
      await tick();
      await work();
      const [digest] = await officeLetters();
      expect(await officeLetters()).toHaveLength(1);
      expect(digest).toMatchObject({ to: ['quan-tri@example.vn'], letter: 'digest', commune: null });
      expect(digest?.subject).toBe('Tiếp nhận ngày 02/11/2023: 1 thư, 0 việc cần xử lý');
      expect(digest?.text).toContain('hồ sơ mới: 1; bổ sung: 0');
      expect(digest?.text).toContain('- Đợt năm 2023, huyện Minh Họa: đã gửi hồ sơ 1/8');
      expect(digest?.text).toContain('3. Đối chiếu: Khớp: 1 thư nhận = 1 hồ sơ.');
      clock.advance(day);
      await tick();
      await work();
      const [, friday] = await officeLetters();
      expect(friday?.text).toContain('Đã quá hạn. Chưa gửi: Xã Đồi Mẫu, Thị trấn Phố Mẫu');
    });

    it('work that stopped, and a ledger that does not balance, are told at once, once a day each', async () => {
      const { tick, clock, officeLetters, addStaff, write } = await openRound({}, false);
      await addStaff('quan-tri@example.vn');
      await tick({ ...idle, dead: 2 });
      await tick({ ...idle, dead: 3 });
      await write({ kind: 'add', key: { partition: 'LEDGER', sort: 'total#0' }, fields: { accepted: 1 } });
      await tick({ ...idle, waiting: 1 });
      expect(await officeLetters()).toHaveLength(1);
      await tick();
      await tick();
      expect((await officeLetters()).map(({ subject }) => subject)).toEqual([
        'Cần xử lý ngay: có việc đã dừng',
        'Cần xử lý ngay: đối chiếu thư chưa khớp',
      ]);
      clock.advance(day);
      await tick({ ...idle, dead: 3 });
      expect(await officeLetters()).toHaveLength(3);
    });
  });
}

import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import { putMailboxPassword, readMailboxPassword } from '../../../shared/pipeline/mailbox-password.ts';
import type { MailboxSettings } from '../../../shared/pipeline/mailbox-records.ts';
import {
  listSkipped,
  mailboxSelections,
  newImport,
  putImport,
  putMailboxSettings,
  putMailboxState,
  readImport,
  readMailbox,
  readMailboxSettings,
  readMailboxState,
} from '../../../shared/pipeline/mailbox-records.ts';
import { sayLocalDay } from '../../../shared/pipeline/say-local-time.ts';
import { mailboxProblemWords } from '../../../shared/pipeline/say-mailbox.ts';
import type { MailboxProblem } from '../../../shared/pipeline/mailbox-records.ts';
import { isThisMachine, MailboxError } from '../../../shared/ports/mailbox.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import { MailboxPage } from '../pages/mailbox-page.tsx';
import type { PortalServices } from '../services.ts';
import { seenStep, statusOf } from './answer-act.ts';

/** Mails that were not handed out, shown at a time. */
const skippedShown = 20;

/** "/hop-thu": the office's own mailbox, its settings, the reading of past mail. */
export function manageMailbox(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock, mailbox } = services;

  const show = async (c: Context, notKept: NotKept | null = null): Promise<Response> => {
    const [{ settings, state, readings, past, confirmation }, skipped] = await Promise.all([
      readMailbox(store),
      listSkipped(store, skippedShown),
    ]);
    return c.html(
      <MailboxPage
        view={{
          settings: settings?.body ?? null,
          version: settings?.version ?? 0,
          hasPassword:
            settings !== undefined &&
            (await readMailboxPassword(mailbox.secrets, settings.body)) !== undefined,
          state: state ?? null,
          readings,
          past: past?.body ?? null,
          skipped,
          confirmation: confirmation ?? null,
          today: sayLocalDay(clock.now()),
          notKept,
        }}
      />,
      statusOf(notKept),
    );
  };
  const refuse = (c: Context, part: string, sent: SentForm, problems: readonly string[], isChanged = false) =>
    show(c, { part, sent, problems, warnings: [], isChanged });

  routes.get('/hop-thu', 'manage-mailbox', (c) => show(c));

  routes.post('/hop-thu/cau-hinh', 'manage-mailbox', async (c, person, form) => {
    const known = await readMailboxSettings(store);
    if ((known?.version ?? 0) !== seenStep(form)) return refuse(c, 'cau-hinh', form, [], true);
    const settings = readSettings(form, person, clock.now());
    const password = readPassword(form, settings);
    const kept = password === '' ? await readMailboxPassword(mailbox.secrets, settings) : password;
    const problems = [
      ...problemsOf(settings),
      ...(kept === undefined
        ? ['Nhập mật khẩu của hộp thư. Đổi máy chủ hoặc tên đăng nhập thì phải nhập lại mật khẩu.']
        : []),
    ];
    if (problems.length > 0) return refuse(c, 'cau-hinh', form, problems);
    if (password !== '') await putMailboxPassword(mailbox.secrets, settings, password);
    // Past mail of another mailbox or folder is not what was asked for.
    const [past, state] = await Promise.all([readImport(store), readMailboxState(store)]);
    const isElsewhere = known !== undefined && describePlace(known.body) !== describePlace(settings);
    const { applied } = await store.commit({
      writes: [
        putMailboxSettings(settings, known),
        // What was wrong with the settings before says nothing of these.
        ...(state === undefined || state.body.problem === null
          ? []
          : [putMailboxState({ ...state.body, problem: null }, state)]),
        ...(isElsewhere && past?.body.state === 'running'
          ? [putImport({ ...past.body, state: 'stopped', endedAt: clock.now() }, past)]
          : []),
        auditLine(services, person, 'change-mailbox', {
          before: known === undefined ? null : describe(known.body),
          after: describe(settings),
        }),
      ],
      jobs: [],
    });
    if (!applied) return refuse(c, 'cau-hinh', form, [], true);
    mailbox.wake?.();
    return check(c, settings, 'Đã ghi cấu hình. ', form);
  });

  routes.post('/hop-thu/kiem-tra', 'manage-mailbox', async (c, _person, form) => {
    const known = await readMailboxSettings(store);
    return known === undefined ? c.notFound() : check(c, known.body, '', form);
  });

  /** Tries the connection as it is kept and says what came of it. */
  async function check(c: Context, settings: MailboxSettings, done: string, form: SentForm) {
    const refusal = (fault: MailboxProblem): Promise<Response> => {
      const { what, todo } = mailboxProblemWords[fault];
      return refuse(c, 'kiem-tra', form, [`${done}Kiểm tra kết nối: ${what}. ${todo}`]);
    };
    const password = await readMailboxPassword(mailbox.secrets, settings);
    if (password === undefined) return refusal('no-password');
    try {
      const session = await mailbox.service.connect({ ...settings, password });
      try {
        await session.openFolder(settings.folder);
        await forgetProblem();
        const uses = new Set((await session.listFolders()).map(({ use }) => use));
        const missing = [
          ...(settings.readsSpam && !uses.has('spam') ? ['Thư rác'] : []),
          ...(settings.readsSent && !uses.has('sent') ? ['Đã gửi'] : []),
        ];
        const rest =
          missing.length === 0 ? '' : ` Không thấy mục ${missing.join(', ')} nên không xem mục này.`;
        return redirectWith(c, '/hop-thu', `${done}Kết nối được, đọc được thư mục đã chọn.${rest}`);
      } finally {
        await session.close();
      }
    } catch (error) {
      if (error instanceof MailboxError) return refusal(error.fault);
      throw error;
    }
  }

  /** What was wrong is no more: reading goes on at once. */
  async function forgetProblem(): Promise<void> {
    const state = await readMailboxState(store);
    if (state === undefined || state.body.problem === null) return;
    await store.commit({ writes: [putMailboxState({ ...state.body, problem: null }, state)], jobs: [] });
    mailbox.wake?.();
  }

  routes.post('/hop-thu/nhap', 'manage-mailbox', async (c, person, form) => {
    const settings = (await readMailboxSettings(store))?.body;
    if (settings?.isOn !== true) return refuse(c, 'thu-cu', form, ['Bật đọc hộp thư trước khi nhập thư cũ.']);
    const [from, until] = [form.text('tu'), form.text('den')];
    if (!isDay(from) || !isDay(until) || from > until)
      return refuse(c, 'thu-cu', form, ['Nhập khoảng ngày: từ ngày không sau đến ngày.']);
    const known = await readImport(store);
    if (known?.body.state === 'running')
      return refuse(c, 'thu-cu', form, ['Đang nhập thư cũ; chờ xong hoặc dừng trước.']);
    const asked = newImport({
      folder: settings.folder,
      from,
      until,
      by: { id: person.id, name: person.name },
      at: clock.now(),
    });
    const { applied } = await store.commit({
      writes: [
        putImport(asked, known),
        auditLine(services, person, 'import-mail', { after: `${from} – ${until}` }),
      ],
      jobs: [],
    });
    if (!applied) return refuse(c, 'thu-cu', form, [], true);
    mailbox.wake?.();
    return redirectWith(c, '/hop-thu', 'Đã bắt đầu nhập thư cũ.');
  });

  routes.post('/hop-thu/dung-nhap', 'manage-mailbox', async (c, person) => {
    // The reader keeps its place between two mails meanwhile.
    for (;;) {
      const known = await readImport(store);
      if (known?.body.state !== 'running') return redirectWith(c, '/hop-thu', 'Việc nhập thư cũ đã xong.');
      const { applied } = await store.commit({
        writes: [
          putImport({ ...known.body, state: 'stopped', endedAt: clock.now() }, known),
          auditLine(services, person, 'import-mail', { after: 'Dừng' }),
        ],
        jobs: [],
      });
      if (applied) return redirectWith(c, '/hop-thu', 'Đã dừng nhập thư cũ.');
    }
  });
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));

function readSettings(form: SentForm, { id, name }: Person, at: string): MailboxSettings {
  const security = form.text('ma-hoa');
  return {
    isOn: form.text('bat') === 'co',
    host: form.text('may-chu').toLowerCase().slice(0, 253),
    port: Number(form.text('cong')),
    security: security === 'starttls' || security === 'none' ? security : 'tls',
    user: form.text('ten').slice(0, 320),
    folder: form.text('thu-muc').slice(0, 500),
    selection: mailboxSelections.find((one) => one === form.text('chon')) ?? 'topic',
    readsSpam: form.text('thu-rac') === 'co',
    readsSent: form.text('da-gui') === 'co',
    startDay: form.text('tu-ngay'),
    by: { id, name },
    at,
  };
}

/** Google shows its app passwords in four groups of four. */
function readPassword(form: SentForm, { host }: MailboxSettings): string {
  const typed = form.text('mat-khau').slice(0, 500);
  return host === 'imap.gmail.com' ? typed.replaceAll(' ', '') : typed;
}

function problemsOf(settings: MailboxSettings): readonly string[] {
  const { host, port, user, folder, security, startDay } = settings;
  return [
    ...(/^[a-z0-9._:[\]-]+$/u.test(host)
      ? []
      : ['Tên máy chủ chỉ gồm chữ không dấu, số, dấu chấm và dấu gạch.']),
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535 ? [] : ['Cổng là số từ 1 đến 65535.']),
    // Attack: line ends that begin another command of the mail service.
    ...(user !== '' && !/\p{Cc}/u.test(user) ? [] : ['Nhập tên đăng nhập.']),
    ...(folder !== '' && !/\p{Cc}/u.test(folder) ? [] : ['Nhập thư mục; hộp thư đến là INBOX.']),
    ...(isDay(startDay) ? [] : ['Nhập ngày bắt đầu lấy thư.']),
    ...(security === 'none' && !isThisMachine(host)
      ? ['Không gửi mật khẩu qua mạng khi không mã hóa: chọn TLS hoặc STARTTLS.']
      : []),
  ];
}

const describePlace = ({ host, user, folder }: MailboxSettings): string => `${user}@${host}, ${folder}`;

const describe = (settings: MailboxSettings): string =>
  `${settings.isOn ? 'Đọc' : 'Không đọc'}: ${describePlace(settings)}, ${settings.security}:${settings.port}, từ ${settings.startDay}`;

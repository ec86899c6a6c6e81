import type { FC } from 'hono/jsx';
import type {
  KeptConfirmation,
  MailboxImport,
  MailboxReading,
  MailboxSettings,
  MailboxState,
  ReadingPlace,
  SkippedMail,
} from '../../../shared/pipeline/mailbox-records.ts';
import { sayMailboxAlerts } from '../../../shared/pipeline/say-mailbox.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { sayDay, sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import type { NotKept } from './act-forms.tsx';
import { NotKeptNotice, typedIn } from './act-forms.tsx';
import { Foreign, Form, Layout } from './layout.tsx';

/** What the page of the mailbox shows. */
export interface MailboxView {
  readonly settings: MailboxSettings | null;
  /** Of the settings, for who changes them next. */
  readonly version: number;
  readonly hasPassword: boolean;
  readonly state: MailboxState | null;
  readonly readings: Readonly<Partial<Record<ReadingPlace, MailboxReading>>>;
  readonly past: MailboxImport | null;
  readonly skipped: readonly SkippedMail[];
  readonly confirmation: KeptConfirmation | null;
  /** ISO day. */
  readonly today: string;
  readonly notKept: NotKept | null;
}

/** What is wrong with the mailbox; nothing where all is well. */
export const MailboxAlerts: FC<{ readonly state: MailboxState | null; readonly mayManage?: boolean }> = ({
  state,
  mayManage = false,
}) => (
  <>
    {(state === null ? [] : sayMailboxAlerts(state)).map(({ what, todo }) => (
      <p class="notice notice-urgent">
        <strong>{what}</strong> {todo} {mayManage && <a href="/hop-thu">Mở trang Hộp thư</a>}
      </p>
    ))}
  </>
);

/** "Hộp thư": the office's own mailbox, how its reading goes, and its settings. */
export const MailboxPage: FC<{ readonly view: MailboxView }> = ({ view }) => {
  const { settings, past } = view;
  return (
    <Layout
      title="Hộp thư"
      section="mailbox"
      isWorking={past?.state === 'running' && settings?.isOn === true}
    >
      <h1>Hộp thư của cơ quan</h1>
      <p>
        Phần mềm đọc hộp thư đang dùng (Gmail, thư công vụ …) qua IMAP và lấy bản sao thư của xã, thị trấn.
        Thư trong hộp thư giữ nguyên: không xóa, không chuyển, không đánh dấu đã đọc.
      </p>
      <div id="mailbox-state" data-live>
        {settings?.isOn === true && <MailboxAlerts state={view.state} />}
        <Standing view={view} />
      </div>
      <Confirmation confirmation={view.confirmation} />
      <SkippedMails skipped={view.skipped} />
      <SettingsForm view={view} />
      {settings?.isOn === true && <PastMail view={view} />}
    </Layout>
  );
};

const placeNames: Readonly<Record<ReadingPlace, string>> = {
  folder: 'Thư đến',
  spam: 'Thư rác',
  sent: 'Thư đã gửi',
};

const Standing: FC<{ readonly view: MailboxView }> = ({ view: { settings, state, readings, past } }) => {
  if (settings === null) return <p class="empty">Chưa nối hộp thư nào.</p>;
  if (!settings.isOn) return <p class="empty">Hộp thư đã nhập nhưng chưa bật đọc.</p>;
  const { readAt = null, resetAt = null } = state ?? {};
  const rows = (['folder', 'spam', 'sent'] as const).flatMap((place) => {
    const reading = readings[place];
    return reading === undefined ? [] : [{ place, reading }];
  });
  return (
    <>
      <p>
        Đang đọc hộp thư{' '}
        <strong>
          <Foreign text={showText(settings.user, 120)} />
        </strong>
        . {readAt === null ? 'Chưa đọc lần nào.' : `Lần đọc xong gần nhất: ${sayTime(readAt)}.`}
      </p>
      {resetAt !== null && (
        <p class="hint">
          {`Máy chủ thư đã đánh số lại thư ngày ${sayDay(resetAt)}; thư được đọc lại từ ngày bắt đầu, thư đã có được nhận ra và không tính hai lần.`}
        </p>
      )}
      {rows.length > 0 && (
        <table class="cards">
          <caption class="unseen">Số thư đã đọc trong hộp thư</caption>
          <thead>
            <tr>
              <th scope="col">Thư mục</th>
              <th scope="col" class="figure">
                Đã nhận vào
              </th>
              <th scope="col" class="figure">
                Để lại, không lưu
              </th>
              <th scope="col" class="figure">
                Không lấy được
              </th>
              <th scope="col" class="figure">
                Thư hỏi được trả lời
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ place, reading }) => (
              <tr>
                <th scope="row">
                  {placeNames[place]} <Foreign text={`(${showText(reading.folder, 60)})`} />
                </th>
                <Count label="Đã nhận vào" count={place === 'sent' ? null : reading.taken} />
                <Count label="Để lại, không lưu" count={place === 'sent' ? null : reading.setAside} />
                <Count label="Không lấy được" count={reading.skipped} />
                <Count label="Thư hỏi được trả lời" count={place === 'sent' ? reading.answered : null} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {past !== null && <PastProgress past={past} />}
    </>
  );
};

const Count: FC<{ readonly label: string; readonly count: number | null }> = ({ label, count }) => (
  <td data-label={label} class="figure">
    {count === null ? '–' : sayNumber(count)}
  </td>
);

const PastProgress: FC<{ readonly past: MailboxImport }> = ({ past }) => {
  const seen = past.taken + past.setAside + past.skipped;
  const days = `từ ${sayDay(past.from)} đến ${sayDay(past.until ?? past.from)}`;
  const parts = `${sayNumber(past.taken)} thư nhận vào, ${sayNumber(past.setAside)} thư để lại, ${sayNumber(past.skipped)} thư không lấy được`;
  return past.state === 'running' ? (
    <p class="progress" role="status">
      <span class="pulse" aria-hidden="true"></span>
      {past.total === null
        ? `Đang đếm thư cũ ${days}.`
        : `Đang nhập thư cũ ${days}: đã xem ${sayNumber(seen)} trong khoảng ${sayNumber(past.total)} thư (${parts}).`}
    </p>
  ) : (
    <p>
      {`${past.state === 'done' ? 'Đã nhập xong' : 'Đã dừng nhập'} thư cũ ${days}: ${parts}.`}
      {past.endedAt !== null && ` Lúc ${sayTime(past.endedAt)}.`}
    </p>
  );
};

const Confirmation: FC<{ readonly confirmation: KeptConfirmation | null }> = ({ confirmation }) =>
  confirmation === null ? (
    <></>
  ) : (
    <section>
      <h2>Gmail đề nghị xác nhận chuyển tiếp thư</h2>
      <p>
        {`Thư nhận lúc ${sayTime(confirmation.at)}. Tài khoản đề nghị chuyển tiếp: `}
        <Foreign text={confirmation.account === null ? 'không ghi' : showText(confirmation.account, 120)} />.
        Chỉ xác nhận khi đúng là tài khoản của cơ quan và chính cơ quan vừa đặt chuyển tiếp.
      </p>
      <dl>
        {confirmation.code !== null && (
          <>
            <dt>Mã xác nhận (nhập trong Gmail, mục Chuyển tiếp)</dt>
            <dd>
              <code>{confirmation.code}</code>
            </dd>
          </>
        )}
        {confirmation.link !== null && (
          <>
            <dt>Hoặc chép địa chỉ sau vào trình duyệt</dt>
            <dd>
              <code>{showText(confirmation.link, 600)}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );

const skipWords: Readonly<Record<SkippedMail['because'], string>> = {
  'not-handed-out': 'Máy chủ thư không giao thư này.',
  'too-large': 'Thư lớn hơn 75 MB.',
};

const SkippedMails: FC<{ readonly skipped: readonly SkippedMail[] }> = ({ skipped }) =>
  skipped.length === 0 ? (
    <></>
  ) : (
    <section>
      <h2>Thư không lấy được</h2>
      <p>
        Mở các thư này trong hộp thư. Nếu là hồ sơ: đề nghị người gửi gửi lại, hoặc tải tệp về và nhập ở mục
        Nhật ký tiếp nhận; thử lấy lại bằng cách nhập thư cũ của ngày đó.
      </p>
      <ul>
        {skipped.map((mail) => (
          <li>
            {mail.receivedAt === null ? 'Không rõ ngày' : sayTime(mail.receivedAt)}
            {', '}
            <Foreign text={mail.from === null ? 'không rõ người gửi' : showText(mail.from, 120)} />
            {': '}
            <Foreign text={mail.subject === null ? 'không rõ tiêu đề' : showText(mail.subject, 200)} />
            {' – '}
            {skipWords[mail.because]} <Foreign text={`(${showText(mail.folder, 60)})`} />
          </li>
        ))}
      </ul>
    </section>
  );

const securityNames = [
  ['tls', 'TLS (thường là cổng 993)'],
  ['starttls', 'STARTTLS (thường là cổng 143)'],
  ['none', 'Không mã hóa (chỉ khi máy chủ thư ở ngay máy này)'],
] as const;

const SettingsForm: FC<{ readonly view: MailboxView }> = ({ view }) => {
  const { settings, notKept } = view;
  const typed = (field: string, kept: string): string => typedIn(notKept, 'cau-hinh', field, kept);
  const isTicked = (field: string, kept: boolean): boolean => typed(field, kept ? 'co' : '') === 'co';
  return (
    <section>
      <h2 id="cau-hinh">Cấu hình</h2>
      <NotKeptNotice notKept={notKept} part="cau-hinh" />
      <details>
        <summary>Hướng dẫn cho Gmail</summary>
        <ol>
          <li>Trong tài khoản Google của hộp thư, bật Xác minh 2 bước (mục Bảo mật).</li>
          <li>
            Tìm mục “Mật khẩu ứng dụng”, tạo một mật khẩu cho “Hồ Sơ”: Google cho 16 chữ cái. Dùng mật khẩu
            này, không dùng mật khẩu đăng nhập.
          </li>
          <li>
            Máy chủ <code>imap.gmail.com</code>, cổng 993, TLS. Tên đăng nhập là địa chỉ Gmail đầy đủ.
          </li>
          <li>Chỉ lấy thư của một nhãn: tạo nhãn và bộ lọc trong Gmail, ghi tên nhãn vào ô Thư mục.</li>
        </ol>
      </details>
      <Form action="/hop-thu/cau-hinh" class="fields">
        <input type="hidden" name="buoc" value={String(view.version)} />
        <label class="check">
          <input type="checkbox" name="bat" value="co" checked={isTicked('bat', settings?.isOn ?? false)} />
          Đọc hộp thư này
        </label>
        <label>
          Máy chủ IMAP
          <input name="may-chu" value={typed('may-chu', settings?.host ?? '')} required />
        </label>
        <label>
          Cổng
          <input
            name="cong"
            inputmode="numeric"
            value={typed('cong', String(settings?.port ?? 993))}
            required
          />
        </label>
        <label>
          Mã hóa
          <select name="ma-hoa">
            {securityNames.map(([id, label]) => (
              <option value={id} selected={typed('ma-hoa', settings?.security ?? 'tls') === id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Tên đăng nhập
          <input name="ten" value={typed('ten', settings?.user ?? '')} autocomplete="off" required />
        </label>
        <label>
          {view.hasPassword ? 'Mật khẩu (để trống là giữ mật khẩu đã lưu)' : 'Mật khẩu'}
          <input type="password" name="mat-khau" autocomplete="new-password" />
        </label>
        <label>
          Thư mục hoặc nhãn
          <input name="thu-muc" value={typed('thu-muc', settings?.folder ?? 'INBOX')} required />
        </label>
        <label>
          Thư nào được lấy
          <select name="chon">
            <option value="topic" selected={typed('chon', settings?.selection ?? 'topic') === 'topic'}>
              Thư của danh bạ, thư chưa rõ (hộp thư chung)
            </option>
            <option value="all" selected={typed('chon', settings?.selection ?? 'topic') === 'all'}>
              Mọi thư trong thư mục (thư mục riêng cho hồ sơ)
            </option>
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            name="thu-rac"
            value="co"
            checked={isTicked('thu-rac', settings?.readsSpam ?? true)}
          />
          Xem cả mục Thư rác, lấy thư của địa chỉ trong danh bạ
        </label>
        <label class="check">
          <input
            type="checkbox"
            name="da-gui"
            value="co"
            checked={isTicked('da-gui', settings?.readsSent ?? true)}
          />
          Xem mục Đã gửi để biết thư hỏi nào đã được trả lời (không lưu thư đã gửi)
        </label>
        <label>
          Lấy thư nhận từ ngày
          <input
            type="date"
            name="tu-ngay"
            value={typed('tu-ngay', settings?.startDay ?? view.today)}
            required
          />
        </label>
        <button type="submit">Ghi và kiểm tra kết nối</button>
      </Form>
      {settings !== null && (
        <Form action="/hop-thu/kiem-tra" class="fields">
          <NotKeptNotice notKept={notKept} part="kiem-tra" />
          <button type="submit" class="plain">
            Kiểm tra kết nối
          </button>
        </Form>
      )}
    </section>
  );
};

const PastMail: FC<{ readonly view: MailboxView }> = ({ view: { past, notKept, settings } }) => (
  <section>
    <h2 id="thu-cu">Nhập thư cũ</h2>
    <p>
      {`Lấy thư đã nhận trước ngày bắt đầu, theo khoảng ngày, trong thư mục `}
      <Foreign text={showText(settings?.folder ?? '', 60)} />
      {'. Thư đã có được nhận ra và không tính hai lần.'}
    </p>
    <NotKeptNotice notKept={notKept} part="thu-cu" />
    {past?.state === 'running' ? (
      <Form action="/hop-thu/dung-nhap">
        <button type="submit" class="plain">
          Dừng nhập thư cũ
        </button>
      </Form>
    ) : (
      <Form action="/hop-thu/nhap" class="fields">
        <label>
          Từ ngày
          <input type="date" name="tu" value={typedIn(notKept, 'thu-cu', 'tu', '')} required />
        </label>
        <label>
          Đến hết ngày
          <input type="date" name="den" value={typedIn(notKept, 'thu-cu', 'den', '')} required />
        </label>
        <button type="submit">Bắt đầu nhập</button>
      </Form>
    )}
  </section>
);

import type { FC } from 'hono/jsx';
import type { RelaySettings } from '../../../shared/pipeline/relay-records.ts';
import type { SentForm } from '../access/sent-form.ts';
import { sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Form, Layout } from './layout.tsx';

/** How mail leaves, with the form. */
interface SendingView {
  readonly settings: RelaySettings | null;
  /** Where the cloud sends: its address. */
  readonly cloudAddress: string | null;
  /** Whether this home can send at all. */
  readonly isPossible: boolean;
  readonly hasPassword: boolean;
  readonly problems: readonly string[];
  /** What was typed and not kept. */
  readonly form: SentForm | null;
}

/** "Cách gửi thư": the mail server the office sends through. */
export const SendingPage: FC<{ readonly view: SendingView }> = ({ view }) => {
  const { settings } = view;
  return (
    <Layout title="Cách gửi thư" section="sending">
      <h1>Cách gửi thư</h1>
      {view.problems.length > 0 && (
        <div class="notice notice-urgent" role="alert">
          {view.problems.map((problem) => (
            <p>{problem}</p>
          ))}
        </div>
      )}
      {view.cloudAddress !== null ? (
        <p>
          Thư đi qua dịch vụ thư của hệ thống, từ địa chỉ <Foreign text={showText(view.cloudAddress)} />. Địa
          chỉ này đặt khi cài đặt hệ thống.
        </p>
      ) : !view.isPossible ? (
        <p class="empty">Hệ thống này không gửi thư. Cán bộ gửi bằng tay ở mục Thư đi.</p>
      ) : (
        <>
          <p>
            {settings?.isOn === true
              ? 'Đang bật: thư trong mục Thư đi được gửi qua máy chủ dưới đây.'
              : 'Đang tắt: thư chờ ở mục Thư đi, cán bộ gửi bằng tay bằng hộp thư của cơ quan.'}
          </p>
          {settings !== null && (
            <p class="hint">{`${showText(settings.by.name)} ghi lúc ${sayTime(settings.at)}.`}</p>
          )}
          <RelayForm view={view} />
          {settings !== null && <TryForm />}
        </>
      )}
    </Layout>
  );
};

const securityChoices = [
  ['tls', 'TLS (thường là cổng 465)'],
  ['starttls', 'STARTTLS (thường là cổng 587)'],
  ['none', 'Không mã hóa (chỉ với máy chủ trong mạng nội bộ, không mật khẩu)'],
] as const;

const RelayForm: FC<{ readonly view: SendingView }> = ({ view: { settings, form, hasPassword } }) => {
  const typed = (name: string, kept: string): string => form?.text(name) ?? kept;
  return (
    <Form action="/gui-thu" class="fields">
      <label class="check">
        <input
          type="checkbox"
          name="bat"
          value="co"
          checked={typed('bat', settings?.isOn === true ? 'co' : '') === 'co'}
        />
        Gửi thư qua máy chủ này
      </label>
      <label>
        Máy chủ gửi thư (SMTP)
        <input name="may-chu" value={typed('may-chu', settings?.host ?? '')} required />
      </label>
      <label>
        Cổng
        <input
          name="cong"
          inputmode="numeric"
          value={typed('cong', String(settings?.port ?? 465))}
          required
        />
      </label>
      <label>
        Mã hóa
        <select name="ma-hoa">
          {securityChoices.map(([id, label]) => (
            <option value={id} selected={typed('ma-hoa', settings?.security ?? 'tls') === id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Tên đăng nhập (để trống nếu máy chủ không hỏi)
        <input name="ten" autocomplete="off" value={typed('ten', settings?.user ?? '')} />
      </label>
      <label>
        {hasPassword ? 'Mật khẩu (đã lưu; để trống là giữ nguyên)' : 'Mật khẩu'}
        <input name="mat-khau" type="password" autocomplete="new-password" />
      </label>
      <label>
        Địa chỉ gửi
        <input name="tu" type="email" value={typed('tu', settings?.from ?? '')} required />
        <span class="hint">
          Nên là hộp thư mà hệ thống nhận thư đến, để thư báo không đến nơi nhận quay về được hệ thống.
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          name="ma-trong-dia-chi"
          value="co"
          checked={typed('ma-trong-dia-chi', settings?.tagsReplies === true ? 'co' : '') === 'co'}
        />
        Địa chỉ trả lời mang mã tiếp nhận (hop-thu+ma@…); chỉ bật khi máy chủ thư đến hỗ trợ
      </label>
      <label>
        Chứng thư của máy chủ (PEM), nếu cơ quan dùng chứng thư nội bộ
        <textarea name="chung-thu" rows={3}>
          {typed('chung-thu', settings?.certificate ?? '')}
        </textarea>
      </label>
      <button type="submit">Ghi cách gửi thư</button>
    </Form>
  );
};

const TryForm: FC = () => (
  <section>
    <h2>Gửi thử</h2>
    <p class="hint">Gửi một thư ngắn theo cách gửi đã ghi ở trên, kể cả khi đang tắt.</p>
    <Form action="/gui-thu/thu" class="fields">
      <label>
        Gửi đến địa chỉ
        <input name="den" type="email" required />
      </label>
      <button type="submit">Gửi thử</button>
    </Form>
  </section>
);

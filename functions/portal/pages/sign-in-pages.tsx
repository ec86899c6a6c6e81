import type { FC } from 'hono/jsx';
import type { Person, Role } from '../../../shared/domain/person.ts';
import { roleNames } from '../../../shared/domain/person.ts';
import { Layout } from './layout.tsx';

/** Roles the first person of an office may take beside that of administrator. */
export const firstRoles = ['officer', 'head', 'clerk', 'secretary'] as const satisfies readonly Role[];

/** "Đăng nhập". */
export const SignInPage: FC<{
  readonly kind: 'password' | 'openid';
  readonly next: string;
  readonly isEmpty: boolean;
  readonly login: string;
  readonly problem: string | null;
}> = ({ kind, next, isEmpty, login, problem }) => (
  <Layout title="Đăng nhập" section={null}>
    <div class="narrow">
      <h1>Đăng nhập</h1>
      {isEmpty && (
        <p class="notice">
          Chưa có tài khoản nào. Mở liên kết “Tạo người quản trị” in ra ở cửa sổ chạy chương trình để bắt đầu.
        </p>
      )}
      <Problem text={problem} />
      {kind === 'openid' ? (
        <p>
          <a class="button" href={`/dang-nhap/di?tiep=${encodeURIComponent(next)}`}>
            Đăng nhập bằng tài khoản của đơn vị
          </a>
        </p>
      ) : (
        <form method="post" action="/dang-nhap" class="fields">
          <input type="hidden" name="tiep" value={next} />
          <label>
            Tên đăng nhập
            <input name="ten" value={login} autocomplete="username" required autocapitalize="none" />
          </label>
          <label>
            Mật khẩu
            <input name="mat-khau" type="password" autocomplete="current-password" required />
          </label>
          <button type="submit">Đăng nhập</button>
        </form>
      )}
      {kind === 'password' && (
        <p class="hint">Quên mật khẩu: đề nghị người quản trị cấp liên kết đặt lại mật khẩu.</p>
      )}
    </div>
  </Layout>
);

/** The page of a link that sets a password; without a person, the one that makes the first administrator. */
export const InvitationPage: FC<{
  readonly person: Person | null;
  readonly entered: { readonly name: string; readonly login: string; readonly roles: readonly Role[] };
  readonly problem: string | null;
}> = ({ person, entered, problem }) => {
  const title = person === null ? 'Tạo người quản trị' : 'Đặt mật khẩu';
  return (
    <Layout title={title} section={null}>
      <div class="narrow">
        <h1>{title}</h1>
        <Problem text={problem} />
        <form method="post" class="fields">
          {person === null ? (
            <>
              <label>
                Họ và tên
                <input name="ho-ten" value={entered.name} autocomplete="name" required />
              </label>
              <label>
                Tên đăng nhập
                <input
                  name="ten"
                  value={entered.login}
                  autocomplete="username"
                  autocapitalize="none"
                  required
                />
              </label>
              <fieldset>
                <legend>Người này đồng thời làm</legend>
                {firstRoles.map((role) => (
                  <label class="check">
                    <input
                      type="checkbox"
                      name="vai-tro"
                      value={role}
                      checked={entered.roles.includes(role)}
                    />
                    {roleNames[role]}
                  </label>
                ))}
              </fieldset>
            </>
          ) : (
            <p>
              Tài khoản <strong>{person.login}</strong> của <strong>{person.name}</strong>.
            </p>
          )}
          <label>
            Mật khẩu
            <input
              name="mat-khau"
              type="password"
              autocomplete="new-password"
              minlength={10}
              required
              aria-describedby="goi-y"
            />
          </label>
          <p class="hint" id="goi-y">
            Ít nhất 10 ký tự; nên là một câu dài dễ nhớ với mình, khó đoán với người khác.
          </p>
          <label>
            Nhập lại mật khẩu
            <input name="nhap-lai" type="password" autocomplete="new-password" required />
          </label>
          <button type="submit">{title}</button>
        </form>
      </div>
    </Layout>
  );
};

/** What a person may do here. */
export const OwnAccountPage: FC<{ readonly person: Person }> = ({ person }) => (
  <Layout title="Tài khoản của tôi" section={null}>
    <h1>Tài khoản của tôi</h1>
    <dl class="facts">
      <dt>Họ và tên</dt>
      <dd>{person.name}</dd>
      <dt>Tên đăng nhập</dt>
      <dd>{person.login}</dd>
      <dt>Vai trò</dt>
      <dd>
        <ul>
          {person.grants.map((grant) => (
            <li>
              {roleNames[grant.role]}
              {grant.rounds === 'all' ? ', mọi đợt' : `, đợt ${grant.rounds.join(', ')}`}
            </li>
          ))}
        </ul>
      </dd>
    </dl>
    <p class="hint">Thay đổi họ tên, vai trò hoặc mật khẩu: đề nghị người quản trị.</p>
  </Layout>
);

/** Why a form was not taken. */
export const Problem: FC<{ readonly text: string | null }> = ({ text }) =>
  text === null ? (
    <></>
  ) : (
    <p class="notice notice-urgent" role="alert">
      {text}
    </p>
  );

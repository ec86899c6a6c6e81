import type { FC } from 'hono/jsx';
import type { Person } from '../../../shared/domain/person.ts';
import { roleNames, roles } from '../../../shared/domain/person.ts';
import type { Account } from '../../../shared/pipeline/people-records.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problem } from './sign-in-pages.tsx';

/** What roles can be given for. */
export interface GrantChoices {
  readonly rounds: readonly string[];
  /** Identifier and name. */
  readonly sectors: readonly (readonly [string, string])[];
}

type SignInKind = 'password' | 'openid';

/** "Tài khoản": everyone who may sign in, and the form to add one. */
export const PeoplePage: FC<{
  readonly people: readonly Account[];
  readonly choices: GrantChoices;
  readonly entered: Omit<Person, 'id'>;
  readonly problem: string | null;
  readonly kind: SignInKind;
}> = ({ people, choices, entered, problem, kind }) => (
  <Layout title="Tài khoản" section="people">
    <h1>Tài khoản</h1>
    <table class="cards">
      <caption class="unseen">Người được đăng nhập</caption>
      <thead>
        <tr>
          <th scope="col">Họ và tên</th>
          <th scope="col">Tên đăng nhập</th>
          <th scope="col">Vai trò</th>
          <th scope="col">Trạng thái</th>
        </tr>
      </thead>
      <tbody>
        {people.map((account) => (
          <tr>
            <th scope="row">
              <a href={`/tai-khoan/${account.id}`}>{account.name}</a>
            </th>
            <td data-label="Tên đăng nhập">{account.login}</td>
            <td data-label="Vai trò">{sayGrants(account)}</td>
            <td data-label="Trạng thái">
              <StateChip chip={chipOf(account, kind)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <h2 id="them">Thêm người</h2>
    <Problem text={problem} />
    <Form action="/tai-khoan" class="fields">
      <label>
        Họ và tên
        <input name="ho-ten" value={entered.name} required />
      </label>
      <label>
        {kind === 'password' ? 'Tên đăng nhập' : 'Địa chỉ thư điện tử đã đăng ký với dịch vụ đăng nhập'}
        <input name="ten" value={entered.login} autocapitalize="none" required />
      </label>
      <GrantFields person={entered} choices={choices} />
      <button type="submit">Thêm tài khoản</button>
    </Form>
  </Layout>
);

/** One account: its name, roles, and whether it may be used. */
export const AccountPage: FC<{
  readonly account: Account;
  readonly version: number;
  readonly choices: GrantChoices;
  readonly problem: string | null;
  readonly kind: SignInKind;
}> = ({ account, version, choices, problem, kind }) => (
  <Layout title={`Tài khoản ${account.login}`} section="people">
    <h1>{`Tài khoản ${account.login}`}</h1>
    <Problem text={problem} />
    <Form action={`/tai-khoan/${account.id}`} class="fields">
      <input type="hidden" name="phien-ban" value={String(version)} />
      <label>
        Họ và tên
        <input name="ho-ten" value={account.name} required />
      </label>
      <label>
        Địa chỉ thư điện tử (để nhận bản tin trong ngày, cảnh báo, thông báo phiên họp; có thể để trống)
        <input type="email" name="dia-chi-thu" value={account.email ?? ''} autocapitalize="none" />
        {(account.email ?? '') === '' && account.login.includes('@') && (
          <span class="hint">Đang gửi đến tên đăng nhập, là một địa chỉ thư.</span>
        )}
      </label>
      <GrantFields person={account} choices={choices} />
      <label class="check">
        <input type="checkbox" name="ngung" value="co" checked={account.isDisabled} />
        Ngừng tài khoản (không đăng nhập được; việc đã làm vẫn ghi tên)
      </label>
      <button type="submit">Ghi thay đổi</button>
    </Form>
    {kind === 'password' && (
      <>
        <h2>Mật khẩu</h2>
        <p>Liên kết đặt mật khẩu mới dùng được một lần trong 7 ngày; cũng mở khóa khi nhập sai nhiều lần.</p>
        <Form action={`/tai-khoan/${account.id}/moi`}>
          <button type="submit">Cấp liên kết đặt mật khẩu</button>
        </Form>
      </>
    )}
    <p>
      <a href="/tai-khoan">Về danh sách tài khoản</a>
    </p>
  </Layout>
);

/** The link to hand to a person, shown once. */
export const InvitedPage: FC<{ readonly person: Person; readonly href: string }> = ({ person, href }) => (
  <Layout title="Liên kết đặt mật khẩu" section="people">
    <h1>Liên kết đặt mật khẩu</h1>
    <p>
      Đưa liên kết này cho <strong>{person.name}</strong> (tên đăng nhập <strong>{person.login}</strong>). Ai
      có liên kết đều đặt được mật khẩu, vì vậy đưa tận tay hoặc qua kênh riêng. Trang này chỉ hiện một lần.
    </p>
    <p>
      <code class="one-time">{href}</code>
    </p>
    <p>
      <a href="/tai-khoan">Về danh sách tài khoản</a>
    </p>
  </Layout>
);

const GrantFields: FC<{ readonly person: Omit<Person, 'id'>; readonly choices: GrantChoices }> = ({
  person: { grants },
  choices,
}) => {
  const limited = grants.flatMap(({ rounds }) => (rounds === 'all' ? [] : rounds));
  const sector = grants.find((grant) => grant.sector !== undefined)?.sector;
  return (
    <>
      <fieldset>
        <legend>Vai trò</legend>
        {roles.map((role) => (
          <label class="check">
            <input
              type="checkbox"
              name="vai-tro"
              value={role}
              checked={grants.some((grant) => grant.role === role)}
            />
            {roleNames[role]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Chỉ ở các đợt (không chọn là mọi đợt; vai trò quản trị luôn cho mọi đợt)</legend>
        {choices.rounds.map((round) => (
          <label class="check">
            <input type="checkbox" name="dot" value={round} checked={limited.includes(round)} />
            {`Đợt ${round}`}
          </label>
        ))}
      </fieldset>
      <label>
        Ngành (với vai trò đầu mối ngành)
        <select name="nganh">
          <option value="">Không</option>
          {choices.sectors.map(([id, name]) => (
            <option value={id} selected={id === sector}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  );
};

const sayGrants = ({ grants }: Person): string =>
  grants
    .map(({ role, rounds }) => `${roleNames[role]}${rounds === 'all' ? '' : ` (đợt ${rounds.join(', ')})`}`)
    .join('; ');

function chipOf({ isDisabled, password, lockedUntil }: Account, kind: SignInKind) {
  if (isDisabled) return { text: 'Đã ngừng', tone: 'quiet' } as const;
  if (lockedUntil !== null) return { text: 'Tạm khóa', tone: 'attention' } as const;
  if (kind === 'password' && password === null)
    return { text: 'Chưa đặt mật khẩu', tone: 'attention' } as const;
  return { text: 'Đang dùng', tone: 'good' } as const;
}

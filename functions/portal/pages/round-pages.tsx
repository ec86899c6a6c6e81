import type { FC } from 'hono/jsx';
import type { Round } from '../../../shared/domain/round.ts';
import type { RoundVersion } from '../../../shared/pipeline/kept-rounds.ts';
import type { SentForm } from '../access/sent-form.ts';
import type { RoundField, RoundFieldGroup } from '../present/round-form.ts';
import { sayTime } from '../present/say-time.ts';
import { Foreign, Form, Layout } from './layout.tsx';
import { Pager, Problems } from './registry-page.tsx';

const roundsPerPage = 50;

/** "Các đợt": every round, and the form to begin one. */
export const RoundsPage: FC<{
  readonly rounds: readonly Round[];
  /** From 1. */
  readonly page: number;
  readonly problems: readonly string[];
  readonly entered: { readonly id: string; readonly year: string };
}> = ({ rounds, page, problems, entered }) => (
  <Layout title="Các đợt đánh giá" section="registry">
    <h1>Các đợt đánh giá</h1>
    <table class="cards">
      <caption class="unseen">Các đợt đánh giá</caption>
      <thead>
        <tr>
          <th scope="col">Đợt</th>
          <th scope="col">Huyện</th>
          <th scope="col">Gửi trước ngày</th>
          <th scope="col" class="figure">
            Số xã, thị trấn
          </th>
          <th scope="col">Việc</th>
        </tr>
      </thead>
      <tbody>
        {rounds
          .slice((page - 1) * roundsPerPage, page * roundsPerPage)
          .map(({ id, authority, deadline, communes }) => (
            <tr>
              <th scope="row">{id}</th>
              <td data-label="Huyện">{authority.district}</td>
              <td data-label="Gửi trước ngày">{deadline}</td>
              <td data-label="Số xã, thị trấn" class="figure">
                {String(communes.length)}
              </td>
              <td data-label="Việc">
                <a href={`/cau-hinh/${id}`}>Cấu hình</a> · <a href={`/danh-ba/${id}`}>Danh bạ</a> ·{' '}
                <a href={`/nhac-han/${id}`}>Nhắc hạn</a> · <a href={`/bao-nhan/${id}`}>Báo nhận</a>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
    <Pager at="/cau-hinh" page={page} pages={Math.ceil(rounds.length / roundsPerPage)} />
    <h2>Lập đợt mới</h2>
    <Problems problems={problems} />
    <Form action="/cau-hinh" class="fields">
      <label>
        Theo cấu hình của đợt
        <select name="theo">
          {rounds.map(({ id }) => (
            <option value={id}>{`Đợt ${id}`}</option>
          ))}
        </select>
      </label>
      <label>
        Mã đợt
        <input name="ma" value={entered.id} required autocapitalize="none" />
      </label>
      <label>
        Năm
        <input name="nam" value={entered.year} inputmode="numeric" required />
      </label>
      <button type="submit">Lập đợt</button>
    </Form>
  </Layout>
);

/** The configuration of one round; what someone typed stands in place of what is kept where it was not taken. */
export const RoundConfigurationPage: FC<{
  readonly round: Round;
  readonly groups: readonly RoundFieldGroup[];
  readonly version: number;
  readonly versions: readonly RoundVersion[];
  readonly problems: readonly string[];
  readonly sent: SentForm | null;
}> = ({ round, groups, version, versions, problems, sent }) => (
  <Layout title={`Cấu hình đợt ${round.id}`} section="registry">
    <p class="path">
      <a href="/cau-hinh">Các đợt</a> › <a href={`/danh-ba/${round.id}`}>Danh bạ</a> ·{' '}
      <a href={`/nhac-han/${round.id}`}>Nhắc hạn</a> · <a href={`/bao-nhan/${round.id}`}>Báo nhận</a>
    </p>
    <h1>{`Cấu hình đợt ${round.id}`}</h1>
    <p class="hint">
      Cấu hình in trên văn bản và định thời hạn. Mỗi lần ghi là một bản mới; bản cũ giữ nguyên ở cuối trang.
    </p>
    <Problems problems={problems} />
    <Form action={`/cau-hinh/${round.id}`} class="fields wide-fields">
      <input type="hidden" name="phien-ban" value={String(version)} />
      {groups.map(({ title, isOpen, fields }) => (
        <details open={isOpen || problems.length > 0}>
          <summary>{title}</summary>
          {fields.map((field) => (
            <Field field={field} sent={sent} />
          ))}
        </details>
      ))}
      <label>
        Lý do thay đổi (số, ngày văn bản nếu có)
        <input name="ly-do" value={sent?.text('ly-do') ?? ''} required />
      </label>
      <button type="submit">Ghi cấu hình</button>
    </Form>
    <h2>Các bản đã ghi</h2>
    {versions.length === 0 ? (
      <p class="hint">Chưa thay đổi gì so với cấu hình cài sẵn.</p>
    ) : (
      <ol class="history">
        {[...versions].reverse().map((one) => (
          <li>
            {`Bản ${one.version}, ${sayTime(one.at)}, ${one.by.name}: `}
            <Foreign text={one.reason} />
          </li>
        ))}
      </ol>
    )}
  </Layout>
);

const Field: FC<{ readonly field: RoundField; readonly sent: SentForm | null }> = ({ field, sent }) => {
  const { name, label, kind, hint, choices = [], isRequired = false } = field;
  const value = sent === null || sent.all(name).length === 0 ? field.value : sent.text(name);
  return (
    <label>
      {label}
      {kind === 'choice' ? (
        <select name={name}>
          {choices.map(([id, words]) => (
            <option value={id} selected={id === value}>
              {words}
            </option>
          ))}
        </select>
      ) : kind === 'lines' ? (
        <textarea name={name} rows={Math.min(10, value.split('\n').length + 1)}>
          {value}
        </textarea>
      ) : (
        <input
          name={name}
          value={value}
          type={kind === 'day' ? 'date' : 'text'}
          inputmode={kind === 'number' ? 'numeric' : undefined}
          required={isRequired}
        />
      )}
      {hint !== undefined && <span class="hint">{hint}</span>}
    </label>
  );
};

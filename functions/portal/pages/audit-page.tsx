import type { FC } from 'hono/jsx';
import type { AuditView } from '../present/present-audit.ts';
import { Foreign, Layout } from './layout.tsx';

/** "Nhật ký thao tác": who saw or changed what. */
export const AuditPage: FC<{ readonly view: AuditView }> = ({ view }) => (
  <Layout title="Nhật ký thao tác" section="audit">
    <h1>Nhật ký thao tác</h1>
    <form method="get" action="/nhat-ky-thao-tac" class="filters">
      <label>
        Tháng
        <input type="month" name="thang" value={view.filter.month} />
      </label>
      <label>
        Người
        <select name="nguoi">
          <option value="">Tất cả</option>
          {view.people.map(({ id, name }) => (
            <option value={id} selected={id === view.filter.person}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Hồ sơ
        <select name="ho-so">
          <option value="">Tất cả</option>
          {view.dossiers.map(({ id, name }) => (
            <option value={id} selected={id === view.filter.dossier}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Lọc</button>
      <a href={view.exportHref}>Xuất Excel</a>
    </form>
    <p class="hint">Chọn người hoặc hồ sơ thì xem mọi thời gian; không chọn thì xem theo tháng.</p>
    {view.rows.length === 0 ? (
      <p class="message">Chưa có thao tác nào trong phạm vi đã chọn.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Thao tác, mới nhất trước</caption>
        <thead>
          <tr>
            <th scope="col">Thời gian</th>
            <th scope="col">Người thực hiện</th>
            <th scope="col">Việc</th>
            <th scope="col">Về</th>
            <th scope="col">Lý do</th>
            <th scope="col">Thay đổi</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr>
              <td data-label="Thời gian">{row.at}</td>
              <td data-label="Người thực hiện">{row.who}</td>
              <td data-label="Việc">{row.what}</td>
              <td data-label="Về">{row.about}</td>
              <td data-label="Lý do">
                <Foreign text={row.reason} />
              </td>
              <td data-label="Thay đổi">
                <Foreign text={row.change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {view.nextHref !== null && (
      <p>
        <a href={view.nextHref}>Xem tiếp</a>
      </p>
    )}
  </Layout>
);

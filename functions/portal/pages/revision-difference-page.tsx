import type { FC } from 'hono/jsx';
import type { Change, RevisionDifference } from '../present/compare-revisions.ts';
import { Foreign, Layout } from './layout.tsx';

/** What one revision of a dossier changed. */
export const RevisionDifferencePage: FC<{ readonly view: RevisionDifference }> = ({ view }) => (
  <Layout title={`${view.dossier.name}: ${view.title}`} section="dossiers">
    <p class="path">
      <a href="/">Hồ sơ các xã, thị trấn</a> › {view.round} ›{' '}
      <a href={view.dossier.href}>{view.dossier.name}</a>
    </p>
    <h1>{view.title}</h1>
    <p>
      <a href={view.before.href}>{view.before.name}</a> {view.before.at} →{' '}
      <a href={view.after.href}>{view.after.name}</a> {view.after.at}. Số liệu và điểm như phần mềm đọc được;
      quyết định của cán bộ xem ở trang hồ sơ.
    </p>
    <h2>Điểm theo từng tiêu chí</h2>
    <table class="cards">
      <caption class="unseen">Điểm của hai lần theo từng tiêu chí</caption>
      <thead>
        <tr>
          <th scope="col">Tiêu chí</th>
          <th scope="col">Điểm tự chấm</th>
          <th scope="col">Điểm theo thang điểm</th>
          <th scope="col">Số liệu thay đổi</th>
        </tr>
      </thead>
      <tbody>
        {view.criteria.map(({ number, name, claimed, assessed, figures }) => (
          <tr>
            <th scope="row">{`${number}. ${name}`}</th>
            <td data-label="Điểm tự chấm">
              <Changed change={claimed} />
            </td>
            <td data-label="Điểm theo thang điểm">
              <Changed change={assessed} />
            </td>
            <td data-label="Số liệu thay đổi">{figures.join('; ')}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Tổng điểm</th>
          <td data-label="Điểm tự chấm">
            <Changed change={view.sums.claimed} />
          </td>
          <td data-label="Điểm theo thang điểm">
            <Changed change={view.sums.assessed} />
          </td>
          <td></td>
        </tr>
      </tfoot>
    </table>
    <h2>Số liệu thay đổi</h2>
    {view.figures.length === 0 ? (
      <p class="empty">Không có số liệu nào thay đổi.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Số liệu của hai lần</caption>
        <thead>
          <tr>
            <th scope="col">Chỉ tiêu</th>
            <th scope="col">{view.before.name}</th>
            <th scope="col">{view.after.name}</th>
          </tr>
        </thead>
        <tbody>
          {view.figures.map(({ name, change }) => (
            <tr>
              <th scope="row">{name}</th>
              <td data-label={view.before.name}>{change.before}</td>
              <td data-label={view.after.name}>{change.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <h2>Tài liệu</h2>
    {view.papers.length === 0 ? (
      <p class="empty">Không có tài liệu mới; kết quả được tính lại trên tài liệu cũ.</p>
    ) : (
      <ul>
        {view.papers.map(({ kind, file, what }) => (
          <li>
            {kind} (<Foreign text={file} />
            ): {what}
          </li>
        ))}
      </ul>
    )}
  </Layout>
);

const Changed: FC<{ readonly change: Change }> = ({ change }) =>
  change.isChanged ? (
    <strong>{`${change.before} → ${change.after}`}</strong>
  ) : (
    <span class="hint">{change.after}</span>
  );

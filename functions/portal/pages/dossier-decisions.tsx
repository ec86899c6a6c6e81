import type { FC } from 'hono/jsx';
import type { HistoryLine, ReopenedView } from '../present/present-decisions.ts';
import { Foreign, StateChip } from './layout.tsx';

/** Decisions that do not hold any more; nothing where all do. */
export const ToDecideAgain: FC<{
  readonly reopened: readonly (ReopenedView & { readonly name: string; readonly anchor: string })[];
}> = ({ reopened }) =>
  reopened.length === 0 ? (
    <></>
  ) : (
    <section class="findings findings-warning" aria-labelledby="quyet-dinh-lai">
      <h2 id="quyet-dinh-lai">Cần quyết định lại</h2>
      <p>Tài liệu nhận sau đã làm thay đổi căn cứ của các quyết định sau; các quyết định khác giữ nguyên.</p>
      <ul>
        {reopened.map((one) => (
          <li>
            <a href={`#${one.anchor}`}>{one.name}</a>. {one.changed}
            <span class="under">
              {`${one.words} (`}
              <Foreign text={one.who} />
              {`, ${one.at}; lý do: `}
              <Foreign text={one.reason} />)
            </span>
          </li>
        ))}
      </ul>
    </section>
  );

/** Every decision on a dossier, newest first; nothing before the first. */
export const History: FC<{
  readonly history: { readonly lines: readonly HistoryLine[]; readonly more: number };
}> = ({ history: { lines, more } }) =>
  lines.length === 0 ? (
    <></>
  ) : (
    <section aria-labelledby="quyet-dinh">
      <h2 id="quyet-dinh">Các quyết định</h2>
      <table class="cards">
        <caption class="unseen">Các quyết định của cán bộ trên hồ sơ này, mới nhất trước</caption>
        <thead>
          <tr>
            <th scope="col">Thời gian</th>
            <th scope="col">Người quyết định</th>
            <th scope="col">Nội dung</th>
            <th scope="col">Trước</th>
            <th scope="col">Quyết định</th>
            <th scope="col">Lý do</th>
            <th scope="col">Tình trạng</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td class="time" data-label="Thời gian">
                {line.at}
                <span class="under">{`Lần ${line.revision}`}</span>
              </td>
              <td data-label="Người quyết định">
                <Foreign text={line.who} />
              </td>
              <th scope="row">{line.name}</th>
              <td data-label="Trước">{line.before}</td>
              <td data-label="Quyết định">{line.words}</td>
              <td data-label="Lý do">
                <Foreign text={line.reason} />
              </td>
              <td data-label="Tình trạng">
                <StateChip chip={line.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="hint">{`và ${more} quyết định cũ hơn; xem ở Nhật ký thao tác.`}</p>}
    </section>
  );

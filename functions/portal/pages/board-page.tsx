import type { FC } from 'hono/jsx';
import type { BoardRound, BoardRow } from '../present/present-board.ts';
import type { Inboxes } from '../services.ts';
import { can } from '../access/permissions.ts';
import { currentSignedIn } from '../access/signed-in-context.ts';
import { Banner, Form, Layout, StateChip } from './layout.tsx';

function mayEnterRubric(): boolean {
  const signedIn = currentSignedIn();
  return signedIn !== undefined && can(signedIn.person, 'enter-rubric');
}

/** What the board shows beside the rounds. */
export interface BoardView {
  readonly rounds: readonly BoardRound[];
  /** Mails on their way through, and work not done; null when nothing goes on. */
  readonly work: string | null;
  readonly dead: number;
  readonly ledger: { readonly text: string; readonly isBalanced: boolean };
  /** No mail was ever received. */
  readonly isEmpty: boolean;
  readonly inboxes: Inboxes;
  readonly canLoadSamples: boolean;
}

/** "Hồ sơ các xã, thị trấn": every commune of every round. */
export const BoardPage: FC<{ readonly view: BoardView }> = ({ view }) => (
  <Layout title="Hồ sơ các xã, thị trấn" section="dossiers" isWorking={view.work !== null}>
    <div id="board" data-live>
      <h1>Hồ sơ các xã, thị trấn</h1>
      {view.work !== null && (
        <p class="progress" role="status">
          <span class="pulse" aria-hidden="true"></span>
          {view.work} <a href="/tiep-nhan">Xem nhật ký tiếp nhận</a>
        </p>
      )}
      {view.dead > 0 && (
        <p class="notice notice-urgent">
          {`${view.dead} việc đã dừng, cần cán bộ xử lý lại.`}{' '}
          <a href="/tiep-nhan#viec-dung">Xem và xử lý lại</a>
        </p>
      )}
      {view.isEmpty && <Welcome view={view} />}
      {view.rounds.map((round) => (
        <RoundSection
          round={round}
          isOpen={round.submitted > 0 || view.rounds.length === 1 || !view.isEmpty}
        />
      ))}
      <p class={view.ledger.isBalanced ? 'ledger' : 'ledger ledger-gap'}>
        <a href="/tiep-nhan">Đối chiếu số lượng thư</a>: {view.ledger.text}
      </p>
    </div>
  </Layout>
);

const Welcome: FC<{ readonly view: BoardView }> = ({ view }) => (
  <section class="welcome">
    <h2>Chưa nhận được thư nào</h2>
    <p>
      Gửi thư có tệp đính kèm vào hệ thống bằng một trong các cách sau; hồ sơ sẽ hiện ở trang này khi đọc
      xong.
    </p>
    <ul>
      {'address' in view.inboxes ? (
        <li>
          Gửi hoặc chuyển tiếp thư đến địa chỉ <code>{view.inboxes.address}</code>.
        </li>
      ) : (
        <>
          <li>
            Gửi thư (SMTP) đến <code>{view.inboxes.smtp}</code> trên máy này, địa chỉ người nhận tùy ý.
          </li>
          <li>
            Lưu thư thành tệp <code>.eml</code> rồi chép vào thư mục <code>{view.inboxes.folder}</code>.
          </li>
        </>
      )}
    </ul>
    {view.canLoadSamples && (
      <Form action="/nap-ho-so-mau">
        <button type="submit">Nạp hồ sơ mẫu</button>
        <span class="hint">Hồ sơ của các xã không có thật, theo thang điểm minh họa, để xem thử.</span>
      </Form>
    )}
  </section>
);

const RoundSection: FC<{ readonly round: BoardRound; readonly isOpen: boolean }> = ({ round, isOpen }) => (
  <section class="round" aria-labelledby={`dot-${round.id}`}>
    <div class="round-head">
      <h2 id={`dot-${round.id}`}>{round.title}</h2>
      <p class="hint">{`Thời hạn gửi hồ sơ: trước ngày ${round.deadline}`}</p>
    </div>
    <Banner text={round.banner} />
    <ul class="totals">
      {round.totals.map(({ label, count, tone }) => (
        <li class={count === 0 ? 'total-quiet' : `total-${tone}`}>
          <strong>{String(count)}</strong> {label}
        </li>
      ))}
    </ul>
    {round.withheld !== null && (
      <p class="notice">
        <strong>Việc cần làm trước.</strong> {round.withheld}
        {round.submitted > 0 && ' Điểm nêu dưới đây là điểm tự chấm của xã.'}{' '}
        {mayEnterRubric() && <a href="/thang-diem">Nhập thang điểm</a>}
      </p>
    )}
    {isOpen ? (
      <BoardTable round={round} />
    ) : (
      <details>
        <summary>{`Danh sách ${round.rows.length} xã, thị trấn`}</summary>
        <BoardTable round={round} />
      </details>
    )}
  </section>
);

const BoardTable: FC<{ readonly round: BoardRound }> = ({ round }) => (
  <table class="cards board">
    <caption class="unseen">{`Hồ sơ của các xã, thị trấn, ${round.title}`}</caption>
    <thead>
      <tr>
        <th scope="col">Xã, thị trấn</th>
        <th scope="col">Trạng thái</th>
        <th scope="col">Nhận lúc</th>
        <th scope="col" class="figure">
          Điểm tự chấm
        </th>
        <th scope="col">Kết luận theo thang điểm</th>
        <th scope="col">Nội dung cần lưu ý</th>
      </tr>
    </thead>
    <tbody>
      {round.rows.map((row) => (
        <BoardLine row={row} />
      ))}
    </tbody>
  </table>
);

const BoardLine: FC<{ readonly row: BoardRow }> = ({ row }) => (
  <tr class={row.receivedAt === '' ? 'row-empty' : undefined}>
    <th scope="row">
      <a href={row.href}>{row.name}</a>
      {row.tracked !== '' && <span class="under">{row.tracked}</span>}
    </th>
    <td data-label="Trạng thái">
      <StateChip chip={row.state} />
      {row.lacking !== '' && <span class="under">{row.lacking}</span>}
    </td>
    <td data-label="Nhận lúc" class="time">
      {row.receivedAt}
      {row.late && <span class="chip chip-attention">Nộp chậm</span>}
      {row.revision !== '' && <span class="under">{row.revision}</span>}
    </td>
    <td data-label="Điểm tự chấm" class="figure">
      {row.claimedTotal}
    </td>
    <td data-label="Kết luận theo thang điểm">{row.verdict}</td>
    <td data-label="Nội dung cần lưu ý">{row.receivedAt !== '' && <Remarks row={row} />}</td>
  </tr>
);

const Remarks: FC<{ readonly row: BoardRow }> = ({ row }) => (
  <span class="remarks">
    {row.blocking > 0 && <span class="count count-urgent">{`${row.blocking} phải xử lý`}</span>}
    {row.warnings > 0 && <span class="count count-attention">{`${row.warnings} cần làm rõ`}</span>}
    {row.notes > 0 && <span class="count">{`${row.notes} ghi chú`}</span>}
    {row.blocking + row.warnings + row.notes === 0 && <span class="hint">Không có</span>}
  </span>
);

import type { FC } from 'hono/jsx';
import type { MailboxState } from '../../../shared/pipeline/mailbox-records.ts';
import type { RoundTotals } from '../../../shared/pipeline/round-totals.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { BoardFilter, BoardRound, BoardRow } from '../present/present-board.ts';
import { boardFilters } from '../present/present-board.ts';
import { sayDay } from '../present/say-time.ts';
import type { Inboxes } from '../services.ts';
import { can } from '../access/permissions.ts';
import { currentSignedIn } from '../access/signed-in-context.ts';
import { Banner, Form, Layout, StateChip } from './layout.tsx';
import { MailboxAlerts } from './mailbox-page.tsx';

function mayEnterRubric(): boolean {
  const signedIn = currentSignedIn();
  return signedIn !== undefined && can(signedIn.person, 'enter-rubric');
}

/** One round in the list of rounds. */
export interface RoundRow {
  readonly id: string;
  readonly title: string;
  readonly communes: number;
  readonly totals: RoundTotals;
}

/** What the board shows beside the rounds. */
export interface BoardView {
  readonly rounds: readonly BoardRound[];
  /** Of an office with many rounds: their counts, in place of their boards. */
  readonly list: {
    readonly rows: readonly RoundRow[];
    /** Identifier to go on after; null on the last page. */
    readonly next: string | null;
  } | null;
  /** Mails on their way through, and work not done; null when nothing goes on. */
  readonly work: string | null;
  readonly dead: number;
  /** What is wrong with the office's mailbox; null where nothing is, or not for this person to know. */
  readonly mailbox: MailboxState | null;
  readonly mayManageMailbox: boolean;
  /** Mails of the office that wait for a person; null where none does. */
  readonly outbox: string | null;
  /** null while work goes on. */
  readonly ledger: { readonly text: string; readonly isBalanced: boolean } | null;
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
      <MailboxAlerts state={view.mailbox} mayManage={view.mayManageMailbox} />
      {view.dead > 0 && (
        <p class="notice notice-urgent">
          {`${view.dead} việc đã dừng, cần cán bộ xử lý lại.`}{' '}
          <a href="/tiep-nhan#viec-dung">Xem và xử lý lại</a>
        </p>
      )}
      {view.outbox !== null && (
        <p class="notice notice-urgent">
          {view.outbox} <a href="/thu-di">Xem và xử lý</a>
        </p>
      )}
      {view.isEmpty && <Welcome view={view} />}
      {view.list !== null && <RoundList list={view.list} />}
      {view.rounds.map((round) => (
        <RoundSection
          round={round}
          isOpen={round.submitted > 0 || view.rounds.length === 1 || !view.isEmpty}
        />
      ))}
      <p class={view.ledger?.isBalanced === false ? 'ledger ledger-gap' : 'ledger'}>
        <a href="/tiep-nhan">Đối chiếu số lượng thư</a>:{' '}
        {view.ledger?.text ?? 'đối chiếu khi xử lý xong các việc đang làm.'}
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
      <h2 id={`dot-${round.id}`}>
        <a href={`/dot/${round.id}`}>{round.title}</a>
      </h2>
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

const totalColumns = [
  ['submitted', 'Đã gửi'],
  ['late', 'Nộp chậm'],
  ['incomplete', 'Thiếu thành phần'],
  ['paper', 'Bản giấy'],
  ['proposed', 'Hội đồng đề nghị'],
  ['recognised', 'Đã công nhận'],
] as const satisfies readonly (readonly [keyof RoundTotals, string])[];

const RoundList: FC<{ readonly list: NonNullable<BoardView['list']> }> = ({ list }) => (
  <>
    <table class="cards">
      <caption class="unseen">Các đợt đánh giá</caption>
      <thead>
        <tr>
          <th scope="col">Đợt</th>
          <th scope="col" class="figure">
            Xã, thị trấn
          </th>
          {totalColumns.map(([, label]) => (
            <th scope="col" class="figure">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.rows.map(({ id, title, communes, totals }) => (
          <tr>
            <th scope="row">
              <a href={`/dot/${id}`}>{title}</a>
            </th>
            <td data-label="Xã, thị trấn" class="figure">
              {sayNumber(communes)}
            </td>
            {totalColumns.map(([field, label]) => (
              <td data-label={label} class="figure">
                {sayNumber(totals[field])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    {list.next !== null && (
      <p class="pager">
        <a href={`/?sau=${encodeURIComponent(list.next)}`}>Các đợt tiếp theo</a>
      </p>
    )}
  </>
);

/** The board of one round, narrowed and paged. */
export interface RoundBoardView {
  readonly round: BoardRound;
  readonly filter: BoardFilter | null;
  /** Code to go on after; null on the last page. */
  readonly next: string | null;
  readonly days: readonly { readonly day: string; readonly count: number }[];
  readonly communes: number;
  /** Mails on their way through, and work not done; null when nothing goes on. */
  readonly work: string | null;
  readonly maySeeSessions: boolean;
  readonly maySeeOutbox: boolean;
}

/** One round: every commune, filters, how dossiers came in over time. */
export const RoundBoardPage: FC<{ readonly view: RoundBoardView }> = ({ view }) => {
  const { round, filter, next } = view;
  const path = `/dot/${round.id}`;
  const query = filter === null ? '' : `loc=${filter}&`;
  return (
    <Layout title={`Bảng theo dõi ${round.id}`} section="dossiers" isWorking={view.work !== null}>
      <p class="path">
        <a href="/">Hồ sơ các xã, thị trấn</a>
      </p>
      <h1>{round.title}</h1>
      <p class="hint">{`Thời hạn gửi hồ sơ: trước ngày ${round.deadline}`}</p>
      <Banner text={round.banner} />
      <div id="so-lieu-dot" data-live>
        {view.work !== null && (
          <p class="progress" role="status">
            <span class="pulse" aria-hidden="true"></span>
            {view.work}
          </p>
        )}
        <ul class="totals">
          {round.totals.map(({ label, count, tone }) => (
            <li class={count === 0 ? 'total-quiet' : `total-${tone}`}>
              <strong>{String(count)}</strong> {label}
            </li>
          ))}
        </ul>
      </div>
      <p class="board-links">
        {view.maySeeSessions && <a href={`/phien-hop/${round.id}`}>Phiên họp, Tờ trình, Quyết định</a>}
        {view.maySeeOutbox && <a href={`${path}/thu-di`}>Thư đi</a>}
        <a href={`${path}/xuat`}>Xuất bảng (xlsx)</a>
      </p>
      <div id="tien-do" data-live>
        <Progress days={view.days} communes={view.communes} />
      </div>
      <nav class="board-filters" aria-label="Lọc">
        <a href={path} aria-current={filter === null ? 'true' : undefined}>
          Tất cả
        </a>
        {Object.entries(boardFilters).map(([id, label]) => (
          <a href={`${path}?loc=${id}`} aria-current={filter === id ? 'true' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <div id="board" data-live>
        {round.rows.length === 0 ? (
          <p class="empty">
            {next === null
              ? 'Không có xã, thị trấn nào theo điều kiện lọc.'
              : 'Chưa thấy trong phần đã xem; xem tiếp.'}{' '}
            <a href={path}>Xem tất cả</a>
          </p>
        ) : (
          <BoardTable round={round} />
        )}
        {next !== null && (
          <p class="pager">
            <a href={`${path}?${query}sau=${encodeURIComponent(next)}`}>Xem tiếp</a>
          </p>
        )}
      </div>
    </Layout>
  );
};

const chart = { width: 480, height: 90, left: 4, bottom: 14 } as const;

/** Dossiers that had come by each day, as a line; the same in words. */
const Progress: FC<{ readonly days: RoundBoardView['days']; readonly communes: number }> = ({
  days,
  communes,
}) => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return <></>;
  const start = Date.parse(first.day);
  const span = Math.max(1, Date.parse(last.day) - start);
  let sum = 0;
  const points = days.map(({ day, count }) => {
    sum += count;
    const x = chart.left + ((Date.parse(day) - start) / span) * (chart.width - 2 * chart.left);
    const y = (1 - sum / Math.max(1, communes)) * (chart.height - chart.bottom - 4) + 4;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const said = `Từ ${sayDay(first.day)} đến ${sayDay(last.day)}: ${sum}/${communes} xã, thị trấn đã gửi hồ sơ.`;
  return (
    <figure class="board-progress">
      <svg viewBox={`0 0 ${chart.width} ${chart.height}`} role="img" aria-label={said}>
        <line
          x1="0"
          x2={String(chart.width)}
          y1={String(chart.height - chart.bottom)}
          y2={String(chart.height - chart.bottom)}
          class="axis"
        />
        <polyline points={points.join(' ')} class="line" />
        {points.map((point) => {
          const [x, y] = point.split(',');
          return <circle cx={x} cy={y} r="2.5" />;
        })}
      </svg>
      <figcaption>{said}</figcaption>
    </figure>
  );
};

const BoardTable: FC<{ readonly round: BoardRound }> = ({ round }) => (
  <table class="cards board">
    <caption class="unseen">{`Hồ sơ của các xã, thị trấn, ${round.title}`}</caption>
    <thead>
      <tr>
        <th scope="col">Xã, thị trấn</th>
        <th scope="col">Trạng thái</th>
        <th scope="col">Nhận lúc</th>
        <th scope="col">Bản giấy</th>
        <th scope="col" class="figure">
          Điểm tự chấm
        </th>
        <th scope="col" class="figure">
          Theo thang điểm
        </th>
        <th scope="col">Kết luận theo thang điểm</th>
        <th scope="col">Hội đồng</th>
        <th scope="col">Nội dung cần lưu ý</th>
      </tr>
    </thead>
    <tbody>
      {round.rows.map((row) => (
        <BoardLine row={row} round={round.id} />
      ))}
    </tbody>
  </table>
);

const BoardLine: FC<{ readonly row: BoardRow; readonly round: string }> = ({ row, round }) => (
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
      {row.daysLeft !== '' && <span class="under">{row.daysLeft}</span>}
      {row.extension !== '' && <span class="under">{row.extension}</span>}
    </td>
    <td data-label="Bản giấy">
      <a href={`/dot/${round}/xa/${row.code}`}>
        <StateChip chip={row.paper} />
      </a>
      {row.paperNote !== '' && <span class="under">{row.paperNote}</span>}
    </td>
    <td data-label="Điểm tự chấm" class="figure">
      {row.claimedTotal}
    </td>
    <td data-label="Điểm theo thang điểm" class="figure">
      {row.assessed}
    </td>
    <td data-label="Kết luận theo thang điểm">{row.verdict}</td>
    <td data-label="Hội đồng">{row.council !== null && <StateChip chip={row.council} />}</td>
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

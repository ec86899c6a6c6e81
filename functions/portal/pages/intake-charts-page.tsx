import type { FC } from 'hono/jsx';
import type { DayChart, IntakeCharts } from '../present/present-intake-days.ts';
import { Layout } from './layout.tsx';

/** "Biểu đồ tiếp nhận": mails by day, and how long they took. */
export const IntakeChartsPage: FC<{ readonly view: IntakeCharts }> = ({ view }) => (
  <Layout title="Biểu đồ tiếp nhận" section="intake">
    <p class="path">
      <a href="/tiep-nhan">Nhật ký tiếp nhận</a> › Biểu đồ
    </p>
    <h1>Biểu đồ tiếp nhận</h1>
    <h2>{`Số thư nhận mỗi ngày, ${view.days} ngày gần nhất`}</h2>
    <Chart chart={view.volume} label="Số thư nhận mỗi ngày" />
    <h2>Thời gian từ lúc nhận đến khi xử lý xong</h2>
    <ul class="legend">
      {view.legend.map((name, part) => (
        <li>
          <svg width="12" height="12" aria-hidden="true">
            <rect class={`bar bar-${part}`} width="12" height="12" />
          </svg>{' '}
          {name}
        </li>
      ))}
    </ul>
    <Chart chart={view.latency} label="Số thư theo thời gian xử lý, mỗi ngày" />
    <h2>Số liệu</h2>
    {view.rows.length === 0 ? (
      <p class="empty">{`Không có thư nào trong ${view.days} ngày gần nhất.`}</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Số thư và thời gian xử lý theo ngày nhận</caption>
        <thead>
          <tr>
            <th scope="col">Ngày nhận</th>
            <th scope="col" class="figure">
              Đã nhận
            </th>
            <th scope="col" class="figure">
              Đã xong
            </th>
            <th scope="col" class="figure">
              Trung bình
            </th>
            {view.legend.map((name) => (
              <th scope="col" class="figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr>
              <th scope="row">{row.day}</th>
              <td class="figure" data-label="Đã nhận">
                {row.accepted}
              </td>
              <td class="figure" data-label="Đã xong">
                {row.ended}
              </td>
              <td class="figure" data-label="Trung bình">
                {row.mean}
              </td>
              {row.steps.map((count, part) => (
                <td class="figure" data-label={view.legend[part]}>
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Layout>
);

const Chart: FC<{ readonly chart: DayChart; readonly label: string }> = ({ chart, label }) => (
  <div class="chart">
    <svg
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      width={String(chart.width)}
      height={String(chart.height)}
      role="img"
      aria-label={`${label}; số liệu ở bảng cuối trang`}
    >
      {chart.lines.map(({ y, text }) => (
        <>
          <line class="chart-line" x1="34" x2={String(chart.width)} y1={String(y)} y2={String(y)} />
          <text class="chart-text" x="28" y={String(y + 4)} text-anchor="end">
            {text}
          </text>
        </>
      ))}
      {chart.bars.map(({ x, y, width, height, part, title }) => (
        <rect
          class={`bar bar-${part}`}
          x={String(x)}
          y={y.toFixed(1)}
          width={String(width)}
          height={height.toFixed(1)}
        >
          <title>{title}</title>
        </rect>
      ))}
      {chart.labels.map(({ x, y, text }) => (
        <text class="chart-text" x={String(x)} y={String(y)} text-anchor="middle">
          {text}
        </text>
      ))}
    </svg>
  </div>
);

import type { FC } from 'hono/jsx';
import type { SectorView } from '../present/present-sectors.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problem } from './sign-in-pages.tsx';

/** "Số liệu ngành": the rounds in which one may answer. */
export const SectorRoundsPage: FC<{
  readonly rounds: readonly { readonly id: string; readonly title: string }[];
}> = ({ rounds }) => (
  <Layout title="Số liệu ngành" section="sectors">
    <h1>Số liệu ngành</h1>
    {rounds.length === 0 ? (
      <p class="empty">
        Tài khoản chưa được giao ngành nào trong các đợt đánh giá. Đề nghị người quản trị giao.
      </p>
    ) : (
      <ul class="plain">
        {rounds.map(({ id, title }) => (
          <li>
            <a href={`/nganh/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    )}
  </Layout>
);

/** The confirmation of figures by the sectors of a round. */
export const SectorsPage: FC<{
  readonly round: string;
  readonly title: string;
  readonly sectors: readonly SectorView[];
  readonly problem: string | null;
}> = ({ round, title, sectors, problem }) => (
  <Layout
    title={`Số liệu ngành, ${title}`}
    section="sectors"
    isWorking={sectors.some((one) => one.isReading)}
  >
    <p class="path">
      <a href="/nganh">Số liệu ngành</a>
    </p>
    <h1>{`Ngành xác nhận số liệu, ${title}`}</h1>
    <Problem text={problem} />
    <p>
      Tải bảng của từng ngành, gửi ngành điền, rồi tải bảng đã điền lên. Số liệu của ngành là nguồn thứ hai để
      đối chiếu, không thay số liệu của xã.
    </p>
    {sectors.map((sector) => (
      <SectorSection round={round} sector={sector} />
    ))}
  </Layout>
);

const SectorSection: FC<{ readonly round: string; readonly sector: SectorView }> = ({ round, sector }) => {
  const path = `/nganh/${round}/${sector.id}`;
  return (
    <section class="criterion" id={sector.id}>
      <header>
        <h2>{capital(sector.name)}</h2>
        <p>
          <StateChip chip={sector.state} />
        </p>
      </header>
      <div class="sector">
        <p>
          {`Tiêu chí ${sector.criteria}. ${sector.detail}`}
          {sector.internalOnly && (
            <span class="under">Chỉ gửi qua kênh nội bộ, không gửi thư điện tử công cộng.</span>
          )}
        </p>
        <div class="document-actions">
          <a href={`${path}/bang`}>Tải bảng để ngành điền (xlsx)</a>
          <Form action={path} upload="sectorTable" class="inline-upload">
            <label>
              Bảng ngành đã điền
              <input type="file" name="tep" accept=".xlsx,.xls,.ods,.docx,.pdf" required />
            </label>
            <button type="submit" class="button-small">
              Tải lên
            </button>
          </Form>
        </div>
        {sector.differences.length > 0 && (
          <table class="cards">
            <caption>Số liệu khác với hồ sơ của xã</caption>
            <thead>
              <tr>
                <th scope="col">Xã, thị trấn</th>
                <th scope="col">Chỉ tiêu</th>
                <th scope="col">Xã ghi</th>
                <th scope="col">Ngành ghi</th>
              </tr>
            </thead>
            <tbody>
              {sector.differences.map(({ commune, indicator, reported, answered, place }) => (
                <tr>
                  <th scope="row">{commune}</th>
                  <td data-label="Chỉ tiêu">{indicator}</td>
                  <td data-label="Xã ghi">{reported}</td>
                  <td data-label="Ngành ghi">
                    {answered}
                    <span class="under">{place}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {sector.sheets.length === 0 ? (
          <p class="empty">Ngành chưa gửi bảng nào.</p>
        ) : (
          <details open={sector.sheets.some(({ unclear }) => unclear.length > 0)}>
            <summary>{`Các bảng đã tải lên (${sector.sheets.length})`}</summary>
            <ul class="plain">
              {sector.sheets.map(({ number, file, by, at, state, unclear }) => (
                <li>
                  <a href={`${path}/bang/${number}`}>
                    <bdi>{file}</bdi>
                  </a>
                  {`, ${by}, ${at}: ${state}`}
                  {unclear.length > 0 && (
                    <ul>
                      {unclear.map((message) => (
                        <li>
                          <bdi>{message}</bdi>
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
};

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

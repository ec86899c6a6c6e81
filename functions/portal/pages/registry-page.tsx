import type { FC } from 'hono/jsx';
import { areaNames } from '../../../shared/rubrics/list-rows.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { EnrolledAddress } from '../../../shared/pipeline/registry-records.ts';
import { sayDay } from '../present/say-time.ts';
import { Foreign, Form, Layout } from './layout.tsx';

/** The registry of a round. */
export interface RegistryView {
  readonly round: string;
  readonly rows: readonly { readonly commune: Commune; readonly addresses: readonly EnrolledAddress[] }[];
  /** All of the round, for the lists to choose from. */
  readonly communes: readonly Commune[];
  readonly holdsUnknown: boolean;
  readonly page: number;
  readonly pages: number;
  readonly problems: readonly string[];
}

/** Communes one still chooses from in a list; of a whole country they are named by code. */
const longestList = 200;

/** "Danh bạ": communes of a round and the addresses they write from. */
export const RegistryPage: FC<{ readonly view: RegistryView }> = ({ view }) => {
  const at = `/danh-ba/${view.round}`;
  const isLong = view.communes.length > longestList;
  return (
    <Layout title={`Danh bạ đợt ${view.round}`} section="registry">
      <p class="path">
        <a href="/cau-hinh">Các đợt</a> › <a href={`/cau-hinh/${view.round}`}>{`Đợt ${view.round}`}</a>
      </p>
      <h1>{`Danh bạ đợt ${view.round}`}</h1>
      <Problems problems={view.problems} />
      <section>
        <h2>Thư từ địa chỉ ngoài danh bạ</h2>
        <p>
          {view.holdsUnknown
            ? 'Đang giữ lại ở mục Thư chờ xác minh, chờ cán bộ xem. Không trả lời tự động.'
            : 'Đang nhận và đọc như thư khác. Khi danh bạ đã đủ, nên chuyển sang giữ lại để không nhận nhầm thư lạ.'}
        </p>
        <p>
          <a href={`/cach-ly/dot/${view.round}`}>Thay đổi cách nhận</a>
        </p>
      </section>
      <h2>Xã, thị trấn và địa chỉ</h2>
      <table class="cards">
        <caption class="unseen">{`Xã, thị trấn của đợt ${view.round} và địa chỉ thư`}</caption>
        <thead>
          <tr>
            <th scope="col">Mã</th>
            <th scope="col">Xã, thị trấn</th>
            <th scope="col">Vùng</th>
            <th scope="col">Hiệu lực</th>
            <th scope="col">Địa chỉ thư, người liên hệ</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map(({ commune, addresses }) => (
            <tr>
              <td data-label="Mã">{commune.code}</td>
              <th scope="row">{commune.name}</th>
              <td data-label="Vùng">{areaNames[commune.areaType]}</td>
              <td data-label="Hiệu lực">{`${sayDay(commune.validFrom)} – ${sayDay(commune.validTo)}`}</td>
              <td data-label="Địa chỉ thư">
                {addresses.length === 0 ? (
                  <span class="hint">chưa có</span>
                ) : (
                  <ul class="plain-list">
                    {addresses.map(({ address, contact }) => (
                      <li>
                        <Foreign text={address} />
                        {contact !== undefined && (
                          <span class="under">{`${contact.name} ${contact.phone}`.trim()}</span>
                        )}
                        <Form action={`${at}/bo-dia-chi`} class="inline">
                          <input type="hidden" name="dia-chi" value={address} />
                          <button type="submit" class="button-small plain">
                            Bỏ
                          </button>
                        </Form>
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager at={at} page={view.page} pages={view.pages} />
      <h2>Thêm địa chỉ</h2>
      <Form action={`${at}/dia-chi`} class="fields">
        <label>
          {isLong ? 'Mã xã, thị trấn' : 'Xã, thị trấn'}
          {isLong ? (
            <input name="xa" inputmode="numeric" required />
          ) : (
            <select name="xa" required>
              <option value="">Chọn</option>
              {view.communes.map(({ code, name }) => (
                <option value={code}>{name}</option>
              ))}
            </select>
          )}
        </label>
        <label>
          Địa chỉ thư điện tử
          <input name="dia-chi" type="email" required />
        </label>
        <label>
          Người liên hệ
          <input name="ho-ten" />
        </label>
        <label>
          Điện thoại
          <input name="dien-thoai" type="tel" />
        </label>
        <button type="submit">Thêm địa chỉ</button>
      </Form>
      <h2>Nhập, xuất Excel</h2>
      <p>
        <a href={`${at}/xuat`}>Tải danh bạ hiện có (.xlsx)</a>, sửa hoặc điền thêm rồi tải lên. Dòng mới thêm
        xã hoặc địa chỉ; không dòng nào bị xóa khi tải lên.
      </p>
      <Form action={`${at}/nhap`} upload="registry" class="fields">
        <label>
          Tệp danh bạ
          <input type="file" name="tep" accept=".xlsx" required />
        </label>
        <button type="submit">Tải lên</button>
      </Form>
      <details>
        <summary>Sáp nhập xã, thị trấn</summary>
        <Form action={`${at}/sap-nhap`} class="fields">
          <label>
            {isLong
              ? 'Mã các đơn vị sáp nhập, cách nhau bằng dấu phẩy'
              : 'Các đơn vị sáp nhập (giữ Ctrl để chọn nhiều)'}
            {isLong ? (
              <input name="xa" required />
            ) : (
              <select name="xa" multiple size={8} required>
                {view.communes.map(({ code, name }) => (
                  <option value={code}>{`${code} ${name}`}</option>
                ))}
              </select>
            )}
          </label>
          <label>
            Mã của đơn vị mới
            <input name="ma" inputmode="numeric" required />
          </label>
          <label>
            Tên đơn vị mới (Xã …, Thị trấn …)
            <input name="ten" required />
          </label>
          <label>
            Có hiệu lực từ ngày
            <input name="ngay" type="date" required />
          </label>
          <label>
            Theo văn bản (số, ngày)
            <input name="ly-do" required />
          </label>
          <button type="submit">Ghi sáp nhập</button>
        </Form>
      </details>
    </Layout>
  );
};

/** The way to the other pages of a list; nothing where there is one page. */
export const Pager: FC<{ readonly at: string; readonly page: number; readonly pages: number }> = ({
  at,
  page,
  pages,
}) =>
  pages <= 1 ? (
    <></>
  ) : (
    <p class="pager">
      {page > 1 && <a href={`${at}?trang=${page - 1}`}>Trang trước</a>} {`Trang ${page}/${pages}`}{' '}
      {page < pages && <a href={`${at}?trang=${page + 1}`}>Trang sau</a>}
    </p>
  );

/** What is wrong with what was entered. */
export const Problems: FC<{ readonly problems: readonly string[] }> = ({ problems }) =>
  problems.length === 0 ? (
    <></>
  ) : (
    <div class="notice notice-urgent" role="alert">
      <p>Chưa ghi được:</p>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
    </div>
  );

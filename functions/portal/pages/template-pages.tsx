import type { FC } from 'hono/jsx';
import type { TemplateFault } from '../../../shared/appraisal/templates/template-fault.ts';
import type { TemplateLine, TemplatesView } from '../present/present-templates.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problem } from './sign-in-pages.tsx';

/** "Mẫu văn bản": every kind of paper with the template it is made from. */
export const TemplateListPage: FC<{ readonly lines: readonly TemplateLine[] }> = ({ lines }) => (
  <Layout title="Mẫu văn bản" section="documents">
    <p class="path">
      <a href="/van-ban">Văn bản</a>
    </p>
    <h1>Mẫu văn bản</h1>
    <p>
      Văn bản được lập theo mẫu có sẵn. Đơn vị muốn dùng mẫu riêng thì tải mẫu có sẵn về, sửa bằng Word, giữ
      các thẻ trong ngoặc nhọn kép, rồi tải lên.
    </p>
    <table class="cards">
      <caption class="unseen">Mẫu của từng loại văn bản</caption>
      <thead>
        <tr>
          <th scope="col">Loại văn bản</th>
          <th scope="col">Đang dùng</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, href, inUse, isOwn }) => (
          <tr>
            <th scope="row">
              <a href={href}>{name}</a>
            </th>
            <td data-label="Đang dùng">
              {isOwn ? <StateChip chip={{ text: inUse, tone: 'good' }} /> : inUse}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Layout>
);

/** The templates of one kind: download, upload, look at a sample, use. */
export const TemplatePage: FC<{
  readonly view: TemplatesView;
  readonly faults: readonly TemplateFault[];
  readonly problem: string | null;
}> = ({ view, faults, problem }) => (
  <Layout title={`Mẫu ${view.name}`} section="documents">
    <p class="path">
      <a href="/van-ban">Văn bản</a> › <a href="/mau-van-ban">Mẫu văn bản</a>
    </p>
    <h1>{`Mẫu: ${view.name}`}</h1>
    <Problem text={problem} />
    {faults.length > 0 && (
      <div class="notice notice-urgent" role="alert">
        <p>
          Mẫu vừa tải lên chưa dùng được và chưa được giữ lại. Sửa bằng Word theo các lỗi sau rồi tải lên lại:
        </p>
        <ul>
          {faults.map(({ place, message }) => (
            <li>
              {place !== null && <strong>{`${place}: `}</strong>}
              <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      </div>
    )}
    <p>
      Đang dùng: <strong>{view.inUse}</strong>
    </p>
    <div class="document-actions">
      <a href={`${view.href}/tai-ve/co-san`}>Tải mẫu có sẵn</a>
      {view.isOwn && (
        <Form action={`${view.href}/chon`}>
          <input type="hidden" name="da-xem" value={String(view.seen)} />
          <button type="submit" class="plain">
            Dùng lại mẫu có sẵn
          </button>
        </Form>
      )}
    </div>
    <h2>Mẫu của đơn vị</h2>
    {view.versions.length === 0 ? (
      <p class="empty">Chưa có mẫu nào của đơn vị.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Các bản mẫu của đơn vị</caption>
        <thead>
          <tr>
            <th scope="col">Bản</th>
            <th scope="col">Tệp</th>
            <th scope="col">Người tải lên</th>
            <th scope="col">Xem</th>
            <th scope="col">Sử dụng</th>
          </tr>
        </thead>
        <tbody>
          {view.versions.map(({ number, file, by, at, isUsed }) => (
            <tr>
              <th scope="row">{`Bản ${number}`}</th>
              <td data-label="Tệp">
                <bdi>{file}</bdi>
              </td>
              <td data-label="Người tải lên">{`${by}, ${at}`}</td>
              <td data-label="Xem">
                <a href={`${view.href}/tai-ve/mau-thu-${number}`}>{`Văn bản thử của bản ${number}`}</a>
                <span class="under">
                  <a href={`${view.href}/tai-ve/ban-${number}`}>{`Tải mẫu bản ${number}`}</a>
                </span>
              </td>
              <td data-label="Sử dụng">
                {isUsed ? (
                  <StateChip chip={{ text: 'Đang dùng', tone: 'good' }} />
                ) : (
                  <Form action={`${view.href}/chon`}>
                    <input type="hidden" name="da-xem" value={String(view.seen)} />
                    <button type="submit" name="ban" value={String(number)} class="button-small">
                      {`Dùng bản ${number}`}
                    </button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <h2>Tải lên mẫu mới</h2>
    <Form action={view.href} upload="template" class="fields">
      <label>
        Mẫu đã sửa (docx). Mẫu được kiểm tra trước; chưa dùng cho đến khi bấm “Dùng”.
        <input type="file" name="tep" accept=".docx" required />
      </label>
      <button type="submit">Kiểm tra và tải lên</button>
    </Form>
    {view.history.length > 0 && (
      <details>
        <summary>Quá trình chọn mẫu</summary>
        <ul class="plain">
          {view.history.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </details>
    )}
  </Layout>
);

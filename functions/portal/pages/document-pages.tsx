import type { FC } from 'hono/jsx';
import type {
  DocumentLine,
  DocumentState,
  DocumentView,
  RoundDocumentsView,
} from '../present/present-documents.ts';
import type { PreviewBlock } from '../present/preview-document.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problem } from './sign-in-pages.tsx';

/** "Văn bản": the rounds whose papers one may see. */
export const DocumentRoundsPage: FC<{
  readonly rounds: readonly { readonly id: string; readonly title: string }[];
  readonly canManageTemplates: boolean;
}> = ({ rounds, canManageTemplates }) => (
  <Layout title="Văn bản" section="documents">
    <h1>Văn bản</h1>
    {rounds.length === 0 ? (
      <p class="empty">Tài khoản chưa được giao đợt đánh giá nào.</p>
    ) : (
      <ul class="plain">
        {rounds.map(({ id, title }) => (
          <li>
            <a href={`/van-ban/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    )}
    {canManageTemplates && (
      <p>
        <a href="/mau-van-ban">Mẫu văn bản của đơn vị</a>
      </p>
    )}
  </Layout>
);

/** Every paper of a round. */
export const RoundDocumentsPage: FC<{
  readonly view: RoundDocumentsView;
  readonly canMake: boolean;
  readonly workbooks: readonly { readonly name: string; readonly href: string }[];
  readonly problem: string | null;
}> = ({ view, canMake, workbooks, problem }) => (
  <Layout title={`Văn bản, ${view.title}`} section="documents" isWorking={view.work !== null}>
    <p class="path">
      <a href="/van-ban">Văn bản</a>
    </p>
    <h1>{view.title}</h1>
    <Problem text={problem} />
    {view.work !== null && (
      <p class="progress" role="status">
        <span class="pulse" aria-hidden="true"></span>
        {view.work.text}{' '}
        <progress value={view.work.done} max={view.work.parts} aria-label="Tiến độ lập văn bản"></progress>
      </p>
    )}
    {view.failed.length > 0 && (
      <div class="notice notice-urgent">
        <p>Không lập được các văn bản sau; kiểm tra mẫu văn bản của đơn vị rồi lập lại:</p>
        <ul>
          {view.failed.map((name) => (
            <li>{name}</li>
          ))}
        </ul>
      </div>
    )}
    <section class="document-actions">
      {canMake && view.work === null && (
        <Form action={`/van-ban/${view.round}/lap`}>
          <button type="submit">Lập tất cả văn bản</button>{' '}
          <span class="hint">Bản cán bộ đã sửa được giữ nguyên.</span>
        </Form>
      )}
      {view.made === 0 ? (
        <p class="empty">
          Chưa lập văn bản nào.{' '}
          {canMake
            ? 'Bấm “Lập tất cả văn bản”, hoặc mở từng văn bản để lập.'
            : 'Chuyên viên hoặc thư ký lập văn bản.'}
        </p>
      ) : (
        <>
          {view.stale > 0 && (
            <p class="notice">
              {`${view.stale} văn bản có thay đổi sau khi lập. Lập lại trước khi dùng; văn bản không đổi nội dung thì giữ nguyên.`}
            </p>
          )}
          <p>
            Tải cả bộ ({String(view.made)} văn bản):{' '}
            <a href={`/van-ban/${view.round}/bo-van-ban?ban=du-thao`}>bản có dấu DỰ THẢO</a>,{' '}
            <a href={`/van-ban/${view.round}/bo-van-ban?ban=trinh-ky`}>bản trình ký</a>
          </p>
        </>
      )}
    </section>
    <h2>Văn bản của cả đợt</h2>
    <Lines lines={view.whole} caption="Văn bản của cả đợt" />
    <h2>Bảng tính</h2>
    <ul class="plain">
      {workbooks.map(({ name, href }) => (
        <li>
          <a href={href}>{name}</a>
        </li>
      ))}
    </ul>
    <h2>Văn bản của phiên họp</h2>
    {view.sessions.length === 0 ? (
      <p class="empty">
        Chưa có phiên họp nào nên chưa lập được giấy mời, phiếu biểu quyết và biên bản. Thư ký Hội đồng lập
        phiên họp ở trang <a href="/phien-hop">Phiên họp</a>.
      </p>
    ) : (
      view.sessions.map(({ title, documents }) => (
        <>
          <h3>{title}</h3>
          <Lines lines={documents} caption={title} />
        </>
      ))
    )}
    <h2 id="xa">Văn bản của từng xã, thị trấn</h2>
    <p class="hint">
      Công văn yêu cầu bổ sung chỉ lập cho xã còn nội dung phải bổ sung. Thông báo kết quả lập được sau khi
      ghi quyết định công nhận, hoặc biên bản họp đã ký kết luận không đề nghị.
    </p>
    <table class="cards">
      <caption class="unseen">Văn bản của từng xã, thị trấn</caption>
      <thead>
        <tr>
          <th scope="col">Xã, thị trấn</th>
          {view.communeKinds.map((kind) => (
            <th scope="col">{kind}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.communes.map(({ name, hasDossier, documents }) => (
          <tr class={hasDossier ? undefined : 'row-empty'}>
            <th scope="row">
              {name}
              {!hasDossier && <span class="under">Chưa có hồ sơ</span>}
            </th>
            {documents.map((line) => (
              <td data-label={line.name}>
                {hasDossier || line.state.detail !== '' ? (
                  <a href={line.href}>
                    <span class="unseen">{`${line.name}, ${name}: `}</span>
                    <State state={line.state} />
                  </a>
                ) : (
                  '–'
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    {view.pages.count > 1 && (
      <nav class="pager" aria-label="Trang danh sách xã">
        {view.pages.at > 1 && (
          <a href={`/van-ban/${view.round}?trang=${view.pages.at - 1}#xa`}>Trang trước</a>
        )}
        <span>{`Trang ${view.pages.at}/${view.pages.count}`}</span>
        {view.pages.at < view.pages.count && (
          <a href={`/van-ban/${view.round}?trang=${view.pages.at + 1}#xa`}>Trang sau</a>
        )}
      </nav>
    )}
  </Layout>
);

const State: FC<{ readonly state: DocumentState }> = ({ state: { chip, detail } }) => (
  <>
    <StateChip chip={chip} />
    {detail !== '' && <span class="under">{detail}</span>}
  </>
);

const Lines: FC<{ readonly lines: readonly DocumentLine[]; readonly caption: string }> = ({
  lines,
  caption,
}) => (
  <table class="cards">
    <caption class="unseen">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Văn bản</th>
        <th scope="col">Trạng thái</th>
      </tr>
    </thead>
    <tbody>
      {lines.map(({ name, href, state }) => (
        <tr>
          <th scope="row">
            <a href={href}>{name}</a>
          </th>
          <td data-label="Trạng thái">
            <State state={state} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** One paper: how it stands, downloads, the copy a person edited, and its words. */
export const DocumentPage: FC<{
  readonly view: DocumentView;
  readonly preview: readonly PreviewBlock[] | null;
  readonly canMake: boolean;
  readonly problem: string | null;
}> = ({ view, preview, canMake, problem }) => (
  <Layout title={view.title} section="documents">
    <p class="path">
      <a href="/van-ban">Văn bản</a> › <a href={`/van-ban/${view.round}`}>{view.roundTitle}</a>
    </p>
    <div class="title-line">
      <h1>{view.title}</h1>
      <StateChip chip={view.state.chip} />
    </div>
    <p>{view.state.detail}</p>
    <Problem text={problem} />
    {view.copy !== null && view.state.isStale && (
      <p class="notice">
        Số liệu đã thay đổi sau khi bản đã sửa được tải lên. Lập lại dự thảo, so với bản đã sửa, rồi tải lên
        bản mới hoặc bỏ bản đã sửa.
      </p>
    )}
    <div class="document-actions">
      {canMake && (
        <Form action={`${view.href}/lap`}>
          <button type="submit">{view.isMade ? 'Lập lại dự thảo' : 'Lập dự thảo'}</button>
        </Form>
      )}
      {view.isMade && (
        <ul class="plain">
          {view.copy !== null && (
            <li>
              <a href={`${view.href}/tai-ve?ban=da-sua`}>Tải bản đã sửa</a>{' '}
              <span class="under">{`${view.copy.file}, ${view.copy.by}, ${view.copy.at}`}</span>
            </li>
          )}
          <li>
            <a href={`${view.href}/tai-ve?ban=du-thao`}>Tải dự thảo (có dấu DỰ THẢO)</a>
          </li>
          <li>
            <a href={`${view.href}/tai-ve?ban=trinh-ky`}>Tải bản trình ký</a>
          </li>
        </ul>
      )}
    </div>
    {canMake && view.isMade && (
      <details>
        <summary>{view.copy === null ? 'Tải lên bản đã sửa' : 'Thay hoặc bỏ bản đã sửa'}</summary>
        <Form action={`${view.href}/tai-len`} upload="editedCopy" class="fields">
          <label>
            Bản đã sửa (docx). Bản này thay dự thảo trong bộ văn bản cho đến khi được bỏ.
            <input type="file" name="tep" accept=".docx" required />
          </label>
          <button type="submit">Tải lên</button>
        </Form>
        {view.copy !== null && (
          <Form action={`${view.href}/bo-ban-sua`}>
            <button type="submit" class="plain">
              Bỏ bản đã sửa, dùng lại dự thảo
            </button>
          </Form>
        )}
      </details>
    )}
    {view.history.length > 0 && (
      <details>
        <summary>{`Quá trình sửa (${view.history.length})`}</summary>
        <ul class="plain">
          {view.history.map(({ at, by, what }) => (
            <li>
              {`${at}, ${by}: `}
              <bdi>{what}</bdi>
            </li>
          ))}
        </ul>
      </details>
    )}
    <h2>Xem trước</h2>
    {preview === null ? (
      <p class="empty">
        {view.isMade ? 'Không xem trước được tệp này; tải về để xem.' : 'Chưa lập nên chưa có gì để xem.'}
      </p>
    ) : (
      <>
        <p class="hint">Chữ và bảng của văn bản; thể thức trình bày xem trong tệp tải về.</p>
        <article class="preview">
          {preview.map((block) => (
            <Preview block={block} />
          ))}
        </article>
      </>
    )}
  </Layout>
);

const Preview: FC<{ readonly block: PreviewBlock }> = ({ block }) =>
  block.kind === 'lines' ? (
    <p class={block.isHeading ? 'preview-heading' : undefined}>
      <TextLines lines={block.lines} />
    </p>
  ) : (
    <div class="preview-table">
      <table>
        <tbody>
          {block.rows.map((row) => (
            <tr>
              {row.map(({ lines, rowSpan, columnSpan }) => (
                <td
                  rowspan={rowSpan === 1 ? undefined : rowSpan}
                  colspan={columnSpan === 1 ? undefined : columnSpan}
                >
                  <TextLines lines={lines} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const TextLines: FC<{ readonly lines: readonly string[] }> = ({ lines }) => (
  <>
    {lines.map((line, position) => (
      <>
        {position > 0 && <br />}
        <bdi>{line}</bdi>
      </>
    ))}
  </>
);

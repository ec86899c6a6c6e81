import type { FC } from 'hono/jsx';
import type { Excerpt } from '../present/present-excerpt.ts';
import type { PageView, PixelRectangle, SourcePageView } from '../present/present-source.ts';
import { Deciding, Ruled } from './decision-forms.tsx';
import { Foreign, Form, Layout } from './layout.tsx';

/** Where one figure stands. */
export const SourcePage: FC<{
  readonly view: SourcePageView;
  /** Why what is withheld was not shown. */
  readonly problem?: string | null;
}> = ({ view, problem = null }) => (
  <Layout title={`Nguồn số liệu: ${view.title}`} section="dossiers">
    <p class="path">
      <a href="/">Hồ sơ các xã, thị trấn</a> › {view.round} ›{' '}
      <a href={view.dossier.href}>{view.dossier.name}</a>
    </p>
    <h1>{view.title}</h1>
    <div class={view.deciding === null ? undefined : 'side-by-side'}>
      <SourceOfFigure view={view} problem={problem} />
      <FigureDeciding view={view} />
    </div>
  </Layout>
);

/** What was decided on the figure, the forms, and the way to the next one; nothing for points. */
const FigureDeciding: FC<{ readonly view: SourcePageView }> = ({ view }) =>
  view.deciding === null ? (
    <></>
  ) : (
    <section aria-label="Quyết định về số liệu">
      <Ruled subject={view.deciding} />
      <Deciding subject={view.deciding} isOpen />
      {view.nextUndecided !== null && (
        <p>
          <a href={view.nextUndecided.href}>Số liệu cần xem tiếp theo</a>{' '}
          <span class="hint">{`(còn ${view.nextUndecided.left})`}</span>
        </p>
      )}
    </section>
  );

const SourceOfFigure: FC<{ readonly view: SourcePageView; readonly problem: string | null }> = ({
  view,
  problem,
}) => (
  <div data-source>
    <dl class="facts">
      <div>
        <dt>Số liệu đọc được</dt>
        <dd>
          <strong>{view.value}</strong>
        </dd>
      </div>
      <div>
        <dt>Nguyên văn</dt>
        <dd>
          <Words raw={view.raw} />
        </dd>
      </div>
      <div>
        <dt>Tài liệu</dt>
        <dd>
          {view.kind}
          <span class="under">
            <Foreign text={view.file} /> · <a href={view.mailHref}>Thư đến</a>
          </span>
        </dd>
      </div>
      <div>
        <dt>Vị trí</dt>
        <dd>
          <Foreign text={view.place} />
        </dd>
      </div>
    </dl>
    {view.isOpened && (
      <p class="notice notice-urgent">
        Có thông tin cá nhân trẻ em; lượt xem này đã ghi vào Nhật ký thao tác và chỉ hiện một lần. Không sao
        chép, không chụp lại.
      </p>
    )}
    {view.withheld !== null && <p class="notice">{view.withheld}</p>}
    {view.withheld !== null && view.openAction !== null && (
      <OpenForm action={view.openAction} problem={problem} />
    )}
    {view.page !== null && <DocumentPage page={view.page} kind={view.kind} isOpened={view.isOpened} />}
    {view.excerpt !== null && <Surroundings excerpt={view.excerpt} isOpened={view.isOpened} />}
    {view.withheld === null && view.page === null && view.excerpt === null && (
      <p class="empty">Không tìm thấy vị trí này trong nội dung đã đọc của tài liệu.</p>
    )}
  </div>
);

/** Asks for the reason before what names children is shown. */
const OpenForm: FC<{ readonly action: string; readonly problem: string | null }> = ({ action, problem }) => (
  <Form action={action} class="decision">
    {problem !== null && (
      <p class="notice notice-urgent" role="alert">
        {problem}
      </p>
    )}
    <label class="reason">
      <span>Lý do xem (bắt buộc)</span>
      <input type="text" name="ly-do" required maxlength={2000} autocomplete="off" />
    </label>
    <button type="submit" class="button-small">
      Xem thông tin đã che
    </button>
    <p class="hint">Người xem, thời gian và lý do được ghi vào Nhật ký thao tác trước khi hiện nội dung.</p>
  </Form>
);

const Words: FC<{ readonly raw: string | null }> = ({ raw }) => {
  if (raw === null) return <span class="hint">đã che</span>;
  if (raw === '') return <span class="hint">không ghi lại</span>;
  return (
    <>
      “<Foreign text={raw} />”
    </>
  );
};

const DocumentPage: FC<{
  readonly page: PageView;
  readonly kind: string;
  readonly isOpened: boolean;
}> = ({ page, kind, isOpened }) => (
  <section aria-labelledby="trang">
    <h2 id="trang">{`${kind}, trang ${page.number}/${page.count}`}</h2>
    <nav class="pager" aria-label="Trang của tài liệu">
      {page.previousHref !== null && <a href={page.previousHref}>Trang trước</a>}
      {page.nextHref !== null && <a href={page.nextHref}>Trang sau</a>}
      {page.markedHref !== null && <a href={page.markedHref}>Về trang có số liệu</a>}
    </nav>
    {page.image === null ? (
      <p class="notice">{page.noImage}</p>
    ) : (
      <>
        {page.image.detail !== null && (
          <figure class="page-detail">
            <PageImage image={page.image} view={page.image.detail} label="Chỗ ghi số liệu, phóng to" />
            <figcaption>Chỗ ghi số liệu (khung màu), phóng to</figcaption>
          </figure>
        )}
        <figure class="page-image">
          <PageImage
            image={page.image}
            view={{ x: 0, y: 0, width: page.image.width, height: page.image.height }}
            label={`Ảnh trang ${page.number}`}
          />
          {!isOpened && (
            <figcaption>
              <a href={page.image.href}>Mở ảnh trang</a>
            </figcaption>
          )}
        </figure>
      </>
    )}
  </section>
);

const PageImage: FC<{
  readonly image: NonNullable<PageView['image']>;
  readonly view: PixelRectangle;
  readonly label: string;
}> = ({ image, view, label }) => (
  <svg
    viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
    width={String(view.width)}
    height={String(view.height)}
    role="img"
    aria-label={label}
  >
    <image href={image.href} x="0" y="0" width={String(image.width)} height={String(image.height)} />
    {image.mark !== null && (
      <rect
        class="mark"
        x={String(image.mark.x)}
        y={String(image.mark.y)}
        width={String(image.mark.width)}
        height={String(image.mark.height)}
      />
    )}
  </svg>
);

const Surroundings: FC<{ readonly excerpt: Excerpt; readonly isOpened: boolean }> = ({
  excerpt,
  isOpened,
}) => (
  <section aria-labelledby="trich">
    <h2 id="trich">Trích nội dung đã đọc</h2>
    {excerpt.kind === 'paragraphs' ? (
      <div class="excerpt-text">
        {excerpt.paragraphs.map(({ text, isMarked }) =>
          isMarked ? (
            <p>
              <mark>
                <Foreign text={text} />
              </mark>
            </p>
          ) : (
            <p>
              <Foreign text={text} />
            </p>
          ),
        )}
      </div>
    ) : (
      <div class="excerpt-table" tabindex={0} role="region" aria-label="Bảng quanh ô có số liệu">
        <table>
          {excerpt.columns.length > 0 && (
            <thead>
              <tr>
                <th scope="col">
                  <span class="unseen">Hàng</span>
                </th>
                {excerpt.columns.map((column) => (
                  <th scope="col">{column}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {excerpt.rows.map(({ number, cells }) => (
              <tr>
                {number !== null && <th scope="row">{String(number)}</th>}
                {cells.map(({ text, rowSpan, columnSpan, isMarked }) => (
                  <td
                    rowspan={rowSpan === 1 ? undefined : rowSpan}
                    colspan={columnSpan === 1 ? undefined : columnSpan}
                    class={isMarked ? 'marked' : undefined}
                  >
                    {isMarked ? (
                      <mark>
                        <Foreign text={text} />
                      </mark>
                    ) : (
                      <Foreign text={text} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <p class="hint">
      {excerpt.kind === 'table' && excerpt.isCut ? 'Chỉ trích phần bảng quanh ô có số liệu. ' : ''}
      {isOpened ? '' : 'Những chữ có thể là họ tên người và ngày, tháng, năm sinh đã được che.'}
    </p>
  </section>
);

import type { FC } from 'hono/jsx';
import type { Excerpt } from '../present/present-excerpt.ts';
import type { PageView, PixelRectangle, SourcePageView } from '../present/present-source.ts';
import { Foreign, Layout } from './layout.tsx';

/** Where one figure stands. */
export const SourcePage: FC<{ readonly view: SourcePageView }> = ({ view }) => (
  <Layout title={`Nguồn số liệu: ${view.title}`} section="dossiers">
    <p class="path">
      <a href="/">Hồ sơ các xã, thị trấn</a> › {view.round} ›{' '}
      <a href={view.dossier.href}>{view.dossier.name}</a>
    </p>
    <h1>{view.title}</h1>
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
    {view.withheld !== null && <p class="notice">{view.withheld}</p>}
    {view.page !== null && <DocumentPage page={view.page} kind={view.kind} />}
    {view.excerpt !== null && <Surroundings excerpt={view.excerpt} />}
    {view.withheld === null && view.page === null && view.excerpt === null && (
      <p class="empty">Không tìm thấy vị trí này trong nội dung đã đọc của tài liệu.</p>
    )}
  </Layout>
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

const DocumentPage: FC<{ readonly page: PageView; readonly kind: string }> = ({ page, kind }) => (
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
          <figcaption>
            <a href={page.image.href}>Mở ảnh trang</a>
          </figcaption>
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

const Surroundings: FC<{ readonly excerpt: Excerpt }> = ({ excerpt }) => (
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
      Những chữ có thể là họ tên người và ngày, tháng, năm sinh đã được che.
    </p>
  </section>
);

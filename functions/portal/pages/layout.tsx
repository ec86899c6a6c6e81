import type { Child, FC } from 'hono/jsx';
import { raw } from 'hono/html';
import type { Chip } from '../present/chip.ts';

/** Seconds between refreshes of a page without scripts while work goes on. */
const refreshSeconds = 5;

/** The frame of every page. `isWorking` makes it refresh itself until the work is done. */
export const Layout: FC<{
  readonly title: string;
  readonly section: 'dossiers' | 'intake' | null;
  readonly isWorking?: boolean;
  readonly children?: Child;
}> = ({ title, section, isWorking = false, children }) => (
  <>
    {raw('<!DOCTYPE html>')}
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Hồ Sơ`}</title>
        <link rel="icon" href="/assets/portal.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/portal.css" />
        <script src="/assets/portal.js" defer></script>
        {isWorking && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
      </head>
      <body>
        <a class="skip" href="#content">
          Đến nội dung chính
        </a>
        <header class="top">
          <a class="brand" href="/">
            Hồ Sơ
            <span>Xã, phường, thị trấn phù hợp với trẻ em</span>
          </a>
          <nav aria-label="Trang">
            <a href="/" aria-current={section === 'dossiers' ? 'page' : undefined}>
              Hồ sơ các xã, thị trấn
            </a>
            <a href="/tiep-nhan" aria-current={section === 'intake' ? 'page' : undefined}>
              Nhật ký tiếp nhận
            </a>
          </nav>
        </header>
        <main id="content" tabindex={-1} data-working={isWorking ? 'yes' : 'no'}>
          {children}
        </main>
        <footer class="bottom">
          Kết quả kiểm tra bước đầu của phần mềm; việc thẩm định do Phòng và Hội đồng thực hiện. Công nhận là
          thẩm quyền của cấp có thẩm quyền.
        </footer>
      </body>
    </html>
  </>
);

/** A state in one or two words. */
export const StateChip: FC<{ readonly chip: Chip }> = ({ chip }) => (
  <span class={`chip chip-${chip.tone}`}>{chip.text}</span>
);

/** Text that came from outside, kept from turning its neighbours around. */
export const Foreign: FC<{ readonly text: string }> = ({ text }) => <bdi>{text}</bdi>;

/** The warning of an artificial or unverified scale. */
export const Banner: FC<{ readonly text: string | null }> = ({ text }) =>
  text === null ? <></> : <p class="banner">{text}</p>;

/** A page with a message and what to do next. */
export const MessagePage: FC<{
  readonly title: string;
  readonly section?: 'dossiers' | 'intake';
  readonly children?: Child;
}> = ({ title, section, children }) => (
  <Layout title={title} section={section ?? null}>
    <h1>{title}</h1>
    <div class="message">{children}</div>
  </Layout>
);

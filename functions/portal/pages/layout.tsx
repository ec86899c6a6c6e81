import type { Child, FC } from 'hono/jsx';
import { raw } from 'hono/html';
import type { Permission } from '../access/permissions.ts';
import { can } from '../access/permissions.ts';
import { currentFlash, currentGatewayBytes, currentSignedIn } from '../access/signed-in-context.ts';
import { bytesOfUpload, uploadLimits, type UploadKind } from '../access/upload-limits.ts';
import type { Chip } from '../present/chip.ts';

/** Seconds between refreshes of a page without scripts while work goes on. */
const refreshSeconds = 5;

/** The parts of the portal in the order of the work, each shown to those who may open it. */
const sections = [
  { id: 'dossiers', href: '/', label: 'Hồ sơ các xã, thị trấn', permission: 'view-board' },
  { id: 'intake', href: '/tiep-nhan', label: 'Nhật ký tiếp nhận', permission: 'view-intake' },
  { id: 'quarantine', href: '/cach-ly', label: 'Thư chờ xác minh', permission: 'view-intake' },
  { id: 'sessions', href: '/phien-hop', label: 'Phiên họp', permission: 'view-sessions' },
  { id: 'documents', href: '/van-ban', label: 'Văn bản', permission: 'view-documents' },
  { id: 'outbox', href: '/thu-di', label: 'Thư đi', permission: 'view-outbox' },
  { id: 'sectors', href: '/nganh', label: 'Số liệu ngành', permission: 'answer-sector' },
  { id: 'rubrics', href: '/thang-diem', label: 'Thang điểm', permission: 'enter-rubric' },
  { id: 'registry', href: '/cau-hinh', label: 'Đợt và danh bạ', permission: 'manage-registry' },
  { id: 'letters', href: '/mau-thu', label: 'Mẫu thư', permission: 'manage-letters' },
  { id: 'mailbox', href: '/hop-thu', label: 'Hộp thư', permission: 'manage-mailbox' },
  { id: 'people', href: '/tai-khoan', label: 'Tài khoản', permission: 'manage-people' },
  { id: 'sending', href: '/gui-thu', label: 'Cách gửi thư', permission: 'set-up-sending' },
  { id: 'audit', href: '/nhat-ky-thao-tac', label: 'Nhật ký thao tác', permission: 'view-audit' },
] as const satisfies readonly {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly permission: Permission;
}[];

/** A part of the portal. */
export type Section = (typeof sections)[number]['id'];

/** The frame of every page. `isWorking` makes it refresh itself until the work is done. */
export const Layout: FC<{
  readonly title: string;
  readonly section: Section | null;
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
          <Navigation section={section} />
        </header>
        <main id="content" tabindex={-1} data-working={isWorking ? 'yes' : 'no'}>
          <Flash />
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

const Navigation: FC<{ readonly section: Section | null }> = ({ section }) => {
  const signedIn = currentSignedIn();
  if (signedIn === undefined) return <></>;
  const { person } = signedIn;
  return (
    <>
      <nav aria-label="Trang">
        {sections
          .filter(({ permission }) => can(person, permission))
          .map(({ id, href, label }) => (
            <a href={href} aria-current={id === section ? 'page' : undefined}>
              {label}
            </a>
          ))}
      </nav>
      <Form action="/dang-xuat" class="who">
        <a href="/tai-khoan-cua-toi">{person.name}</a>
        <button type="submit" class="plain">
          Đăng xuất
        </button>
      </Form>
    </>
  );
};

const Flash: FC = () => {
  const words = currentFlash();
  return words === null ? (
    <></>
  ) : (
    <p class="notice notice-done" role="status">
      {words}
    </p>
  );
};

/** A form that asks for a change: by POST, with the mark that it is our own; one with files says how many bytes it takes. */
export const Form: FC<{
  readonly action: string;
  readonly upload?: UploadKind | undefined;
  readonly class?: string;
  readonly id?: string;
  readonly children?: Child;
}> = ({ action, upload, children, ...rest }) => {
  const bytes = upload === undefined ? undefined : bytesOfUpload(upload, currentGatewayBytes());
  return (
    <form
      method="post"
      action={action}
      enctype={upload === undefined ? undefined : 'multipart/form-data'}
      data-max-bytes={bytes}
      {...rest}
    >
      <input type="hidden" name="csrf" value={currentSignedIn()?.csrf ?? ''} />
      {upload !== undefined && bytes !== undefined && (
        <p class="hint">{`Mỗi lần tải lên không quá ${bytes / 1024 / 1024} MB; ${uploadLimits[upload].more}.`}</p>
      )}
      {children}
    </form>
  );
};

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
  readonly section?: Section;
  readonly children?: Child;
}> = ({ title, section, children }) => (
  <Layout title={title} section={section ?? null}>
    <h1>{title}</h1>
    <div class="message">{children}</div>
  </Layout>
);

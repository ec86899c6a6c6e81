import type { Context, Env, Handler, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Person } from '../../../shared/domain/person.ts';
import { saysChildName } from '../../../shared/extraction/find-personal-data.ts';
import { Form, MessagePage } from '../pages/layout.tsx';
import type { PortalServices } from '../services.ts';
import { takeFlash } from './flash.ts';
import type { Permission } from './permissions.ts';
import { can } from './permissions.ts';
import { readSentForm, type SentForm } from './sent-form.ts';
import { bytesOfUpload, type UploadKind } from './upload-limits.ts';
import { findSignedIn, type SignedIn } from './sessions.ts';

/** Attack: a form of many megabytes held in memory; ours carry words of a person. */
const formBytes = 64 * 1024;
/** Beside the files of a form: its other fields and the marks between them. */
const fieldBytes = 64 * 1024;

type Answer = Response | Promise<Response>;

/** What a route asks for. */
export interface RouteRight {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly permission: Permission;
}

/** The one way to put a page or an action into the portal: with what one must be allowed to do. */
export interface GuardedRoutes {
  /** A page. A path with ":round" is for those who may do it in that round. */
  get<Path extends string>(
    path: Path,
    permission: Permission,
    show: (c: Context<Env, Path>, person: Person) => Answer,
  ): void;
  /** An action by a form of our own. */
  post<Path extends string>(
    path: Path,
    permission: Permission,
    act: (c: Context<Env, Path>, person: Person, form: SentForm) => Answer,
  ): void;
  /** An action by a form with files. */
  upload<Path extends string>(
    path: Path,
    permission: Permission,
    kind: UploadKind,
    act: (c: Context<Env, Path>, person: Person, form: SentForm) => Answer,
  ): void;
  /** Every route so far. */
  readonly rights: readonly RouteRight[];
}

/** Guards the routes of a portal: nobody reaches one without being signed in and allowed. `refresh` runs for each who is signed in. */
export function guardRoutes(
  app: Hono,
  services: PortalServices,
  refresh: () => Promise<void>,
): GuardedRoutes {
  const rights: RouteRight[] = [];

  /** The person who asks, or the answer that turns them away. */
  const admit = async (c: Context, permission: Permission): Promise<SignedIn | Response> => {
    const [signedIn] = await Promise.all([findSignedIn(c, services), refresh()]);
    if (signedIn === undefined) return askToSignIn(c);
    c.set('signedIn', signedIn);
    c.set('gatewayBytes', services.gateway?.maxBytes);
    return can(signedIn.person, permission, c.req.param('round')) ? signedIn : refuse(c);
  };
  const act =
    (permission: Permission, perform: (c: Context, person: Person, form: SentForm) => Answer): Handler =>
    async (c) => {
      const admitted = await admit(c, permission);
      if (admitted instanceof Response) return admitted;
      const form = await readSentForm(c);
      // Attack: cross-site request forgery by a page of our own origin's other port or an old tab of another person.
      if (form.text('csrf') !== admitted.csrf) return refuseForm(c);
      // Before anything is written: what names a child would stand in lists, the audit and papers.
      const named = namesInForm(form);
      return named.length > 0 && form.text(noNameField) !== 'co'
        ? askAboutNames(c, form, named)
        : perform(c, admitted.person, form);
    };
  const limit = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => refuseSize(c, maxSize) });

  return {
    rights,
    get: (path, permission, show) => {
      rights.push({ method: 'GET', path, permission });
      app.get(path, async (c) => {
        const admitted = await admit(c, permission);
        if (admitted instanceof Response) return admitted;
        c.set('flash', takeFlash(c));
        return show(c, admitted.person);
      });
    },
    post: (path, permission, perform) => {
      rights.push({ method: 'POST', path, permission });
      app.post(path, limit(formBytes), act(permission, perform));
    },
    upload: (path, permission, kind, perform) => {
      rights.push({ method: 'POST', path, permission });
      const maxBytes = bytesOfUpload(kind, services.gateway?.maxBytes);
      app.post(path, limit(maxBytes + fieldBytes), act(permission, perform));
    },
  };
}

const noNameField = 'khong-co-ten-tre';

/** Fields of a form that seem to say a child's name. */
const namesInForm = ({ texts }: SentForm): readonly string[] => [
  ...new Set(texts.flatMap(([name, words]) => (saysChildName(words) ? [name] : []))),
];

/** The form once more with the words in question, to be corrected or confirmed; one with files is sent anew. */
function askAboutNames(c: Context, form: SentForm, named: readonly string[]): Answer {
  const hasFiles = c.req.header('content-type')?.startsWith('multipart/') === true;
  return c.html(
    <MessagePage title="Không ghi họ tên trẻ em">
      <p class="notice notice-urgent" role="alert">
        Không ghi họ tên trẻ em. Nội dung vừa nhập có vẻ nêu tên một trẻ em nên chưa được ghi; ghi số lượng
        hoặc nơi lưu giấy tờ thay cho họ tên.
      </p>
      {hasFiles ? (
        <p>
          Quay lại trang trước (nút Quay lại của trình duyệt giữ nội dung đã nhập), bỏ họ tên rồi gửi lại.
        </p>
      ) : (
        <Form action={c.req.path} class="fields">
          {form.texts
            .filter(([name]) => name !== 'csrf' && name !== noNameField)
            .map(([name, words]) =>
              named.includes(name) ? (
                <label>
                  Nội dung cần xem lại
                  <textarea name={name} rows={4} required>
                    {words}
                  </textarea>
                </label>
              ) : (
                <input type="hidden" name={name} value={words} />
              ),
            )}
          <label class="check">
            <input type="checkbox" name={noNameField} value="co" />
            Đã xem lại: không phải họ tên trẻ em (ví dụ tên cán bộ, tên địa danh)
          </label>
          <button type="submit">Gửi lại</button>
        </Form>
      )}
    </MessagePage>,
    422,
  );
}

function askToSignIn(c: Context): Answer {
  if (c.req.method === 'GET')
    return c.redirect(`/dang-nhap?tiep=${encodeURIComponent(new URL(c.req.url).pathname)}`, 303);
  return c.html(
    <MessagePage title="Cần đăng nhập lại">
      <p>Phiên làm việc đã hết hạn nên nội dung vừa gửi chưa được ghi.</p>
      <p>
        <a href="/dang-nhap" target="_blank" rel="noopener">
          Đăng nhập lại ở thẻ mới
        </a>
        , sau đó quay lại trang trước (nút Quay lại của trình duyệt giữ nội dung đã nhập), tải lại và gửi lại.
      </p>
    </MessagePage>,
    401,
  );
}

function refuse(c: Context): Answer {
  return c.html(
    <MessagePage title="Không có quyền thực hiện">
      <p>Tài khoản của ông (bà) không được giao việc này, hoặc không được giao ở đợt đánh giá này.</p>
      <p>
        Cần làm việc này thì đề nghị người quản trị giao thêm vai trò. <a href="/">Về trang đầu</a>
      </p>
    </MessagePage>,
    403,
  );
}

function refuseForm(c: Context): Answer {
  return c.html(
    <MessagePage title="Biểu mẫu đã cũ">
      <p>
        Biểu mẫu này được mở trong một phiên đăng nhập khác nên nội dung chưa được ghi. Quay lại trang trước,
        tải lại trang rồi gửi lại.
      </p>
    </MessagePage>,
    403,
  );
}

function refuseSize(c: Context, maxSize: number): Answer {
  return c.html(
    <MessagePage title="Nội dung gửi lên quá lớn">
      <p>
        {maxSize <= formBytes
          ? 'Biểu mẫu gửi lên quá lớn nên chưa được ghi. Rút ngắn nội dung rồi gửi lại.'
          : `Các tệp gửi lên vượt quá ${Math.floor(maxSize / 1024 / 1024)} MB nên chưa được ghi. Chia thành nhiều lần gửi hoặc giảm dung lượng tệp.`}
      </p>
    </MessagePage>,
    413,
  );
}

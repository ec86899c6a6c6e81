import type { Hono } from 'hono';
import { MessagePage } from '../pages/layout.tsx';
import type { PortalServices } from '../services.ts';

/** The pages for what is not there and for what went wrong; an error's own words never reach a page. */
export function answerFailures(app: Hono, services: PortalServices): void {
  app.notFound((c) =>
    c.html(
      <MessagePage title="Không tìm thấy trang">
        <p>Đường dẫn không có trong hệ thống, hoặc hồ sơ, thư, dự thảo này chưa có.</p>
        <p>
          Trở về <a href="/">Hồ sơ các xã, thị trấn</a> hoặc <a href="/tiep-nhan">Nhật ký tiếp nhận</a>.
        </p>
      </MessagePage>,
      404,
    ),
  );
  app.onError((error, c) => {
    const reference = services.newReference();
    services.reportFailure({ reference, path: c.req.path, error });
    return c.html(
      <MessagePage title="Trang chưa hiển thị được">
        <p>
          Có lỗi khi lập trang này. Thư và hồ sơ đã nhận không bị ảnh hưởng. Tải lại trang sau ít phút; nếu
          vẫn không được, báo cho người quản trị mã dưới đây.
        </p>
        <p>
          Mã tra cứu: <strong>{reference}</strong>
        </p>
        <p>
          <a href="/">Về Hồ sơ các xã, thị trấn</a>
        </p>
      </MessagePage>,
      500,
    );
  });
}

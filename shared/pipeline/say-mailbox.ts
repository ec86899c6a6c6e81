import type { MailboxProblem, MailboxState } from './mailbox-records.ts';
import { sayLocalTime } from './say-local-time.ts';

/** Why the mailbox is not read, and what to do, in the words of the office. */
export const mailboxProblemWords: Readonly<
  Record<MailboxProblem, { readonly what: string; readonly todo: string }>
> = {
  'wrong-password': {
    what: 'Không đăng nhập được hộp thư',
    todo: 'Mật khẩu đã đổi, hết hạn hoặc nhập sai. Với Gmail, tạo mật khẩu ứng dụng mới. Người quản trị nhập lại mật khẩu ở trang Hộp thư.',
  },
  'no-password': {
    what: 'Chưa có mật khẩu của hộp thư',
    todo: 'Người quản trị nhập mật khẩu ở trang Hộp thư.',
  },
  'unknown-host': {
    what: 'Không tìm thấy máy chủ thư',
    todo: 'Kiểm tra tên máy chủ ở trang Hộp thư và kết nối Internet của máy chạy phần mềm.',
  },
  unreachable: {
    what: 'Không kết nối được máy chủ thư',
    todo: 'Kiểm tra kết nối Internet, cổng và cách mã hóa. Nếu các mục này đúng, hỏi đơn vị cung cấp thư. Phần mềm tự thử lại.',
  },
  certificate: {
    what: 'Không tin cậy được chứng thư của máy chủ thư',
    todo: 'Kiểm tra tên máy chủ có đúng tên ghi trong chứng thư không; nếu đúng, đề nghị đơn vị cung cấp thư gia hạn hoặc thay chứng thư. Mật khẩu chưa được gửi đi.',
  },
  'no-encryption': {
    what: 'Không mã hóa được kết nối đến máy chủ thư',
    todo: 'Chọn đúng cổng và cách mã hóa (thường dùng: TLS, cổng 993). Mật khẩu chưa được gửi đi.',
  },
  'no-such-folder': {
    what: 'Không có thư mục hoặc nhãn đã chọn trong hộp thư',
    todo: 'Kiểm tra thư mục có bị đổi tên, xóa hay không; với Gmail, đánh dấu “Hiển thị trong IMAP” ở nhãn đó. Tên thư mục nhập ở trang Hộp thư.',
  },
  busy: {
    what: 'Máy chủ thư đang từ chối kết nối',
    todo: 'Thường do có quá nhiều kết nối cùng lúc; đóng bớt chương trình đọc thư. Phần mềm tự thử lại.',
  },
  'server-failed': {
    what: 'Máy chủ thư trả lời không đúng quy cách',
    todo: 'Phần mềm tự thử lại. Nếu kéo dài, hỏi đơn vị cung cấp thư.',
  },
};

/** How full the mailbox is, and what to do. */
export const sayFullness = ({ share }: NonNullable<MailboxState['nearlyFull']>) => ({
  what: `${share >= 1 ? 'Hộp thư đã đầy' : 'Hộp thư gần đầy'} (${Math.floor(share * 100)}%)`,
  todo: 'Xóa bớt thư cũ không còn cần hoặc tăng dung lượng.',
});

/** What is wrong with the mailbox, each a sentence of what and since when, and what to do; none where all is well. */
export function sayMailboxAlerts(
  state: Pick<MailboxState, 'problem' | 'nearlyFull'>,
): readonly { readonly what: string; readonly todo: string }[] {
  const { problem, nearlyFull } = state;
  const since = (iso: string): string => {
    const { day, hour } = sayLocalTime(iso);
    return `${hour} ngày ${day}`;
  };
  return [
    ...(problem === null
      ? []
      : [
          {
            what: `${mailboxProblemWords[problem.fault].what}; thư mới chưa được lấy về từ ${since(problem.since)}.`,
            todo: mailboxProblemWords[problem.fault].todo,
          },
        ]),
    ...(nearlyFull === null
      ? []
      : [
          {
            what: `${sayFullness(nearlyFull).what}, từ ${since(nearlyFull.since)}.`,
            todo: `${sayFullness(nearlyFull).todo} Hộp thư đầy không nhận được thư của xã, thị trấn.`,
          },
        ]),
  ];
}

import type { FC } from 'hono/jsx';
import type { SentForm } from '../access/sent-form.ts';

/** Why an act was not kept, and what the person typed; the page stands as before otherwise. */
export interface NotKept {
  /** Name of the form. */
  readonly part: string;
  readonly problems: readonly string[];
  /** What is to be looked at; sending again with the box ticked keeps the act. */
  readonly warnings: readonly string[];
  /** Somebody else changed the same meanwhile. */
  readonly isChanged: boolean;
  readonly sent: SentForm;
}

/** What stands in a field: what was typed into this form and not kept, else what is kept. */
export const typedIn = (notKept: NotKept | null, part: string, field: string, kept: string): string =>
  notKept?.part === part ? notKept.sent.text(field) : kept;

/** What is wrong with a form that was not kept, over it. */
export const NotKeptNotice: FC<{ readonly notKept: NotKept | null; readonly part: string }> = ({
  notKept,
  part,
}) => {
  if (notKept?.part !== part) return <></>;
  return (
    <div class="notice notice-urgent" role="alert">
      {notKept.isChanged && (
        <p>
          Từ khi mở trang, người khác vừa ghi phần này; nội dung mới hiện ở trên. Nội dung ông (bà) nhập còn ở
          dưới và chưa được ghi: xem lại, sửa nếu cần rồi gửi lại.
        </p>
      )}
      {notKept.problems.map((problem) => (
        <p>{problem}</p>
      ))}
      {notKept.warnings.length > 0 && (
        <>
          <p>Chưa ghi. Đề nghị kiểm tra:</p>
          <ul>
            {notKept.warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

/** The box that keeps an act although there are warnings; only after they were shown. */
export const ConfirmBox: FC<{ readonly notKept: NotKept | null; readonly part: string }> = ({
  notKept,
  part,
}) =>
  notKept?.part === part && notKept.warnings.length > 0 ? (
    <label class="check">
      <input type="checkbox" name="da-xem" value="co" />
      Đã kiểm tra các nội dung trên, vẫn ghi
    </label>
  ) : (
    <></>
  );

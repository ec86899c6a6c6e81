import type { FC } from 'hono/jsx';
import type { MailWork } from '../present/present-mail-work.ts';
import { PlaceSelect } from './place-select.tsx';
import { Foreign, Form } from './layout.tsx';

/** What a person entered that was not done, and why not. */
export interface EnteredWork {
  readonly problem: string | null;
  readonly task: string;
  readonly place: string;
  readonly reason: string;
}

/** Nothing was entered yet. */
export const nothingEntered: EnteredWork = { problem: null, task: '', place: '', reason: '' };

interface TaskContext {
  readonly work: MailWork;
  readonly entered: EnteredWork;
  /** The page to come back to. */
  readonly from: 'tiep-nhan' | 'cach-ly';
}

/** What may be done with a mail: one form a task, each with its reason. */
export const MailActions: FC<TaskContext> = ({ work, entered, from }) => (
  <section aria-labelledby="xu-ly">
    <h2 id="xu-ly">Xử lý thư</h2>
    {entered.problem !== null && (
      <p class="notice notice-urgent" role="alert">
        {entered.problem}
      </p>
    )}
    {!work.isOpen && (
      <p class="hint">
        Thư đang được xử lý, hoặc tài khoản không được giao việc này. Thao tác với thư khi đã xử lý xong.
      </p>
    )}
    <div class="tasks">
      {work.isOpen && <Tasks {...{ work, entered, from }} />}
      {work.canDownload && (
        <Form action={`/tiep-nhan/${work.mail}/thu-goc`} class="task">
          <h3>Tải thư gốc</h3>
          <p class="hint">
            Lượt tải được ghi nhật ký. Tệp kèm trong thư có thể chứa mã độc hoặc thông tin trẻ em: chỉ mở khi
            cần đối chiếu.
          </p>
          <label>
            Lý do (bắt buộc)
            <input name="ly-do" maxlength={500} required />
          </label>
          <button type="submit" class="button-small">
            Tải thư gốc
          </button>
        </Form>
      )}
    </div>
  </section>
);

const Tasks: FC<TaskContext> = ({ work, entered, from }) => (
  <>
    {(work.isHeld || work.isRefused) && (
      <Task
        {...{ work, entered, from }}
        task="dua-vao"
        title="Đưa vào xử lý"
        hint="Người gửi đã được xác minh; đơn vị do tài liệu cho biết. Gọi xác minh theo số điện thoại trong danh bạ, không dùng số ghi trong thư."
        button="Đưa vào xử lý"
      />
    )}
    <Task
      {...{ work, entered, from }}
      task="gan"
      title={work.isHeld ? 'Gắn với xã, thị trấn' : 'Chuyển sang hồ sơ khác'}
      hint={
        work.isHeld
          ? 'Toàn bộ tài liệu của thư được xếp vào hồ sơ của đơn vị này.'
          : 'Toàn bộ tài liệu của thư được chuyển sang hồ sơ của đơn vị và đợt này; hồ sơ cũ được tính lại. Chuyển một tài liệu: chọn tại từng phần của thư.'
      }
      button={work.isHeld ? 'Gắn' : 'Chuyển'}
      hasPlace
    />
    {!work.isRefused && (
      <Task
        {...{ work, entered, from }}
        task="tu-choi"
        title="Không thuộc đợt đánh giá"
        hint="Thư vẫn được lưu, không còn trong hồ sơ nào; có thể hoàn tác."
        button="Ghi không thuộc đợt"
        canBlock={work.hasSender}
      />
    )}
    {work.canUndo && (
      <Task
        {...{ work, entered, from }}
        task="hoan-tac"
        title="Hoàn tác"
        hint="Bỏ thao tác gần nhất trong danh sách bên dưới; hoàn tác lần nữa để làm lại."
        button="Hoàn tác"
      />
    )}
    <Task
      {...{ work, entered, from }}
      task="doc-lai"
      title="Xử lý lại từ thư gốc"
      hint="Mở, kiểm tra người gửi và đọc lại thư gốc đã lưu. Kết quả không đổi thì hồ sơ không có lần cập nhật mới."
      button="Xử lý lại"
    />
    {work.isQuestion && (
      <Task
        {...{ work, entered, from }}
        task={work.isAnswered ? 'chua-tra-loi' : 'da-tra-loi'}
        title={work.isAnswered ? 'Thư hỏi đã trả lời' : 'Thư hỏi chưa trả lời'}
        hint={
          work.isAnswered
            ? 'Đánh dấu lại là chưa trả lời.'
            : 'Ghi đã trả lời cách nào (thư, điện thoại, Zalo).'
        }
        button={work.isAnswered ? 'Ghi chưa trả lời' : 'Ghi đã trả lời'}
      />
    )}
  </>
);

const Task: FC<
  TaskContext & {
    readonly task: string;
    readonly title: string;
    readonly hint: string;
    readonly button: string;
    readonly hasPlace?: boolean;
    readonly canBlock?: boolean;
  }
> = ({ work, entered, from, task, title, hint, button, hasPlace = false, canBlock = false }) => (
  <Form action={`/tiep-nhan/${work.mail}/viec`} class="task">
    <h3>{title}</h3>
    <p class="hint">{hint}</p>
    <input type="hidden" name="viec" value={task} />
    <input type="hidden" name="buoc" value={String(work.step)} />
    <input type="hidden" name="tu" value={from} />
    {hasPlace && (
      <label>
        Xã, thị trấn
        <PlaceSelect
          name="noi"
          places={work.places}
          chosen={entered.task === task ? entered.place : work.place}
          none="Chọn đơn vị"
          isRequired
        />
      </label>
    )}
    {hasPlace && work.hasSender && work.canEnrol && (
      <label class="check">
        <input type="checkbox" name="luu" value="co" /> Lưu địa chỉ gửi vào danh bạ: các thư sau từ địa chỉ
        này được nhận là của đơn vị
      </label>
    )}
    <label>
      Lý do (bắt buộc)
      <input name="ly-do" maxlength={500} value={entered.task === task ? entered.reason : ''} required />
    </label>
    {canBlock && (
      <label class="check">
        <input type="checkbox" name="chan" value="co" /> Chặn địa chỉ này: các thư sau được lưu, không xử lý
      </label>
    )}
    <button type="submit" class="button-small">
      {button}
    </button>
  </Form>
);

/** What people did with a mail, and what its stages took. */
export const MailHistory: FC<{ readonly work: MailWork }> = ({ work }) => (
  <>
    <section aria-labelledby="qua-trinh">
      <h2 id="qua-trinh">Thao tác của cán bộ</h2>
      {work.events.length === 0 ? (
        <p class="empty">Chưa có thao tác nào.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Thao tác với thư, mới nhất trước</caption>
          <thead>
            <tr>
              <th scope="col">Thời điểm</th>
              <th scope="col">Người làm</th>
              <th scope="col">Thao tác</th>
              <th scope="col">Lý do</th>
            </tr>
          </thead>
          <tbody>
            {work.events.map((event) => (
              <tr>
                <td class="time">{event.at}</td>
                <td data-label="Người làm">{event.by}</td>
                <th scope="row">
                  {event.what}
                  {event.change !== '' && <span class="under">{event.change}</span>}
                </th>
                <td data-label="Lý do">
                  <Foreign text={event.reason} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
    {work.times.length > 0 && (
      <details>
        <summary>
          {work.total === ''
            ? 'Thời gian xử lý theo bước'
            : `Thời gian xử lý theo bước (từ lúc nhận đến khi xong: ${work.total})`}
        </summary>
        <table>
          <caption class="unseen">Thời gian xử lý theo bước</caption>
          <thead>
            <tr>
              <th scope="col">Bước</th>
              <th scope="col" class="figure">
                Số việc
              </th>
              <th scope="col" class="figure">
                Thời gian làm
              </th>
              <th scope="col" class="figure">
                Số lần thử
              </th>
            </tr>
          </thead>
          <tbody>
            {work.times.map((time) => (
              <tr>
                <th scope="row">{time.stage}</th>
                <td class="figure">{time.jobs}</td>
                <td class="figure">{time.time}</td>
                <td class="figure">{time.attempts}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    )}
  </>
);

import type { FC } from 'hono/jsx';
import { documentKindNames, documentKinds } from '../../../shared/domain/document.ts';
import type { ContactChannel } from '../../../shared/pipeline/contact-records.ts';
import { contactChannelNames, contactChannels } from '../../../shared/pipeline/contact-records.ts';
import { receivingChannelNames, receivingChannels } from '../../../shared/pipeline/receive-on-behalf.ts';
import type { PlaceChoices } from '../present/present-mail-work.ts';
import { Foreign, Form, Layout } from './layout.tsx';
import { PlaceSelect } from './place-select.tsx';

/** A problem with what was entered; nothing where there is none. */
const Problem: FC<{ readonly text: string | null }> = ({ text }) =>
  text === null ? (
    <></>
  ) : (
    <p class="notice notice-urgent" role="alert">
      {text}
    </p>
  );

/** What the form of papers received otherwise holds. */
export interface EnteredReceipt {
  readonly place: string;
  readonly channel: string;
  /** ISO day. */
  readonly day: string;
  readonly note: string;
  readonly problem: string | null;
}

/** "Nhập hồ sơ nhận ngoài thư điện tử". */
export const ReceiveOnBehalfPage: FC<{
  readonly places: PlaceChoices;
  readonly entered: EnteredReceipt;
}> = ({ places, entered }) => (
  <Layout title="Nhập hồ sơ nhận ngoài thư điện tử" section="intake">
    <p class="path">
      <a href="/tiep-nhan">Nhật ký tiếp nhận</a> › Nhập hồ sơ
    </p>
    <h1>Nhập hồ sơ nhận ngoài thư điện tử</h1>
    <p>
      Hồ sơ giấy đã quét, tệp nhận qua USB, Zalo hoặc hệ thống quản lý văn bản được lưu như một thư riêng và
      xử lý như hồ sơ gửi qua thư. Không nhận danh sách trẻ em qua Zalo.
    </p>
    <Problem text={entered.problem} />
    <Form action="/nhap-ho-so" upload="dossier" class="fields">
      <label>
        Xã, thị trấn
        <PlaceSelect name="noi" places={places} chosen={entered.place} none="Chọn đơn vị" isRequired />
      </label>
      <label>
        Hình thức nhận
        <select name="hinh-thuc" required>
          <option value="">Chọn hình thức</option>
          {receivingChannels.map((channel) => (
            <option value={channel} selected={channel === entered.channel}>
              {receivingChannelNames[channel]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Ngày nhận
        <input type="date" name="ngay" value={entered.day} required />
        <span class="hint">Ngày này dùng để tính hạn nộp.</span>
      </label>
      <label>
        Tệp (chọn được nhiều tệp)
        <input type="file" name="tep" multiple required />
      </label>
      <label>
        Ghi chú (ai nộp, số văn bản)
        <textarea name="ghi-chu" rows={3} maxlength={500}>
          {entered.note}
        </textarea>
      </label>
      <button type="submit">Nhập hồ sơ</button>
    </Form>
  </Layout>
);

/** What the form of one paper holds. */
export interface PaperView {
  readonly mail: string;
  readonly part: string;
  readonly file: string;
  readonly step: number;
  /** What it is taken for, and by whom. */
  readonly kind: string;
  readonly isContainer: boolean;
  readonly isOpen: boolean;
  readonly places: PlaceChoices;
  readonly entered: {
    readonly kind: string;
    readonly place: string;
    readonly reason: string;
    readonly problem: string | null;
  };
}

/** One part of a mail: what it is, where it belongs, and reading it once more. */
export const PaperPage: FC<{ readonly view: PaperView }> = ({ view }) => (
  <Layout title="Sửa loại, nơi xếp tài liệu" section="intake">
    <p class="path">
      <a href="/tiep-nhan">Nhật ký tiếp nhận</a> › <a href={`/tiep-nhan/${view.mail}`}>Chi tiết thư đến</a> ›{' '}
      {`Phần ${view.part}`}
    </p>
    <h1>
      <Foreign text={view.file} />
    </h1>
    <p>{view.kind}</p>
    <Problem text={view.entered.problem} />
    {!view.isOpen ? (
      <p class="notice">
        Thư đang được xử lý, hoặc tài khoản không được giao việc này. Thao tác khi thư đã xử lý xong.
      </p>
    ) : (
      <>
        {view.isContainer ? (
          <p class="hint">Tệp nén, thư chuyển tiếp: sửa tại từng tệp bên trong.</p>
        ) : (
          <Form action={`/tiep-nhan/${view.mail}/phan/${view.part}`} class="fields">
            <input type="hidden" name="buoc" value={String(view.step)} />
            <label>
              Loại tài liệu
              <select name="loai">
                <option value="">Theo nội dung tài liệu</option>
                {documentKinds.map((kind) => (
                  <option value={kind} selected={kind === view.entered.kind}>
                    {documentKindNames[kind].name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Xếp vào hồ sơ của
              <PlaceSelect name="noi" places={view.places} chosen={view.entered.place} none="Hồ sơ của thư" />
            </label>
            <label>
              Lý do (bắt buộc)
              <input name="ly-do" maxlength={500} value={view.entered.reason} required />
            </label>
            <button type="submit">Ghi</button>
          </Form>
        )}
        <h2>Đọc lại</h2>
        <p class="hint">Đọc lại riêng phần này từ tệp gốc đã lưu, gồm cả tệp bên trong nếu là tệp nén.</p>
        <Form action={`/tiep-nhan/${view.mail}/phan/${view.part}/doc-lai`} class="fields">
          <label>
            Lý do (bắt buộc)
            <input name="ly-do" maxlength={500} required />
          </label>
          <button type="submit">Đọc lại phần này</button>
        </Form>
      </>
    )}
  </Layout>
);

/** "Xử lý lại cả đợt". */
export const ReplayRoundPage: FC<{
  readonly rounds: readonly { readonly id: string; readonly name: string }[];
  readonly problem: string | null;
}> = ({ rounds, problem }) => (
  <Layout title="Xử lý lại cả đợt" section="intake">
    <p class="path">
      <a href="/tiep-nhan">Nhật ký tiếp nhận</a> › Xử lý lại cả đợt
    </p>
    <h1>Xử lý lại cả đợt</h1>
    <p>
      Mọi thư đang nằm trong hồ sơ của đợt được mở và đọc lại từ thư gốc đã lưu, ví dụ sau khi nâng cấp phần
      mềm. Hồ sơ có kết quả không đổi giữ nguyên lần cập nhật; quyết định của cán bộ được giữ.
    </p>
    <Problem text={problem} />
    {rounds.length === 0 ? (
      <p class="empty">Chưa có đợt đánh giá nào được giao cho tài khoản này.</p>
    ) : (
      <Form action="/tiep-nhan/xu-ly-lai-dot" class="fields">
        <label>
          Đợt đánh giá
          <select name="dot" required>
            <option value="">Chọn đợt</option>
            {rounds.map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Lý do (bắt buộc)
          <input name="ly-do" maxlength={500} required />
        </label>
        <button type="submit">Xử lý lại cả đợt</button>
      </Form>
    )}
  </Layout>
);

/** What the page of talks with a commune shows. */
export interface ContactsView {
  readonly round: string;
  readonly commune: string;
  readonly name: string;
  readonly roundName: string;
  /** To be sent by the officer's own means. */
  readonly messages: readonly string[];
  readonly notes: readonly {
    readonly day: string;
    readonly channel: string;
    readonly words: string;
    readonly by: string;
  }[];
  readonly nextHref: string | null;
  readonly canWrite: boolean;
  readonly entered: {
    readonly channel: ContactChannel | '';
    readonly day: string;
    readonly words: string;
    readonly problem: string | null;
  };
}

/** "Nhật ký liên hệ" of one commune. */
export const ContactsPage: FC<{ readonly view: ContactsView }> = ({ view }) => (
  <Layout title={`Nhật ký liên hệ ${view.name}`} section="dossiers">
    <p class="path">{view.roundName}</p>
    <h1>{`Nhật ký liên hệ, ${view.name}`}</h1>
    <section aria-labelledby="tin-mau">
      <h2 id="tin-mau">Tin ngắn để sao chép (Zalo, SMS)</h2>
      <p class="hint">Phần mềm không gửi tin. Tin không nêu số liệu và không nêu tên trẻ em.</p>
      {view.messages.map((message) => (
        <textarea class="copy" rows={4} readonly aria-label="Tin ngắn để sao chép">
          {message}
        </textarea>
      ))}
    </section>
    {view.canWrite && (
      <section aria-labelledby="ghi">
        <h2 id="ghi">Ghi liên hệ</h2>
        <Problem text={view.entered.problem} />
        <Form action={`/lien-he/${view.round}/${view.commune}`} class="fields">
          <label>
            Hình thức
            <select name="hinh-thuc" required>
              <option value="">Chọn hình thức</option>
              {contactChannels.map((channel) => (
                <option value={channel} selected={channel === view.entered.channel}>
                  {contactChannelNames[channel]}
                </option>
              ))}
            </select>
          </label>
          <label>
            Ngày
            <input type="date" name="ngay" value={view.entered.day} required />
          </label>
          <label>
            Nội dung (với ai, đã thống nhất gì)
            <textarea name="noi-dung" rows={3} maxlength={1000} required>
              {view.entered.words}
            </textarea>
            <span class="hint">Không ghi họ tên, ngày sinh của trẻ em.</span>
          </label>
          <button type="submit">Ghi liên hệ</button>
        </Form>
      </section>
    )}
    <section aria-labelledby="da-ghi">
      <h2 id="da-ghi">Đã liên hệ</h2>
      {view.notes.length === 0 ? (
        <p class="empty">Chưa ghi lần liên hệ nào.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Các lần liên hệ, mới nhất trước</caption>
          <thead>
            <tr>
              <th scope="col">Ngày</th>
              <th scope="col">Hình thức</th>
              <th scope="col">Nội dung</th>
              <th scope="col">Người ghi</th>
            </tr>
          </thead>
          <tbody>
            {view.notes.map((note) => (
              <tr>
                <td class="time">{note.day}</td>
                <td data-label="Hình thức">{note.channel}</td>
                <th scope="row" class="file">
                  <Foreign text={note.words} />
                </th>
                <td data-label="Người ghi">{note.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="pager">{view.nextHref !== null && <a href={view.nextHref}>Các lần trước đó</a>}</p>
    </section>
  </Layout>
);

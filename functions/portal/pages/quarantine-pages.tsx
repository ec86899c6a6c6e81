import type { FC } from 'hono/jsx';
import type { IntakeRow, MailView } from '../present/present-intake.ts';
import type { MailWork } from '../present/present-mail-work.ts';
import type { HeldPart, HeldText } from '../present/present-quarantine.ts';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';
import type { EnteredWork } from './mail-actions.tsx';
import { MailActions, MailHistory } from './mail-actions.tsx';
import { SenderTrust } from './sender-trust.tsx';

/** What the list of held mails shows. */
export interface QuarantineView {
  readonly rows: readonly IntakeRow[];
  readonly isFirstPage: boolean;
  readonly nextHref: string | null;
  readonly rounds: readonly { readonly name: string; readonly href: string }[];
}

/** "Thư chờ xác minh": mails nobody may work on before a person looked. */
export const QuarantinePage: FC<{ readonly view: QuarantineView }> = ({ view }) => (
  <Layout title="Thư chờ xác minh" section="quarantine">
    <h1>Thư chờ xác minh</h1>
    <p>
      Thư từ địa chỉ chưa xác minh, thư chưa được chứng thực, thư đáng ngờ và thư chưa rõ của đơn vị nào được
      giữ tại đây: đã đọc, chưa đưa vào hồ sơ nào.
    </p>
    {view.rows.length === 0 ? (
      <p class="empty">
        {view.isFirstPage ? 'Không có thư nào chờ xác minh.' : 'Không còn thư cũ hơn chờ xác minh.'}
      </p>
    ) : (
      <table class="cards">
        <caption class="unseen">Thư chờ xác minh, mới nhất trước</caption>
        <thead>
          <tr>
            <th scope="col">Thời điểm nhận</th>
            <th scope="col">Thư</th>
            <th scope="col">Vì sao giữ lại</th>
            <th scope="col">Có thể của</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr>
              <td class="time" data-label="Thời điểm nhận">
                {row.receivedAt}
              </td>
              <th scope="row">
                <a href={row.href}>
                  <Foreign text={row.subject} />
                </a>
                <span class="under">
                  <Foreign text={row.from} />
                </span>
              </th>
              <td data-label="Vì sao giữ lại">{row.because}</td>
              <td data-label="Có thể của">{row.commune?.name ?? <span class="hint">Chưa rõ</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <p class="pager">
      {!view.isFirstPage && <a href="/cach-ly">Về thư mới nhất</a>}
      {view.nextHref !== null && <a href={view.nextHref}>Thư cũ hơn</a>}
    </p>
    {view.rounds.length > 0 && (
      <section aria-labelledby="cach-nhan">
        <h2 id="cach-nhan">Cách nhận thư từ địa chỉ lạ, địa chỉ bị chặn</h2>
        <ul class="plain">
          {view.rounds.map(({ name, href }) => (
            <li>
              <a href={href}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </Layout>
);

/** One held mail, seen safely: its text and what its files say, never its HTML or its files. */
export const HeldMailPage: FC<{
  readonly view: MailView;
  readonly text: HeldText;
  readonly parts: readonly { readonly file: string; readonly fate: string; readonly href: string | null }[];
  readonly work: MailWork;
  readonly entered: EnteredWork;
}> = ({ view, text, parts, work, entered }) => (
  <Layout title="Thư chờ xác minh" section="quarantine" isWorking={view.isInWork}>
    <p class="path">
      <a href="/cach-ly">Thư chờ xác minh</a> › Chi tiết
    </p>
    <div class="title-line">
      <h1>
        <Foreign text={view.subject} />
      </h1>
      <StateChip chip={view.state} />
    </div>
    <dl class="facts">
      <div>
        <dt>Người gửi</dt>
        <dd>
          <Foreign text={view.from} />
        </dd>
      </div>
      <SenderTrust trust={view.trust} />
      <div>
        <dt>Thời điểm nhận</dt>
        <dd>{view.receivedAt}</dd>
      </div>
      <div>
        <dt>Vì sao giữ lại</dt>
        <dd>{view.because === '' ? '–' : view.because}</dd>
      </div>
      <div>
        <dt>Đầy đủ</dt>
        <dd>
          <a href={`/tiep-nhan/${work.mail}`}>Chi tiết thư đến</a>
        </dd>
      </div>
    </dl>
    {view.trust !== null && view.trust.advice !== '' && (
      <div class="notice">
        <p>{view.trust.advice}</p>
        {view.trust.isProposal && work.isOpen && (
          <Form action={`/tiep-nhan/${work.mail}/viec`}>
            <input type="hidden" name="viec" value="dua-vao" />
            <input type="hidden" name="buoc" value={String(work.step)} />
            <input type="hidden" name="tu" value="cach-ly" />
            <input type="hidden" name="ly-do" value="Đã gọi xác minh theo số điện thoại trong danh bạ" />
            <button type="submit">Đã gọi xác minh, đưa vào xử lý</button>
          </Form>
        )}
      </div>
    )}
    {view.remarks.length > 0 && (
      <ul class="plain">
        {view.remarks.map(({ severity, message }) => (
          <li>
            <StateChip chip={severity} /> <Foreign text={message} />
          </li>
        ))}
      </ul>
    )}
    <section aria-labelledby="noi-dung">
      <h2 id="noi-dung">Nội dung thư (chỉ phần chữ)</h2>
      {text.lines.length === 0 ? (
        <p class="empty">Thư không có phần chữ.</p>
      ) : (
        <div class="excerpt-text">
          {text.lines.map((line) => (
            <p>
              <Foreign text={line} />
            </p>
          ))}
          {text.isCut && <p class="hint">Nội dung dài, chỉ hiển thị phần đầu.</p>}
        </div>
      )}
    </section>
    <section aria-labelledby="tep">
      <h2 id="tep">Tệp đính kèm</h2>
      {parts.length === 0 ? (
        <p class="empty">Thư không có tệp đính kèm.</p>
      ) : (
        <ul class="plain">
          {parts.map(({ file, fate, href }) => (
            <li>
              <Foreign text={file} /> <span class="hint">{fate}</span>{' '}
              {href !== null && <a href={href}>Xem nội dung đã đọc</a>}
            </li>
          ))}
        </ul>
      )}
    </section>
    <MailActions work={work} entered={entered} from="cach-ly" />
    <MailHistory work={work} />
  </Layout>
);

/** What one file of a held mail says: words and page images made by the reader. */
export const HeldPartPage: FC<{ readonly mail: string; readonly part: HeldPart }> = ({ mail, part }) => (
  <Layout title="Nội dung đã đọc" section="quarantine">
    <p class="path">
      <a href="/cach-ly">Thư chờ xác minh</a> › <a href={`/cach-ly/${mail}`}>Chi tiết</a> › Nội dung đã đọc
    </p>
    <h1>
      <Foreign text={part.file} />
    </h1>
    {part.withheld !== null ? (
      <p class="notice">{part.withheld}</p>
    ) : (
      <>
        {part.images.map(({ page, href }) => (
          <figure class="page-image">
            <figcaption>{`Trang ${page} (ảnh do phần mềm tạo)`}</figcaption>
            <img src={href} alt={`Trang ${page}`} loading="lazy" />
          </figure>
        ))}
        {part.lines.length > 0 && (
          <div class="excerpt-text">
            {part.lines.map((line) => (
              <p>
                <Foreign text={line} />
              </p>
            ))}
          </div>
        )}
        {part.images.length + part.lines.length === 0 && <p class="empty">Không có nội dung để hiển thị.</p>}
        {part.isCut && <p class="hint">Tài liệu dài, chỉ hiển thị phần đầu.</p>}
      </>
    )}
  </Layout>
);

/** What a round does with mails from addresses it does not know. */
export const RegistrySettingsPage: FC<{
  readonly round: { readonly id: string; readonly name: string };
  readonly holdsUnknown: boolean;
  readonly version: number;
  readonly blocked: readonly { readonly address: string; readonly reason: string; readonly by: string }[];
  readonly canChange: boolean;
  readonly problem: string | null;
}> = ({ round, holdsUnknown, version, blocked, canChange, problem }) => (
  <Layout title="Cách nhận thư từ địa chỉ lạ" section="quarantine">
    <p class="path">
      <a href="/cach-ly">Thư chờ xác minh</a> › Cách nhận thư
    </p>
    <h1>{`Cách nhận thư từ địa chỉ lạ, ${round.name}`}</h1>
    {problem !== null && (
      <p class="notice notice-urgent" role="alert">
        {problem}
      </p>
    )}
    <p>
      {holdsUnknown
        ? 'Đang giữ lại hồ sơ gửi từ địa chỉ chưa có trong danh bạ, chờ cán bộ xác minh.'
        : 'Đang nhận hồ sơ từ mọi địa chỉ; chỉ giữ lại thư đáng ngờ. Chỉ bật việc giữ lại khi danh bạ đã đủ địa chỉ của các xã, thị trấn.'}
    </p>
    {canChange && (
      <Form action={`/cach-ly/dot/${round.id}`} class="fields">
        <input type="hidden" name="phien-ban" value={String(version)} />
        <input type="hidden" name="giu" value={holdsUnknown ? 'khong' : 'co'} />
        <label>
          Lý do (bắt buộc)
          <input name="ly-do" maxlength={500} required />
        </label>
        <button type="submit">
          {holdsUnknown ? 'Nhận hồ sơ từ mọi địa chỉ' : 'Giữ lại hồ sơ từ địa chỉ lạ'}
        </button>
      </Form>
    )}
    <h2>Địa chỉ bị chặn</h2>
    {blocked.length === 0 ? (
      <p class="empty">Chưa chặn địa chỉ nào.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Địa chỉ bị chặn</caption>
        <thead>
          <tr>
            <th scope="col">Địa chỉ</th>
            <th scope="col">Lý do</th>
            <th scope="col">Người chặn</th>
            {canChange && <th scope="col">Bỏ chặn</th>}
          </tr>
        </thead>
        <tbody>
          {blocked.map(({ address, reason, by }) => (
            <tr>
              <th scope="row">
                <Foreign text={address} />
              </th>
              <td data-label="Lý do">
                <Foreign text={reason} />
              </td>
              <td data-label="Người chặn">{by}</td>
              {canChange && (
                <td>
                  <Form action={`/cach-ly/dot/${round.id}/bo-chan`}>
                    <input type="hidden" name="dia-chi" value={address} />
                    <button type="submit" class="button-small">
                      Bỏ chặn
                    </button>
                  </Form>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Layout>
);

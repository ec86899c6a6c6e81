import type { FC } from 'hono/jsx';
import type { MailWork, PlaceChoices } from '../present/present-mail-work.ts';
import type { DeadRow, IntakeRow, MailView, PartRow, Progress } from '../present/present-intake.ts';
import { PlaceSelect } from './place-select.tsx';
import type { EnteredWork } from './mail-actions.tsx';
import { MailActions, MailHistory } from './mail-actions.tsx';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';
import { SenderTrust } from './sender-trust.tsx';
import type { MailReceipt } from './receipt-pages.tsx';
import { ReceiptState } from './receipt-pages.tsx';

/** What the intake log shows. */
export interface IntakeLogView {
  readonly rows: readonly IntakeRow[];
  readonly isFirstPage: boolean;
  readonly nextHref: string | null;
  readonly dead: readonly DeadRow[];
  readonly work: string | null;
  readonly ledger: { readonly text: string; readonly isBalanced: boolean };
  readonly filters: IntakeFilters;
  /** What is searched for, where something is. */
  readonly search: { readonly words: string; readonly found: string } | null;
  readonly canWork: boolean;
}

/** The choices by which the log is narrowed. */
export interface IntakeFilters {
  readonly shelves: readonly { readonly value: string; readonly name: string; readonly isChosen: boolean }[];
  /** The rounds to choose from, where they have too many communes together to be offered at once; none where not. */
  readonly rounds: readonly { readonly value: string; readonly name: string; readonly isChosen: boolean }[];
  readonly places: PlaceChoices;
  readonly place: string;
  /** ISO day. */
  readonly day: string;
  /** Mail whose sender's mails are shown; empty for all senders. */
  readonly like: string;
  readonly sender: string;
  readonly isNarrowed: boolean;
}

/** "Nhật ký tiếp nhận": every mail, newest first. */
export const IntakeLogPage: FC<{ readonly view: IntakeLogView }> = ({ view }) => (
  <Layout title="Nhật ký tiếp nhận" section="intake" isWorking={view.work !== null}>
    <div id="intake" data-live>
      <h1>Nhật ký tiếp nhận</h1>
      <p class="title-links">
        <a href="/tiep-nhan/bieu-do">Biểu đồ số thư, thời gian xử lý</a>
        {view.canWork && <a href="/nhap-ho-so">Nhập hồ sơ nhận ngoài thư</a>}
        {view.canWork && <a href="/tiep-nhan/xu-ly-lai-dot">Xử lý lại cả đợt</a>}
      </p>
      <p class={view.ledger.isBalanced ? 'ledger' : 'ledger ledger-gap'}>
        Đối chiếu số lượng thư. {view.ledger.text}
      </p>
      <LogFilters filters={view.filters} search={view.search} />
      {view.work !== null && (
        <p class="progress" role="status">
          <span class="pulse" aria-hidden="true"></span>
          {view.work}
        </p>
      )}
      <DeadJobs jobs={view.dead} />
      {view.rows.length === 0 ? (
        <p class="empty">
          {view.search !== null
            ? 'Không có thư nào có các từ này ở tiêu đề, địa chỉ người gửi hoặc tên tệp. Thử ít từ hơn, hoặc chỉ phần đầu của từ.'
            : view.nextHref !== null
              ? 'Chưa thấy thư phù hợp trong các thư đã xem. Chọn "Thư cũ hơn" để tìm tiếp.'
              : view.filters.isNarrowed
                ? 'Không có thư nào phù hợp. Bỏ bớt điều kiện lọc.'
                : view.isFirstPage
                  ? 'Chưa nhận được thư nào. Cách gửi thư vào hệ thống nêu tại trang Hồ sơ các xã, thị trấn.'
                  : 'Không còn thư cũ hơn.'}
        </p>
      ) : (
        <table class="cards">
          <caption class="unseen">Thư đã nhận, mới nhất trước</caption>
          <thead>
            <tr>
              <th scope="col">Thời điểm nhận</th>
              <th scope="col">Thư</th>
              <th scope="col">Loại</th>
              <th scope="col">Hồ sơ</th>
              <th scope="col">Tình trạng</th>
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <MailLine row={row} />
            ))}
          </tbody>
        </table>
      )}
      <p class="pager">
        {(!view.isFirstPage || view.search !== null) && <a href="/tiep-nhan">Về thư mới nhất</a>}
        {view.nextHref !== null && <a href={view.nextHref}>Thư cũ hơn</a>}
      </p>
    </div>
  </Layout>
);

const LogFilters: FC<Pick<IntakeLogView, 'filters' | 'search'>> = ({ filters, search }) => (
  <>
    <Form action="/tiep-nhan/tim" class="filters search">
      <label>
        Tìm trong tiêu đề, địa chỉ, tên tệp
        <input name="tim" type="search" value={search?.words ?? ''} maxlength={200} required />
      </label>
      <button type="submit">Tìm</button>
      {search !== null && (
        <p class="hint" role="status">
          {search.found}
        </p>
      )}
    </Form>
    <form method="get" action="/tiep-nhan" class="filters">
      {filters.like !== '' && <input type="hidden" name="nhu" value={filters.like} />}
      <label>
        Tình trạng
        <select name="tinh-trang">
          <option value="">Tất cả</option>
          {filters.shelves.map(({ value, name, isChosen }) => (
            <option value={value} selected={isChosen}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {filters.rounds.length > 0 && (
        <label>
          Đợt
          <select name="dot">
            <option value="">Tất cả</option>
            {filters.rounds.map(({ value, name, isChosen }) => (
              <option value={value} selected={isChosen}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        Xã, thị trấn
        <PlaceSelect
          name="xa"
          places={filters.places}
          chosen={filters.place}
          none={filters.places.length === 0 ? 'Lọc theo đợt rồi chọn xã' : 'Tất cả'}
        />
      </label>
      <label>
        Ngày nhận
        <input type="date" name="ngay" value={filters.day} />
      </label>
      <button type="submit">Lọc</button>
      {filters.isNarrowed && <a href="/tiep-nhan">Bỏ lọc</a>}
    </form>
    {filters.like !== '' && (
      <p class="hint">
        Chỉ các thư từ <Foreign text={filters.sender} />
      </p>
    )}
  </>
);

const MailLine: FC<{ readonly row: IntakeRow }> = ({ row }) => (
  <tr>
    <td class="time" data-label="Thời điểm nhận">
      {row.receivedAt}
      {row.acceptedAt !== null && <span class="under">{`vào hệ thống ${row.acceptedAt}`}</span>}
    </td>
    <th scope="row">
      <a href={row.href}>
        <Foreign text={row.subject} />
      </a>
      <span class="under">
        <Foreign text={row.from} />
      </span>
    </th>
    <td data-label="Loại">
      {row.kind}
      {row.because !== '' && <span class="under">{row.because}</span>}
    </td>
    <td data-label="Hồ sơ">
      {row.commune === null ? (
        <span class="hint">–</span>
      ) : (
        <>
          <a href={row.commune.href}>{row.commune.name}</a>
          {row.commune.revision !== '' && <span class="under">{row.commune.revision}</span>}
        </>
      )}
    </td>
    <td data-label="Tình trạng">
      <StateChip chip={row.state} />
      {row.progress !== null && <ProgressBar progress={row.progress} />}
      {row.copies > 0 && <span class="under">{`Nhận lại ${row.copies} lần`}</span>}
    </td>
  </tr>
);

const ProgressBar: FC<{ readonly progress: Progress }> = ({ progress }) => (
  <span class="reading">
    <progress max={progress.all} value={progress.read}>
      {progress.text}
    </progress>{' '}
    {progress.text}
  </span>
);

/** Jobs that stopped, each with a button to try again; nothing when there are none. */
const DeadJobs: FC<{ readonly jobs: readonly DeadRow[] }> = ({ jobs }) =>
  jobs.length === 0 ? (
    <></>
  ) : (
    <section class="findings findings-blocking" aria-labelledby="viec-dung">
      <h2 id="viec-dung">
        Việc chưa xử lý xong <span class="count">{String(jobs.length)}</span>
      </h2>
      <p>
        Các việc sau đã dừng sau nhiều lần thử. Khắc phục nguyên nhân rồi chọn "Xử lý lại"; thư và tệp vẫn còn
        nguyên.
      </p>
      <ul>
        {jobs.map((job) => (
          <li class="dead">
            <span>
              <strong>{job.stage}.</strong> {job.cause}; dừng lúc {job.failedAt}.{' '}
              {job.mailHref !== null && <a href={job.mailHref}>Xem thư</a>}
            </span>
            <Form action="/xu-ly-lai">
              <input type="hidden" name="id" value={job.id} />
              <button type="submit" class="button-small">
                Xử lý lại
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );

/** "Chi tiết thư đến": one mail and what became of every part of it. */
export const MailPage: FC<{
  readonly view: MailView;
  readonly dead: readonly DeadRow[];
  readonly work: MailWork;
  readonly entered: EnteredWork;
  readonly receipt: MailReceipt | null;
}> = ({ view, dead, work, entered, receipt }) => (
  <Layout title="Chi tiết thư đến" section="intake" isWorking={view.isInWork && dead.length === 0}>
    <div id="mail" data-live>
      <p class="path">
        <a href="/tiep-nhan">Nhật ký tiếp nhận</a> › Chi tiết thư đến
      </p>
      <div class="title-line">
        <h1>
          <Foreign text={view.subject} />
        </h1>
        <StateChip chip={view.state} />
      </div>
      {view.progress !== null && (
        <p class="progress" role="status">
          <span class="pulse" aria-hidden="true"></span>
          <ProgressBar progress={view.progress} />
        </p>
      )}
      <DeadJobs jobs={dead} />
      <dl class="facts">
        <div>
          <dt>Người gửi</dt>
          <dd>
            <Foreign text={view.from} />
            {work.hasSender && (
              <a class="see" href={`/tiep-nhan?nhu=${work.mail}`}>
                Các thư từ địa chỉ này
              </a>
            )}
          </dd>
        </div>
        <SenderTrust trust={view.trust} />
        <div>
          <dt>Loại thư</dt>
          <dd>
            {view.kind}
            {view.because !== '' && <span class="under">{view.because}</span>}
          </dd>
        </div>
        <div>
          <dt>Hồ sơ</dt>
          <dd>
            {ownDossiers(view).length === 0
              ? 'Chưa gắn với xã, thị trấn nào'
              : ownDossiers(view).map((commune) => (
                  <div>
                    <a href={commune.href}>
                      {[commune.name, commune.revision].filter((text) => text !== '').join(', ')}
                    </a>{' '}
                    <a class="see" href={commune.contactsHref}>
                      Nhật ký liên hệ
                    </a>
                  </div>
                ))}
          </dd>
        </div>
        {receipt !== null && (
          <div>
            <dt>Mã tiếp nhận</dt>
            <dd>
              {receipt.code}
              <span class="under">
                <a href={receipt.href}>Thư báo nhận</a>: <ReceiptState view={receipt.state} />
              </span>
            </dd>
          </div>
        )}
        {view.facts.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <Foreign text={value} />
            </dd>
          </div>
        ))}
        {view.copies > 0 && (
          <div>
            <dt>Nhận lại</dt>
            <dd>{`${view.copies} lần nữa, giống hệt; chỉ tính một lần`}</dd>
          </div>
        )}
      </dl>
      {view.duplicateOf !== null && (
        <p class="notice">
          Thư này trùng hoàn toàn với thư đã nhận trước nên không xử lý lại.{' '}
          <a href={view.duplicateOf}>Xem thư đã nhận trước</a>
        </p>
      )}
      {view.remarks.length > 0 && (
        <section aria-labelledby="luu-y">
          <h2 id="luu-y">Nội dung cần lưu ý của thư</h2>
          <ul class="plain">
            {view.remarks.map(({ severity, message }) => (
              <li>
                <StateChip chip={severity} /> <Foreign text={message} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Parts parts={view.parts} isDuplicate={view.duplicateOf !== null} isOpen={work.isOpen} />
    </div>
    <MailActions work={work} entered={entered} from="tiep-nhan" />
    <MailHistory work={work} />
  </Layout>
);

const Parts: FC<{
  readonly parts: readonly PartRow[];
  readonly isDuplicate: boolean;
  readonly isOpen: boolean;
}> = ({ parts, isDuplicate, isOpen }) => (
  <section aria-labelledby="phan">
    <h2 id="phan">Các phần của thư</h2>
    {parts.length === 0 ? (
      <p class="empty">
        {isDuplicate
          ? 'Các tệp đã được xử lý theo thư đã nhận trước.'
          : 'Thư không có tệp đính kèm, hoặc chưa được mở.'}
      </p>
    ) : (
      <table class="cards">
        <caption class="unseen">Các phần của thư và kết cục</caption>
        <thead>
          <tr>
            <th scope="col">Phần</th>
            <th scope="col">Tệp</th>
            <th scope="col">Kết cục</th>
            <th scope="col">Lý do, nội dung cần lưu ý</th>
            {isOpen && <th scope="col">Thao tác</th>}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr>
              <td class="order">{part.number}</td>
              <th scope="row" class={`file depth-${part.depth}`}>
                <Foreign text={part.file} />
                <span class="under">{part.details}</span>
              </th>
              <td data-label="Kết cục">
                <StateChip chip={part.fate} />
              </td>
              <td data-label="Lý do, nội dung cần lưu ý">
                {part.reason !== '' && <Foreign text={part.reason} />}
                {part.findings.map((finding) => (
                  <span class="under">
                    <Foreign text={finding} />
                  </span>
                ))}
                {part.reason === '' && part.findings.length === 0 && <span class="hint">–</span>}
              </td>
              {isOpen && (
                <td>
                  <a class="see" href={part.href}>
                    Sửa, đọc lại
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

/** The dossiers a mail went into: one, or several of a bundle. */
const ownDossiers = (view: MailView) => (view.commune === null ? view.dossiers : [view.commune]);

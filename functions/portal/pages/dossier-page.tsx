import type { FC } from 'hono/jsx';
import type { CriterionView, DossierView } from '../present/present-dossier.ts';
import type { ReceiptView } from '../present/present-receipt.ts';
import { Deciding, Ruled } from './decision-forms.tsx';
import { Figures, SeeSource } from './dossier-figures.tsx';
import { History, ToDecideAgain } from './dossier-decisions.tsx';
import { Remarks } from './dossier-remarks.tsx';
import { Banner, Foreign, Layout, StateChip } from './layout.tsx';
import { ReceiptState } from './receipt-pages.tsx';

/** Drafts of one dossier. */
export interface DossierDrafts {
  /** The report made with the revision, from what the machine read; null while it is being made. */
  readonly reportHref: string | null;
  /** Drafts of the round that are about this commune, made from what people decided; none for who may not see them. */
  readonly documents: readonly { readonly name: string; readonly href: string }[];
}

/** One dossier at one revision. */
export const DossierPage: FC<{
  readonly view: DossierView;
  readonly drafts: DossierDrafts;
  /** null for who may not see the outbox, and beside an older revision. */
  readonly receipt: { readonly state: ReceiptView; readonly href: string } | null;
}> = ({ view, drafts, receipt }) => (
  <Layout title={view.title} section="dossiers">
    <p class="path">
      <a href="/">Hồ sơ các xã, thị trấn</a> › {view.round}
    </p>
    <div class="title-line">
      <h1>{view.title}</h1>
      <StateChip chip={view.state} />
      {view.late && <span class="chip chip-attention">Nộp chậm</span>}
      <span class="revision-mark">{`Lần ${view.revision}`}</span>
      <div class="actions">
        {drafts.reportHref === null ? (
          <p class="hint">Dự thảo Báo cáo thẩm định đang được lập; tải lại trang sau ít phút.</p>
        ) : (
          <a class="button" href={drafts.reportHref}>
            Tải dự thảo Báo cáo thẩm định
          </a>
        )}
        {view.history.lines.length > 0 && (
          <span class="under">
            Dự thảo này theo kết quả phần mềm đọc; dự thảo có quyết định của cán bộ ở mục Dự thảo văn bản.
          </span>
        )}
      </div>
    </div>
    <Banner text={view.banner} />
    {!view.isLatest && (
      <p class="notice">
        {`Đang xem Lần ${view.revision}, không phải lần cập nhật mới nhất.`}{' '}
        <a href={view.latestHref}>Xem lần mới nhất</a>
      </p>
    )}
    {receipt !== null && (
      <p>
        <a href={receipt.href}>Thư báo nhận</a>: <ReceiptState view={receipt.state} />
      </p>
    )}
    <Summary view={view} />
    <ToDecideAgain reopened={view.reopened} />
    <ToClarify view={view} />
    <nav class="jump" aria-label="Mục trong trang">
      <a href="#luu-y">Nội dung cần lưu ý</a>
      <a href="#tieu-chi">13 tiêu chí</a>
      <a href="#so-lieu">Số liệu và nguồn</a>
      {view.years !== null && <a href="#so-voi-nam-truoc">So với năm trước</a>}
      <a href="#tai-lieu">Tài liệu</a>
      {drafts.documents.length > 0 && <a href="#du-thao">Dự thảo văn bản</a>}
      <a href="#cap-nhat">Quá trình cập nhật</a>
      {view.history.lines.length > 0 && <a href="#quyet-dinh">Các quyết định</a>}
    </nav>
    <Remarks groups={view.findings} settled={view.settled} />
    <Criteria view={view} />
    <Figures view={view} />
    <Years years={view.years} />
    <Documents view={view} />
    <Drafts documents={drafts.documents} />
    <Revisions view={view} />
    <History history={view.history} />
  </Layout>
);

const Summary: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section class="summary" aria-label="Tóm tắt">
    <dl>
      <div>
        <dt>Tổng điểm tự chấm</dt>
        <dd>
          <strong>{view.claimedTotal}</strong>
          <span class="under">
            {view.claimedTotalPlace === ''
              ? 'các tài liệu không ghi tổng điểm'
              : `Xã tự chấm, chưa thẩm định. ${view.claimedTotalPlace}`}
            <SeeSource href={view.claimedTotalHref} of="tổng điểm tự chấm" />
          </span>
        </dd>
      </div>
      <div>
        <dt>Điểm theo thang điểm</dt>
        <dd>
          <strong>{view.total}</strong>
          <span class="under">{`Chờ Hội đồng. Mức điểm tối thiểu: ${view.threshold}`}</span>
        </dd>
      </div>
      <div class="wide">
        <dt>Kết luận theo thang điểm</dt>
        <dd>
          <strong>{view.verdict}</strong>
          <span class="under">{view.verdictBecause}</span>
        </dd>
      </div>
      <div>
        <dt>Nhận lúc</dt>
        <dd>
          <strong>{view.receivedAt}</strong>
          <span class="under">{`Thời hạn${view.isExtended ? ' (được gia hạn)' : ''}: trước ngày ${view.deadline}`}</span>
        </dd>
      </div>
    </dl>
  </section>
);

/** The questions whose answers decide the verdict; nothing where it stands whatever comes. */
const ToClarify: FC<{ readonly view: DossierView }> = ({ view }) =>
  view.toClarify.length === 0 ? (
    <></>
  ) : (
    <section aria-labelledby="lam-ro">
      <h2 id="lam-ro">Cần làm rõ trước</h2>
      <ol>
        {view.toClarify.map(({ text, criterion }) => (
          <li>
            {text} <a href={`#tieu-chi-${criterion}`}>Xem số liệu</a>
          </li>
        ))}
      </ol>
      {view.moreToClarify > 0 && <p class="hint">{`và ${view.moreToClarify} nội dung khác.`}</p>}
    </section>
  );

const Criteria: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section aria-labelledby="tieu-chi">
    <h2 id="tieu-chi">13 tiêu chí</h2>
    <table class="cards criteria">
      <caption class="unseen">Điểm và kết quả theo từng tiêu chí</caption>
      <thead>
        <tr>
          <th scope="col" class="figure">
            TT
          </th>
          <th scope="col">Tiêu chí</th>
          <th scope="col" class="figure">
            Điểm tối đa
          </th>
          <th scope="col" class="figure">
            Điểm tự chấm
          </th>
          <th scope="col" class="figure">
            Điểm theo thang điểm
          </th>
          <th scope="col" class="figure">
            Điểm cán bộ ghi
          </th>
          {view.hasCouncil && (
            <th scope="col" class="figure">
              Hội đồng
            </th>
          )}
          <th scope="col">Kết quả</th>
          <th scope="col">Chỉ tiêu có số liệu</th>
        </tr>
      </thead>
      <tbody>
        {view.criteria.map((criterion) => (
          <tr id={`diem-${criterion.number}`}>
            <td class="figure order">{String(criterion.number)}</td>
            <th scope="row">
              <a href={`#tieu-chi-${criterion.number}`}>{criterion.name}</a>
              {criterion.lacking !== '' && <span class="under">{criterion.lacking}</span>}
            </th>
            <td class="figure" data-label="Điểm tối đa">
              {criterion.max}
            </td>
            <td class="figure" data-label="Điểm tự chấm">
              {criterion.claimed}
            </td>
            <td class="figure" data-label="Điểm theo thang điểm">
              {criterion.assessed}
              {criterion.assessedByMachine !== '' && (
                <span class="under">{`phần mềm đọc: ${criterion.assessedByMachine}`}</span>
              )}
            </td>
            <td class="figure" data-label="Điểm cán bộ ghi">
              <DecidedPoints criterion={criterion} />
            </td>
            {view.hasCouncil && (
              <td class="figure" data-label="Hội đồng">
                {criterion.council}
              </td>
            )}
            <td data-label="Kết quả">
              <span class="remarks">
                <StateChip chip={criterion.status} />
                {criterion.isZero && <span class="chip chip-urgent">Điểm liệt</span>}
              </span>
            </td>
            <td data-label="Chỉ tiêu có số liệu">
              <span class="remarks">
                <span class="count">{criterion.figures}</span>
                {criterion.toConfirm > 0 && (
                  <span class="count count-attention">{`${criterion.toConfirm} cần xác nhận`}</span>
                )}
                {criterion.remarks > 0 && (
                  <span class="count count-attention">{`${criterion.remarks} lưu ý`}</span>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td class="order"></td>
          <th scope="row">Cộng</th>
          <td class="figure" data-label="Điểm tối đa">
            {view.sums.max}
          </td>
          <td class="figure" data-label="Điểm tự chấm">
            {view.sums.claimed}
          </td>
          <td class="figure" data-label="Điểm theo thang điểm">
            {view.sums.assessed}
          </td>
          <td></td>
          {view.hasCouncil && (
            <td class="figure" data-label="Hội đồng">
              {view.sums.council}
            </td>
          )}
          <td colspan={2}></td>
        </tr>
      </tfoot>
    </table>
    {view.maxIsPrinted && (
      <p class="hint">* Điểm tối đa in trên bảng của xã; thang điểm chưa có giá trị đã đối chiếu.</p>
    )}
  </section>
);

const DecidedPoints: FC<{ readonly criterion: CriterionView }> = ({ criterion: { decided, deciding } }) => (
  <>
    {decided !== '' && <strong>{decided}</strong>}
    <Ruled subject={deciding} />
    {deciding !== null && <Deciding subject={deciding} />}
  </>
);

/** Figures of two rounds side by side; nothing where the round before is not kept. */
const Years: FC<{ readonly years: DossierView['years'] }> = ({ years }) =>
  years === null ? (
    <></>
  ) : (
    <section aria-labelledby="so-voi-nam-truoc">
      <h2 id="so-voi-nam-truoc">{`So với năm ${years.previousYear}`}</h2>
      <table class="cards figures">
        <caption class="unseen">{`Số liệu được chấp nhận của năm ${years.previousYear} và năm ${years.year}`}</caption>
        <thead>
          <tr>
            <th scope="col">Chỉ tiêu</th>
            <th scope="col">{`Năm ${years.previousYear}`}</th>
            <th scope="col">{`Năm ${years.year}`}</th>
            <th scope="col">Nhận xét</th>
          </tr>
        </thead>
        <tbody>
          {years.rows.map(({ name, criterion, previous, current, isJump }) => (
            <tr>
              <th scope="row">
                <a href={`#tieu-chi-${criterion}`}>{name}</a>
              </th>
              <td data-label={`Năm ${years.previousYear}`}>{previous}</td>
              <td data-label={`Năm ${years.year}`}>{current}</td>
              <td data-label="Nhận xét">
                {isJump && <StateChip chip={{ text: 'Thay đổi lớn', tone: 'attention' }} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

const Documents: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section aria-labelledby="tai-lieu">
    <h2 id="tai-lieu">Tài liệu</h2>
    <ul class="expected">
      {view.expected.map(({ label, state }) => (
        <li>
          <StateChip chip={state} /> {label}
        </li>
      ))}
    </ul>
    {view.documents.length === 0 ? (
      <p class="empty">Hồ sơ chưa có tài liệu nào đọc được. Xem thư đã nhận tại Nhật ký tiếp nhận.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Tài liệu của hồ sơ</caption>
        <thead>
          <tr>
            <th scope="col">Loại tài liệu</th>
            <th scope="col">Số, ngày</th>
            <th scope="col">Tệp</th>
            <th scope="col">Tình trạng</th>
            <th scope="col">Nguồn</th>
          </tr>
        </thead>
        <tbody>
          {view.documents.map((document) => (
            <tr>
              <th scope="row">{document.kind}</th>
              <td data-label="Số, ngày">
                <Foreign text={document.numberAndDay} />
              </td>
              <td data-label="Tệp" class="file">
                <Foreign text={document.file} />
                <span class="under">{document.details}</span>
              </td>
              <td data-label="Tình trạng">
                <StateChip chip={document.status} />
              </td>
              <td data-label="Nguồn">
                <a href={document.mailHref}>Thư đến</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

const Drafts: FC<Pick<DossierDrafts, 'documents'>> = ({ documents }) =>
  documents.length === 0 ? (
    <></>
  ) : (
    <section aria-labelledby="du-thao">
      <h2 id="du-thao">Dự thảo văn bản</h2>
      <p class="hint">Lập từ số liệu, điểm và nội dung như cán bộ đã quyết định.</p>
      <ul class="jump">
        {documents.map(({ name, href }) => (
          <li>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );

const Revisions: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section aria-labelledby="cap-nhat">
    <h2 id="cap-nhat">Quá trình cập nhật</h2>
    <ol class="revisions">
      {view.revisions.map(({ number, at, href, isShown, cause, differenceHref }) => (
        <li>
          {isShown ? <strong>{`Lần ${number}`}</strong> : <a href={href}>{`Lần ${number}`}</a>}{' '}
          <span>{at}</span>
          {cause !== '' && <span class="hint">{cause}</span>}
          {isShown && <span class="hint">đang xem</span>}
          {differenceHref !== null && (
            <a href={differenceHref} aria-label={`Lần ${number} so với lần trước`}>
              So với lần trước
            </a>
          )}
        </li>
      ))}
    </ol>
  </section>
);

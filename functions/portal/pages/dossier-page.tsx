import type { FC } from 'hono/jsx';
import type {
  CriterionView,
  DossierView,
  IndicatorView,
  SeverityGroup,
  SourceView,
} from '../present/present-dossier.ts';
import { Banner, Foreign, Layout, StateChip } from './layout.tsx';

/** One dossier at one revision. */
export const DossierPage: FC<{ readonly view: DossierView; readonly draftHref: string | null }> = ({
  view,
  draftHref,
}) => (
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
        {draftHref === null ? (
          <p class="hint">Dự thảo Báo cáo thẩm định đang được lập; tải lại trang sau ít phút.</p>
        ) : (
          <a class="button" href={draftHref}>
            Tải dự thảo Báo cáo thẩm định
          </a>
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
    <Summary view={view} />
    <ToClarify view={view} />
    <nav class="jump" aria-label="Mục trong trang">
      <a href="#luu-y">Nội dung cần lưu ý</a>
      <a href="#tieu-chi">13 tiêu chí</a>
      <a href="#so-lieu">Số liệu và nguồn</a>
      {view.years !== null && <a href="#so-voi-nam-truoc">So với năm trước</a>}
      <a href="#tai-lieu">Tài liệu</a>
      <a href="#cap-nhat">Quá trình cập nhật</a>
    </nav>
    <Findings groups={view.findings} />
    <Criteria view={view} />
    <section aria-labelledby="so-lieu">
      <h2 id="so-lieu">Số liệu đọc được và nguồn</h2>
      {view.criteria.map((criterion) => (
        <Figures criterion={criterion} />
      ))}
    </section>
    <Years years={view.years} />
    <Documents view={view} />
    <Revisions view={view} />
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
          <span class="under">{`Thời hạn: trước ngày ${view.deadline}`}</span>
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

const Findings: FC<{ readonly groups: readonly SeverityGroup[] }> = ({ groups }) => (
  <section aria-labelledby="luu-y">
    <h2 id="luu-y">Nội dung cần lưu ý</h2>
    {groups.length === 0 && <p class="empty">Không có nội dung cần lưu ý.</p>}
    {groups.map((group) => (
      <div class={`findings findings-${group.severity}`}>
        <h3>
          {group.title} <span class="count">{String(group.count)}</span>
        </h3>
        <ul>
          {group.groups.map(({ label, remarks, more }) => (
            <>
              {remarks.map(({ message, place, criterion }) => (
                <li>
                  <strong>{label}.</strong> <Foreign text={message} />
                  {place !== '' && (
                    <span class="source">
                      {' '}
                      (<Foreign text={place} />)
                    </span>
                  )}
                  {criterion !== null && (
                    <>
                      {' '}
                      <a href={`#tieu-chi-${criterion}`}>Xem số liệu</a>
                    </>
                  )}
                </li>
              ))}
              {more > 0 && <li>{`${label}: và ${more} nội dung khác cùng loại.`}</li>}
            </>
          ))}
        </ul>
      </div>
    ))}
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
          <th scope="col">Kết quả</th>
          <th scope="col">Chỉ tiêu có số liệu</th>
        </tr>
      </thead>
      <tbody>
        {view.criteria.map((criterion) => (
          <tr>
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
            </td>
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
          <td colspan={2}></td>
        </tr>
      </tfoot>
    </table>
    {view.maxIsPrinted && (
      <p class="hint">* Điểm tối đa in trên bảng của xã; thang điểm chưa có giá trị đã đối chiếu.</p>
    )}
  </section>
);

const Figures: FC<{ readonly criterion: CriterionView }> = ({ criterion }) => (
  <article class="criterion" id={`tieu-chi-${criterion.number}`}>
    <header>
      <h3>{`Tiêu chí ${criterion.number}. ${criterion.name}`}</h3>
      <p>
        Tự chấm <strong>{criterion.claimed}</strong>
        {criterion.max !== '' && ` / ${criterion.max}`}
        <SeeSource href={criterion.claimedHref} of={`điểm tự chấm tiêu chí ${criterion.number}`} /> · Theo
        thang điểm <strong>{criterion.assessed}</strong> <StateChip chip={criterion.status} />
      </p>
    </header>
    <table class="cards figures">
      <caption class="unseen">{`Số liệu của tiêu chí ${criterion.number}`}</caption>
      <thead>
        <tr>
          <th scope="col">Chỉ tiêu</th>
          <th scope="col">Số liệu và nguồn</th>
          <th scope="col">Tình trạng</th>
        </tr>
      </thead>
      <tbody>
        {criterion.indicators.map((indicator) => (
          <IndicatorLine indicator={indicator} />
        ))}
      </tbody>
    </table>
    <div class="because">
      <h4>Giải thích</h4>
      {criterion.items.length === 0 ? (
        <p>{criterion.because}</p>
      ) : (
        <ul>
          {criterion.items.map((item) => (
            <li>
              <strong>{item.id}</strong> <span class="points">{item.points}</span>{' '}
              <Foreign text={item.because} />
            </li>
          ))}
        </ul>
      )}
    </div>
  </article>
);

const IndicatorLine: FC<{ readonly indicator: IndicatorView }> = ({ indicator }) => (
  <tr>
    <th scope="row">{indicator.name}</th>
    <td data-label="Số liệu và nguồn">
      {indicator.values.length === 0 ? (
        <span class="hint">Chưa có trong các tài liệu đã nhận</span>
      ) : (
        <div class={indicator.values.length > 1 ? 'values values-apart' : 'values'}>
          {indicator.values.map(({ value, fraction, sources, moreSources }) => (
            <div class="value">
              <strong>{value}</strong>
              {fraction !== null && <span class="fraction"> ({fraction})</span>}
              <ul>
                {sources.map((source) => (
                  <SourceLine source={source} of={indicator.name} />
                ))}
                {moreSources > 0 && <li>{`và ${moreSources} nơi khác`}</li>}
              </ul>
            </div>
          ))}
        </div>
      )}
    </td>
    <td data-label="Tình trạng">
      <StateChip chip={indicator.state} />
      {indicator.confirmedBy.length > 0 && (
        <span class="under">{`${indicator.confirmedBy.join(', ')} đã xác nhận`}</span>
      )}
    </td>
  </tr>
);

/** Leads to the place itself. @param of the figure, for those who hear links one by one. */
const SeeSource: FC<{ readonly href: string | null; readonly of: string }> = ({ href, of }) =>
  href === null ? (
    <></>
  ) : (
    <>
      {' '}
      <a class="see" href={href} aria-label={`Xem nguồn: ${of}`}>
        Xem nguồn
      </a>
    </>
  );

const SourceLine: FC<{ readonly source: SourceView; readonly of: string }> = ({ source, of }) => (
  <li>
    <span class="source">
      {source.document}
      {source.file !== null && (
        <>
          {' '}
          (<Foreign text={source.file} />)
        </>
      )}
      {source.place !== '' && (
        <>
          , <Foreign text={source.place} />
        </>
      )}
    </span>
    {source.raw === null ? (
      <span class="hint"> (nguyên văn đã che)</span>
    ) : (
      source.raw !== '' && (
        <span class="raw">
          : “<Foreign text={source.raw} />”
        </span>
      )
    )}
    <SeeSource href={source.href} of={`${of}, ${source.document}`} />
  </li>
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

const Revisions: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section aria-labelledby="cap-nhat">
    <h2 id="cap-nhat">Quá trình cập nhật</h2>
    <ol class="revisions">
      {view.revisions.map(({ number, at, href, isShown, cause }) => (
        <li>
          {isShown ? <strong>{`Lần ${number}`}</strong> : <a href={href}>{`Lần ${number}`}</a>}{' '}
          <span>{at}</span>
          {cause !== '' && <span class="hint">{cause}</span>}
          {isShown && <span class="hint">đang xem</span>}
        </li>
      ))}
    </ol>
  </section>
);

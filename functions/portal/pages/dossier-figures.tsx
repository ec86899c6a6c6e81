import type { FC } from 'hono/jsx';
import type { CriterionView, DossierView } from '../present/present-dossier.ts';
import type { IndicatorView, SourceView } from '../present/present-figures.ts';
import { Deciding, Ruled } from './decision-forms.tsx';
import { Foreign, StateChip } from './layout.tsx';

/** The figures of a dossier by criterion, with a place beside them where a script shows the source of one. */
export const Figures: FC<{ readonly view: DossierView }> = ({ view }) => (
  <section aria-labelledby="so-lieu">
    <h2 id="so-lieu">Số liệu đọc được và nguồn</h2>
    {view.undecided > 0 && (
      <p>
        <strong>{`${view.undecided} số liệu cần người xem.`}</strong>
      </p>
    )}
    <p class="hint keys" hidden>
      Phím tắt: <kbd>j</kbd> số liệu cần xem tiếp theo, <kbd>k</kbd> trước đó
      {view.canDecide && (
        <>
          , <kbd>a</kbd> xác nhận, <kbd>c</kbd> sửa
        </>
      )}
      , <kbd>n</kbd> xem nguồn, <kbd>Esc</kbd> đóng nguồn.
    </p>
    <div class="desk">
      <div>
        {view.criteria.map((criterion) => (
          <CriterionFigures criterion={criterion} />
        ))}
      </div>
      <aside id="ben-canh" class="beside" aria-label="Nguồn số liệu" hidden></aside>
    </div>
  </section>
);

const CriterionFigures: FC<{ readonly criterion: CriterionView }> = ({ criterion }) => (
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
  <tr id={indicator.anchor} data-figure={indicator.isUndecided ? 'undecided' : 'decided'} tabindex={-1}>
    <th scope="row">{indicator.name}</th>
    <td data-label="Số liệu và nguồn">
      <Ruled subject={indicator.deciding} />
      {indicator.deciding !== null && indicator.deciding.standing !== null && (
        <span class="hint">Phần mềm đọc được:</span>
      )}
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
      {indicator.deciding !== null && <Deciding subject={indicator.deciding} />}
    </td>
    <td data-label="Tình trạng">
      <StateChip chip={indicator.state} />
      {indicator.confidence !== '' && <span class="under">{indicator.confidence}</span>}
      {indicator.confirmedBy.length > 0 && (
        <span class="under">{`${indicator.confirmedBy.join(', ')} đã xác nhận`}</span>
      )}
    </td>
  </tr>
);

/** Leads to the place itself. @param of the figure, for those who hear links one by one. */
export const SeeSource: FC<{ readonly href: string | null; readonly of: string }> = ({ href, of }) =>
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

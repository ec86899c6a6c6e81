import type { Child, FC } from 'hono/jsx';
import type { IndicatorDefinition } from '../../../shared/domain/indicator.ts';
import { areaNames } from '../../../shared/rubrics/list-rows.ts';
import type { RowGroup } from '../present/present-rubric.ts';
import type { EnteredCriterion, EnteredItem } from '../present/rubric-form.ts';
import { newIndicatorChoice } from '../present/rubric-form.ts';
import type { EnteredScale } from '../present/rubric-scale-form.ts';
import { Form, Layout } from './layout.tsx';

/** What both forms of a draft show around their fields. */
interface FormFrame {
  readonly rubric: { readonly id: string; readonly title: string };
  readonly step: number;
  /** What could not be understood, or that another officer was faster. */
  readonly problems: readonly string[];
  /** What the draft says now where another officer was faster. */
  readonly now: readonly string[];
  /** The rows the form is about, with the places of the text they were read from. */
  readonly rows: RowGroup['rows'];
}

const kindNames = { 'yes-no': 'Có/không', rate: 'Tỷ lệ (%)', count: 'Số lượng' } as const;

const Frame: FC<FormFrame & { readonly title: string; readonly children?: Child }> = ({
  rubric,
  title,
  problems,
  now,
  rows,
  children,
}) => (
  <Layout title={title} section="rubrics">
    <p class="path">
      <a href="/thang-diem">Thang điểm</a> › <a href={`/thang-diem/${rubric.id}`}>{rubric.title}</a>
    </p>
    <h1>{title}</h1>
    {problems.length > 0 && (
      <div class="notice notice-urgent" role="alert">
        <ul class="plain">
          {problems.map((problem) => (
            <li>
              <bdi>{problem}</bdi>
            </li>
          ))}
        </ul>
      </div>
    )}
    {now.length > 0 && (
      <div class="notice">
        <p>Bản nhập lúc này ghi:</p>
        <ul>
          {now.map((line) => (
            <li>
              <bdi>{line}</bdi>
            </li>
          ))}
        </ul>
      </div>
    )}
    <div class="rubric-beside">
      <div>{children}</div>
      <aside aria-label="Nguồn trong văn bản">
        <h2>Văn bản gốc ghi</h2>
        <dl>
          {rows.map(({ rule, value, source }) => (
            <>
              <dt>
                <bdi>{rule}</bdi>
              </dt>
              <dd>
                <bdi>{source}</bdi>
                <span class="under">{`Bản nhập: ${value}`}</span>
              </dd>
            </>
          ))}
        </dl>
      </aside>
    </div>
  </Layout>
);

/** The form of one criterion: its maximum, items, levels and points, as the text prints them. */
export const CriterionFormPage: FC<
  FormFrame & {
    readonly number: number;
    readonly name: string;
    readonly entered: EnteredCriterion;
    readonly indicators: readonly IndicatorDefinition[];
  }
> = ({ number, name, entered, indicators, ...frame }) => (
  <Frame {...frame} title={`Sửa tiêu chí ${number}`}>
    <p>{name}</p>
    <p class="hint">
      Ghi đúng như văn bản gốc: tỷ lệ theo phần trăm, dấu phẩy cho phần lẻ, mức tốt nhất ở trên. Ô để trống là
      văn bản không có hoặc chưa biết. Ghi xong, mở lại trang này thì có thêm dòng trống.
    </p>
    <Form action={`/thang-diem/${frame.rubric.id}/tieu-chi/${number}`} class="rubric-form">
      <input type="hidden" name="buoc" value={String(frame.step)} />
      <label class="short">
        Điểm tối đa của tiêu chí
        <input name="toi-da" value={entered.max} inputmode="decimal" />
      </label>
      {entered.items.map((item, position) => (
        <ItemFields item={item} position={position} criterion={number} indicators={indicators} />
      ))}
      <button type="submit">Ghi tiêu chí {String(number)}</button>{' '}
      <a href={`/thang-diem/${frame.rubric.id}#tieu-chi-${number}`}>Bỏ thay đổi</a>
    </Form>
  </Frame>
);

const ItemFields: FC<{
  readonly item: EnteredItem;
  readonly position: number;
  readonly criterion: number;
  readonly indicators: readonly IndicatorDefinition[];
}> = ({ item, position, criterion, indicators }) => {
  const field = (name: string): string => `m${position}-${name}`;
  const known = indicators.find(({ id }) => id === item.indicator);
  const unit = known?.unit ?? item.unit;
  const isOpen = item.from === '' && item.name === '';
  const fields = (
    <>
      <input type="hidden" name={field('goc')} value={item.from} />
      <label>
        Tên nội dung chấm điểm
        <textarea name={field('ten')} rows={2}>
          {item.name}
        </textarea>
      </label>
      <label>
        Chỉ tiêu
        <select name={field('chi-tieu')}>
          <option value="">Chọn chỉ tiêu</option>
          {indicators.map(({ id, name, unit: kind }) => (
            <option value={id} selected={id === item.indicator}>
              {`${name} (${kindNames[kind]})`}
            </option>
          ))}
          <option value={newIndicatorChoice} selected={item.indicator === newIndicatorChoice}>
            Chỉ tiêu mới, theo tên nội dung
          </option>
        </select>
      </label>
      {known === undefined && (
        <div class="row">
          <label>
            Loại số liệu của chỉ tiêu mới
            <select name={field('loai')}>
              {(['rate', 'count', 'yes-no'] as const).map((kind) => (
                <option value={kind} selected={kind === item.unit}>
                  {kindNames[kind]}
                </option>
              ))}
            </select>
          </label>
          <label>
            Đơn vị (em, hoạt động)
            <input name={field('don-vi')} value={item.unitWord} />
          </label>
        </div>
      )}
      {(unit === 'yes-no' || known === undefined) && (
        <label class="short">
          Điểm khi có
          <input name={field('diem')} value={item.points} inputmode="decimal" />
        </label>
      )}
      {(unit !== 'yes-no' || known === undefined) && <ScaleFields item={item} field={field} unit={unit} />}
      {item.from !== '' && (
        <label class="check">
          <input type="checkbox" name={field('bo')} value="co" checked={item.isDropped} />
          Bỏ nội dung này
        </label>
      )}
    </>
  );
  return isOpen ? (
    <details>
      <summary>Thêm nội dung chấm điểm</summary>
      <fieldset>
        <legend>{`Nội dung mới của tiêu chí ${criterion}`}</legend>
        {fields}
      </fieldset>
    </details>
  ) : (
    <fieldset>
      <legend>{`Nội dung ${item.from === '' ? 'mới' : item.from}`}</legend>
      {fields}
    </fieldset>
  );
};

const ScaleFields: FC<{
  readonly item: EnteredItem;
  readonly field: (name: string) => string;
  readonly unit: EnteredItem['unit'];
}> = ({ item, field, unit }) => (
  <>
    <label>
      Chiều
      <select name={field('chieu')}>
        <option value="gte" selected={item.direction === 'gte'}>
          Càng cao càng tốt (từ … trở lên)
        </option>
        <option value="lte" selected={item.direction === 'lte'}>
          Càng thấp càng tốt (không quá …)
        </option>
      </select>
    </label>
    <table class="levels">
      <caption class="unseen">Các mức</caption>
      <thead>
        <tr>
          <th scope="col">{unit === 'rate' ? 'Mức (%)' : 'Mức'}</th>
          <th scope="col">Không kể chính mức đó</th>
          <th scope="col">Điểm</th>
        </tr>
      </thead>
      <tbody>
        {item.bands.map(({ threshold, isExclusive, points }, position) => (
          <tr>
            <td>
              <input
                name={field(`b${position}-muc`)}
                value={threshold}
                inputmode="decimal"
                aria-label={`Mức ${position + 1}`}
              />
            </td>
            <td>
              <input
                type="checkbox"
                name={field(`b${position}-hon`)}
                value="co"
                checked={isExclusive}
                aria-label={`Mức ${position + 1}: trên hoặc dưới, không kể chính mức đó`}
              />
            </td>
            <td>
              <input
                name={field(`b${position}-diem`)}
                value={points}
                inputmode="decimal"
                aria-label={`Điểm của mức ${position + 1}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <div class="row">
      <label>
        Điểm khi không đạt mức nào
        <input name={field('con-lai')} value={item.otherwise} inputmode="decimal" />
      </label>
      {unit === 'rate' && (
        <label>
          Điểm khi không phát sinh trường hợp nào
          <input name={field('khong')} value={item.noCase} inputmode="decimal" />
        </label>
      )}
    </div>
  </>
);

/** The form of what holds for the scale as a whole. */
export const ScaleFormPage: FC<FormFrame & { readonly entered: EnteredScale }> = ({ entered, ...frame }) => (
  <Frame {...frame} title="Sửa tổng điểm và mức điểm tối thiểu">
    <Form action={`/thang-diem/${frame.rubric.id}/chung`} class="fields">
      <input type="hidden" name="buoc" value={String(frame.step)} />
      <label>
        Tổng điểm của thang điểm
        <input name="tong" value={entered.total} inputmode="decimal" required />
      </label>
      {(['urban-ward', 'other', 'mountain-island-or-special'] as const).map((area) => (
        <label>
          {`Mức điểm tối thiểu: ${areaNames[area]}`}
          <input name={`nguong-${area}`} value={entered.thresholds[area]} inputmode="decimal" required />
        </label>
      ))}
      <button type="submit">Ghi</button>
    </Form>
    <p>
      <a href={`/thang-diem/${frame.rubric.id}#chung`}>Bỏ thay đổi</a>
    </p>
  </Frame>
);

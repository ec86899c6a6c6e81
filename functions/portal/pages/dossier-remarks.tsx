import type { FC } from 'hono/jsx';
import type { NeedGroup, RemarkView, SettledView } from '../present/present-remarks.ts';
import { Decided, Deciding, Ruled } from './decision-forms.tsx';
import { Foreign } from './layout.tsx';

/** The remarks on a dossier by what they need, and those that were answered. */
export const Remarks: FC<{
  readonly groups: readonly NeedGroup[];
  readonly settled: readonly SettledView[];
}> = ({ groups, settled }) => (
  <section aria-labelledby="luu-y">
    <h2 id="luu-y">Nội dung cần lưu ý</h2>
    {groups.length === 0 && <p class="empty">Không có nội dung cần lưu ý.</p>}
    {groups.map((group) => (
      <div class={`findings findings-${lookOf(group)}`}>
        <h3>
          {group.title} <span class="count">{String(group.count)}</span>
          {group.blocking > 0 && (
            <span class="count count-urgent">{`${group.blocking} phải xử lý trước khi trình`}</span>
          )}
        </h3>
        <ul>
          {group.groups.map(({ label, remarks, more }) => (
            <>
              {remarks.map((remark) => (
                <Remark label={label} remark={remark} />
              ))}
              {more > 0 && <li>{`${label}: và ${more} nội dung khác cùng loại.`}</li>}
            </>
          ))}
        </ul>
      </div>
    ))}
    {settled.length > 0 && (
      <details class="settled">
        <summary>{`Đã xử lý ${settled.length} nội dung`}</summary>
        <ul>
          {settled.map(({ label, message, decision, deciding }) => (
            <li>
              <strong>{label}.</strong> <Foreign text={message} />
              <Decided decision={decision} />
              {deciding !== null && <Deciding subject={deciding} />}
            </li>
          ))}
        </ul>
      </details>
    )}
  </section>
);

function lookOf({ need, blocking }: NeedGroup): string {
  if (blocking > 0) return 'blocking';
  return need === 'nothing' ? 'note' : 'warning';
}

const Remark: FC<{ readonly label: string; readonly remark: RemarkView }> = ({ label, remark }) => (
  <li id={remark.anchor}>
    <strong>{label}.</strong> <Foreign text={remark.message} />
    {remark.place !== '' && (
      <span class="source">
        {' '}
        (<Foreign text={remark.place} />)
      </span>
    )}{' '}
    {remark.isBlocking && <span class="chip chip-urgent">Phải xử lý trước khi trình</span>}
    {remark.criterion !== null && (
      <>
        {' '}
        <a href={`#tieu-chi-${remark.criterion}`}>Xem số liệu</a>
      </>
    )}
    <Ruled subject={remark.deciding} />
    {remark.deciding !== null && <Deciding subject={remark.deciding} />}
  </li>
);

import type { FC } from 'hono/jsx';
import type { DueReminder } from '../../../shared/domain/reminder.ts';
import { daysToLastDay, plannedReminders } from '../../../shared/domain/reminder.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { ReminderSettings } from '../../../shared/pipeline/calendar-records.ts';
import { sayRound } from '../present/present-board.ts';
import { sayDay, sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problems } from './registry-page.tsx';

/** When a round reminds its communes. */
interface RemindersView {
  readonly round: Round;
  /** null while nobody said. */
  readonly kept: ReminderSettings | null;
  readonly version: number;
  /** What the form shows. */
  readonly shown: { readonly isOn: boolean; readonly sendAt: string; readonly days: string };
  /** Names of communes no letter reaches. */
  readonly withoutAddress: readonly string[];
  /** For the communes' Zalo group, to copy; null for a round of more than a district. */
  readonly message: string | null;
  /** ISO time. */
  readonly now: string;
  readonly mayChange: boolean;
  readonly problems: readonly string[];
}

/** "Nhắc hạn" of one round: on or off, which days, at what hour, and what stands in the way. */
export const RemindersPage: FC<{ readonly view: RemindersView }> = ({ view }) => {
  const { round, kept, shown, withoutAddress, mayChange } = view;
  const { contact, plan } = round.authority;
  return (
    <Layout title={`Nhắc hạn đợt ${round.id}`} section="registry">
      <p class="path">
        <a href="/cau-hinh">Các đợt</a> › <a href={`/cau-hinh/${round.id}`}>{sayRound(round)}</a>
      </p>
      <h1>{`Nhắc hạn đợt ${round.id}`}</h1>
      <p>
        <StateChip
          chip={
            kept?.isOn === true
              ? { text: 'Đang bật', tone: 'good' }
              : { text: 'Đang tắt: không thư nhắc nào được gửi', tone: 'attention' }
          }
        />
        {kept !== null && (
          <span class="under">{`${showText(kept.by.name)} ghi lúc ${sayTime(kept.since)}`}</span>
        )}
      </p>
      <p>
        {`Thời hạn: trước ngày ${round.deadline}. Thư chỉ gửi cho đơn vị chưa gửi hồ sơ hoặc hồ sơ còn thiếu tài liệu, nêu rõ còn thiếu gì; đơn vị được gia hạn thì tính theo ngày gia hạn. Sau thời hạn, mỗi đơn vị nhận một thư quá hạn.`}
      </p>
      {kept !== null && (
        <>
          <h2>Các lần gửi</h2>
          <ul>
            {plannedReminders(kept, round).map((one) => (
              <li>{sayPlanned(one, kept, view)}</li>
            ))}
          </ul>
        </>
      )}
      <h2>Trước khi bật</h2>
      <ul>
        <li>
          {contact.name === null || contact.phone === null ? (
            <>
              Chưa ghi đủ tên, số điện thoại cán bộ đầu mối nên thư không có dòng này.{' '}
              <a href={`/cau-hinh/${round.id}`}>Ghi ở cấu hình đợt</a>
            </>
          ) : (
            `Cán bộ đầu mối: ${contact.name}, điện thoại ${contact.phone}.`
          )}
        </li>
        {plan.includes('…') && (
          <li>
            Kế hoạch của huyện chưa ghi đủ số, ngày nên thư chỉ nêu “Kế hoạch năm” mà không nêu số.{' '}
            <a href={`/cau-hinh/${round.id}`}>Ghi ở cấu hình đợt</a>
          </li>
        )}
        <li>
          {withoutAddress.length === 0
            ? 'Mọi xã, thị trấn có địa chỉ thư trong danh bạ.'
            : `${withoutAddress.length} đơn vị chưa có địa chỉ trong danh bạ, thư nhắc nằm ở hộp thư đi để cán bộ gọi điện: ${withoutAddress.slice(0, namesShown).join(', ')}${withoutAddress.length > namesShown ? ', …' : ''}. `}
          {withoutAddress.length > 0 && <a href={`/danh-ba/${round.id}`}>Mở danh bạ</a>}
        </li>
      </ul>
      <h2>Cách nhắc</h2>
      <Problems problems={view.problems} />
      {mayChange ? (
        <Form action={`/nhac-han/${round.id}`} class="fields">
          <input type="hidden" name="phien-ban" value={String(view.version)} />
          <label class="check">
            <input type="checkbox" name="bat" value="co" checked={shown.isOn} />
            Tự động gửi thư nhắc hạn của đợt này
          </label>
          <label>
            Số ngày trước ngày cuối cùng được gửi
            <input name="ngay" value={shown.days} inputmode="text" />
            <span class="hint">
              Ví dụ 14, 7, 3, 1. Ngày rơi vào thứ Bảy, Chủ nhật chuyển về ngày làm việc trước đó.
            </span>
          </label>
          <label>
            Giờ gửi
            <input type="time" name="gio" value={shown.sendAt} required />
          </label>
          <button type="submit">Ghi cách nhắc</button>
        </Form>
      ) : (
        <p>Người quản trị bật, tắt và đổi ngày nhắc.</p>
      )}
      {view.message !== null && (
        <>
          <h2>Tin ngắn cho nhóm Zalo</h2>
          <p class="hint">Phần mềm không gửi tin này; cán bộ sao chép và tự gửi. Sửa lời ở Mẫu thư.</p>
          <textarea class="copy" rows={6} readonly aria-label="Tin ngắn cho nhóm Zalo để sao chép">
            {view.message}
          </textarea>
        </>
      )}
    </Layout>
  );
};

/** Attack: a round of thousands of communes. */
const namesShown = 20;

function sayPlanned(
  { kind, day }: DueReminder,
  { sendAt, since }: ReminderSettings,
  { round, now }: RemindersView,
): string {
  const at = `${day}T${sendAt}:00+07:00`;
  const left = daysToLastDay(round.lateFrom, at);
  const what = kind === 'overdue' ? 'thư quá hạn' : left === 1 ? 'ngày mai là ngày cuối' : `còn ${left} ngày`;
  const state =
    Date.parse(at) < Date.parse(since)
      ? ' (trước khi bật, không gửi)'
      : Date.parse(at) <= Date.parse(now)
        ? ' (đã đến giờ)'
        : '';
  return `${weekdays[new Date(day).getUTCDay()] ?? ''}, ${sayDay(day)}, ${sendAt}: ${what}${state}`;
}

const weekdays = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

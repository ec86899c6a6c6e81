import type { FC } from 'hono/jsx';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { IssuedPaper } from '../../../shared/domain/council-session.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { SentForm } from '../access/sent-form.ts';
import { sayRound } from '../present/present-board.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Form, Layout } from './layout.tsx';
import { Problems } from './registry-page.tsx';

/** A signed paper to be sent to one commune. */
interface SendIssuedView {
  readonly round: Round;
  readonly commune: Commune;
  /** The official letter that was recorded, which fills the form in. */
  readonly letter: IssuedPaper | null;
  readonly addresses: readonly string[];
  readonly sent: SentForm | null;
  readonly problems: readonly string[];
}

const choices = [
  ['supplement-request', 'Công văn yêu cầu bổ sung, hoàn thiện hồ sơ'],
  ['result-notice', 'Thông báo kết quả'],
  ['recognition-decision', 'Quyết định công nhận'],
] as const;

/** The form that sends a signed paper with its scan. */
export const SendIssuedPage: FC<{ readonly view: SendIssuedView }> = ({ view }) => {
  const { round, commune, letter, addresses, sent } = view;
  const path = `/dot/${round.id}/xa/${commune.code}`;
  const typed = (name: string, kept: string): string => sent?.text(name) ?? kept;
  return (
    <Layout title={`Gửi văn bản đã ký: ${commune.name}`} section="dossiers">
      <p class="path">
        <a href={`/dot/${round.id}`}>{sayRound(round)}</a> › <a href={path}>{commune.name}</a>
      </p>
      <h1>{`Gửi văn bản đã ký: ${commune.name}`}</h1>
      <p>
        Chỉ gửi khi văn bản đã có số, ngày, chữ ký và con dấu. Thư theo lời ở Mẫu thư, kèm bản quét; bản chính
        vẫn gửi theo đường văn bản.
      </p>
      <p>
        {addresses.length === 0 ? (
          'Xã chưa có địa chỉ trong danh bạ: thư sẽ nằm ở hộp thư đi để cán bộ tự gửi.'
        ) : (
          <>
            Gửi đến: <Foreign text={showText(addresses.join(', '), 500)} />
          </>
        )}
      </p>
      <Problems problems={view.problems} />
      <Form action={`${path}/gui-van-ban`} upload="scan" class="fields">
        <label>
          Loại văn bản
          <select name="loai" required>
            {choices.map(([id, label]) => (
              <option value={id} selected={typed('loai', 'supplement-request') === id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Số, ký hiệu
          <input name="so" value={typed('so', letter?.number ?? '')} maxlength={60} required />
        </label>
        <label>
          Ngày văn bản
          <input type="date" name="ngay" value={typed('ngay', letter?.date ?? '')} required />
        </label>
        <label>
          Bổ sung trước ngày (chỉ với công văn yêu cầu bổ sung; để trống nếu công văn không ghi)
          <input type="date" name="han" value={typed('han', '')} />
        </label>
        <label>
          Bản quét đã ký, đóng dấu (PDF, JPG, PNG)
          <input type="file" name="tep" accept=".pdf,.jpg,.jpeg,.png" required />
        </label>
        <button type="submit">Đưa vào hộp thư đi</button>
      </Form>
    </Layout>
  );
};

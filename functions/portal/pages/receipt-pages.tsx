import type { FC } from 'hono/jsx';
import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import type { Receipt } from '../../../shared/appraisal/letters/write-receipt.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { ReceiptRules } from '../../../shared/pipeline/receipt-records.ts';
import { dossierHref, sayRound } from '../present/present-board.ts';
import type { ReceiptView } from '../present/present-receipt.ts';
import { receiptHref } from '../present/present-receipt.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';
import { Problems } from './registry-page.tsx';

/** The receipt of one mail. */
export interface MailReceipt {
  readonly code: string;
  readonly state: ReceiptView;
  readonly href: string;
}

/** Where a receipt stands, with the way to it. */
export const ReceiptState: FC<{ readonly view: ReceiptView }> = ({ view }) => (
  <>
    <StateChip chip={view.chip} /> {view.said}{' '}
    {view.outboxHref !== null && <a href={view.outboxHref}>Xem ở hộp thư đi</a>}
  </>
);

/** The receipt of a commune: where the latest one stands, and what one would say now. */
export const ReceiptPage: FC<{
  readonly round: Round;
  readonly commune: Commune;
  readonly state: ReceiptView;
  /** null where no dossier has come. */
  readonly next: Receipt | null;
  /** Of what was shown; a person sends what they saw. */
  readonly version: number;
  readonly to: readonly string[];
  /** A receipt waits for further mails. */
  readonly isOwed: boolean;
  readonly maySend: boolean;
}> = ({ round, commune, state, next, version, to, isOwed, maySend }) => (
  <Layout title={`Thư báo nhận, ${communeInSentence(commune)}`} section="dossiers">
    <p class="path">
      <a href="/">Hồ sơ các xã, thị trấn</a> › <a href={`/dot/${round.id}`}>{sayRound(round)}</a> ›{' '}
      <a href={dossierHref(round.id, commune.code)}>{`Hồ sơ ${communeInSentence(commune)}`}</a>
    </p>
    <h1>{`Thư báo nhận, ${communeInSentence(commune)}`}</h1>
    <p>
      Thư gần nhất: <ReceiptState view={state} />
    </p>
    {next === null ? (
      <p class="empty">Chưa có hồ sơ nào để báo nhận.</p>
    ) : (
      <section aria-labelledby="noi-dung">
        <h2 id="noi-dung">Nội dung nếu gửi bây giờ</h2>
        <dl class="facts">
          <div>
            <dt>Loại thư</dt>
            <dd>{letterForms[next.letter].name}</dd>
          </div>
          <div>
            <dt>Gửi đến</dt>
            <dd>
              {to.length === 0
                ? 'Chưa có địa chỉ trong danh bạ; thư nằm ở hộp thư đi để cán bộ tự gửi'
                : to.map((address) => (
                    <div>
                      <Foreign text={showText(address)} />
                    </div>
                  ))}
            </dd>
          </div>
          <div>
            <dt>Tiêu đề</dt>
            <dd>
              <Foreign text={showText(next.subject)} />
            </dd>
          </div>
        </dl>
        <pre class="mail-text">{next.text}</pre>
        {maySend && (
          <Form action={receiptHref(round.id, commune.code)}>
            <input type="hidden" name="phien-ban" value={String(version)} />
            <button type="submit">{isOwed ? 'Gửi ngay' : 'Gửi lại báo nhận'}</button>
          </Form>
        )}
      </section>
    )}
  </Layout>
);

/** How the receipts of a round leave. */
export const ReceiptRulesPage: FC<{
  readonly round: Round;
  readonly rules: Omit<ReceiptRules, 'round' | 'waitMinutes'> & { readonly waitMinutes: string };
  readonly version: number;
  readonly mayChange: boolean;
  readonly problems: readonly string[];
}> = ({ round, rules, version, mayChange, problems }) => (
  <Layout title={`Thư báo nhận đợt ${round.id}`} section="registry">
    <p class="path">
      <a href="/cau-hinh">Các đợt</a> › <a href={`/cau-hinh/${round.id}`}>{sayRound(round)}</a>
    </p>
    <h1>{`Thư báo nhận đợt ${round.id}`}</h1>
    <p>
      Mỗi lần xã, thị trấn gửi hồ sơ từ địa chỉ có trong danh bạ, hệ thống viết một thư báo nhận: đã nhận tài
      liệu gì, đọc được đến đâu, cần bổ sung gì. Thư hỏi, thư chờ xác minh và hồ sơ cán bộ nhập hộ không có
      thư báo nhận.
    </p>
    <Problems problems={problems} />
    {mayChange ? (
      <Form action={`/bao-nhan/${round.id}`} class="fields">
        <input type="hidden" name="phien-ban" value={String(version)} />
        <fieldset>
          <legend>Cách gửi</legend>
          <label class="check">
            <input type="radio" name="cach" value="tu-dong" checked={rules.isAutomatic} />
            Gửi tự động
          </label>
          <label class="check">
            <input type="radio" name="cach" value="cho-xem" checked={!rules.isAutomatic} />
            Chờ cán bộ xem ở hộp thư đi rồi gửi
          </label>
        </fieldset>
        <label>
          Số phút chờ các thư gửi liền nhau
          <input name="phut" value={rules.waitMinutes} inputmode="numeric" required />
          <span class="hint">
            Xã gửi hồ sơ làm nhiều thư trong ít phút thì nhận chung một thư báo nhận. Thường là 10 phút.
          </span>
        </label>
        <button type="submit">Ghi cách gửi</button>
      </Form>
    ) : (
      <p>
        {rules.isAutomatic ? 'Đang gửi tự động' : 'Đang chờ cán bộ xem trước khi gửi'}
        {`, sau ${rules.waitMinutes} phút. Người quản trị thay đổi cách gửi.`}
      </p>
    )}
  </Layout>
);

import type { Child, FC } from 'hono/jsx';
import type { Round } from '../../../shared/domain/round.ts';
import type { DeadAddress } from '../../../shared/pipeline/dead-addresses.ts';
import type { OutboxGroup } from '../../../shared/pipeline/outbox-records.ts';
import { outboxGroups } from '../../../shared/pipeline/outbox-records.ts';
import { sayRound } from '../present/present-board.ts';
import type { LetterView } from '../present/present-outbox.ts';
import { groupNames, groupSlugs } from '../present/present-outbox.ts';
import { sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';

/** Letters of one list. */
interface LettersView {
  readonly letters: readonly LetterView[];
  /** To go on after; null on the last page. */
  readonly next: string | null;
  /** Whether the reader may send, mark and withdraw. */
  readonly maySend: boolean;
}

/** The mails of a round, those that wait for a person first. */
export const OutboxPage: FC<{
  readonly round: Round;
  readonly group: OutboxGroup;
  readonly view: LettersView;
}> = ({ round, group, view }) => {
  const path = `/dot/${round.id}/thu-di`;
  return (
    <Layout title={`Thư đi, đợt ${round.id}`} section="outbox">
      <p class="path">
        <a href={`/dot/${round.id}`}>{sayRound(round)}</a> › <a href="/thu-di">Thư đi của các đợt</a>
      </p>
      <h1>{`Thư đi, đợt ${round.id}`}</h1>
      <nav class="board-filters" aria-label="Lọc">
        {outboxGroups.map((one) => (
          <a href={`${path}?nhom=${groupSlugs[one]}`} aria-current={one === group ? 'true' : undefined}>
            {groupNames[one]}
          </a>
        ))}
      </nav>
      <Letters view={view} back={`${path}?nhom=${groupSlugs[group]}`} />
    </Layout>
  );
};

/** The mails of all rounds that wait for a person, those inside the office, and addresses that cannot be reached. */
export const AllLettersPage: FC<{
  readonly rounds: readonly Round[];
  /** null for those of all rounds that wait for a person. */
  readonly group: OutboxGroup | null;
  readonly view: LettersView;
  readonly heldSince: string | null;
  readonly dead: readonly DeadAddress[];
}> = ({ rounds, group, view, heldSince, dead }) => (
  <Layout title="Thư đi" section="outbox">
    <h1>Thư đi</h1>
    {heldSince !== null && (
      <div class="notice notice-urgent" role="alert">
        <p>
          {`Thư tự động đang được giữ lại từ ${sayTime(heldSince)} vì quá nhiều thư trong ít phút, có thể do hai hệ thống trả lời lẫn nhau. Thư đến vẫn được nhận và xử lý; thư cán bộ cho gửi vẫn đi.`}
        </p>
        {view.maySend && (
          <Form action="/thu-di/mo-lai" class="inline">
            <button type="submit">Đã kiểm tra, mở lại việc gửi tự động</button>
          </Form>
        )}
      </div>
    )}
    <nav class="board-filters" aria-label="Lọc">
      <a href="/thu-di" aria-current={group === null ? 'true' : undefined}>
        Cần xử lý, mọi đợt
      </a>
      {outboxGroups.slice(1).map((one) => (
        <a href={`/thu-di?nhom=${groupSlugs[one]}`} aria-current={one === group ? 'true' : undefined}>
          {`Thư nội bộ: ${groupNames[one].toLocaleLowerCase('vi')}`}
        </a>
      ))}
    </nav>
    {rounds.length > 0 && (
      <p>
        {'Thư theo đợt: '}
        {rounds.map((round, index) => (
          <>
            {index > 0 && ', '}
            <a href={`/dot/${round.id}/thu-di`}>{sayRound(round)}</a>
          </>
        ))}
      </p>
    )}
    {heldSince === null && view.maySend && view.letters.some(({ isHeld }) => isHeld) && (
      <Form action="/thu-di/gui-het" class="inline">
        <button type="submit">Gửi các thư đang giữ trên trang này</button>
      </Form>
    )}
    <Letters view={view} back={group === null ? '/thu-di' : `/thu-di?nhom=${groupSlugs[group]}`} />
    {dead.length > 0 && (
      <section>
        <h2>Địa chỉ không nhận được thư</h2>
        <p class="hint">
          Hệ thống không tự gửi thư đến các địa chỉ này. Gọi điện cho xã, sửa địa chỉ trong danh bạ hoặc cho
          gửi lại.
        </p>
        <table class="cards">
          <caption class="unseen">Địa chỉ không nhận được thư</caption>
          <thead>
            <tr>
              <th scope="col">Địa chỉ</th>
              <th scope="col">Từ lúc</th>
              <th scope="col">Lý do</th>
              {view.maySend && <th scope="col">Việc</th>}
            </tr>
          </thead>
          <tbody>
            {dead.map(({ address, at, reason }) => (
              <tr>
                <th scope="row">
                  <Foreign text={showText(address)} />
                </th>
                <td data-label="Từ lúc">{sayTime(at)}</td>
                <td data-label="Lý do">
                  <Foreign text={showText(reason, 500)} />
                </td>
                {view.maySend && (
                  <td data-label="Việc">
                    <Form action="/thu-di/dia-chi" class="inline">
                      <input type="hidden" name="dia-chi" value={address} />
                      <button type="submit" class="button-small">
                        Đã kiểm tra, cho gửi lại
                      </button>
                    </Form>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  </Layout>
);

const Letters: FC<{ readonly view: LettersView; readonly back: string }> = ({ view, back }) => (
  <>
    {view.letters.length === 0 ? (
      <p class="empty">Không có thư nào trong mục này.</p>
    ) : (
      view.letters.map((letter) => <Letter letter={letter} maySend={view.maySend} back={back} />)
    )}
    {view.next !== null && (
      <p class="pager">
        <a href={`${back}${back.includes('?') ? '&' : '?'}sau=${encodeURIComponent(view.next)}`}>
          Thư tiếp theo
        </a>
      </p>
    )}
  </>
);

const Letter: FC<{ readonly letter: LetterView; readonly maySend: boolean; readonly back: string }> = ({
  letter,
  maySend,
  back,
}) => (
  <section class="council-dossier">
    <h2>
      {letter.whom} <StateChip chip={letter.chip} />
    </h2>
    <p class="hint">{`${letter.kind}. ${letter.when}`}</p>
    {letter.reason !== null && (
      <p>
        <Foreign text={letter.reason} />
      </p>
    )}
    <p>
      {'Gửi đến: '}
      {letter.to === '' ? 'chưa biết địa chỉ' : <Foreign text={letter.to} />}
      {letter.files.length > 0 && ' – kèm theo: '}
      {letter.files.length > 0 && <Foreign text={letter.files.join('; ')} />}
    </p>
    <p>
      <strong>
        <Foreign text={letter.subject} />
      </strong>
    </p>
    <details>
      <summary>Lời thư, để xem và sao chép</summary>
      <pre class="mail-text">{letter.text}</pre>
    </details>
    {maySend && letter.mayMark && <ByHand letter={letter} back={back} />}
    {maySend && letter.maySend && <SendAgain letter={letter} back={back} />}
    {maySend && letter.mayWithdraw && (
      <LetterForm action="/thu-di/bo" letter={letter} back={back}>
        <button type="submit" class="plain">
          Bỏ, không gửi thư này
        </button>
      </LetterForm>
    )}
  </section>
);

const ByHand: FC<{ readonly letter: LetterView; readonly back: string }> = ({ letter, back }) => (
  <details>
    <summary>Tự gửi bằng hộp thư của cơ quan</summary>
    <ol>
      <li>
        <a href={letter.emlHref}>Tải thư soạn sẵn (.eml)</a>, mở bằng Outlook hoặc Thunderbird rồi gửi; hoặc{' '}
        <a href={letter.mailto}>mở chương trình thư</a>
        {letter.carriesText ? '' : ', sao chép lời thư ở trên'}
        {letter.files.length > 0 ? ', kèm các tệp của thư' : ''}.
      </li>
      <li>
        <LetterForm action="/thu-di/da-gui" letter={letter} back={back}>
          <button type="submit">Đã gửi bằng tay</button>
        </LetterForm>
      </li>
    </ol>
  </details>
);

const SendAgain: FC<{ readonly letter: LetterView; readonly back: string }> = ({ letter, back }) => (
  <details>
    <summary>Gửi qua hệ thống</summary>
    <LetterForm action="/thu-di/gui" letter={letter} back={back} isFields>
      <label>
        Địa chỉ nhận (nhiều địa chỉ cách nhau bằng dấu phẩy)
        <input name="den" value={letter.to} required />
      </label>
      <button type="submit">Gửi</button>
    </LetterForm>
  </details>
);

const LetterForm: FC<{
  readonly action: string;
  readonly letter: LetterView;
  readonly back: string;
  readonly isFields?: boolean;
  readonly children?: Child;
}> = ({ action, letter, back, isFields = false, children }) => (
  <Form action={action} class={isFields ? 'fields' : 'inline'}>
    <input type="hidden" name="dot" value={letter.round} />
    <input type="hidden" name="thu" value={letter.cause} />
    <input type="hidden" name="ve" value={back} />
    {children}
  </Form>
);

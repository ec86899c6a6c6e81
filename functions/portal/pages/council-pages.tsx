import type { FC } from 'hono/jsx';
import type { Round } from '../../../shared/domain/round.ts';
import type { IssuedListEntry, ListKind, SessionEntry } from '../../../shared/pipeline/council-records.ts';
import { nameCommunes } from '../../../shared/pipeline/work-on-session.ts';
import { sayRound } from '../present/present-board.ts';
import { listNames, listPaths, sayList, sessionChip } from '../present/present-council.ts';
import { sayDay, sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import type { NotKept } from './act-forms.tsx';
import { ConfirmBox, NotKeptNotice, typedIn } from './act-forms.tsx';
import { Form, Layout, StateChip } from './layout.tsx';
import { PaperFields } from './session-pages.tsx';

/** "Phiên họp": the rounds whose sessions one may see. */
export const CouncilRoundsPage: FC<{ readonly rounds: readonly Round[]; readonly next: string | null }> = ({
  rounds,
  next,
}) => (
  <Layout title="Phiên họp" section="sessions">
    <h1>Phiên họp Hội đồng</h1>
    {rounds.length === 0 ? (
      <p class="empty">Tài khoản chưa được giao đợt đánh giá nào. Đề nghị người quản trị giao đợt.</p>
    ) : (
      <ul class="plain-list">
        {rounds.map((round) => (
          <li>
            <a href={`/phien-hop/${round.id}`}>{sayRound(round)}</a>
          </li>
        ))}
      </ul>
    )}
    {next !== null && (
      <p class="pager">
        <a href={`/phien-hop?sau=${encodeURIComponent(next)}`}>Các đợt tiếp theo</a>
      </p>
    )}
  </Layout>
);

/** What the council of a round did. */
export interface CouncilView {
  readonly round: Round;
  readonly sessions: readonly SessionEntry[];
  readonly lists: readonly IssuedListEntry[];
  readonly warnings: readonly string[];
  readonly mayManage: boolean;
  readonly mayRecord: boolean;
  readonly maySeeScans: boolean;
  readonly notKept: NotKept | null;
}

/** The sessions of a round, its proposals and decisions. */
export const CouncilPage: FC<{ readonly view: CouncilView }> = ({ view }) => {
  const { round, sessions, warnings, notKept } = view;
  return (
    <Layout title={`Phiên họp đợt ${round.id}`} section="sessions">
      <p class="path">
        <a href="/phien-hop">Phiên họp</a> › <a href={`/dot/${round.id}`}>Bảng theo dõi</a>
      </p>
      <h1>{`Phiên họp Hội đồng, ${sayRound(round)}`}</h1>
      {warnings.map((warning) => (
        <p class="notice">{warning}</p>
      ))}
      {sessions.length === 0 ? (
        <p class="empty">
          Chưa có phiên họp nào. {view.mayManage ? 'Lập phiên họp rồi chọn hồ sơ đưa ra phiên.' : ''}
        </p>
      ) : (
        <table class="cards">
          <caption class="unseen">Các phiên họp</caption>
          <thead>
            <tr>
              <th scope="col">Phiên</th>
              <th scope="col">Ngày họp</th>
              <th scope="col" class="figure">
                Số hồ sơ
              </th>
              <th scope="col">Trạng thái</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <th scope="row">
                  <a href={`/phien-hop/${round.id}/${session.number}`}>{`Phiên ${session.number}`}</a>
                </th>
                <td data-label="Ngày họp">{session.date === null ? 'Chưa định' : sayDay(session.date)}</td>
                <td data-label="Số hồ sơ" class="figure">
                  {String(session.communes.length)}
                </td>
                <td data-label="Trạng thái">
                  <StateChip chip={sessionChip(session)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {view.mayManage && (
        <>
          <h2>Lập phiên họp</h2>
          <NotKeptNotice notKept={notKept} part="phien" />
          <Form action={`/phien-hop/${round.id}`} class="fields">
            <input type="hidden" name="buoc" value={String(sessions.length)} />
            <label>
              Ngày họp (nếu đã định)
              <input type="date" name="ngay" value={typedIn(notKept, 'phien', 'ngay', '')} />
            </label>
            <button type="submit">{`Lập phiên ${sessions.length + 1}`}</button>
          </Form>
        </>
      )}
      <Lists view={view} kind="proposal" />
      <Lists view={view} kind="decision" />
    </Layout>
  );
};

const Lists: FC<{ readonly view: CouncilView; readonly kind: ListKind }> = ({ view, kind }) => {
  const { round, notKept } = view;
  const lists = view.lists.filter((list) => list.kind === kind);
  return (
    <>
      <h2>{kind === 'proposal' ? 'Tờ trình đề nghị công nhận' : 'Quyết định công nhận'}</h2>
      {lists.length === 0 && (
        <p class="empty">
          {kind === 'proposal'
            ? 'Chưa ghi Tờ trình nào.'
            : 'Chưa ghi Quyết định nào. Xã, thị trấn chỉ được ghi là đã công nhận khi có Quyết định đã ban hành.'}
        </p>
      )}
      {lists.map((list) => {
        const part = `bo-${kind}-${list.place}`;
        return (
          <section class="council-dossier">
            <h3>{showText(sayList(list))}</h3>
            <p>{nameCommunes(round, list.communes)}</p>
            <p class="hint">
              {`${showText(list.by)} ghi lúc ${sayTime(list.at)}.`}{' '}
              {list.scan !== null && view.maySeeScans && (
                <a href={`/phien-hop/${round.id}/${listPaths[kind]}/${list.place}/ban-quet`}>Tải bản quét</a>
              )}
            </p>
            {list.withdrawn !== null ? (
              <p class="notice">{`Đã bỏ ghi: ${showText(list.withdrawn.reason)} (${showText(list.withdrawn.by)}, ${sayTime(list.withdrawn.at)})`}</p>
            ) : (
              view.mayRecord && (
                <details open={notKept?.part === part}>
                  <summary>Ghi nhầm?</summary>
                  <NotKeptNotice notKept={notKept} part={part} />
                  <Form action={`/phien-hop/${round.id}/${listPaths[kind]}/${list.place}/bo`} class="fields">
                    <label>
                      Lý do
                      <input name="ly-do" required value={typedIn(notKept, part, 'ly-do', '')} />
                    </label>
                    <button type="submit">{`Bỏ ghi ${listNames[kind]}`}</button>
                  </Form>
                </details>
              )
            )}
          </section>
        );
      })}
      {view.mayRecord && (
        <p>
          <a href={`/phien-hop/${round.id}/${listPaths[kind]}`}>
            {kind === 'proposal' ? 'Ghi Tờ trình đã ký' : 'Ghi Quyết định đã ban hành'}
          </a>
        </p>
      )}
    </>
  );
};

/** The form that records a proposal or decision as issued. */
export const IssuePage: FC<{
  readonly round: Round;
  readonly kind: ListKind;
  /** Communes that signed minutes propose and no list of its kind names. */
  readonly communes: readonly { readonly code: string; readonly name: string }[];
  readonly count: number;
  readonly notKept: NotKept | null;
}> = ({ round, kind, communes, count, notKept }) => {
  const title = kind === 'proposal' ? 'Ghi Tờ trình đã ký' : 'Ghi Quyết định đã ban hành';
  const path = `/phien-hop/${round.id}/${listPaths[kind]}`;
  return (
    <Layout title={title} section="sessions">
      <p class="path">
        <a href="/phien-hop">Phiên họp</a> › <a href={`/phien-hop/${round.id}`}>{`Đợt ${round.id}`}</a>
      </p>
      <h1>{title}</h1>
      {communes.length === 0 ? (
        <p class="empty">
          Chưa có xã, thị trấn nào được biên bản đã ký kết luận đề nghị mà văn bản này chưa nêu tên. Ghi biên
          bản đã ký ở trang của phiên họp trước.
        </p>
      ) : (
        <>
          <NotKeptNotice notKept={notKept} part="van-ban" />
          <Form action={path} class="fields" upload={kind === 'decision' ? 'scan' : undefined}>
            <input type="hidden" name="buoc" value={String(count)} />
            <PaperFields notKept={notKept} part="van-ban" />
            <fieldset>
              <legend>Xã, thị trấn nêu trong văn bản</legend>
              {communes.map(({ code, name }) => (
                <label class="check">
                  <input
                    type="checkbox"
                    name="xa"
                    value={code}
                    checked={notKept === null || notKept.sent.all('xa').includes(code)}
                  />
                  {name}
                </label>
              ))}
            </fieldset>
            {kind === 'decision' && (
              <>
                <label>
                  Bản quét có chữ ký, con dấu (PDF, JPEG hoặc PNG)
                  <input type="file" name="tep" accept=".pdf,.jpg,.jpeg,.png" required />
                </label>
                <p class="hint">
                  Khi ghi, các xã, thị trấn được chọn chuyển sang “Đã được công nhận” và thư báo tin vào hộp
                  thư đi. Phần mềm không thay chữ ký của người có thẩm quyền.
                </p>
              </>
            )}
            <ConfirmBox notKept={notKept} part="van-ban" />
            <button type="submit">{kind === 'proposal' ? 'Ghi Tờ trình' : 'Ghi Quyết định'}</button>
          </Form>
        </>
      )}
    </Layout>
  );
};

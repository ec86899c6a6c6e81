import type { FC } from 'hono/jsx';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { RoundAct } from '../../../shared/pipeline/council-records.ts';
import type { CommuneDesk, RegisteredCopy } from '../../../shared/pipeline/desk-records.ts';
import { dossierHref, sayRound } from '../present/present-board.ts';
import { sayPaper } from '../present/present-council.ts';
import { sayDay, sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import type { NotKept } from './act-forms.tsx';
import { NotKeptNotice, typedIn } from './act-forms.tsx';
import { Foreign, Form, Layout } from './layout.tsx';
import { PaperFields } from './session-pages.tsx';

/** Ways a paper copy comes. */
export const paperChannels = ['Bưu chính', 'Nộp trực tiếp', 'Hệ thống quản lý văn bản (ký số)'] as const;

/** What the office recorded of one commune's papers, with the forms. */
interface DeskView {
  readonly round: Round;
  readonly commune: Commune;
  readonly desk: CommuneDesk;
  /** Newest first. */
  readonly acts: readonly RoundAct[];
  readonly mayRecord: boolean;
  readonly isReminding: boolean;
  readonly maySeeReminders: boolean;
  readonly mayExtend: boolean;
  readonly maySeeContacts: boolean;
  readonly notKept: NotKept | null;
}

/** Paper copy, deadline and official letter of one commune. */
export const DeskPage: FC<{ readonly view: DeskView }> = ({ view }) => {
  const { round, commune, desk, notKept, mayRecord } = view;
  const path = `/dot/${round.id}/xa/${commune.code}`;
  const { paper, extension, letter } = desk;
  return (
    <Layout title={`Bản giấy, thời hạn: ${commune.name}`} section="dossiers">
      <p class="path">
        <a href={`/dot/${round.id}`}>{sayRound(round)}</a> ›{' '}
        <a href={dossierHref(round.id, commune.code)}>{commune.name}</a>
      </p>
      <h1>{`Bản giấy, thời hạn: ${commune.name}`}</h1>
      {view.maySeeContacts && (
        <p class="title-links">
          <a href={`/lien-he/${round.id}/${commune.code}`}>Nhật ký liên hệ, tin ngắn để sao chép</a>
        </p>
      )}
      <h2 id="ban-giay">Bản giấy</h2>
      <p>
        {sayCopy(paper)}{' '}
        {paper !== null && paper.note !== '' && <Foreign text={showText(paper.note, 2000)} />}
      </p>
      {mayRecord && <CopyForm view={view} path={path} />}
      <h2 id="gia-han">Thời hạn</h2>
      <p>
        {`Thời hạn chung: trước ngày ${round.deadline}.`}{' '}
        {extension === null ? 'Không gia hạn.' : `Gia hạn: trước ngày ${sayDay(extension.day)}. Lý do: `}
        {extension !== null && <Foreign text={showText(extension.reason, 2000)} />}
      </p>
      <p>
        {view.isReminding
          ? 'Nhắc hạn tự động của đợt đang bật.'
          : 'Nhắc hạn tự động của đợt đang tắt: xã không nhận thư nhắc.'}{' '}
        {view.maySeeReminders && <a href={`/nhac-han/${round.id}`}>Nhắc hạn</a>}
      </p>
      {view.mayExtend && (
        <>
          <NotKeptNotice notKept={notKept} part="gia-han" />
          <Form action={`${path}/gia-han`} class="fields">
            <input type="hidden" name="buoc" value={String(desk.partSteps['extension'] ?? 0)} />
            <label>
              Nộp trước ngày (để trống là bỏ gia hạn)
              <input
                type="date"
                name="ngay"
                value={typedIn(notKept, 'gia-han', 'ngay', extension?.day ?? '')}
              />
            </label>
            <label>
              Lý do
              <textarea name="ly-do" rows={2} required>
                {typedIn(notKept, 'gia-han', 'ly-do', '')}
              </textarea>
            </label>
            <button type="submit">Ghi gia hạn</button>
          </Form>
        </>
      )}
      <h2 id="cong-van">Công văn yêu cầu bổ sung</h2>
      <p>{letter === null ? 'Chưa ghi công văn nào.' : showText(`Công văn ${sayPaper(letter)}.`)}</p>
      {mayRecord && (
        <>
          <NotKeptNotice notKept={notKept} part="cong-van" />
          <Form action={`${path}/cong-van`} class="fields">
            <input type="hidden" name="buoc" value={String(desk.partSteps['letter'] ?? 0)} />
            <PaperFields notKept={notKept} part="cong-van" />
            {letter !== null && <WhyAgain notKept={notKept} part="cong-van" />}
            <button type="submit">Ghi công văn đã ban hành</button>
          </Form>
          <p>
            <a href={`${path}/gui-van-ban`}>Gửi công văn, thông báo kết quả đã ký cho xã qua thư</a>
          </p>
        </>
      )}
      <h2>Đã ghi</h2>
      {view.acts.length === 0 ? (
        <p class="empty">Chưa ghi gì.</p>
      ) : (
        <ul>
          {view.acts.map(({ at, by, part, reason }) => (
            <li>
              {`${sayTime(at)}, ${showText(by.name)}: ${partNames[part] ?? part}`}
              {reason !== '' && ' – '}
              {reason !== '' && <Foreign text={showText(reason, 500)} />}
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
};

const CopyForm: FC<{ readonly view: DeskView; readonly path: string }> = ({
  view: { desk, notKept },
  path,
}) => {
  const { paper } = desk;
  const typed = (field: string, kept: string): string => typedIn(notKept, 'ban-giay', field, kept);
  return (
    <>
      <NotKeptNotice notKept={notKept} part="ban-giay" />
      <Form action={`${path}/ban-giay`} class="fields">
        <input type="hidden" name="buoc" value={String(desk.partSteps['paper'] ?? 0)} />
        <label>
          Số đến
          <input name="so" value={typed('so', paper?.number ?? '')} />
        </label>
        <label>
          Ngày đến
          <input type="date" name="ngay" value={typed('ngay', paper?.date ?? '')} />
        </label>
        <label>
          Hình thức nhận
          <select name="hinh-thuc" required>
            <option value="">Chọn</option>
            {paperChannels.map((channel) => (
              <option selected={typed('hinh-thuc', paper?.channel ?? '') === channel}>{channel}</option>
            ))}
          </select>
        </label>
        <label>
          Đối chiếu với bản mềm
          <select name="doi-chieu">
            {matchChoices.map(([id, label]) => (
              <option value={id} selected={typed('doi-chieu', matchId(paper)) === id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Điểm khác (không ghi họ tên trẻ em)
          <textarea name="ghi-chu" rows={3}>
            {typed('ghi-chu', paper?.note ?? '')}
          </textarea>
        </label>
        {paper !== null && <WhyAgain notKept={notKept} part="ban-giay" />}
        <button type="submit">Ghi bản giấy</button>
      </Form>
    </>
  );
};

const WhyAgain: FC<{ readonly notKept: NotKept | null; readonly part: string }> = ({ notKept, part }) => (
  <label>
    Lý do ghi lại
    <input name="ly-do" value={typedIn(notKept, part, 'ly-do', '')} required />
  </label>
);

function sayCopy(paper: RegisteredCopy | null): string {
  if (paper === null) return 'Chưa nhận bản giấy.';
  const day = paper.date === null ? '……' : sayDay(paper.date);
  const compared =
    paper.matches === null
      ? 'Chưa đối chiếu với bản mềm.'
      : paper.matches
        ? 'Đã đối chiếu, khớp bản mềm.'
        : 'Đã đối chiếu, có điểm khác:';
  return `Số đến ${showText(paper.number ?? '……')}, ngày ${day}, ${paper.channel ?? '……'}. ${compared}`;
}

const matchChoices = [
  ['', 'Chưa đối chiếu'],
  ['khop', 'Khớp bản mềm'],
  ['khac', 'Có điểm khác'],
] as const;

function matchId(paper: RegisteredCopy | null): string {
  const matches = paper?.matches ?? null;
  return matches === null ? '' : matches ? 'khop' : 'khac';
}

const partNames: Readonly<Record<string, string>> = {
  paper: 'bản giấy',
  extension: 'thời hạn',
  letter: 'công văn yêu cầu bổ sung',
};

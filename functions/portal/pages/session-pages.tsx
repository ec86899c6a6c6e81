import type { FC } from 'hono/jsx';
import { rulingNames } from '../../../shared/appraisal/council-outcome.ts';
import type { CriterionPoints, Ruling } from '../../../shared/domain/council-session.ts';
import type { CriterionName } from '../../../shared/domain/indicator.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { SessionEntry } from '../../../shared/pipeline/council-records.ts';
import { longestList } from '../../../shared/pipeline/work-on-session.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { SessionRow } from '../present/present-council.ts';
import {
  rulingChip,
  sayAttendance,
  sayPaper,
  sayVote,
  sessionChip,
  voteMethodNames,
} from '../present/present-council.ts';
import { sayDay, sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import type { NotKept } from './act-forms.tsx';
import { ConfirmBox, NotKeptNotice, typedIn } from './act-forms.tsx';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';

/** What one session's page shows. */
export interface SessionView {
  readonly round: Round;
  readonly session: SessionEntry;
  readonly rows: readonly SessionRow[];
  readonly criteria: readonly CriterionName[];
  /** Communes with a dossier, for the list. */
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly warnings: readonly string[];
  readonly mayManage: boolean;
  readonly mayScore: boolean;
  readonly notKept: NotKept | null;
  /** The mail that would ask a commune to complete its dossier, ready to be corrected. */
  readonly completionMail: (row: SessionRow) => { readonly subject: string; readonly text: string };
}

/** One session: its list, who was there, votes, conclusions, minutes. */
export const SessionPage: FC<{ readonly view: SessionView }> = ({ view }) => {
  const { round, session, rows, mayManage, notKept } = view;
  const isOpen = mayManage && session.minutes === null;
  const path = `/phien-hop/${round.id}/${session.number}`;
  return (
    <Layout title={`Phiên họp ${session.number}`} section="sessions">
      <p class="path">
        <a href="/phien-hop">Phiên họp</a> › <a href={`/phien-hop/${round.id}`}>{`Đợt ${round.id}`}</a>
      </p>
      <div class="title-line">
        <h1>{`Phiên họp ${session.number}`}</h1>
        <StateChip chip={sessionChip(session)} />
      </div>
      <p class="hint">
        {session.date === null ? 'Chưa định ngày họp.' : `Ngày họp: ${sayDay(session.date)}.`}{' '}
        {session.minutes !== null && `Biên bản ${sayPaper(session.minutes)}.`}
      </p>
      {view.warnings.map((warning) => (
        <p class="notice">{warning}</p>
      ))}
      {/* Forms of a signed session are gone; what could not be kept is still said. */}
      {!isOpen &&
        notKept !== null &&
        /^(?:danh-sach|ke-hoach|co-mat|bieu-quyet|ket-luan|thu)/u.test(notKept.part) && (
          <NotKeptNotice notKept={notKept} part={notKept.part} />
        )}
      <h2 id="ho-so">Hồ sơ, biểu quyết, kết luận</h2>
      {rows.length === 0 ? (
        <p class="empty">Chưa có hồ sơ trong danh sách. Chọn hồ sơ ở mục “Danh sách hồ sơ” bên dưới.</p>
      ) : (
        rows.map((row) => <SessionDossier row={row} view={view} isOpen={isOpen} path={path} />)
      )}
      {view.mayManage && session.communes.length > 0 && session.minutes === null && (
        <Form action={`${path}/bao-thanh-vien`}>
          <button type="submit" class="plain">
            Gửi thư báo thành viên: hồ sơ đã sẵn sàng
          </button>
        </Form>
      )}
      <Attendance view={view} isOpen={isOpen} path={path} />
      {isOpen && (
        <>
          <h2 id="danh-sach">Danh sách hồ sơ</h2>
          <NotKeptNotice notKept={notKept} part="danh-sach" />
          <Form action={`${path}/danh-sach`} class="fields">
            <Seen step={session.partSteps['list']} />
            <Choices view={view} />
            <button type="submit">Ghi danh sách</button>
          </Form>
          <h2 id="ke-hoach">Ngày họp</h2>
          <NotKeptNotice notKept={notKept} part="ke-hoach" />
          <Form action={`${path}/ke-hoach`} class="fields">
            <Seen step={session.partSteps['session']} />
            <label>
              Ngày họp
              <input
                type="date"
                name="ngay"
                value={typedIn(notKept, 'ke-hoach', 'ngay', session.date ?? '')}
              />
            </label>
            <label>
              Thành viên chấm điểm độc lập (tùy chọn)
              <select name="cham-diem">
                {(['off', 'open', 'closed'] as const).map((state) => (
                  <option value={state} selected={session.scoring === state}>
                    {scoringNames[state]}
                  </option>
                ))}
              </select>
            </label>
            <button type="submit">Ghi</button>
          </Form>
        </>
      )}
      {mayManage && <Minutes view={view} path={path} />}
    </Layout>
  );
};

const scoringNames = {
  off: 'Không dùng',
  open: 'Đang chấm: mỗi người chỉ thấy điểm người khác sau khi gửi điểm của mình',
  closed: 'Đã kết thúc chấm',
} as const;

const Seen: FC<{ readonly step: number | undefined }> = ({ step }) => (
  <input type="hidden" name="buoc" value={String(step ?? 0)} />
);

const Choices: FC<{ readonly view: SessionView }> = ({ view: { choices, session, round, notKept } }) =>
  round.communes.length > longestList ? (
    <label>
      Mã các đơn vị, mỗi dòng một mã
      <textarea name="ma" rows={8}>
        {typedIn(notKept, 'danh-sach', 'ma', session.communes.join('\n'))}
      </textarea>
      <span class="hint">
        {`Một phiên họp xem xét nhiều nhất ${longestList} hồ sơ; các hồ sơ còn lại đưa vào phiên khác.`}
      </span>
    </label>
  ) : choices.length === 0 ? (
    <p class="empty">Chưa có xã, thị trấn nào gửi hồ sơ.</p>
  ) : (
    <fieldset>
      <legend>Chọn hồ sơ đưa ra phiên họp</legend>
      {choices.map(({ code, name }) => (
        <label class="check">
          <input
            type="checkbox"
            name="xa"
            value={code}
            checked={
              notKept?.part === 'danh-sach'
                ? notKept.sent.all('xa').includes(code)
                : session.communes.includes(code)
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );

const SessionDossier: FC<{
  readonly row: SessionRow;
  readonly view: SessionView;
  readonly isOpen: boolean;
  readonly path: string;
}> = ({ row, view, isOpen, path }) => {
  const { notKept, session } = view;
  const [votePart, rulingPart, mailPart, scorePart] = [
    `bieu-quyet-${row.code}`,
    `ket-luan-${row.code}`,
    `thu-bo-sung-${row.code}`,
    `diem-${row.code}`,
  ];
  return (
    <section class="council-dossier" id={`xa-${row.code}`}>
      <h3>
        <a href={row.href}>{row.name}</a>{' '}
        {row.ruling !== null && <StateChip chip={rulingChip(row.ruling.ruling)} />}
      </h3>
      <dl class="council-facts">
        <dt>Điểm tự chấm</dt>
        <dd>{row.claimed}</dd>
        <dt>Điểm theo thang điểm</dt>
        <dd>{row.assessed}</dd>
        <dt>Biểu quyết</dt>
        <dd>
          {row.vote === null ? 'Chưa ghi' : sayVote(row.vote)}
          {row.vote !== null && row.vote.opinions !== '' && (
            <span class="under">
              <Foreign text={showText(row.vote.opinions, 2000)} />
            </span>
          )}
        </dd>
        <dt>Kết luận</dt>
        <dd>
          {row.ruling === null
            ? 'Chưa ghi'
            : `${rulingNames[row.ruling.ruling]}${row.ruling.points === null ? '' : `, ${sayNumber(row.ruling.points)} điểm`}`}
          {row.ruling !== null && row.ruling.words !== '' && (
            <span class="under">
              <Foreign text={showText(row.ruling.words, 2000)} />
            </span>
          )}
          {row.ruling !== null && row.ruling.toldAt !== null && (
            <span class="under">{`Thư đề nghị bổ sung vào hộp thư đi lúc ${sayTime(row.ruling.toldAt)}.`}</span>
          )}
        </dd>
      </dl>
      {row.changed !== '' && <p class="notice">{row.changed}</p>}
      <CriterionComparison view={view} row={row} />
      {session.scoring !== 'off' && <Scores row={row} view={view} part={scorePart} path={path} />}
      {isOpen && row.revision !== null && (
        <details open={[votePart, rulingPart, mailPart].includes(notKept?.part ?? '')}>
          <summary>Ghi biểu quyết, kết luận</summary>
          <NotKeptNotice notKept={notKept} part={votePart} />
          <Form action={`${path}/bieu-quyet/${row.code}`} class="fields">
            <Seen step={row.voteStep} />
            <input type="hidden" name="lan" value={String(row.revision)} />
            <label>
              Hình thức
              <select name="hinh-thuc">
                {Object.entries(voteMethodNames).map(([id, name]) => (
                  <option
                    value={id}
                    selected={
                      typedIn(
                        notKept,
                        votePart,
                        'hinh-thuc',
                        row.vote?.method ?? view.round.council.voteMethod ?? 'show-of-hands',
                      ) === id
                    }
                  >
                    {name}
                  </option>
                ))}
              </select>
            </label>
            {voteFields.map(([field, label, count]) => (
              <label>
                {label}
                <input
                  name={field}
                  inputmode="numeric"
                  value={typedIn(notKept, votePart, field, row.vote === null ? '' : String(row.vote[count]))}
                />
              </label>
            ))}
            <label>
              Ý kiến tại phiên họp, ý kiến bằng văn bản
              <textarea name="y-kien" rows={3}>
                {typedIn(notKept, votePart, 'y-kien', row.vote?.opinions ?? '')}
              </textarea>
            </label>
            <button type="submit">Ghi biểu quyết</button>
          </Form>
          <NotKeptNotice notKept={notKept} part={rulingPart} />
          <Form action={`${path}/ket-luan/${row.code}`} class="fields">
            <Seen step={row.rulingStep} />
            <input type="hidden" name="lan" value={String(row.revision)} />
            <label>
              Kết luận của Chủ tọa
              <select name="ket-luan" required>
                <option value="">Chọn kết luận</option>
                {(Object.keys(rulingNames) as Ruling[]).map((ruling) => (
                  <option
                    value={ruling}
                    selected={typedIn(notKept, rulingPart, 'ket-luan', row.ruling?.ruling ?? '') === ruling}
                  >
                    {rulingNames[ruling]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Điểm Hội đồng (nếu có)
              <input
                name="diem"
                inputmode="decimal"
                value={typedIn(notKept, rulingPart, 'diem', sayPoints(row.ruling?.points ?? null))}
              />
            </label>
            <CriterionFields
              {...{ view, part: rulingPart, code: row.code, kept: row.ruling?.criteria ?? {} }}
            />
            <label>
              Lý do, hoặc nội dung xã cần bổ sung
              <textarea name="ly-do" rows={3}>
                {typedIn(notKept, rulingPart, 'ly-do', row.ruling?.words ?? '')}
              </textarea>
            </label>
            <button type="submit">Ghi kết luận</button>
          </Form>
        </details>
      )}
      {isOpen && row.ruling?.ruling === 'return-for-completion' && row.ruling.toldAt === null && (
        <CompletionMail row={row} view={view} part={mailPart} path={path} />
      )}
    </section>
  );
};

/** Points by criterion, of who gives them so; folded away, since most councils agree on a total. */
const CriterionFields: FC<{
  readonly view: SessionView;
  readonly part: string;
  readonly code: string;
  readonly kept: CriterionPoints;
}> = ({ view: { criteria, notKept }, part, code, kept }) => {
  const points = criteria.map(({ number, name }) => {
    const known = kept[String(number)];
    return {
      number,
      name,
      value: typedIn(notKept, part, `diem-${number}`, known === undefined ? '' : sayNumber(known)),
    };
  });
  return (
    <details open={points.some(({ value }) => value !== '')}>
      <summary>Điểm theo từng tiêu chí (nếu có)</summary>
      {points.map(({ number, name, value }) => (
        <label for={`${part}-${code}-${number}`}>
          {`${number}. ${name}`}
          <input id={`${part}-${code}-${number}`} name={`diem-${number}`} inputmode="decimal" value={value} />
        </label>
      ))}
    </details>
  );
};

/** Who gave how many points in each criterion, beside the council's; nothing where nobody did. */
const CriterionComparison: FC<{ readonly view: SessionView; readonly row: SessionRow }> = ({
  view: { criteria },
  row,
}) => {
  const columns = [
    ...row.scores.map(({ name, criteria: own }) => ({ title: name, points: own ?? {} })),
    { title: 'Hội đồng', points: row.ruling?.criteria ?? {} },
  ].filter(({ points }) => Object.keys(points).length > 0);
  if (columns.length === 0) return <></>;
  return (
    <table class="cards">
      <caption>Điểm theo từng tiêu chí</caption>
      <thead>
        <tr>
          <th scope="col">Tiêu chí</th>
          {columns.map(({ title }) => (
            <th scope="col" class="figure">
              {showText(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ number, name }) => (
          <tr>
            <th scope="row">{`${number}. ${name}`}</th>
            {columns.map(({ title, points }) => (
              <td class="figure" data-label={showText(title)}>
                {points[String(number)] === undefined ? '' : sayNumber(points[String(number)] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const sayPoints = (points: number | null): string => (points === null ? '' : sayNumber(points));

const voteFields = [
  ['dong-y', 'Đồng ý', 'for'],
  ['khong-dong-y', 'Không đồng ý', 'against'],
  ['khac', 'Ý kiến khác', 'other'],
  ['khong-hop-le', 'Phiếu không hợp lệ', 'invalid'],
] as const;

const CompletionMail: FC<{
  readonly row: SessionRow;
  readonly view: SessionView;
  readonly part: string;
  readonly path: string;
}> = ({ row, view, part, path }) => {
  const mail = view.completionMail(row);
  return (
    <details open>
      <summary>Thư đề nghị bổ sung (chưa gửi)</summary>
      <NotKeptNotice notKept={view.notKept} part={part} />
      <Form action={`${path}/thu-bo-sung/${row.code}`} class="fields">
        <Seen step={row.rulingStep} />
        <label>
          Tiêu đề
          <input name="tieu-de" value={typedIn(view.notKept, part, 'tieu-de', mail.subject)} required />
        </label>
        <label>
          Nội dung
          <textarea name="noi-dung" rows={12} required>
            {typedIn(view.notKept, part, 'noi-dung', mail.text)}
          </textarea>
        </label>
        <p class="hint">
          Thư báo trước, không thay cho công văn có số, chữ ký. Không ghi họ tên trẻ em trong thư.
        </p>
        <button type="submit">Xác nhận, đưa vào hộp thư đi</button>
      </Form>
    </details>
  );
};

const Scores: FC<{
  readonly row: SessionRow;
  readonly view: SessionView;
  readonly part: string;
  readonly path: string;
}> = ({ row, view, part, path }) => (
  <div class="council-scores">
    <p class="hint">
      {row.hiddenScores === null
        ? row.scores.length === 0
          ? 'Chưa có thành viên nào gửi điểm.'
          : 'Điểm các thành viên đã gửi:'
        : `${row.hiddenScores} thành viên đã gửi điểm; điểm hiện sau khi ông (bà) gửi điểm của mình hoặc kết thúc chấm.`}
    </p>
    {row.scores.length > 0 && (
      <ul>
        {row.scores.map(({ name, points, words }) => (
          <li>
            {`${name}: ${sayNumber(points)} điểm`}
            {words !== '' && (
              <>
                {' – '}
                <Foreign text={showText(words, 1000)} />
              </>
            )}
          </li>
        ))}
      </ul>
    )}
    {view.mayScore && row.hiddenScores !== null && view.session.scoring === 'open' && (
      <>
        <NotKeptNotice notKept={view.notKept} part={part} />
        <Form action={`${path}/cham-diem/${row.code}`} class="fields">
          <label>
            Điểm của tôi
            <input name="diem" inputmode="decimal" value={typedIn(view.notKept, part, 'diem', '')} />
            <span class="hint">Để trống nếu ghi đủ điểm từng tiêu chí: phần mềm cộng.</span>
          </label>
          <CriterionFields {...{ view, part, code: row.code, kept: {} }} />
          <label>
            Ý kiến
            <textarea name="y-kien" rows={2}>
              {typedIn(view.notKept, part, 'y-kien', '')}
            </textarea>
          </label>
          <p class="hint">Điểm đã gửi không sửa.</p>
          <button type="submit">Gửi điểm</button>
        </Form>
      </>
    )}
  </div>
);

const Attendance: FC<{ readonly view: SessionView; readonly isOpen: boolean; readonly path: string }> = ({
  view: { session, round, notKept },
  isOpen,
  path,
}) => {
  const { members, quorum } = round.council;
  const isRecorded = session.attendance.length > 0;
  const present = isRecorded
    ? sayAttendance(session.attendance, true)
    : members.map(({ name, position }) => `${name}, ${position}`).join('\n');
  const count = session.attendance.filter(({ isPresent }) => isPresent).length;
  return (
    <>
      <h2 id="co-mat">Thành phần</h2>
      {isRecorded && (
        <p>
          {`Có mặt ${count}, vắng ${session.attendance.length - count}.`}
          {quorum !== null && ` Số thành viên phải có mặt: từ ${quorum}.`}
        </p>
      )}
      {!isOpen ? (
        isRecorded ? (
          <ul>
            {session.attendance.map(({ name, isPresent, note }) => (
              <li>{`${showText(name)}: ${isPresent ? 'có mặt' : 'vắng'}${note === '' ? '' : ` (${showText(note)})`}`}</li>
            ))}
          </ul>
        ) : (
          <p class="empty">Chưa ghi thành viên có mặt.</p>
        )
      ) : (
        <>
          <NotKeptNotice notKept={notKept} part="co-mat" />
          <Form action={`${path}/co-mat`} class="fields">
            <Seen step={session.partSteps['attendance']} />
            <label>
              Có mặt, mỗi dòng một người (họ tên, chức danh)
              <textarea name="co-mat" rows={6}>
                {typedIn(notKept, 'co-mat', 'co-mat', present)}
              </textarea>
            </label>
            <label>
              Vắng mặt, mỗi dòng một người (họ tên, lý do)
              <textarea name="vang" rows={3}>
                {typedIn(notKept, 'co-mat', 'vang', sayAttendance(session.attendance, false))}
              </textarea>
            </label>
            <button type="submit">Ghi thành phần</button>
          </Form>
        </>
      )}
    </>
  );
};

const Minutes: FC<{ readonly view: SessionView; readonly path: string }> = ({ view, path }) => {
  const { session, notKept } = view;
  return (
    <>
      <h2 id="bien-ban">Biên bản</h2>
      <NotKeptNotice notKept={notKept} part="bien-ban" />
      {session.minutes === null ? (
        <Form action={`${path}/bien-ban`} class="fields">
          <Seen step={session.step} />
          <p class="hint">
            Sau khi ghi biên bản đã ký, phiên họp không sửa được; chỉ xã, thị trấn được biên bản đã ký kết
            luận đề nghị mới ghi được vào Tờ trình, Quyết định.
          </p>
          <PaperFields notKept={notKept} part="bien-ban" />
          <ConfirmBox notKept={notKept} part="bien-ban" />
          <button type="submit">Ghi biên bản đã ký</button>
        </Form>
      ) : (
        <details open={notKept?.part === 'bien-ban'}>
          <summary>Ghi nhầm biên bản?</summary>
          <Form action={`${path}/bo-bien-ban`} class="fields">
            <Seen step={session.step} />
            <label>
              Lý do
              <input name="ly-do" required value={typedIn(notKept, 'bien-ban', 'ly-do', '')} />
            </label>
            <button type="submit">Bỏ ghi biên bản</button>
          </Form>
        </details>
      )}
    </>
  );
};

/** Number, day and signer of a paper that people signed. */
export const PaperFields: FC<{ readonly notKept: NotKept | null; readonly part: string }> = ({
  notKept,
  part,
}) => (
  <>
    <label>
      Số văn bản
      <input name="so" value={typedIn(notKept, part, 'so', '')} />
    </label>
    <label>
      Ngày ký
      <input type="date" name="ngay" value={typedIn(notKept, part, 'ngay', '')} required />
    </label>
    <label>
      Người ký
      <input name="nguoi-ky" value={typedIn(notKept, part, 'nguoi-ky', '')} required />
    </label>
  </>
);

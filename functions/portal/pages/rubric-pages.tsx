import type { FC } from 'hono/jsx';
import type { DoubtView, RowGroup, RubricLine, WorkbenchView } from '../present/present-rubric.ts';
import { Form, Layout, StateChip } from './layout.tsx';
import { Problem } from './sign-in-pages.tsx';

/** "Thang điểm": every scale a round is judged by. */
export const RubricsPage: FC<{ readonly rubrics: readonly RubricLine[] }> = ({ rubrics }) => (
  <Layout title="Thang điểm" section="rubrics">
    <h1>Thang điểm</h1>
    <p>
      Điểm và kết luận chỉ được tính theo các dòng đã có hai người đối chiếu với văn bản gốc: một người nhập,
      một người khác xác nhận.
    </p>
    <table class="cards">
      <caption class="unseen">Các thang điểm</caption>
      <thead>
        <tr>
          <th scope="col">Thang điểm</th>
          <th scope="col">Đang dùng</th>
          <th scope="col">Đối chiếu</th>
          <th scope="col">Trạng thái</th>
        </tr>
      </thead>
      <tbody>
        {rubrics.map(({ id, title, version, verified, state, isEntered }) => (
          <tr>
            <th scope="row">{isEntered ? <a href={`/thang-diem/${id}`}>{title}</a> : title}</th>
            <td data-label="Đang dùng">{version}</td>
            <td data-label="Đối chiếu">{isEntered ? verified : ''}</td>
            <td data-label="Trạng thái">
              <StateChip chip={state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Layout>
);

/** What an officer typed before an action was refused, to be shown again. */
export interface TypedWords {
  /** Of doubts, by their key. */
  readonly settlements: ReadonlyMap<string, string>;
  readonly words: string;
  readonly source: string;
  /** Positions of chosen rows. */
  readonly rows: ReadonlySet<string>;
}

export const nothingTyped: TypedWords = { settlements: new Map(), words: '', source: '', rows: new Set() };

/** The workbench of one scale: the steps from the official text to a version in force. */
export const WorkbenchPage: FC<{
  readonly view: WorkbenchView;
  readonly problem: string | null;
  readonly typed: TypedWords;
}> = ({ view, problem, typed }) => {
  const { draft } = view;
  return (
    <Layout title={view.title} section="rubrics" isWorking={draft?.state === 'reading'}>
      <p class="path">
        <a href="/thang-diem">Thang điểm</a>
      </p>
      <div class="title-line">
        <h1>{view.title}</h1>
        {draft !== null && <StateChip chip={draft.chip} />}
      </div>
      <p>{`Đang dùng ${view.version}: ${view.verified}.`}</p>
      <Problem text={problem} />
      <Steps view={view} />
      {draft?.state === 'reading' && (
        <p class="progress" role="status">
          <span class="pulse" aria-hidden="true"></span>
          {`Đang đọc tệp ${draft.file}. Trang tự tải lại khi đọc xong.`}
        </p>
      )}
      {draft?.state !== 'submitted' && draft?.state !== 'reading' && <UploadAnnex view={view} />}
      {draft?.state === 'open' && <Doubts view={view} typed={typed} />}
      {draft?.state === 'submitted' ? (
        <Confirmation view={view} typed={typed} />
      ) : (
        <>
          <h2>
            {draft === null ? `Các dòng của ${view.version}` : `Các dòng của bản nhập ${draft.version}`}
          </h2>
          {view.groups.map((group) => (
            <Rows group={group} canCorrect={draft?.state === 'open'} />
          ))}
        </>
      )}
      {draft?.state === 'open' && <Submission view={view} />}
      <History view={view} />
    </Layout>
  );
};

const Steps: FC<{ readonly view: WorkbenchView }> = ({ view: { draft, doubts, isVerified } }) => {
  const now =
    draft === null ? (isVerified ? 0 : 1) : draft.state === 'submitted' ? 4 : doubts.length > 0 ? 2 : 3;
  const steps = [
    'Tải lên văn bản gốc',
    'Đối chiếu từng dòng, xử lý nội dung chưa rõ',
    'Trình',
    'Người khác xác nhận, áp dụng',
  ];
  return (
    <ol class="steps" aria-label="Các bước nhập thang điểm">
      {steps.map((step, position) => (
        <li aria-current={position + 1 === now ? 'step' : undefined}>{step}</li>
      ))}
    </ol>
  );
};

const UploadAnnex: FC<{ readonly view: WorkbenchView }> = ({ view: { id, draft } }) => {
  const form = (
    <Form action={`/thang-diem/${id}/tep`} upload="annex" class="fields">
      <label>
        Tệp Phụ lục của văn bản (docx, pdf hoặc xlsx)
        <input type="file" name="tep" accept=".docx,.pdf,.xlsx" required />
      </label>
      <button type="submit">Tải lên và đọc</button>
    </Form>
  );
  if (draft === null)
    return (
      <section class="welcome">
        <h2>Nhập thang điểm</h2>
        <p>
          Tải lên bản chính thức của Phụ lục (bảng tiêu chí, cách tính và thang điểm). Phần mềm đọc bảng và đề
          xuất từng dòng kèm ô nguồn để đối chiếu; chưa có gì được áp dụng.
        </p>
        {form}
      </section>
    );
  return (
    <details>
      <summary>Tải lên tệp khác (đọc lại từ đầu, bỏ các dòng đã sửa)</summary>
      {form}
      <p>
        <a href={`/thang-diem/${id}/tep`}>{`Tải về tệp đang dùng: ${draft.file}`}</a>
      </p>
    </details>
  );
};

const Doubts: FC<{ readonly view: WorkbenchView; readonly typed: TypedWords }> = ({
  view: { id, doubts, draft },
  typed,
}) => {
  if (doubts.length === 0) return <p class="notice notice-done">Không còn nội dung chưa rõ.</p>;
  return (
    <section class="findings findings-blocking">
      <h2 id="chua-ro">{`${doubts.length} nội dung chưa rõ`}</h2>
      <p>
        Sửa dòng có liên quan ở bảng dưới. Nội dung mà văn bản gốc đúng là như vậy thì ghi giải trình (ví dụ:
        “Đã đối chiếu, bản gốc ghi như bản nhập”).
      </p>
      <Form action={`/thang-diem/${id}/giai-trinh`}>
        <input type="hidden" name="buoc" value={String(draft?.step ?? 0)} />
        <ul class="doubts">
          {doubts.map((doubt) => (
            <DoubtLine doubt={doubt} words={typed.settlements.get(doubt.key) ?? ''} />
          ))}
        </ul>
        {doubts.some(({ mustCorrect }) => !mustCorrect) && <button type="submit">Ghi các giải trình</button>}
      </Form>
    </section>
  );
};

const DoubtLine: FC<{ readonly doubt: DoubtView; readonly words: string }> = ({ doubt, words }) => (
  <li>
    <bdi>{doubt.message}</bdi>
    {doubt.mustCorrect ? (
      <span class="under">Phải sửa bản nhập, không giải trình được.</span>
    ) : (
      <label>
        <span class="unseen">{`Giải trình cho nội dung: ${doubt.message}`}</span>
        <input name={`loi-${doubt.key}`} value={words} placeholder="Giải trình" maxlength={500} />
      </label>
    )}
  </li>
);

const Rows: FC<{ readonly group: RowGroup; readonly canCorrect: boolean }> = ({ group, canCorrect }) => (
  <section class="criterion" id={group.anchor}>
    <header>
      <h3>{group.title}</h3>
      {canCorrect && (
        <p class="see">
          <a href={group.href}>Sửa</a>
        </p>
      )}
    </header>
    <RowTable group={group} chosen={null} />
  </section>
);

const RowTable: FC<{ readonly group: RowGroup; readonly chosen: ReadonlySet<string> | null }> = ({
  group,
  chosen,
}) => (
  <table class="cards rubric-rows">
    <caption class="unseen">{group.title}</caption>
    <thead>
      <tr>
        {chosen !== null && (
          <th scope="col" class="tick">
            Khớp
          </th>
        )}
        <th scope="col">Dòng</th>
        <th scope="col">Giá trị</th>
        <th scope="col">Nguồn trong văn bản</th>
        <th scope="col">Đối chiếu</th>
      </tr>
    </thead>
    <tbody>
      {group.rows.map((row) => (
        <tr>
          {chosen !== null && (
            <td class="tick">
              {row.confirm !== null && (
                <input
                  type="checkbox"
                  name="dong"
                  value={String(row.confirm)}
                  checked={chosen.has(String(row.confirm))}
                  aria-label={`Khớp văn bản gốc: ${row.rule}`}
                />
              )}
            </td>
          )}
          <th scope="row">
            <bdi>{row.rule}</bdi>
          </th>
          <td data-label="Giá trị">
            <bdi>{row.value}</bdi>
            {row.before !== null && <span class="under">{`Bản đang dùng: ${row.before}`}</span>}
          </td>
          <td data-label="Nguồn">
            <bdi>{row.source}</bdi>
          </td>
          <td data-label="Đối chiếu">{row.verified ?? 'Chưa'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Submission: FC<{ readonly view: WorkbenchView }> = ({ view: { id, draft, doubts, changes } }) => (
  <section>
    <h2 id="trinh">Trình để người khác xác nhận</h2>
    {doubts.length > 0 ? (
      <p class="notice">
        {`Còn ${doubts.length} nội dung chưa rõ, chưa trình được. `}
        <a href="#chua-ro">Xem các nội dung này</a>
      </p>
    ) : (
      <Form action={`/thang-diem/${id}/trinh`}>
        <input type="hidden" name="buoc" value={String(draft?.step ?? 0)} />
        <p>{`${changes} dòng khác bản đang dùng. Sau khi trình không sửa được nữa, trừ khi được trả lại.`}</p>
        <button type="submit">Trình bản nhập</button>
      </Form>
    )}
  </section>
);

const Confirmation: FC<{ readonly view: WorkbenchView; readonly typed: TypedWords }> = ({ view, typed }) => {
  const { id, draft, groups } = view;
  const step = <input type="hidden" name="buoc" value={String(draft?.step ?? 0)} />;
  return (
    <>
      <p>
        <a href={`/thang-diem/${id}/tep`}>{`Tải về văn bản đã nhập: ${draft?.file ?? ''}`}</a>
      </p>
      {draft?.isOwn === true ? (
        <>
          <p class="notice">
            {`Bản nhập do ${draft.editors} nhập. Người xác nhận phải là người khác, chưa nhập hoặc sửa dòng nào của bản này.`}
          </p>
          {groups.map((group) => (
            <Rows group={group} canCorrect={false} />
          ))}
        </>
      ) : (
        <Form action={`/thang-diem/${id}/xem-truoc`} class="printed">
          {step}
          <h2>Đối chiếu với văn bản gốc</h2>
          <p>
            So từng dòng với văn bản gốc của mình, không chỉ với tệp đã tải lên. Đánh dấu dòng khớp; dòng
            không đánh dấu vẫn là chưa đối chiếu và không dùng để tính điểm.
          </p>
          {groups.map((group, position) => (
            <section class="criterion" id={group.anchor}>
              <header>
                <h3>{group.title}</h3>
                {group.rows.some(({ confirm }) => confirm !== null) && (
                  <label class="check">
                    <input type="checkbox" name="nhom" value={String(position)} />
                    Đã đối chiếu, mọi dòng dưới đây đều khớp
                  </label>
                )}
              </header>
              <RowTable group={group} chosen={typed.rows} />
            </section>
          ))}
          <div class="fields">
            <label>
              Văn bản gốc đã đối chiếu (số, ngày, nơi lấy)
              <input name="nguon" value={typed.source} required maxlength={300} />
            </label>
            <button type="submit">Xem hồ sơ nào thay đổi kết quả</button>
          </div>
        </Form>
      )}
      <h2 id="tra-lai">Trả lại để sửa</h2>
      <Form action={`/thang-diem/${id}/tra-lai`} class="fields">
        {step}
        <label>
          Ý kiến
          <textarea name="y-kien" rows={3} required maxlength={1000}>
            {typed.words}
          </textarea>
        </label>
        <button type="submit">Trả lại</button>
      </Form>
    </>
  );
};

const History: FC<{ readonly view: WorkbenchView }> = ({ view: { history } }) => (
  <section>
    <h2>Quá trình thực hiện</h2>
    {history.length === 0 ? (
      <p class="empty">Chưa có thao tác nào.</p>
    ) : (
      <table class="cards">
        <caption class="unseen">Quá trình nhập thang điểm</caption>
        <thead>
          <tr>
            <th scope="col">Lúc</th>
            <th scope="col">Người thực hiện</th>
            <th scope="col">Việc</th>
            <th scope="col">Nội dung</th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ at, by, what, words }) => (
            <tr>
              <td class="time">{at}</td>
              <td data-label="Người thực hiện">{by}</td>
              <td data-label="Việc">{what}</td>
              <td data-label="Nội dung">
                <bdi>{words}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

/** What adopting the chosen rows would change, before it is done. */
export const AdoptionPage: FC<{
  readonly view: WorkbenchView;
  readonly rows: readonly string[];
  readonly source: string;
  readonly changed: readonly {
    readonly round: string;
    readonly commune: string;
    readonly before: string;
    readonly after: string;
  }[];
}> = ({ view, rows, source, changed }) => (
  <Layout title={`Áp dụng: ${view.title}`} section="rubrics">
    <p class="path">
      <a href="/thang-diem">Thang điểm</a> › <a href={`/thang-diem/${view.id}`}>{view.title}</a>
    </p>
    <h1>{`Áp dụng bản ${view.draft?.version ?? ''}`}</h1>
    <p>{`Xác nhận ${rows.length} dòng, đối chiếu với: ${source}.`}</p>
    {changed.length === 0 ? (
      <p class="empty">Không hồ sơ nào thay đổi kết quả.</p>
    ) : (
      <table class="cards">
        <caption>{`${changed.length} hồ sơ thay đổi kết quả`}</caption>
        <thead>
          <tr>
            <th scope="col">Xã, thị trấn</th>
            <th scope="col">Đợt</th>
            <th scope="col">Kết quả hiện nay</th>
            <th scope="col">Sau khi áp dụng</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ round, commune, before, after }) => (
            <tr>
              <th scope="row">{commune}</th>
              <td data-label="Đợt">{round}</td>
              <td data-label="Hiện nay">{before}</td>
              <td data-label="Sau khi áp dụng">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <p>Khi áp dụng, mọi hồ sơ của các đợt dùng thang điểm này được tính lại; bản cũ vẫn được giữ.</p>
    <Form action={`/thang-diem/${view.id}/ap-dung`}>
      <input type="hidden" name="buoc" value={String(view.draft?.step ?? 0)} />
      <input type="hidden" name="nguon" value={source} />
      {rows.map((row) => (
        <input type="hidden" name="dong" value={row} />
      ))}
      <button type="submit">Xác nhận và áp dụng</button> <a href={`/thang-diem/${view.id}`}>Quay lại</a>
    </Form>
  </Layout>
);

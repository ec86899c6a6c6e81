import type { FC } from 'hono/jsx';
import type { LetterTextId } from '../../../shared/appraisal/letters/letter-fields.ts';
import type { LetterText } from '../../../shared/appraisal/letters/letter-texts.ts';
import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import type { LetterVersion } from '../../../shared/pipeline/letter-records.ts';
import { sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Form, Layout, StateChip } from './layout.tsx';
import { Problems } from './registry-page.tsx';

const ids = Object.keys(letterForms) as readonly LetterTextId[];

/** "Mẫu thư": every text of the office's letters and whether somebody changed it. */
export const LetterListPage: FC<{ readonly versions: readonly LetterVersion[] }> = ({ versions }) => (
  <Layout title="Mẫu thư" section="letters">
    <h1>Mẫu thư</h1>
    <p>
      Lời của các thư phần mềm gửi và các tin ngắn để cán bộ sao chép. Sửa lời thư ở đây; thư gửi sau lúc ghi
      theo bản mới, mẫu gốc luôn lấy lại được.
    </p>
    <table class="cards">
      <caption class="unseen">Lời của từng loại thư</caption>
      <thead>
        <tr>
          <th scope="col">Thư</th>
          <th scope="col">Khi nào dùng</th>
          <th scope="col">Đang dùng</th>
        </tr>
      </thead>
      <tbody>
        {ids.map((id) => {
          const edited = versions.find((one) => one.id === id);
          return (
            <tr>
              <th scope="row">
                <a href={`/mau-thu/${id}`}>{letterForms[id].name}</a>
              </th>
              <td data-label="Khi nào dùng">{letterForms[id].when}</td>
              <td data-label="Đang dùng">
                {edited === undefined || edited.words === null ? (
                  'Mẫu gốc'
                ) : (
                  <>
                    <StateChip chip={{ text: `Bản ${edited.version}`, tone: 'good' }} />
                    <span class="under">{`${showText(edited.by.name)}, ${sayTime(edited.at)}`}</span>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </Layout>
);

/** A letter's text to edit, as it is or as it was typed, beside what it comes out as. */
interface LetterView {
  readonly id: LetterTextId;
  readonly words: LetterText;
  /** Newest first. */
  readonly versions: readonly LetterVersion[];
  /** null while something is wrong with the text. */
  readonly preview: LetterText | null;
  /** Whose office and commune the preview shows. */
  readonly round: string;
  readonly placeholders: readonly string[];
  readonly problems: readonly string[];
}

/** One letter: its text, what it comes out as, its versions. */
export const LetterPage: FC<{ readonly view: LetterView }> = ({ view }) => {
  const { id, words, versions, preview, placeholders } = view;
  const form = letterForms[id];
  const hasSubject = form.subject !== '';
  const path = `/mau-thu/${id}`;
  const version = versions[0]?.version ?? 0;
  return (
    <Layout title={form.name} section="letters">
      <p class="path">
        <a href="/mau-thu">Mẫu thư</a>
      </p>
      <h1>{form.name}</h1>
      <p>{form.when}</p>
      <Problems problems={view.problems} />
      <div class="side-by-side">
        <div>
          <h2>Lời thư</h2>
          <Form action={path} class="fields wide-fields">
            <input type="hidden" name="phien-ban" value={String(version)} />
            {hasSubject && (
              <label>
                Tiêu đề
                <input name="tieu-de" value={words.subject} required />
              </label>
            )}
            <label>
              {hasSubject ? 'Nội dung' : 'Lời'}
              <textarea
                class="letter-text"
                name="loi-thu"
                rows={Math.min(34, words.text.split('\n').length + 6)}
                required
              >
                {words.text}
              </textarea>
              <span class="hint">
                Mỗi đoạn viết trên một dòng. Giữ nguyên chỗ điền trong hai cặp ngoặc nhọn; mẫu gốc có câu nói
                rõ giới hạn giá trị của thư thì lời sửa cũng phải có.
              </span>
            </label>
            <div class="document-actions">
              <button type="submit" name="viec" value="xem" class="plain">
                Xem thử, chưa ghi
              </button>
              <button type="submit" name="viec" value="ghi">
                Ghi lời thư
              </button>
            </div>
          </Form>
          <details>
            <summary>Chỗ điền dùng được</summary>
            <ul class="plain">
              {placeholders.map((one) => (
                <li>
                  <code>{one}</code>
                </li>
              ))}
            </ul>
          </details>
        </div>
        <section aria-labelledby="xem-thu">
          <h2 id="xem-thu">Xem thử</h2>
          {preview === null ? (
            <p class="empty">Chưa xem thử được: lời thư còn chỗ phải sửa, nêu ở đầu trang.</p>
          ) : (
            <>
              <p class="hint">{`Cơ quan và tên xã lấy của đợt ${view.round}; mọi nội dung khác là ví dụ.`}</p>
              {preview.subject !== '' && (
                <p>
                  <strong>{showText(preview.subject)}</strong>
                </p>
              )}
              <pre class="mail-text">{preview.text}</pre>
            </>
          )}
        </section>
      </div>
      <h2>Các bản đã ghi</h2>
      {versions.length === 0 ? (
        <p class="hint">Chưa sửa gì so với mẫu gốc.</p>
      ) : (
        <>
          {versions[0]?.words !== null && (
            <Form action={path}>
              <input type="hidden" name="phien-ban" value={String(version)} />
              <button type="submit" name="viec" value="mau-goc" class="plain">
                Về mẫu gốc
              </button>
            </Form>
          )}
          {versions.map((one) => (
            <details>
              <summary>
                {`Bản ${one.version}, ${sayTime(one.at)}, ${showText(one.by.name)}${one.words === null ? ': về mẫu gốc' : ''}`}
              </summary>
              {one.words !== null && (
                <>
                  {one.words.subject !== '' && (
                    <p>
                      <Foreign text={one.words.subject} />
                    </p>
                  )}
                  <pre class="mail-text">{one.words.text}</pre>
                </>
              )}
            </details>
          ))}
        </>
      )}
    </Layout>
  );
};

import type { FC } from 'hono/jsx';
import type { DecisionView, ToDecide } from '../present/present-decisions.ts';
import { Decided, FormAgain, type Typed } from './decision-forms.tsx';
import { Foreign, Layout } from './layout.tsx';

/** A decision that was not kept: why, and the form as the person filled it in. */
export const DecideAgainPage: FC<{
  readonly dossier: { readonly name: string; readonly href: string };
  /** null where what it was about is gone. */
  readonly subject: ToDecide | null;
  readonly what: string;
  readonly typed: Typed;
  /** What is wrong with what was typed. */
  readonly problem: string | null;
  /** What happened between looking and sending. */
  readonly changed: { readonly newer: DecisionView | null } | null;
}> = ({ dossier, subject, what, typed, problem, changed }) => {
  const title =
    changed === null ? 'Chưa ghi được quyết định' : 'Nội dung đã thay đổi, quyết định chưa được ghi';
  return (
    <Layout title={title} section="dossiers">
      <p class="path">
        <a href="/">Hồ sơ các xã, thị trấn</a> › <a href={dossier.href}>{dossier.name}</a>
      </p>
      <h1>{title}</h1>
      {problem !== null && (
        <p class="notice notice-urgent" role="alert">
          {problem}
        </p>
      )}
      {changed !== null &&
        (changed.newer === null ? (
          <p class="notice" role="alert">
            Từ khi mở trang, hồ sơ đã có tài liệu mới làm thay đổi nội dung này. Xem nội dung mới dưới đây,
            rồi ghi lại nếu vẫn giữ quyết định.
          </p>
        ) : (
          <div class="notice" role="alert">
            <p>Từ khi mở trang, người khác đã quyết định nội dung này:</p>
            <Decided decision={changed.newer} />
            <p>Ghi lại dưới đây nếu vẫn giữ quyết định của mình; hoặc trở về hồ sơ.</p>
          </div>
        ))}
      {subject === null ? (
        <>
          <p class="empty">Nội dung này không còn trong hồ sơ nên không cần quyết định nữa.</p>
          {typed['ly-do'] !== undefined && typed['ly-do'] !== '' && (
            <p>
              Lý do đã nhập: <Foreign text={typed['ly-do']} />
            </p>
          )}
        </>
      ) : (
        <section class="again">
          <h2>{subject.name}</h2>
          {subject.of.kind === 'reading' && (
            <p>
              Phần mềm đọc được: <strong>{subject.of.machine ?? 'chưa có số liệu'}</strong>
            </p>
          )}
          {subject.of.kind === 'points' && <p>{`Theo thang điểm: ${subject.of.byScale}`}</p>}
          <FormAgain subject={subject} what={what} typed={typed} />
        </section>
      )}
      <p>
        <a href={subject === null ? dossier.href : `${dossier.href}#${subject.anchor}`}>Trở về hồ sơ</a>
      </p>
    </Layout>
  );
};

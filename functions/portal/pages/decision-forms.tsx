import type { Child, FC } from 'hono/jsx';
import type { DecisionView, ReopenedView, ToDecide } from '../present/present-decisions.ts';
import { outcomeChoices } from '../present/present-decisions.ts';
import { Foreign, Form } from './layout.tsx';

/** What a person typed, by the names of the fields, for a form that is shown again. */
export type Typed = Readonly<Record<string, string>>;

interface FormProperties {
  readonly subject: ToDecide;
  readonly typed?: Typed;
}

/** One form of one decision: what it is about, what the person saw, the reason. */
const DecisionForm: FC<{
  readonly subject: ToDecide;
  readonly what: string;
  readonly label: string;
  readonly typed: Typed;
  readonly children?: Child;
}> = ({ subject, what, label, typed, children }) => (
  <Form action={subject.action} class={`decision decision-${what}`}>
    <input type="hidden" name="ve" value={subject.key} />
    <input type="hidden" name="viec" value={what} />
    <input type="hidden" name="da-thay" value={String(subject.number)} />
    <input type="hidden" name="can-cu" value={subject.inputs} />
    {children}
    <label class="reason">
      <span>Lý do (bắt buộc)</span>
      <input
        type="text"
        name="ly-do"
        required
        maxlength={2000}
        autocomplete="off"
        value={typed['ly-do']}
        placeholder="không ghi họ tên trẻ em"
      />
    </label>
    <button type="submit" class="button-small">
      {label}
    </button>
  </Form>
);

/** Confirms the machine's figure. */
const AcceptForm: FC<FormProperties> = ({ subject, typed = {} }) => (
  <DecisionForm subject={subject} what="accept" label="Xác nhận số liệu" typed={typed}>
    <p>
      Số liệu đọc được: <strong>{subject.of.kind === 'reading' ? subject.of.machine : ''}</strong>
    </p>
  </DecisionForm>
);

/** Puts another figure in the machine's place. */
const CorrectForm: FC<FormProperties> = ({ subject, typed = {} }) => {
  if (subject.of.kind !== 'reading') return <></>;
  const { unit, unitWord } = subject.of;
  return (
    <DecisionForm subject={subject} what="correct" label="Sửa số liệu" typed={typed}>
      {unit === 'yes-no' ? (
        <label>
          <span>Số liệu đúng</span>
          <select name="gia-tri" required>
            <option value="">Chọn…</option>
            <option value="co" selected={typed['gia-tri'] === 'co'}>
              Có
            </option>
            <option value="khong" selected={typed['gia-tri'] === 'khong'}>
              Không
            </option>
          </select>
        </label>
      ) : (
        <label>
          <span>{`Số liệu đúng${unit === 'rate' ? ' (%)' : unitWord === '' ? '' : ` (${unitWord})`}`}</span>
          <input
            type="text"
            name="gia-tri"
            inputmode="decimal"
            size={8}
            autocomplete="off"
            required={unit === 'count'}
            value={typed['gia-tri']}
          />
        </label>
      )}
      {unit === 'rate' && (
        <>
          <label>
            <span>Số thực hiện</span>
            <input
              type="text"
              name="tu-so"
              inputmode="numeric"
              size={7}
              autocomplete="off"
              value={typed['tu-so']}
            />
          </label>
          <label>
            <span>Tổng số</span>
            <input
              type="text"
              name="mau-so"
              inputmode="numeric"
              size={7}
              autocomplete="off"
              value={typed['mau-so']}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              name="khong-phat-sinh"
              value="1"
              checked={typed['khong-phat-sinh'] === '1'}
            />
            <span>Không phát sinh</span>
          </label>
        </>
      )}
    </DecisionForm>
  );
};

/** Sets the points of a criterion. */
const PointsForm: FC<FormProperties> = ({ subject, typed = {} }) => {
  if (subject.of.kind !== 'points') return <></>;
  return (
    <DecisionForm subject={subject} what="set-points" label="Ghi điểm" typed={typed}>
      <label>
        <span>{`Điểm${subject.of.max === null ? '' : ` (tối đa ${subject.of.max})`}`}</span>
        <input
          type="text"
          name="diem"
          inputmode="decimal"
          size={6}
          autocomplete="off"
          required
          value={typed['diem']}
        />
      </label>
    </DecisionForm>
  );
};

/** Says what becomes of a remark. */
const SettleForm: FC<FormProperties> = ({ subject, typed = {} }) => (
  <DecisionForm subject={subject} what="settle" label="Ghi xử lý" typed={typed}>
    <label>
      <span>Cách xử lý</span>
      <select name="ket-qua" required>
        <option value="">Chọn…</option>
        {outcomeChoices.map(({ value, name }) => (
          <option value={value} selected={typed['ket-qua'] === value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  </DecisionForm>
);

/** Takes a decision back. */
const WithdrawForm: FC<FormProperties> = ({ subject, typed = {} }) => (
  <DecisionForm subject={subject} what="withdraw" label="Rút lại quyết định" typed={typed} />
);

/** The form for one kind of decision, for a page that shows it again. */
export const FormAgain: FC<FormProperties & { readonly what: string }> = ({ what, ...form }) => {
  switch (what) {
    case 'accept':
      return <AcceptForm {...form} />;
    case 'correct':
      return <CorrectForm {...form} />;
    case 'set-points':
      return <PointsForm {...form} />;
    case 'settle':
      return <SettleForm {...form} />;
    default:
      return <WithdrawForm {...form} />;
  }
};

/** What one may do with one thing, closed until it is wanted; works without scripts. */
export const Deciding: FC<{ readonly subject: ToDecide; readonly isOpen?: boolean }> = ({
  subject,
  isOpen = false,
}) => {
  const { of, standing, reopened } = subject;
  if (!subject.mayDecide) return <></>;
  const isDecided = standing !== null || reopened !== null;
  return (
    <details class="deciding" open={isOpen}>
      <summary>{labelOf(subject)}</summary>
      {of.kind === 'reading' && of.machine !== null && <AcceptForm subject={subject} />}
      {of.kind === 'reading' && <CorrectForm subject={subject} />}
      {of.kind === 'points' && <PointsForm subject={subject} />}
      {of.kind === 'finding' && <SettleForm subject={subject} />}
      {isDecided && <WithdrawForm subject={subject} />}
    </details>
  );
};

function labelOf({ of, standing }: ToDecide): string {
  if (standing !== null) return 'Thay đổi hoặc rút lại';
  if (of.kind === 'finding') return 'Xử lý';
  if (of.kind === 'points') return 'Ghi điểm';
  return of.machine === null ? 'Nhập số liệu' : 'Xác nhận hoặc sửa';
}

/** A decision with who made it and why. */
export const Decided: FC<{ readonly decision: DecisionView }> = ({ decision }) => (
  <p class="decided">
    <strong>{decision.words}</strong>
    <span class="under">
      <Foreign text={decision.who} />
      {`, ${decision.at}. Lý do: `}
      <Foreign text={decision.reason} />
    </span>
  </p>
);

/** What was decided on one thing, or is to be decided again; nothing where nobody did. */
export const Ruled: FC<{ readonly subject: ToDecide | null }> = ({ subject }) => (
  <>
    {subject !== null && subject.standing !== null && <Decided decision={subject.standing} />}
    {subject !== null && subject.reopened !== null && <Reopened decision={subject.reopened} />}
  </>
);

/** A decision to be made again, and what changed under it. */
const Reopened: FC<{ readonly decision: ReopenedView }> = ({ decision }) => (
  <div class="decided decided-again">
    <span class="chip chip-attention">Cần quyết định lại</span> {decision.changed}
    <Decided decision={decision} />
  </div>
);

import type { TrustLevel } from '../../../shared/mail/trust/judge-trust.ts';
import type { ProofState, SenderProof } from '../../../shared/mail/trust/sender-proof.ts';
import type { IntakeEntry } from '../../../shared/pipeline/records.ts';
import { showText } from './show-text.ts';

/** How far a mail is its sender's, and what to do. */
export interface TrustView {
  /** "Đã chứng thực: DKIM đạt, tên miền xa.example.vn" */
  readonly level: string;
  /** One a check: what it is, how it ended, for which domain. */
  readonly checks: readonly string[];
  readonly advice: string;
  /** The mail only proposes: an officer who called may release it at once. */
  readonly isProposal: boolean;
}

const levelNames: Readonly<Record<TrustLevel, string>> = {
  proven: 'Đã chứng thực',
  'enrolled-unproven': 'Địa chỉ có trong danh bạ, thư chưa được chứng thực',
  unknown: 'Địa chỉ chưa có trong danh bạ',
};

const callFirst =
  'Gọi đầu mối của xã, thị trấn theo số điện thoại trong danh bạ (không dùng số ghi trong thư).';

const advices: Readonly<Record<TrustLevel, string>> = {
  proven: 'Người gửi đúng là địa chỉ trong danh bạ; không cần xác minh thêm.',
  'enrolled-unproven': `${callFirst} Đúng là thư của đơn vị thì đưa vào xử lý; không phải thì chọn "Không thuộc đợt đánh giá". Cho đến khi đó hồ sơ đã có giữ nguyên, không có thay đổi nào.`,
  unknown: `${callFirst} Đúng là thư của đơn vị thì gắn với xã, thị trấn và lưu địa chỉ vào danh bạ.`,
};

const stateNames: Readonly<Record<ProofState, string>> = {
  pass: 'đạt',
  fail: 'không đạt',
  none: 'không có',
  error: 'chưa kiểm tra được (tên miền không trả lời)',
};

const checkers: Readonly<Record<SenderProof['by'], string>> = {
  us: 'Phần mềm tự kiểm tra.',
  ses: 'Hộp thư tiếp nhận (Amazon SES) kiểm tra.',
  mailbox: 'Dịch vụ hộp thư của cơ quan kiểm tra.',
};

/** The proof of a mail in words; null for a mail that came otherwise than by mail, and for one not opened yet. */
export function presentTrust({
  via,
  state,
  proof,
  trust,
}: Pick<IntakeEntry, 'via' | 'state' | 'proof' | 'trust'>): TrustView | null {
  if (via === 'on-behalf' || state === 'queued') return null;
  if (proof === undefined)
    return {
      level: 'Không kiểm tra được người gửi',
      checks: [],
      advice:
        'Thư lấy từ thư mục, không có chữ ký, hoặc do máy trong cơ quan chuyển đến. Người đưa thư vào phần mềm chịu trách nhiệm về người gửi.',
      isProposal: false,
    };
  const domains = (found: readonly string[]): string =>
    found.length === 0 ? '' : `, tên miền ${found.map((one) => showText(one, 120)).join(', ')}`;
  const { spf, dkim, dmarc, arc } = proof;
  const level = trust === undefined ? 'Đã kiểm tra, chưa đối chiếu danh bạ' : levelNames[trust];
  const shortly =
    dkim === 'pass'
      ? `: DKIM đạt${domains(proof.dkimDomains)}`
      : spf === 'pass'
        ? `: SPF đạt${domains(proof.spfDomain === null ? [] : [proof.spfDomain])}`
        : '';
  return {
    level: trust === 'proven' ? `${level}${shortly}` : level,
    checks: [
      `DKIM (chữ ký của tên miền gửi): ${stateNames[dkim]}${domains(proof.dkimDomains)}`,
      `SPF (máy gửi thư): ${stateNames[spf]}${domains(proof.spfDomain === null ? [] : [proof.spfDomain])}`,
      `DMARC (quy tắc của tên miền gửi): ${stateNames[dmarc]}`,
      ...(arc === 'none'
        ? []
        : [`ARC (thư được chuyển tiếp): ${stateNames[arc]}${domains([...new Set(proof.sealers)])}`]),
      checkers[proof.by],
    ],
    advice:
      (trust === undefined ? '' : advices[trust]) +
      ([spf, dkim, dmarc].includes('error') && trust !== 'proven'
        ? ' Có kiểm tra chưa làm được vì không tra được tên miền: có thể xử lý lại từ thư gốc khi mạng đã thông.'
        : ''),
    isProposal: trust === 'enrolled-unproven' && state === 'held',
  };
}

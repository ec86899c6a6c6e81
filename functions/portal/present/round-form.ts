import type { NumberedDocumentKind } from '../../../shared/domain/district-document.ts';
import type { ExpectedDocument, PaperForm, Round } from '../../../shared/domain/round.ts';
import type { SentForm } from '../access/sent-form.ts';
import { sayDay } from './say-time.ts';

/** One field of the configuration of a round. */
export interface RoundField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly kind: 'line' | 'lines' | 'day' | 'number' | 'choice';
  readonly hint?: string;
  /** Values and their names, of a choice. */
  readonly choices?: readonly (readonly [string, string])[];
  readonly isRequired?: true;
}

/** Fields that belong together. */
export interface RoundFieldGroup {
  readonly title: string;
  readonly isOpen: boolean;
  readonly fields: readonly RoundField[];
}

const paperNames: Readonly<Record<NumberedDocumentKind, string>> = {
  'appraisal-report': 'Báo cáo thẩm định (từng xã)',
  'appraisal-report-round': 'Báo cáo thẩm định (cả đợt)',
  'supplement-request': 'Công văn yêu cầu bổ sung, hoàn thiện hồ sơ',
  invitation: 'Giấy mời',
  'council-minutes': 'Biên bản họp Hội đồng',
  proposal: 'Tờ trình',
  'recognition-decision': 'Quyết định công nhận',
  'result-notice': 'Thông báo kết quả',
  'consolidated-report': 'Báo cáo tổng hợp',
};
const paperKinds = Object.keys(paperNames) as readonly NumberedDocumentKind[];

type TextKey = Exclude<
  {
    [Key in keyof Round['authority']]: Round['authority'][Key] extends string ? Key : never;
  }[keyof Round['authority']],
  'proposer' | 'reporter'
>;

const authorityLabels: Readonly<Record<TextKey, string>> = {
  district: 'Huyện, trong câu (“huyện Chi Lăng”)',
  province: 'Tỉnh, trong câu',
  place: 'Địa danh ghi trước ngày tháng',
  office: 'Tên cơ quan thường trực',
  officeShort: 'Tên viết tắt của cơ quan thường trực',
  superior: 'Cơ quan chủ quản (dòng trên, chữ in hoa)',
  council: 'Tên Hội đồng',
  recogniser: 'Người quyết định công nhận',
  department: 'Cơ quan cấp tỉnh nhận báo cáo',
  plan: 'Kế hoạch của huyện',
  provincePlan: 'Kế hoạch của tỉnh',
  target: 'Mục tiêu của kế hoạch',
};
const authorityKeys = Object.keys(authorityLabels) as readonly TextKey[];

const levels = [
  ['required', 'Bắt buộc'],
  ['if-any', 'Nếu có'],
] as const;
const voteMethods = [
  ['', 'Chưa quy định'],
  ['show-of-hands', 'Biểu quyết giơ tay'],
  ['ballot', 'Bỏ phiếu'],
  ['written-opinion', 'Lấy ý kiến bằng văn bản'],
] as const;

/** The configuration of a round as a form of words and choices. */
export function presentRoundForm(round: Round, otherRounds: readonly string[]): readonly RoundFieldGroup[] {
  const { authority, council } = round;
  const basesOf = (isOnlyDecision: boolean): string =>
    authority.legalBases
      .filter(({ onlyIn }) => (onlyIn !== undefined) === isOnlyDecision)
      .map(({ text }) => text)
      .join('\n');
  return [
    {
      title: 'Thời hạn',
      isOpen: true,
      fields: [
        {
          name: 'han',
          label: 'Gửi trước ngày',
          value: round.lateFrom.slice(0, 10),
          kind: 'day',
          hint: `Từ 00 giờ ngày này là muộn; đang là ${sayDay(round.lateFrom.slice(0, 10))}.`,
          isRequired: true,
        },
        {
          name: 'dot-truoc',
          label: 'Đợt trước, để so sánh số liệu',
          value: round.previous ?? '',
          kind: 'choice',
          choices: [['', 'Không'], ...otherRounds.map((id) => [id, `Đợt ${id}`] as const)],
        },
      ],
    },
    {
      title: 'Cơ quan, người liên hệ',
      isOpen: false,
      fields: [
        ...authorityKeys.map((key) => ({
          name: `co-quan.${key}`,
          label: authorityLabels[key],
          value: authority[key],
          kind: 'line' as const,
          isRequired: true as const,
        })),
        {
          name: 'nguoi-trinh',
          label: 'Ai ký Tờ trình đề nghị công nhận',
          value: authority.proposer,
          kind: 'choice',
          choices: [
            ['council', 'Hội đồng'],
            ['office', 'Cơ quan thường trực'],
          ],
        },
        {
          name: 'nguoi-bao-cao',
          label: 'Ai ký Báo cáo tổng hợp',
          value: authority.reporter,
          kind: 'choice',
          choices: [
            ['district', 'Ủy ban nhân dân huyện'],
            ['office', 'Cơ quan thường trực'],
          ],
        },
        { name: 'lien-he.ten', label: 'Cán bộ liên hệ', value: authority.contact.name ?? '', kind: 'line' },
        {
          name: 'lien-he.dien-thoai',
          label: 'Điện thoại',
          value: authority.contact.phone ?? '',
          kind: 'line',
        },
        {
          name: 'lien-he.hop-thu',
          label: 'Hộp thư nhận hồ sơ',
          value: authority.contact.mailbox,
          kind: 'line',
          isRequired: true,
        },
      ],
    },
    {
      title: 'Căn cứ pháp lý',
      isOpen: false,
      fields: [
        {
          name: 'can-cu',
          label: 'Căn cứ của các văn bản',
          value: basesOf(false),
          kind: 'lines',
          hint: 'Mỗi dòng một căn cứ, không ghi chữ “Căn cứ”.',
        },
        {
          name: 'can-cu-quyet-dinh',
          label: 'Căn cứ chỉ ghi ở Quyết định công nhận',
          value: basesOf(true),
          kind: 'lines',
        },
      ],
    },
    {
      title: 'Hồ sơ phải có',
      isOpen: false,
      fields: round.expectedDocuments.map(({ kind, label, level }) => ({
        name: `ho-so.${kind}`,
        label,
        value: level,
        kind: 'choice',
        choices: levels,
      })),
    },
    {
      title: 'Hội đồng',
      isOpen: false,
      fields: [
        {
          name: 'thanh-vien',
          label: 'Thành viên',
          value: council.members.map(({ name, position }) => `${name} | ${position}`).join('\n'),
          kind: 'lines',
          hint: 'Mỗi dòng một người: Họ và tên | chức danh trong Hội đồng.',
        },
        {
          name: 'so-toi-thieu',
          label: 'Số thành viên phải có mặt',
          value: council.quorum === null ? '' : String(council.quorum),
          kind: 'number',
          hint: 'Để trống khi chưa có quy định.',
        },
        {
          name: 'ty-le',
          label: 'Tỷ lệ phiếu thông qua (%)',
          value: council.majority === null ? '' : String(council.majority.share * 100).replace('.', ','),
          kind: 'line',
          hint: 'Để trống khi chưa có quy định.',
        },
        {
          name: 'ty-le-can-cu',
          label: 'Văn bản quy định tỷ lệ',
          value: council.majority?.basis ?? '',
          kind: 'line',
        },
        {
          name: 'bieu-quyet',
          label: 'Hình thức biểu quyết',
          value: council.voteMethod ?? '',
          kind: 'choice',
          choices: voteMethods,
        },
      ],
    },
    ...paperKinds.map((kind) => ({
      title: `Thể thức: ${paperNames[kind]}`,
      isOpen: false,
      fields: paperFields(kind, authority.papers[kind]),
    })),
  ];
}

function paperFields(kind: NumberedDocumentKind, form: PaperForm): readonly RoundField[] {
  return [
    {
      name: `ky-hieu.${kind}`,
      label: 'Ký hiệu, sau dấu gạch chéo',
      value: form.symbol,
      kind: 'line',
      isRequired: true,
    },
    {
      name: `quyen-han.${kind}`,
      label: 'Quyền hạn, chức vụ người ký',
      value: form.signatory.join('\n'),
      kind: 'lines',
      hint: 'Mỗi dòng một hàng, ví dụ KT. CHỦ TỊCH và PHÓ CHỦ TỊCH.',
    },
    { name: `nguoi-ky.${kind}`, label: 'Họ tên người ký', value: form.signer ?? '', kind: 'line' },
    {
      name: `noi-nhan.${kind}`,
      label: 'Nơi nhận',
      value: form.recipients.join('\n'),
      kind: 'lines',
      hint: 'Mỗi dòng một nơi.',
    },
  ];
}

/** The round as the form gives it, or what is wrong, in Vietnamese. Fields that were not sent stay as they are. */
export function readRoundForm(
  form: SentForm,
  round: Round,
): { readonly round: Round } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const text = (name: string, before: string): string =>
    form.all(name).length === 0 ? before : form.text(name);
  const lines = (name: string, before: readonly string[]): readonly string[] =>
    form.all(name).length === 0 ? before : splitLines(form.text(name));
  const required = (name: string, label: string, before: string): string => {
    const value = text(name, before);
    if (value === '') problems.push(`Chưa ghi: ${label}.`);
    return value;
  };

  const day = text('han', round.lateFrom.slice(0, 10));
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(Date.parse(day)))
    problems.push('Ngày hết hạn không đúng; ghi theo dạng ngày/tháng/năm.');
  const { authority, council } = round;
  const members = lines(
    'thanh-vien',
    council.members.map(({ name, position }) => `${name}|${position}`),
  ).map((line) => {
    const [name = '', position = ''] = line.split('|').map((part) => part.trim());
    if (name === '' || position === '')
      problems.push(`Dòng thành viên “${line}” cần họ tên và chức danh, cách nhau bằng dấu |.`);
    return { name, position };
  });
  const quorumText = text('so-toi-thieu', council.quorum === null ? '' : String(council.quorum));
  const quorum = quorumText === '' ? null : Number(quorumText);
  if (quorum !== null && (!Number.isInteger(quorum) || quorum < 1))
    problems.push('Số thành viên phải có mặt là số nguyên từ 1.');
  const shareText = text('ty-le', council.majority === null ? '' : String(council.majority.share * 100))
    .replace(',', '.')
    .replace('%', '');
  const share = shareText === '' ? null : Number(shareText) / 100;
  const basis = text('ty-le-can-cu', council.majority?.basis ?? '');
  if (share !== null && !(share > 0 && share <= 1))
    problems.push('Tỷ lệ phiếu thông qua phải lớn hơn 0 và không quá 100.');
  if (share !== null && basis === '') problems.push('Có tỷ lệ phiếu thì ghi văn bản quy định tỷ lệ đó.');
  const vote = text('bieu-quyet', council.voteMethod ?? '');

  const basesOf = (isOnlyDecision: boolean): readonly string[] =>
    authority.legalBases
      .filter(({ onlyIn }) => (onlyIn !== undefined) === isOnlyDecision)
      .map((one) => one.text);
  const configured: Round = {
    ...round,
    lateFrom: `${day}T00:00:00+07:00`,
    deadline: sayDay(day),
    previous: text('dot-truoc', round.previous ?? '') || null,
    authority: {
      ...authority,
      ...(Object.fromEntries(
        authorityKeys.map((key) => [key, required(`co-quan.${key}`, authorityLabels[key], authority[key])]),
      ) as Record<TextKey, string>),
      proposer: text('nguoi-trinh', authority.proposer) === 'office' ? 'office' : 'council',
      reporter: text('nguoi-bao-cao', authority.reporter) === 'district' ? 'district' : 'office',
      contact: {
        name: text('lien-he.ten', authority.contact.name ?? '') || null,
        phone: text('lien-he.dien-thoai', authority.contact.phone ?? '') || null,
        mailbox: required('lien-he.hop-thu', 'Hộp thư nhận hồ sơ', authority.contact.mailbox),
      },
      legalBases: [
        ...lines('can-cu-quyet-dinh', basesOf(true)).map((one) => ({
          text: one,
          onlyIn: ['recognition-decision' as const],
        })),
        ...lines('can-cu', basesOf(false)).map((one) => ({ text: one })),
      ],
      papers: Object.fromEntries(
        paperKinds.map((kind) => {
          const before = authority.papers[kind];
          const paper: PaperForm = {
            symbol: required(`ky-hieu.${kind}`, `Ký hiệu của ${paperNames[kind]}`, before.symbol),
            signatory: lines(`quyen-han.${kind}`, before.signatory),
            signer: text(`nguoi-ky.${kind}`, before.signer ?? '') || null,
            recipients: lines(`noi-nhan.${kind}`, before.recipients),
          };
          return [kind, paper];
        }),
      ) as Record<NumberedDocumentKind, PaperForm>,
    },
    expectedDocuments: round.expectedDocuments.map((expected) => {
      const level = text(`ho-so.${expected.kind}`, expected.level);
      return {
        ...expected,
        level: (level === 'if-any' ? 'if-any' : 'required') satisfies ExpectedDocument['level'],
      };
    }),
    council: {
      members,
      quorum,
      majority: share === null ? null : { share, basis },
      voteMethod:
        (voteMethods.find(([id]) => id !== '' && id === vote)?.[0] as Round['council']['voteMethod']) ?? null,
    },
  };
  return problems.length > 0 ? { problems } : { round: configured };
}

const splitLines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

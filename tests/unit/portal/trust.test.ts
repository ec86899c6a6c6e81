import { expect, it } from 'vitest';
import { presentTrust } from '../../../functions/portal/present/present-trust.ts';
import type { SenderProof } from '../../../shared/mail/trust/sender-proof.ts';

const proof: SenderProof = {
  by: 'us',
  spf: 'none',
  dkim: 'pass',
  dmarc: 'none',
  arc: 'none',
  spfDomain: null,
  dkimDomains: ['xa.example.vn'],
  sealers: [],
  original: 'none',
  isForwarded: false,
};

it('a proven mail says by what, and asks for nothing', () => {
  expect(presentTrust({ via: 'smtp', state: 'done', proof, trust: 'proven' })).toEqual({
    level: 'Đã chứng thực: DKIM đạt, tên miền xa.example.vn',
    checks: [
      'DKIM (chữ ký của tên miền gửi): đạt, tên miền xa.example.vn',
      'SPF (máy gửi thư): không có',
      'DMARC (quy tắc của tên miền gửi): không có',
      'Phần mềm tự kiểm tra.',
    ],
    advice: 'Người gửi đúng là địa chỉ trong danh bạ; không cần xác minh thêm.',
    isProposal: false,
  });
});

it('an unproven mail of an enrolled address is a proposal while it is held, and says whom to call', () => {
  const unproven = {
    ...proof,
    dkim: 'fail',
    dkimDomains: [],
    arc: 'pass',
    sealers: ['google.com', 'google.com'],
  } as const;
  const held = presentTrust({ via: 'imap', state: 'held', proof: unproven, trust: 'enrolled-unproven' });
  expect(held?.isProposal).toBe(true);
  expect(held?.advice).toContain('số điện thoại trong danh bạ');
  expect(held?.checks).toContain('ARC (thư được chuyển tiếp): đạt, tên miền google.com');
  expect(
    presentTrust({ via: 'imap', state: 'done', proof: unproven, trust: 'enrolled-unproven' })?.isProposal,
  ).toBe(false);
});

it('a check nobody answered for says that it may be tried again', () => {
  const silent = presentTrust({
    via: 'smtp',
    state: 'held',
    proof: { ...proof, dkim: 'error', dkimDomains: [] },
    trust: 'enrolled-unproven',
  });
  expect(silent?.checks[0]).toContain('chưa kiểm tra được');
  expect(silent?.advice).toContain('xử lý lại từ thư gốc');
});

it('a mail nothing could be checked of says so; what an officer put in has no sender to check', () => {
  expect(presentTrust({ via: 'folder', state: 'done' })?.level).toBe('Không kiểm tra được người gửi');
  expect(presentTrust({ via: 'on-behalf', state: 'done' })).toBeNull();
  expect(presentTrust({ via: 'smtp', state: 'queued' })).toBeNull();
});

it('domains of strangers cannot turn the text round', () => {
  const odd = presentTrust({
    via: 'smtp',
    state: 'done',
    proof: { ...proof, dkimDomains: ['xa\u202e.vn'] },
    trust: 'unknown',
  });
  expect(JSON.stringify(odd)).not.toContain('\u202e');
});

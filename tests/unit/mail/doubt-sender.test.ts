import { describe, expect, it } from 'vitest';
import { doubtSender } from '../../../shared/mail/doubt-sender.ts';
import { parseMail } from '../../../shared/mail/parse-mail.ts';

async function doubtOf(headers: readonly string[], via = 'ses') {
  const mail = [...headers, 'Subject: Hồ sơ', '', 'Kính gửi.'].join('\r\n');
  return doubtSender(await parseMail(new TextEncoder().encode(mail)), { via });
}

const from = 'From: UBND xa <ubnd@xa.example.vn>';
const passed = 'Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass';
const failed = 'Authentication-Results: amazonses.com; spf=fail; dkim=fail; dmarc=fail';

describe('the sender of a mail', () => {
  it('is believed where the mailbox proved it', async () => {
    expect(await doubtOf([passed, from])).toBeUndefined();
  });

  it.each([
    ['forged', [failed, from]],
    ['unproven', ['Authentication-Results: amazonses.com; spf=softfail; dkim=none; dmarc=none', from]],
    ['virus', ['X-SES-Virus-Verdict: FAIL', passed, from]],
    ['not-scanned', ['X-SES-Virus-Verdict: PROCESSING_FAILED', passed, from]],
    ['not-scanned', ['X-SES-Virus-Verdict: GRAY', passed, from]],
    ['spam', ['X-SES-Spam-Verdict: FAIL', passed, from]],
    ['several-senders', [passed, from, 'From: la@khac.example.vn']],
    ['several-senders', [passed, 'From: ubnd@xa.example.vn, la@khac.example.vn']],
  ] as const)('is doubted as %s by the mailbox’s own marks', async (doubt, headers) => {
    expect(await doubtOf(headers)).toBe(doubt);
  });

  it('is not believed for marks the sender wrote below those of the mailbox', async () => {
    expect(await doubtOf([failed, 'Received: from x.example.vn', passed, from])).toBe('forged');
    // SES left its spam verdict out; the sender wrote one below its results.
    expect(await doubtOf(['X-SES-Virus-Verdict: FAIL', passed, 'X-SES-Virus-Verdict: PASS', from])).toBe(
      'virus',
    );
    expect(await doubtOf([passed, 'X-SES-Spam-Verdict: FAIL', from])).toBeUndefined();
  });

  it('is neither proved nor doubted by marks where no mailbox writes them', async () => {
    expect(await doubtOf([failed, from], 'smtp')).toBeUndefined();
    expect(await doubtOf(['Authentication-Results: mx.example.vn; dmarc=fail', from])).toBeUndefined();
  });

  it('is doubted wherever its name is another address than its own', async () => {
    expect(await doubtOf(['From: "ubnd@xa.example.vn" <la@khac.example.vn>'], 'smtp')).toBe('other-name');
    expect(await doubtOf(['From: "UBND@xa.example.vn" <ubnd@xa.example.vn>'], 'smtp')).toBeUndefined();
  });
});

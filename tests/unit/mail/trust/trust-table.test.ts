import { describe, expect, it } from 'vitest';
import { doubtSender } from '../../../../shared/mail/doubt-sender.ts';
import { parseMail } from '../../../../shared/mail/parse-mail.ts';
import { judgeTrust } from '../../../../shared/mail/trust/judge-trust.ts';
import { findLookAlike } from '../../../../shared/mail/trust/look-alike.ts';
import { proveSender } from '../../../../shared/pipeline/prove-sender.ts';
import type { MailEnvelope } from '../../../../shared/pipeline/records.ts';
import type { SignOptions, Zone } from './signed-mails.ts';
import { keyRecord, resolverOf, seal, sign } from './signed-mails.ts';

const enrolled = ['ubnd@xa.gov.vn', 'xa.huukien@gmail.com', 'ubnd@chilang.langson.gov.vn'];
const commune = 'ubnd@xa.gov.vn';
const gmail = 'xa.huukien@gmail.com';
const deep = 'ubnd@chilang.langson.gov.vn';

interface Written {
  readonly from?: string;
  /** Lines above and below the usual ones. */
  readonly above?: readonly string[];
  readonly below?: readonly string[];
  readonly body?: string;
}

const write = ({
  from = `UBND xã <${commune}>`,
  above = [],
  below = [],
  body = 'Kính gửi hồ sơ.\r\n',
}: Written = {}) =>
  [
    ...above,
    `From: ${from}`,
    'To: ho-so@huyen.example.vn',
    'Subject: Ho so xa phu hop voi tre em',
    'Message-ID: <1@xa.gov.vn>',
    'Date: Mon, 30 Oct 2023 08:00:00 +0700',
    ...below,
    '',
    body,
  ].join('\r\n');

/** Names that answer; a row changes some. */
const usual: Zone = {
  'TXT xa.gov.vn': ['v=spf1 ip4:203.0.113.5 -all'],
  'TXT gmail.com': ['v=spf1 ip4:198.51.100.0/24 ~all'],
  'TXT evil.example': ['v=spf1 ip4:192.0.2.66 -all'],
  'TXT langson.gov.vn': ['v=spf1 ip4:203.0.113.9 -all'],
  'TXT chilang.langson.gov.vn': ['v=spf1 ip4:203.0.113.9 -all'],
  ...Object.fromEntries(
    [
      'xa.gov.vn',
      'gmail.com',
      'evil.example',
      'langson.gov.vn',
      'chilang.langson.gov.vn',
      'huulung.langson.gov.vn',
      'google.com',
      'gov.vn',
      'mail.gmail.com',
      'list.example',
      'b.gov.vn',
      'mail.xa.gov.vn',
    ].map((domain) => [`TXT s1._domainkey.${domain}`, [keyRecord()]]),
  ),
  'TXT _dmarc.gmail.com': ['v=DMARC1; p=none; sp=quarantine'],
};

const policy = (tags = 'p=reject', domain = 'xa.gov.vn'): Zone => ({
  [`TXT _dmarc.${domain}`]: [`v=DMARC1; ${tags}`],
});

const wireOf = (peer: string, from: string, helo = 'mx.example.net'): MailEnvelope => ({
  wire: { peer, helo, from },
});
const own = wireOf('203.0.113.5', commune);
const forger = wireOf('192.0.2.66', 'la@evil.example');
const posing = wireOf('192.0.2.66', commune);
const google = wireOf('198.51.100.7', gmail);
/** Brought by a machine of the office. */
const office = wireOf('127.0.0.1', commune);

interface Case {
  readonly via?: string;
  readonly envelope?: MailEnvelope;
  readonly zone?: Zone;
  readonly isOffline?: true;
}

/** "spf dkim dmarc arc level doubt"; "-" where nothing was checked, or nothing speaks against it. */
async function judge(raw: string, { via = 'smtp', envelope, zone = {}, isOffline }: Case): Promise<string> {
  const bytes = Buffer.from(raw);
  const parsed = await parseMail(bytes);
  const proof = await proveSender({
    raw: bytes,
    parsed,
    intake: { via, acceptedAt: '2023-11-01T00:00:00.000Z', ...(envelope !== undefined && { envelope }) },
    resolver: isOffline ? undefined : resolverOf({ ...usual, ...zone }),
  });
  const address = parsed.from?.address ?? null;
  const level = judgeTrust(proof, { address, isEnrolled: address !== null && enrolled.includes(address) });
  const looksLike = address === null ? undefined : findLookAlike(address, enrolled);
  const doubt = doubtSender(parsed, {
    via,
    ...(proof !== undefined && { proof }),
    ...(looksLike !== undefined && { looksLike }),
  });
  const states = proof === undefined ? '-' : `${proof.spf} ${proof.dkim} ${proof.dmarc} ${proof.arc}`;
  return `${states} ${level ?? '-'} ${doubt ?? '-'}`;
}

const signedBy = (domain: string, written: Written = {}, more: Partial<SignOptions> = {}) =>
  sign(write(written), { domain, ...more });

describe('every way a mail of an enrolled address may come by SMTP', () => {
  const spfs: readonly (readonly [name: string, envelope: MailEnvelope, zone: Zone, state: string])[] = [
    ['its own machine', own, {}, 'pass'],
    ['a forbidden machine', posing, {}, 'fail'],
    ['a machine it is in doubt about', posing, { 'TXT xa.gov.vn': ['v=spf1 ip4:203.0.113.5 ~all'] }, 'fail'],
    ['a machine it says nothing of', posing, { 'TXT xa.gov.vn': ['v=spf1 ip4:203.0.113.5 ?all'] }, 'none'],
    ['a domain without rules', posing, { 'TXT xa.gov.vn': ['khong phai spf'] }, 'none'],
    ['broken rules', posing, { 'TXT xa.gov.vn': ['v=spf1 ip4:999 -all'] }, 'fail'],
    ['a name server that does not answer', posing, { 'TXT xa.gov.vn': 'ETIMEOUT' }, 'error'],
    ['rules that let everyone send', posing, { 'TXT xa.gov.vn': ['v=spf1 +all'] }, 'none'],
  ];
  const dkims = ['none', 'pass', 'fail', 'error'] as const;
  const policies = {
    'no rules': [{}, 'none'],
    'relaxed rules': [policy(), 'rules'],
    'strict rules': [policy('p=quarantine; adkim=s; aspf=s'), 'rules'],
    'rules nobody answers for': [{ 'TXT _dmarc.xa.gov.vn': 'ESERVFAIL' }, 'error'],
  } as const;
  for (const [ruled, [ruleZone, rule]] of Object.entries(policies))
    for (const [sender, envelope, spfZone, spf] of spfs)
      for (const dkim of dkims)
        it(`${sender}, signature ${dkim}, ${ruled}`, async () => {
          const whole = dkim === 'none' ? write() : await signedBy('xa.gov.vn');
          const raw = dkim === 'fail' ? whole.replace('hồ sơ', 'hồ so') : whole;
          const zone: Zone = {
            ...ruleZone,
            ...spfZone,
            ...(dkim === 'error' && { 'TXT s1._domainkey.xa.gov.vn': 'ETIMEOUT' }),
          };
          const isAligned = spf === 'pass' || dkim === 'pass';
          const isOpen = spf === 'error' || dkim === 'error';
          const dmarc = rule !== 'rules' ? rule : isAligned ? 'pass' : isOpen ? 'error' : 'fail';
          const isProven = dkim === 'pass' || (spf === 'pass' && rule !== 'error');
          const isSilent = !isAligned && !isOpen;
          const doubt = dmarc === 'fail' ? 'forged' : isSilent ? 'unproven' : '-';
          expect(await judge(raw, { envelope, zone })).toBe(
            `${spf} ${dkim} ${dmarc} none ${isProven ? 'proven' : 'enrolled-unproven'} ${doubt}`,
          );
        });
});

type Row = readonly [title: string, mail: () => Promise<string> | string, given: Case, expected: string];

const signatures: readonly Row[] = [
  [
    'whitespace changed under relaxed',
    async () => (await signedBy('xa.gov.vn')).replace('Subject: Ho so', 'Subject:  Ho  so'),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'whitespace changed under simple',
    async () =>
      (await signedBy('xa.gov.vn', {}, { canonicalization: 'simple/simple' })).replace(
        'Subject: Ho so',
        'Subject:  Ho so',
      ),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'simple/simple untouched',
    () => signedBy('xa.gov.vn', {}, { canonicalization: 'simple/simple' }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'subject changed',
    async () => (await signedBy('xa.gov.vn')).replace('Subject: Ho so', 'Subject: [ds] Ho so'),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a list’s footer',
    async () => `${await signedBy('xa.gov.vn')}--\r\nDanh sach thu\r\n`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a footer behind l=',
    async () => `${await signedBy('xa.gov.vn', {}, { bodyLength: 10 })}--\r\nfooter\r\n`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'l= over a part of the body',
    () => signedBy('xa.gov.vn', {}, { bodyLength: 5 }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'l= over the whole body',
    () => signedBy('xa.gov.vn', { body: 'abcdefgh\r\n' }, { bodyLength: 10 }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'a signature without the From line',
    () => signedBy('xa.gov.vn', {}, { headers: 'Subject:Date:To' }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a replay with another From under it',
    async () =>
      (await signedBy('evil.example', { from: 'la@evil.example' }, { headers: 'Subject:Date:To' })).replace(
        'la@evil.example',
        commune,
      ),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'an expired signature',
    () => signedBy('xa.gov.vn', {}, { expires: '2023-10-31T00:00:00Z' }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a signature that expires later',
    () => signedBy('xa.gov.vn', {}, { expires: '2023-11-30T00:00:00Z' }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'a key of 512 bits',
    () => signedBy('xa.gov.vn', {}, { key: 'short' }),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': [keyRecord('short')] } },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'another key than published',
    () => signedBy('xa.gov.vn', {}, { key: 'other' }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a key taken back',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': ['v=DKIM1; k=rsa; p='] } },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'no key at that name',
    () => signedBy('xa.gov.vn', {}, { selector: 's9' }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a key of another version',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': [keyRecord('good', 'v=DKIM2; k=rsa')] } },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a key of another kind',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': [keyRecord('good', 'v=DKIM1; k=ed25519')] } },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a record that is none',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': ['p=@@@@'] } },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a name server that refuses',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': 'EREFUSED' } },
    'none error none none enrolled-unproven -',
  ],
  [
    'a name server that fails',
    () => signedBy('xa.gov.vn'),
    { envelope: office, zone: { 'TXT s1._domainkey.xa.gov.vn': 'ESERVFAIL' } },
    'none error none none enrolled-unproven -',
  ],
  [
    'a broken signature beside a good one',
    async () => sign(await signedBy('xa.gov.vn', {}, { key: 'other' }), { domain: 'xa.gov.vn' }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'another’s signature beside its own',
    async () => sign(await signedBy('xa.gov.vn'), { domain: 'list.example' }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'another’s signature alone',
    () => signedBy('evil.example'),
    { envelope: office },
    'none pass none none enrolled-unproven -',
  ],
  [
    'another’s signature where the domain has rules',
    () => signedBy('evil.example'),
    { envelope: office, zone: policy() },
    'none pass error none enrolled-unproven -',
  ],
  [
    'more signatures than anyone needs',
    async () =>
      `${'DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s1; h=from; bh=x; b=y\r\n'.repeat(13)}${await signedBy('xa.gov.vn')}`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a signature line of many kilobytes',
    async () => `DKIM-Signature: v=1;${';'.repeat(9_000)}\r\n${await signedBy('xa.gov.vn')}`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a header without end',
    async () => `X-Dai: ${'a'.repeat(300_000)}\r\n${await signedBy('xa.gov.vn')}`,
    { envelope: office },
    'none fail none none unknown unproven',
  ],
  [
    'a signature that is no signature',
    () => write({ above: ['DKIM-Signature: rac'] }),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a file pushed in between the header lines',
    async () =>
      (await signedBy('xa.gov.vn')).replace(
        'To: ho',
        '--b\r\nContent-Type: application/pdf; name=gia.pdf\r\nTo: ho',
      ),
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a second Content-Type',
    async () => `Content-Type: text/html\r\nContent-Type: text/plain\r\n${await signedBy('xa.gov.vn')}`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'a second subject',
    async () => `Subject: khac\r\n${await signedBy('xa.gov.vn')}`,
    { envelope: office },
    'none fail none none enrolled-unproven unproven',
  ],
  [
    'LF in place of CRLF',
    async () => (await signedBy('xa.gov.vn')).replaceAll('\r\n', '\n'),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'letter case of the address',
    () => signedBy('xa.gov.vn', { from: 'UBND@XA.gov.vn' }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'letter case of the signing domain',
    () => signedBy('XA.Gov.VN'),
    { envelope: office },
    'none pass none none proven -',
  ],
  ['no resolver at all', () => signedBy('xa.gov.vn'), { envelope: own, isOffline: true }, '- - -'],
];

const alignment: readonly Row[] = [
  [
    'the domain above signs, no rules',
    () => signedBy('langson.gov.vn', { from: deep }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'the domain above signs, relaxed rules',
    () => signedBy('langson.gov.vn', { from: deep }),
    { envelope: office, zone: policy('p=reject', 'langson.gov.vn') },
    'none pass pass none proven -',
  ],
  [
    'the domain above signs, strict rules',
    () => signedBy('langson.gov.vn', { from: deep }),
    { envelope: office, zone: policy('p=reject; adkim=s', 'chilang.langson.gov.vn') },
    'none pass error none enrolled-unproven -',
  ],
  [
    'the domain above signs, strict rules, by SMTP',
    () => signedBy('langson.gov.vn', { from: deep }),
    { envelope: forger, zone: policy('p=reject; adkim = S', 'chilang.langson.gov.vn') },
    'pass pass fail none enrolled-unproven forged',
  ],
  [
    'the domain itself signs, strict rules',
    () => signedBy('chilang.langson.gov.vn', { from: deep }),
    { envelope: office, zone: policy('p=reject; adkim=s', 'chilang.langson.gov.vn') },
    'none pass pass none proven -',
  ],
  [
    'a domain beside it signs, no rules',
    () => signedBy('huulung.langson.gov.vn', { from: deep }),
    { envelope: office },
    'none pass none none enrolled-unproven -',
  ],
  [
    'a domain beside it signs, relaxed rules of the province',
    () => signedBy('huulung.langson.gov.vn', { from: deep }),
    { envelope: office, zone: policy('p=reject', 'langson.gov.vn') },
    'none pass pass none proven -',
  ],
  [
    'a domain beside it signs, strict rules of the province',
    () => signedBy('huulung.langson.gov.vn', { from: deep }),
    { envelope: forger, zone: policy('p=reject; adkim=s', 'langson.gov.vn') },
    'pass pass fail none enrolled-unproven forged',
  ],
  [
    'a domain below it signs, no rules',
    () => signedBy('mail.xa.gov.vn'),
    { envelope: office },
    'none pass none none enrolled-unproven -',
  ],
  [
    'a domain below it signs, relaxed rules',
    () => signedBy('mail.xa.gov.vn'),
    { envelope: office, zone: policy() },
    'none pass pass none proven -',
  ],
  [
    'a domain below it signs, strict rules',
    () => signedBy('mail.xa.gov.vn'),
    { envelope: forger, zone: policy('p=reject; adkim=s') },
    'pass pass fail none enrolled-unproven forged',
  ],
  [
    'the public suffix signs',
    () => signedBy('gov.vn'),
    { envelope: office },
    'none pass none none enrolled-unproven -',
  ],
  [
    'another domain of the public suffix signs',
    () => signedBy('b.gov.vn'),
    { envelope: office },
    'none pass none none enrolled-unproven -',
  ],
  [
    'another domain of the suffix, rules at the suffix',
    () => signedBy('b.gov.vn'),
    { envelope: office, zone: policy('p=reject', 'gov.vn') },
    'none pass none none enrolled-unproven -',
  ],
  [
    'two records of rules',
    () => signedBy('xa.gov.vn'),
    { envelope: own, zone: { 'TXT _dmarc.xa.gov.vn': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } },
    'pass pass none none proven -',
  ],
  [
    'its machine sends for another domain',
    () => write(),
    { envelope: wireOf('203.0.113.5', 'la@evil.example') },
    'fail none none none enrolled-unproven unproven',
  ],
  [
    'the forger’s own domain passes',
    () => write(),
    { envelope: forger },
    'pass none none none enrolled-unproven -',
  ],
  [
    'the forger’s own domain passes, rules',
    () => write(),
    { envelope: forger, zone: policy() },
    'pass none fail none enrolled-unproven forged',
  ],
  [
    'the null sender, HELO of its own',
    () => write(),
    { envelope: wireOf('203.0.113.5', '', 'xa.gov.vn') },
    'pass none none none proven -',
  ],
  [
    'the null sender, HELO of the forger',
    () => write(),
    { envelope: wireOf('192.0.2.66', '', 'evil.example') },
    'pass none none none enrolled-unproven -',
  ],
  [
    'its own machine, but sent on',
    () => write({ above: ['X-Forwarded-To: a@b.vn'] }),
    { envelope: own },
    'pass none none none enrolled-unproven -',
  ],
  [
    'its own machine, but resent',
    () => write({ above: ['Resent-From: la@evil.example'] }),
    { envelope: own },
    'pass none none none enrolled-unproven -',
  ],
  [
    'ten names and one more',
    () => write(),
    {
      envelope: posing,
      zone: {
        'TXT xa.gov.vn': [
          `v=spf1 ${Array.from({ length: 11 }, (_, i) => `include:i${i}.example`).join(' ')} -all`,
        ],
        ...Object.fromEntries(
          Array.from({ length: 11 }, (_, i) => [`TXT i${i}.example`, ['v=spf1 ip4:10.9.9.9 ?all']]),
        ),
      },
    },
    'fail none none none enrolled-unproven unproven',
  ],
  [
    'rules that include themselves',
    () => write(),
    { envelope: posing, zone: { 'TXT xa.gov.vn': ['v=spf1 include:xa.gov.vn -all'] } },
    'fail none none none enrolled-unproven unproven',
  ],
  [
    'an address of IPv6',
    () => write(),
    {
      envelope: wireOf('2001:db8::5', commune),
      zone: { 'TXT xa.gov.vn': ['v=spf1 ip6:2001:db8::/32 -all'] },
    },
    'pass none none none proven -',
  ],
  [
    'an address of IPv4 in IPv6',
    () => write(),
    { envelope: wireOf('::ffff:203.0.113.5', commune) },
    'pass none none none proven -',
  ],
  ...[
    '127.0.0.1',
    '::1',
    '10.0.0.4',
    '192.168.1.9',
    '172.20.0.3',
    '169.254.1.1',
    'fd00::1',
    'fe80::1',
    '100.64.0.1',
  ].map((peer): Row => [
    `brought unsigned by ${peer} of the office`,
    () => write(),
    { envelope: wireOf(peer, commune), zone: policy() },
    '- - -',
  ]),
];

const providers: readonly Row[] = [
  [
    'Gmail’s signature',
    () => signedBy('gmail.com', { from: gmail }),
    { envelope: google },
    'pass pass pass none proven -',
  ],
  [
    'Gmail’s signature by a mailbox',
    () => signedBy('gmail.com', { from: gmail }),
    { via: 'imap' },
    'none pass pass none proven -',
  ],
  [
    'Gmail’s machine without a signature',
    () => write({ from: gmail }),
    { envelope: google },
    'pass none pass none enrolled-unproven -',
  ],
  [
    'a part of Gmail signs',
    () => signedBy('mail.gmail.com', { from: gmail }),
    { envelope: office },
    'none pass pass none enrolled-unproven -',
  ],
  [
    'another signs for Gmail',
    () => signedBy('evil.example', { from: gmail }),
    { envelope: forger },
    'pass pass fail none enrolled-unproven forged',
  ],
  [
    'a stranger’s Gmail',
    () => signedBy('gmail.com', { from: 'la@gmail.com' }),
    { envelope: google },
    'pass pass pass none unknown -',
  ],
  [
    'Gmail under its other name',
    () => signedBy('gmail.com', { from: 'xa.huukien@googlemail.com' }),
    { envelope: office },
    'none pass none none unknown -',
  ],
  [
    'Gmail when its name server is silent',
    () => signedBy('gmail.com', { from: gmail }),
    { envelope: google, zone: { 'TXT s1._domainkey.gmail.com': 'ETIMEOUT', 'TXT gmail.com': 'ETIMEOUT' } },
    'error error error none enrolled-unproven -',
  ],
];

const senders: readonly Row[] = [
  [
    'an address as display name',
    () => signedBy('evil.example', { from: `"${commune}" <la@evil.example>` }),
    { envelope: forger },
    'pass pass none none unknown other-name',
  ],
  [
    'an encoded address as display name',
    () =>
      signedBy('evil.example', {
        from: `=?utf-8?B?${Buffer.from(commune).toString('base64')}?= <la@evil.example>`,
      }),
    { envelope: forger },
    'pass pass none none unknown other-name',
  ],
  [
    'the commune’s name as display name',
    () => signedBy('evil.example', { from: 'UBND xã Hữu Kiên <la@evil.example>' }),
    { envelope: forger },
    'pass pass none none unknown -',
  ],
  [
    'an answer to be sent to the commune',
    () => signedBy('evil.example', { from: 'la@evil.example', below: [`Reply-To: ${commune}`] }),
    { envelope: forger },
    'pass pass none none unknown -',
  ],
  [
    'a Sender line of the commune',
    () => signedBy('evil.example', { from: 'la@evil.example', below: [`Sender: ${commune}`] }),
    { envelope: forger },
    'pass pass none none unknown -',
  ],
  [
    'two From lines, the commune’s first',
    async () => `From: ${commune}\r\n${await signedBy('evil.example', { from: 'la@evil.example' })}`,
    { envelope: forger },
    'none fail none none enrolled-unproven several-senders',
  ],
  [
    'two From lines, the commune’s last',
    async () =>
      (await signedBy('evil.example', { from: 'la@evil.example' })).replace(
        'To: ho',
        `From: ${commune}\r\nTo: ho`,
      ),
    { envelope: forger },
    'none fail none none unknown several-senders',
  ],
  [
    'two senders in one line',
    () => signedBy('evil.example', { from: `la@evil.example, ${commune}` }),
    { envelope: forger },
    'pass pass fail none unknown several-senders',
  ],
  [
    'two senders, the commune first',
    () => signedBy('xa.gov.vn', { from: `${commune}, la@evil.example` }),
    { envelope: forger },
    'pass pass fail none enrolled-unproven several-senders',
  ],
  [
    'a group of senders',
    () => signedBy('evil.example', { from: `xa: ${commune}, la@evil.example;` }),
    { envelope: forger },
    'pass pass fail none enrolled-unproven several-senders',
  ],
  [
    'a comment in the address',
    () => signedBy('xa.gov.vn', { from: `UBND (xã) <${commune}>` }),
    { envelope: office },
    'none pass none none proven -',
  ],
  [
    'no sender',
    () => signedBy('evil.example', { from: '' }),
    { envelope: forger },
    'pass pass fail none unknown forged',
  ],
  [
    'a sender that is no address',
    () => signedBy('evil.example', { from: 'UBND xã' }),
    { envelope: forger },
    'pass pass fail none unknown forged',
  ],
  ...(
    [
      ['ubnd@xа.gov.vn', 'a Cyrillic letter'],
      ['ubnd@xn--x-7sb.gov.vn', 'a Cyrillic letter, encoded'],
      ['ubnd@xa-gov.vn', 'a hyphen for a dot'],
      ['ubnd@xa.g0v.vn', 'a digit for a letter'],
      ['ubnd@xa.gov.vn.evil.example', 'more behind the domain'],
      ['ubnd@xaa.gov.vn', 'a letter twice'],
      ['ubnd@xa.gvo.vn', 'two letters the other way round'],
      ['ubnd@xa.gov.v', 'a letter less'],
      ['ubnd@xá.gov.vn', 'a mark on a letter'],
      ['ubnd@xa.ɡov.vn', 'a letter of phonetics'],
      ['xa.huukien@gmai1.com', 'a digit in the provider'],
      ['xa.huukien@qmail.com', 'another letter in the provider'],
      ['xa.huukien@gmail.com.vn', 'another country of the provider'],
      ['xa.huuk1en@gmail.com', 'a digit in the name'],
      ['xa.huukіen@gmail.com', 'a Cyrillic letter in the name'],
      ['ｘａ.huukien@gmail.com', 'wide letters'],
    ] as const
  ).map(([from, what]): Row => [
    `a look-alike: ${what}`,
    () => write({ from }),
    { via: 'folder' },
    '- - look-alike',
  ]),
  ...(
    ['ubnd@xb.langson.gov.vn', 'la@gmail.com', 'xa.chiang@gmail.com', 'phong@chilang.langson.gov.vn'] as const
  ).map((from): Row => [
    `a stranger that looks like nobody: ${from}`,
    () => write({ from }),
    { via: 'folder' },
    '- - -',
  ]),
];

const forwards: readonly Row[] = (() => {
  const found = (more: string) => ({ domain: 'google.com', results: `mx.google.com; ${more}` });
  const passed = found('spf=pass smtp.mailfrom=xa.gov.vn; dmarc=pass header.from=xa.gov.vn');
  const byGoogle = wireOf('198.51.100.7', 'xa+caf_=ho-so@gmail.com');
  const rules = policy();
  return [
    [
      'forwarded, its signature whole',
      async () => seal(await signedBy('xa.gov.vn', { above: ['X-Forwarded-To: a@b.vn'] }), passed),
      { envelope: byGoogle, zone: rules },
      'pass pass pass pass proven -',
    ],
    [
      'forwarded, unsigned, the forwarder vouches',
      async () => seal(write(), passed),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven -',
    ],
    [
      'forwarded, unsigned, no rules',
      async () => seal(write(), found('spf=pass smtp.mailfrom=xa.gov.vn')),
      { envelope: byGoogle },
      'pass none none pass enrolled-unproven -',
    ],
    [
      'forwarded, the forwarder found it forged',
      async () => seal(write(), found('dmarc=fail header.from=xa.gov.vn')),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven forged',
    ],
    [
      'forwarded, the forwarder speaks of another',
      async () => seal(write(), found('dmarc=pass header.from=evil.example')),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven forged',
    ],
    [
      'forwarded, a signature vouched for',
      async () => seal(write(), found('dkim=pass header.i=@xa.gov.vn')),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven -',
    ],
    [
      'sealed by the forger',
      async () => seal(write(), { ...passed, domain: 'evil.example' }),
      { envelope: forger, zone: rules },
      'pass none fail pass enrolled-unproven forged',
    ],
    [
      'sealed by the forger, then by Google',
      async () =>
        seal(await seal(write(), { ...passed, domain: 'evil.example' }), {
          ...found('arc=pass'),
          i: 2,
          cv: 'pass',
        }),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven forged',
    ],
    [
      'sealed twice by Google',
      async () => seal(await seal(write(), passed), { ...found('arc=pass'), i: 2, cv: 'pass' }),
      { envelope: byGoogle, zone: rules },
      'pass none fail pass enrolled-unproven -',
    ],
    [
      'sealed with another key',
      async () => seal(write(), { ...passed, key: 'other' }),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'changed after the seal',
      async () => (await seal(write(), passed)).replace('hồ sơ', 'hồ so'),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'results changed after the seal',
      async () =>
        (await seal(write(), found('dmarc=fail header.from=xa.gov.vn'))).replace('dmarc=fail', 'dmarc=pass'),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'a chain without its beginning',
      async () => seal(write(), { ...passed, i: 2, cv: 'pass' }),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'a chain said to be broken',
      async () => seal(write(), { ...passed, cv: 'fail' }),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'a chain that begins as passed',
      async () => seal(write(), { ...passed, cv: 'pass' }),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'a seal nobody’s name server answers for',
      async () => seal(write(), passed),
      { envelope: byGoogle, zone: { ...rules, 'TXT s1._domainkey.google.com': 'ETIMEOUT' } },
      'pass none fail error enrolled-unproven forged',
    ],
    [
      'a list’s footer, sealed before',
      async () => seal(`${await signedBy('xa.gov.vn')}--\r\nfooter\r\n`, passed),
      { envelope: byGoogle, zone: rules },
      'pass fail fail pass enrolled-unproven -',
    ],
    [
      'a list’s own signature',
      async () => sign(`${await signedBy('xa.gov.vn')}--\r\nfooter\r\n`, { domain: 'list.example' }),
      { envelope: wireOf('192.0.2.1', 'ds@list.example'), zone: rules },
      'none pass fail none enrolled-unproven forged',
    ],
    [
      'half an ARC set',
      () => write({ above: ['ARC-Seal: i=1; cv=none; a=rsa-sha256; d=google.com; s=s1; b=x'] }),
      { envelope: byGoogle, zone: rules },
      'pass none fail fail enrolled-unproven forged',
    ],
    [
      'a stranger forwards the commune’s mail by hand',
      () =>
        signedBy('gmail.com', {
          from: 'la@gmail.com',
          body: `---------- Forwarded message ---------\r\nFrom: ${commune}\r\n\r\nKinh gui\r\n`,
        }),
      { envelope: wireOf('198.51.100.7', 'la@gmail.com') },
      'pass pass pass none unknown -',
    ],
  ];
})();

const mailboxes: readonly Row[] = (() => {
  const ses = (results: string, below: readonly string[] = [], from = commune) =>
    write({
      from,
      above: [
        'Return-Path: <x@y.vn>',
        'Received: from x by inbound-smtp.amazonaws.com',
        'X-SES-Spam-Verdict: PASS',
        'X-SES-Virus-Verdict: PASS',
        ...(results === '' ? [] : [`Authentication-Results: amazonses.com; ${results}`]),
        'X-SES-RECEIPT: AEF',
        ...below,
      ],
    });
  const forged =
    'Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@xa.gov.vn; dmarc=pass header.from=xa.gov.vn';
  const bySes: Case = { via: 'ses' };
  const verdict = (line: string) => write({ above: ['Received: x', line, forged] });
  const gmailBox: Case = { via: 'imap', envelope: { authserv: 'mx.google.com' } };
  const box = (lines: readonly string[], from = commune) => write({ from, above: lines });
  return [
    [
      'SES: all passed',
      () =>
        ses(
          'spf=pass (spfCheck: domain of xa.gov.vn designates 203.0.113.5) client-ip=203.0.113.5; envelope-from=ubnd@xa.gov.vn; helo=mx.xa.gov.vn; dkim=pass header.i=@xa.gov.vn; dmarc=pass header.from=xa.gov.vn',
        ),
      bySes,
      'pass pass pass none proven -',
    ],
    [
      'SES: rules passed by the machine alone',
      () =>
        ses(
          'spf=pass client-ip=1.2.3.4; envelope-from=ubnd@xa.gov.vn; helo=a; dkim=none; dmarc=pass header.from=xa.gov.vn',
        ),
      bySes,
      'pass none pass none proven -',
    ],
    [
      'SES: no rules, its own signature',
      () => ses('spf=none; dkim=pass header.i=@xa.gov.vn; dmarc=none header.from=xa.gov.vn'),
      bySes,
      'none pass none none proven -',
    ],
    [
      'SES: no rules, the machine alone',
      () =>
        ses(
          'spf=pass client-ip=1.2.3.4; envelope-from=ubnd@xa.gov.vn; helo=a; dkim=none; dmarc=none header.from=xa.gov.vn',
        ),
      bySes,
      'pass none none none proven -',
    ],
    [
      'SES: no rules, another’s machine',
      () => ses('spf=pass client-ip=1.2.3.4; envelope-from=la@evil.example; helo=a; dkim=none; dmarc=none'),
      bySes,
      'pass none none none enrolled-unproven -',
    ],
    [
      'SES: no rules, another’s signature',
      () => ses('spf=none; dkim=pass header.i=@evil.example; dmarc=none'),
      bySes,
      'none pass none none enrolled-unproven -',
    ],
    [
      'SES: two signatures',
      () => ses('spf=none; dkim=fail header.i=@evil.example; dkim=pass header.i=@xa.gov.vn; dmarc=none'),
      bySes,
      'none pass none none proven -',
    ],
    [
      'SES: rules failed',
      () => ses('spf=fail; dkim=fail; dmarc=fail header.from=xa.gov.vn'),
      bySes,
      'fail fail fail none enrolled-unproven forged',
    ],
    [
      'SES: rules failed, forged results below',
      () => ses('spf=fail; dkim=fail; dmarc=fail header.from=xa.gov.vn', [forged]),
      bySes,
      'fail fail fail none enrolled-unproven forged',
    ],
    ['SES: no results, forged ones below its receipt', () => ses('', [forged]), bySes, '- - -'],
    [
      'SES: results of another server on top',
      () =>
        write({
          above: ['Received: x', 'Authentication-Results: mx.evil.example; dmarc=pass header.from=xa.gov.vn'],
        }),
      bySes,
      '- - -',
    ],
    [
      'SES: nothing passed',
      () => ses('spf=softfail; dkim=none; dmarc=none'),
      bySes,
      'fail none none none enrolled-unproven unproven',
    ],
    [
      'SES: could not check',
      () => ses('spf=temperror; dkim=temperror; dmarc=temperror'),
      bySes,
      'error error error none enrolled-unproven unproven',
    ],
    [
      'SES: processing failed',
      () => ses('spf=processing_failed; dkim=processing_failed; dmarc=processing_failed'),
      bySes,
      'error error error none enrolled-unproven unproven',
    ],
    [
      'SES: gray',
      () => ses('spf=gray; dkim=gray; dmarc=gray'),
      bySes,
      'none none none none enrolled-unproven unproven',
    ],
    [
      'SES: permanent error',
      () => ses('spf=permerror; dkim=permerror; dmarc=permerror'),
      bySes,
      'fail fail fail none enrolled-unproven forged',
    ],
    [
      'SES: a result in a comment',
      () =>
        ses(
          'spf=fail (dmarc=pass header.from=xa.gov.vn; dkim=pass header.i=@xa.gov.vn); dkim=none; dmarc=none',
        ),
      bySes,
      'fail none none none enrolled-unproven unproven',
    ],
    [
      'SES: a result in a quoted sender',
      () =>
        ses(
          'spf=fail envelope-from="; dmarc=pass header.from=xa.gov.vn; dkim=pass header.i=@xa.gov.vn"@evil.example; dkim=none; dmarc=fail header.from=xa.gov.vn',
        ),
      bySes,
      'fail none fail none enrolled-unproven forged',
    ],
    [
      'SES: two results of the rules',
      () => ses('spf=none; dkim=none; dmarc=pass header.from=xa.gov.vn; dmarc=fail header.from=xa.gov.vn'),
      bySes,
      'none none fail none enrolled-unproven forged',
    ],
    [
      'SES: rules of another domain passed',
      () => ses('spf=pass; dkim=none; dmarc=pass header.from=evil.example'),
      bySes,
      'pass none none none enrolled-unproven -',
    ],
    [
      'SES: a stranger, proven',
      () =>
        ses(
          'spf=pass; dkim=pass header.i=@evil.example; dmarc=pass header.from=evil.example',
          [],
          'la@evil.example',
        ),
      bySes,
      'pass pass pass none unknown -',
    ],
    [
      'SES: Gmail signed',
      () => ses('spf=pass; dkim=pass header.i=@gmail.com; dmarc=pass header.from=gmail.com', [], gmail),
      bySes,
      'pass pass pass none proven -',
    ],
    [
      'SES: Gmail unsigned',
      () =>
        ses(
          'spf=pass envelope-from=xa.huukien@gmail.com; dkim=none; dmarc=pass header.from=gmail.com',
          [],
          gmail,
        ),
      bySes,
      'pass none pass none enrolled-unproven -',
    ],
    ['SES: virus', () => verdict('X-SES-Virus-Verdict: FAIL'), bySes, 'pass pass pass none proven virus'],
    [
      'SES: not scanned',
      () => verdict('X-SES-Virus-Verdict: PROCESSING_FAILED'),
      bySes,
      'pass pass pass none proven not-scanned',
    ],
    [
      'SES: gray scan',
      () => verdict('X-SES-Virus-Verdict: GRAY'),
      bySes,
      'pass pass pass none proven not-scanned',
    ],
    ['SES: spam', () => verdict('X-SES-Spam-Verdict: FAIL'), bySes, 'pass pass pass none proven spam'],
    [
      'SES: verdicts the sender wrote',
      () =>
        ses('spf=pass; dkim=pass header.i=@xa.gov.vn; dmarc=pass header.from=xa.gov.vn', [
          'X-SES-Virus-Verdict: FAIL',
          'X-SES-Spam-Verdict: FAIL',
        ]),
      bySes,
      'pass pass pass none proven -',
    ],
    [
      'SES: forwarded, vouched for',
      async () =>
        (
          await seal(write(), {
            domain: 'google.com',
            results: 'mx.google.com; dmarc=pass header.from=xa.gov.vn',
          })
        ).replace(
          /^/u,
          'Received: x\r\nAuthentication-Results: amazonses.com; spf=pass; dkim=none; dmarc=fail header.from=xa.gov.vn\r\n',
        ),
      bySes,
      'pass none fail pass enrolled-unproven -',
    ],
    [
      'SES: signed again below, SES says none',
      async () =>
        `Received: x\r\nAuthentication-Results: amazonses.com; spf=fail; dkim=none; dmarc=none\r\n${await signedBy('xa.gov.vn')}`,
      bySes,
      'fail none none none enrolled-unproven unproven',
    ],
    [
      'the same marks by SMTP',
      () => ses('spf=pass; dkim=pass header.i=@xa.gov.vn; dmarc=pass header.from=xa.gov.vn'),
      { envelope: posing },
      'fail none none none enrolled-unproven unproven',
    ],
    [
      'the same marks in a saved mail',
      () => ses('dmarc=fail header.from=xa.gov.vn'),
      { via: 'folder' },
      '- - -',
    ],
    [
      'the same marks in a mail put in by an officer',
      () => ses('dmarc=fail header.from=xa.gov.vn'),
      { via: 'on-behalf' },
      '- - -',
    ],
    [
      'the same marks on the command line',
      () => ses('dmarc=fail header.from=xa.gov.vn'),
      { via: 'command-line' },
      '- - -',
    ],
    [
      'mailbox: its service passed it',
      () =>
        box([
          'Authentication-Results: mx.google.com; dkim=pass header.i=@xa.gov.vn header.s=s1 header.b=abc; spf=pass (google.com: x) smtp.mailfrom=ubnd@xa.gov.vn; dmarc=pass (p=NONE) header.from=xa.gov.vn',
        ]),
      gmailBox,
      'pass pass pass none proven -',
    ],
    [
      'mailbox: with a version',
      () =>
        box([
          'Authentication-Results: mx.google.com 1; dkim=pass header.d=xa.gov.vn; dmarc=pass header.from=xa.gov.vn',
        ]),
      gmailBox,
      'none pass pass none proven -',
    ],
    [
      'mailbox: its service failed it',
      () =>
        box(['Authentication-Results: mx.google.com; spf=fail; dmarc=fail (p=REJECT) header.from=xa.gov.vn']),
      gmailBox,
      'fail none fail none enrolled-unproven forged',
    ],
    [
      'mailbox: its service found nothing',
      () => box(['Authentication-Results: mx.google.com; spf=none smtp.mailfrom=ubnd@xa.gov.vn']),
      gmailBox,
      'none none none none enrolled-unproven unproven',
    ],
    [
      'mailbox: another server on top',
      () =>
        box([
          'Authentication-Results: mx.evil.example; dmarc=pass header.from=xa.gov.vn',
          'Authentication-Results: mx.google.com; dmarc=pass header.from=xa.gov.vn',
        ]),
      gmailBox,
      '- - -',
    ],
    [
      'mailbox: forged below its own',
      () =>
        box([
          'Authentication-Results: mx.google.com; dmarc=fail header.from=xa.gov.vn',
          'Authentication-Results: mx.google.com; dmarc=pass header.from=xa.gov.vn',
        ]),
      gmailBox,
      'none none fail none enrolled-unproven forged',
    ],
    [
      'mailbox: whose service is not known',
      () => box(['Authentication-Results: mx.google.com; dmarc=pass header.from=xa.gov.vn']),
      { via: 'imap' },
      '- - -',
    ],
    [
      'mailbox: not known, signed',
      async () =>
        `Authentication-Results: mx.google.com; dmarc=fail header.from=xa.gov.vn\r\n${await signedBy('xa.gov.vn')}`,
      { via: 'imap' },
      'none pass none none proven -',
    ],
    ['mailbox: not known, unsigned', () => write(), { via: 'imap', zone: policy() }, '- - -'],
    [
      'mailbox: a name that begins alike',
      () => box(['Authentication-Results: mx.google.com.evil.example; dmarc=pass header.from=xa.gov.vn']),
      gmailBox,
      '- - -',
    ],
    [
      'mailbox: best guess',
      () => box(['Authentication-Results: mx.google.com; dmarc=bestguesspass header.from=xa.gov.vn']),
      gmailBox,
      'none none none none enrolled-unproven unproven',
    ],
    [
      'mailbox: a folder of spam',
      () =>
        box([
          'Authentication-Results: mx.google.com; dkim=pass header.i=@xa.gov.vn; dmarc=pass header.from=xa.gov.vn',
        ]),
      { ...gmailBox, via: 'imap-spam' },
      'none pass pass none proven -',
    ],
    ['mailbox: a folder of spam, nothing to check', () => write(), { via: 'imap-spam' }, '- - spam'],
    [
      'mailbox: a folder of spam, another’s signature',
      () => signedBy('evil.example'),
      { via: 'imap-spam' },
      'none pass none none enrolled-unproven spam',
    ],
    [
      'mailbox: Gmail’s own user',
      () =>
        box(
          [
            'Authentication-Results: mx.google.com; dkim=pass header.i=@gmail.com; dmarc=pass header.from=gmail.com',
          ],
          gmail,
        ),
      gmailBox,
      'none pass pass none proven -',
    ],
    [
      'mailbox: an empty header of results',
      () => box(['Authentication-Results: mx.google.com; none']),
      gmailBox,
      'none none none none enrolled-unproven unproven',
    ],
    [
      'mailbox: results of many kilobytes',
      () =>
        box([
          `Authentication-Results: mx.google.com; x=${'a'.repeat(9_000)}; dmarc=pass header.from=xa.gov.vn`,
        ]),
      gmailBox,
      'none none none none enrolled-unproven unproven',
    ],
  ];
})();

describe.each([
  ['a signature', signatures],
  ['alignment', alignment],
  ['a provider', providers],
  ['who a mail names', senders],
  ['a mail sent on', forwards],
  ['the word of a mailbox', mailboxes],
] as const)('%s', (_title, rows) => {
  it.each(rows)('%s', async (_row, mail, given, expected) => {
    expect(await judge(await mail(), given)).toBe(expected);
  });
});

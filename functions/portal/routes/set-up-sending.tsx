import { X509Certificate } from 'node:crypto';
import type { Context } from 'hono';
import { composeOutgoing, isMailAddress } from '../../../shared/mail/compose-outgoing.ts';
import type { RelaySettings } from '../../../shared/pipeline/relay-records.ts';
import { putRelay, readRelay } from '../../../shared/pipeline/relay-records.ts';
import { nameOfSender, refusalNames } from '../../../shared/pipeline/send-mail.ts';
import type { Authority } from '../../../shared/domain/round.ts';
import type { MailService } from '../../../shared/ports/outgoing-mail.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import { SendingPage } from '../pages/sending-page.tsx';
import type { OutgoingSetup, PortalServices } from '../services.ts';

/** "/gui-thu": the mail server the office sends through; off until the administrator turns it on. */
export function setUpSending(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock, outgoing } = services;

  const show = async (c: Context, problems: readonly string[] = [], form: SentForm | null = null) => {
    const relay = await readRelay(store);
    const hasPassword =
      outgoing?.kind === 'relay' &&
      (await outgoing.secrets.get('relay').catch(() => undefined)) !== undefined;
    return c.html(
      <SendingPage
        view={{
          settings: relay?.body ?? null,
          cloudAddress: outgoing?.kind === 'cloud' ? outgoing.from : null,
          isPossible: outgoing !== undefined,
          hasPassword,
          problems,
          form,
        }}
      />,
      problems.length === 0 ? 200 : 422,
    );
  };

  routes.get('/gui-thu', 'set-up-sending', (c) => show(c));

  routes.post('/gui-thu', 'set-up-sending', async (c, person, form) => {
    if (outgoing?.kind !== 'relay') return c.notFound();
    const known = await readRelay(store);
    const hasPassword = (await outgoing.secrets.get('relay').catch(() => undefined)) !== undefined;
    const typed = readForm(form, form.text('mat-khau') !== '' || hasPassword);
    if ('problems' in typed) return show(c, typed.problems, form);
    // Attack: the kept password told to another server whose name somebody types in.
    const isElsewhere = known?.body.host !== typed.host || known.body.user !== typed.user;
    const password = form.text('mat-khau');
    if (typed.user !== null && isElsewhere && password === '')
      return show(c, ['Đổi máy chủ hoặc tên đăng nhập thì nhập lại mật khẩu.'], form);
    if (password !== '') await outgoing.secrets.put('relay', password);
    const settings: RelaySettings = { ...typed, by: { id: person.id, name: person.name }, at: clock.now() };
    const { applied } = await store.commit({
      writes: [
        putRelay(settings, known),
        auditLine(services, person, 'change-relay', {
          before: known === undefined ? null : saySettings(known.body),
          after: saySettings(settings),
        }),
      ],
      jobs: [],
    });
    return applied
      ? redirectWith(c, '/gui-thu', 'Đã ghi cách gửi thư.')
      : show(c, ['Người khác vừa thay đổi cách gửi thư. Xem lại rồi ghi lại.'], form);
  });

  routes.post('/gui-thu/thu', 'set-up-sending', async (c, person, form) => {
    const known = await readRelay(store);
    if (outgoing?.kind !== 'relay' || known === undefined) return c.notFound();
    const to = form.text('den');
    if (!isMailAddress(to)) return show(c, ['Địa chỉ nhận thư thử không đúng.']);
    await store.commit({ writes: [auditLine(services, person, 'try-relay', { after: to })], jobs: [] });
    const failure = await tryRelay(known.body, outgoing, to);
    return failure === null
      ? redirectWith(c, '/gui-thu', 'Máy chủ đã nhận thư thử. Kiểm tra hộp thư nhận, cả mục Thư rác.')
      : show(c, [`Chưa gửi được thư thử. ${failure}`]);
  });

  /** Sends a mail that says what it is; null when the server took it, else why not. */
  async function tryRelay(
    settings: RelaySettings,
    { open }: Extract<OutgoingSetup, { readonly kind: 'relay' }>,
    to: string,
  ): Promise<string | null> {
    const authority = services.rounds[0]?.round.authority;
    const { sender, from }: MailService = await open(settings);
    const messageId = `thu-${services.newToken().replaceAll(/[^A-Za-z0-9]/gu, '')}${from.slice(from.lastIndexOf('@'))}`;
    const raw = await composeOutgoing({
      from: {
        name: authority === undefined ? '' : nameOfSender(authority satisfies Authority),
        address: from,
      },
      ...{ replyTo: null, to: [to], attachments: [], messageId, inReplyTo: null, references: [] },
      subject: 'Thư thử từ hệ thống tiếp nhận hồ sơ',
      text: 'Thư này do người quản trị gửi thử để kiểm tra máy chủ gửi thư. Không cần trả lời.',
      automatic: 'auto-generated',
      date: clock.now(),
    });
    const result = await sender.send({ messageId, from, returnPath: from, to: [to], raw }).catch(() => null);
    if (result === null) return 'Máy chủ không trả lời sau khi nhận thư; kiểm tra hộp thư nhận.';
    return result.isTaken ? null : refusalNames[result.cause];
  }
}

const saySettings = ({ isOn, host, port, security, user, from }: RelaySettings): string =>
  `${isOn ? 'bật' : 'tắt'}, ${host}:${port}, ${security}, ${user ?? 'không đăng nhập'}, từ ${from}`;

function readForm(
  form: SentForm,
  hasPassword: boolean,
): Omit<RelaySettings, 'by' | 'at'> | { readonly problems: readonly string[] } {
  const [host, port, from] = [
    form.text('may-chu').toLowerCase(),
    Number(form.text('cong')),
    form.text('tu').toLowerCase(),
  ];
  const securityText = form.text('ma-hoa');
  const security = (['tls', 'starttls', 'none'] as const).find((one) => one === securityText);
  const user = form.text('ten') === '' ? null : form.text('ten');
  const certificate = form.text('chung-thu') === '' ? null : form.text('chung-thu');
  const isOn = form.text('bat') === 'co';
  const problems = [
    ...(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u.test(host)
      ? []
      : ['Ghi tên máy chủ, ví dụ smtp.langson.gov.vn.']),
    ...(Number.isInteger(port) && port > 0 && port < 65_536
      ? []
      : ['Cổng là số từ 1 đến 65535, thường là 465 hoặc 587.']),
    ...(security === undefined ? ['Chọn cách mã hóa.'] : []),
    // Attack: a password read along the way.
    ...(security === 'none' && user !== null
      ? ['Máy chủ không mã hóa thì không dùng tên đăng nhập, mật khẩu.']
      : []),
    ...(user !== null && !hasPassword ? ['Nhập mật khẩu.'] : []),
    ...(isMailAddress(from) ? [] : ['Địa chỉ gửi không đúng.']),
    ...(certificate !== null && !isCertificate(certificate)
      ? ['Chứng thư phải ở dạng PEM, bắt đầu bằng -----BEGIN CERTIFICATE-----.']
      : []),
  ];
  if (security === undefined || problems.length > 0) return { problems };
  return {
    isOn,
    host,
    port,
    security,
    user,
    certificate,
    from,
    tagsReplies: form.text('ma-trong-dia-chi') === 'co',
  };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0;
  } catch {
    return false;
  }
}

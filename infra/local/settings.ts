import { resolve } from 'node:path';

/** Where the system on one machine keeps its state and listens. */
export interface Settings {
  /** Folder of the database, blobs and keys. */
  readonly home: string;
  /** Watched folder for mails saved as .eml. */
  readonly inbox: string;
  readonly portalPort: number;
  readonly smtpPort: number;
  /** Interface mails are taken on by SMTP; this machine only unless the office says so. */
  readonly smtpHost: string;
  /** Addresses mails are taken for ("@x.vn": a whole domain); empty for any. */
  readonly smtpRecipients: readonly string[];
  /** Whether other PCs of the office may open the portal, by TLS. */
  readonly opensToLan: boolean;
  /** Files (PEM) of the office's own certificate; null to sign one ourselves. */
  readonly certificate: { readonly cert: string; readonly key: string } | null;
}

/**
 * Settings from the environment: HOSO_HOME (.hoso), HOSO_INBOX (inbox), HOSO_PORT (3000), HOSO_SMTP_PORT (2525), HOSO_SMTP_HOST
 * (127.0.0.1) and HOSO_SMTP_RECIPIENTS, HOSO_TLS_CERT and HOSO_TLS_KEY; and "--lan" among the arguments.
 * @throws RangeError with a Vietnamese message for a port that is none, an unknown argument, one file of a certificate alone, or mail
 * from other machines without saying for whom.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Settings {
  const unknown = args.find((arg) => arg !== '--lan');
  if (unknown !== undefined) throw new RangeError(`Không có tùy chọn "${unknown}". Chỉ có: --lan`);
  return {
    home: resolve(environment['HOSO_HOME'] ?? '.hoso'),
    inbox: resolve(environment['HOSO_INBOX'] ?? 'inbox'),
    portalPort: readPort('HOSO_PORT', environment['HOSO_PORT'], 3000),
    smtpPort: readPort('HOSO_SMTP_PORT', environment['HOSO_SMTP_PORT'], 2525),
    ...readSmtp(environment['HOSO_SMTP_HOST'] ?? '', environment['HOSO_SMTP_RECIPIENTS'] ?? ''),
    opensToLan: args.includes('--lan'),
    certificate: readCertificate(environment['HOSO_TLS_CERT'] ?? '', environment['HOSO_TLS_KEY'] ?? ''),
  };
}

function readSmtp(host: string, recipients: string): Pick<Settings, 'smtpHost' | 'smtpRecipients'> {
  const smtpHost = host === '' ? '127.0.0.1' : host;
  const smtpRecipients = recipients
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter((one) => one !== '');
  const wrong = smtpRecipients.find((one) => !/^[^\s@]*@[^\s@]+$/u.test(one));
  if (wrong !== undefined)
    throw new RangeError(`HOSO_SMTP_RECIPIENTS phải là địa chỉ hoặc @tên-miền, đang có "${wrong}".`);
  // Attack: an inbox open to the network takes everything anyone sends to anyone.
  if (!/^(?:127\.|::1$|localhost$)/u.test(smtpHost) && smtpRecipients.length === 0)
    throw new RangeError(
      'Nhận thư từ máy khác (HOSO_SMTP_HOST) thì phải ghi địa chỉ nhận thư: HOSO_SMTP_RECIPIENTS.',
    );
  return { smtpHost, smtpRecipients };
}

function readCertificate(cert: string, key: string): Settings['certificate'] {
  if (cert === '' && key === '') return null;
  if (cert === '' || key === '')
    throw new RangeError('Đặt cả hai: HOSO_TLS_CERT (chứng thư) và HOSO_TLS_KEY (khóa của chứng thư).');
  return { cert: resolve(cert), key: resolve(key) };
}

function readPort(name: string, text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${name} phải là số cổng từ 0 đến 65535, đang là "${text}".`);
  return port;
}

import { resolve } from 'node:path';

/** Where the system on one machine keeps its state and listens. */
export interface Settings {
  /** Folder of the database, blobs and keys. */
  readonly home: string;
  /** Watched folder for mails saved as .eml. */
  readonly inbox: string;
  readonly portalPort: number;
  readonly smtpPort: number;
}

/**
 * Settings from the environment: HOSO_HOME (.hoso), HOSO_INBOX (inbox), HOSO_PORT (3000), HOSO_SMTP_PORT (2525).
 * @throws RangeError with a Vietnamese message for a port that is none.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return {
    home: resolve(environment['HOSO_HOME'] ?? '.hoso'),
    inbox: resolve(environment['HOSO_INBOX'] ?? 'inbox'),
    portalPort: readPort('HOSO_PORT', environment['HOSO_PORT'], 3000),
    smtpPort: readPort('HOSO_SMTP_PORT', environment['HOSO_SMTP_PORT'], 2525),
  };
}

function readPort(name: string, text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${name} phải là số cổng từ 0 đến 65535, đang là "${text}".`);
  return port;
}

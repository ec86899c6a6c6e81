import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';

/** The running system as a process of its own, on ports the machine chose. */
export interface RunningOffice {
  readonly process: ChildProcess;
  readonly smtpPort: number;
  readonly portalPort: number;
  /** Of the browser its administrator, an officer of every kind too, is signed in on. */
  readonly cookie: string;
}

/** Starts the built program with its state in a directory and waits until it takes mail. */
export async function runOffice(directory: string): Promise<RunningOffice> {
  const child = spawn(process.execPath, ['.build/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOSO_HOME: join(directory, 'home'),
      HOSO_INBOX: join(directory, 'inbox'),
      HOSO_PORT: '0',
      HOSO_SMTP_PORT: '0',
    },
  });
  let portalPort = 0;
  let firstLink: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    portalPort = Number(/http:\/\/localhost:(\d+)/u.exec(line)?.[1] ?? portalPort);
    firstLink ??= /http:\/\/\S+\/mo-tai-khoan\/\S+/u.exec(line)?.[0];
    const smtp = /127\.0\.0\.1:(\d+)/u.exec(line);
    if (smtp === null) continue;
    child.stdout.resume();
    return {
      process: child,
      smtpPort: Number(smtp[1]),
      portalPort,
      cookie: await signIn(`http://localhost:${portalPort}`, firstLink),
    };
  }
  throw new Error('the program ended before it took mail');
}

/** Who signs in to it. */
export const administrator = { login: 'quan-tri', password: 'bốn mùa xuân hạ thu đông' };

/** Signs in as a person does: by the printed link the first time, with the password afterwards. */
async function signIn(address: string, firstLink: string | undefined): Promise<string> {
  const fields: [string, string][] = [
    ['ten', administrator.login],
    ['mat-khau', administrator.password],
  ];
  const first = ['officer', 'head', 'clerk', 'secretary'].map((role): [string, string] => ['vai-tro', role]);
  const answer = await fetch(firstLink ?? `${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams(
      firstLink === undefined
        ? fields
        : [...fields, ...first, ['ho-ten', 'Quản Trị Một'], ['nhap-lai', administrator.password]],
    ),
  });
  const [cookie] = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  if (answer.status !== 303 || cookie === undefined) throw new Error('nobody could sign in');
  return cookie;
}

/** A page of the portal as its administrator sees it. */
export async function readPage({ portalPort, cookie }: RunningOffice, path: string): Promise<string> {
  return (await fetch(`http://localhost:${portalPort}${path}`, { headers: { cookie } })).text();
}

/** Kills it as a power cut would. */
export async function cutPower({ process: child }: RunningOffice): Promise<void> {
  const closed = once(child, 'exit');
  child.kill('SIGKILL');
  await closed;
}

/** Stops it as Ctrl-C does; gives its exit code. */
export async function stopOffice({ process: child }: RunningOffice): Promise<number | null> {
  const closed = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGINT');
  return (await closed)[0];
}

/** Sends a mail as a mail server does: true only when "250" was answered. */
export async function offerMail(port: number, raw: Uint8Array): Promise<boolean> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({
      envelope: { from: 'xa@example.vn', to: ['hoso@example.vn'] },
      raw: Buffer.from(raw),
    });
    return true;
  } catch {
    return false;
  } finally {
    transport.close();
  }
}

/** Waits until the first page says that so many mails came in, all of them ended, and no work is left. */
export async function waitUntilBalanced(office: RunningOffice, mails: number): Promise<void> {
  for (;;) {
    const page = await readPage(office, '/');
    const words = page.replace(/<[^>]*>/gu, ' ');
    // Mails have ended before their papers are drafted: only a page that waits for nothing more is the end.
    const isDone = page.includes('data-working="no"');
    if (isDone && words.includes(`Khớp: ${mails} thư nhận`) && !words.includes('đang xử lý')) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Memory held by a process and all its descendants in bytes, from /proc; undefined where there is none. */
export function memoryOfFamily(root: number): number | undefined {
  let names: readonly string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    return undefined;
  }
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of names)
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/mu.exec(status)?.[1] ?? 0));
      sizes.set(Number(name), Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // Ended meanwhile.
    }
  const isFamily = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isFamily(parents.get(pid) ?? 0));
  return [...sizes].filter(([pid]) => isFamily(pid)).reduce((sum, [, size]) => sum + size, 0);
}

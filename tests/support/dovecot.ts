import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { generate } from 'selfsigned';
import type { MailboxAccount } from '../../shared/ports/mailbox.ts';

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path));

/** Tests of a real mailbox are skipped where there is no Dovecot (Debian: dovecot-imapd). */
export const isDovecotMissing = program === undefined;

/** A mailbox on a real IMAP server of this test's own, on loopback. */
export interface TestMailbox {
  readonly account: MailboxAccount;
  /** By TLS from the start, with a certificate nobody signed. */
  readonly tlsPort: number;
  /** PEM of that certificate. */
  readonly certificate: string;
  /** Puts a mail into a folder, as the mail service does at a time; the folder is made where there is none. */
  deliver(raw: Uint8Array, options?: { readonly folder?: string; readonly at?: string }): Promise<void>;
  /** Flags of every mail of a folder, in order. */
  flagsOf(folder: string): Promise<readonly (readonly string[])[]>;
  /** Gives the inbox new UIDs and another UIDVALIDITY, as a mailbox restored from a backup has. */
  resetInbox(): void;
  /** Takes the right to read the n-th delivered file of the inbox from the server. */
  spoil(index: number): void;
  /** Ends every connection, as a mail service that restarts does. */
  dropConnections(): void;
  stop(): Promise<void>;
}

const user = 'hop-thu';
const uid = process.getuid?.() ?? 0;
// As root, the server needs another one to read mail as (first_valid_uid); else it can only be who runs it.
const [mailUid, mailGid] = uid === 0 ? [65_534, 65_534] : [uid, process.getgid?.() ?? uid];
const nameOf = (command: string, id: number): string =>
  spawnSync('getent', [command, String(id)])
    .stdout.toString()
    .split(':')[0] ?? String(id);

/** Starts Dovecot 2.3 with a Maildir in a directory of its own; `quotaKb` bounds the mailbox. */
export async function startDovecot(options: { readonly quotaKb?: number } = {}): Promise<TestMailbox> {
  if (program === undefined) throw new Error('there is no Dovecot');
  const directory = mkdtempSync(join(tmpdir(), 'hoso-dovecot-'));
  chmodSync(directory, 0o755);
  const home = join(directory, 'mail');
  mkdirSync(home);
  chownSync(home, mailUid, mailGid);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  writeFileSync(join(directory, 'cert.pem'), cert);
  writeFileSync(join(directory, 'key.pem'), key, { mode: 0o600 });
  const users = join(directory, 'users');
  const password = 'mat-khau-hop-thu';
  writeFileSync(
    users,
    `${user}:{PLAIN}${password}::::::
`,
  );
  const [port, tlsPort] = await freePorts();
  const mailUser = nameOf('passwd', mailUid);
  const mailGroup = nameOf('group', mailGid);
  const quota = options.quotaKb === undefined ? '' : 'quota';
  const config = join(directory, 'dovecot.conf');
  writeFileSync(
    config,
    `base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${mailUser}
default_internal_group = ${mailGroup}
default_login_user = ${mailUser}
ssl = yes
ssl_cert = <${directory}/cert.pem
ssl_key = <${directory}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_uid = ${mailUid}
mail_gid = ${mailGid}
mail_home = ${home}
mail_location = maildir:~/Maildir
mail_plugins = ${quota}
mail_max_userip_connections = 50
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
protocol imap {
  mail_plugins = ${quota === '' ? '' : 'quota imap_quota'}
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=${options.quotaKb ?? 0}K
}
passdb {
  driver = passwd-file
  args = ${users}
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${home}
}
namespace inbox {
  inbox = yes
  mailbox "Thư rác" {
    auto = create
    special_use = \\Junk
  }
  mailbox "Đã gửi" {
    auto = create
    special_use = \\Sent
  }
}
`,
  );
  const server = spawn(program, ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  const account: MailboxAccount = { host: '127.0.0.1', port, security: 'none', user, password };
  const open = async (): Promise<ImapFlow> => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: password },
      logger: false,
      disableAutoIdle: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  // Its master listens a moment after it was started.
  for (let tries = 0; ; tries += 1)
    try {
      await (await open()).logout();
      break;
    } catch (error) {
      if (tries > 100 || server.exitCode !== null) throw error;
      await sleep(50);
    }
  let client = await open();
  /** The connection of the test's own hand, anew where it was cut. */
  const reach = async (): Promise<ImapFlow> => {
    if (!client.usable) client = await open();
    return client;
  };
  const inbox = join(home, 'Maildir');
  const known = new Set(['INBOX', 'Thư rác', 'Đã gửi']);
  let resets = 0;
  return {
    account,
    tlsPort,
    certificate: cert,
    async deliver(raw, { folder = 'INBOX', at } = {}) {
      const hand = await reach();
      if (!known.has(folder)) await hand.mailboxCreate(folder);
      known.add(folder);
      await hand.append(folder, Buffer.from(raw), [], at === undefined ? undefined : new Date(at));
    },
    async flagsOf(folder) {
      const hand = await reach();
      const lock = await hand.getMailboxLock(folder, { readOnly: true });
      try {
        const mails = await hand.fetchAll('1:*', { flags: true });
        return mails.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent'));
      } finally {
        lock.release();
      }
    },
    resetInbox() {
      client.close();
      for (const name of readdirSync(inbox).filter((one) => one.startsWith('dovecot.index')))
        rmSync(join(inbox, name));
      resets += 1;
      // The list of UIDs in Dovecot's format 3, with no mail in it: each gets a new one.
      writeFileSync(join(inbox, 'dovecot-uidlist'), `3 V${1_000 + resets} N100\n`);
      chownSync(join(inbox, 'dovecot-uidlist'), mailUid, mailGid);
    },
    spoil(index) {
      const files = ['new', 'cur'].flatMap((part) =>
        readdirSync(join(inbox, part)).map((name) => join(inbox, part, name)),
      );
      const file = files.sort()[index];
      if (file === undefined) throw new Error('there is no such mail');
      chmodSync(file, 0o000);
    },
    dropConnections() {
      client.close();
      spawnSync('doveadm', ['-c', config, 'kick', user]);
    },
    async stop() {
      client.close();
      const ended = server.exitCode === null ? once(server, 'exit') : undefined;
      server.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Two ports nobody listens on. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()];
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) server.close();
  return [ports[0] ?? 0, ports[1] ?? 0];
}

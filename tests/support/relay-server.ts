import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a mail server took it. */
export interface RelayedMail {
  /** MAIL FROM; "" for the null sender. */
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  readonly isEncrypted: boolean;
  readonly raw: string;
}

/** A mail server of the office, real but for its deliveries: they are kept. */
export interface RelayServer {
  readonly port: number;
  readonly mails: readonly RelayedMail[];
  stop(): Promise<void>;
}

/** Says with which code an address or mail is refused; undefined takes it. */
type Refuse = (what: string) => { readonly code: number; readonly text: string } | undefined;

/** Starts a mail server on this machine. */
export async function startRelayServer(
  options: {
    readonly refuseSender?: Refuse;
    readonly refuseRecipient?: Refuse;
    readonly refuseMail?: Refuse;
    readonly login?: { readonly user: string; readonly password: string };
    readonly tls?: { readonly key: string; readonly cert: string; readonly isFromTheStart: boolean };
  } = {},
): Promise<RelayServer> {
  const mails: RelayedMail[] = [];
  const failure = (refuse: Refuse | undefined, what: string): Error | null => {
    const refused = refuse?.(what);
    return refused === undefined
      ? null
      : Object.assign(new Error(refused.text), { responseCode: refused.code });
  };
  const { tls, login } = options;
  const settings: SMTPServerOptions = {
    ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert, secure: tls.isFromTheStart }),
    authOptional: login === undefined,
    disabledCommands: [...(login === undefined ? ['AUTH'] : []), ...(tls === undefined ? ['STARTTLS'] : [])],
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(new Error('no'));
    },
    onMailFrom: ({ address }, _session, done) => done(failure(options.refuseSender, address)),
    onRcptTo: ({ address }, _session, done) => done(failure(options.refuseRecipient, address)),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const raw = Buffer.concat(pieces).toString();
        const refused = failure(options.refuseMail, raw);
        if (refused === null) {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            user: typeof session.user === 'string' ? session.user : null,
            isEncrypted: session.secure,
            raw,
          });
        }
        done(refused);
      });
    },
  };
  const server = new SMTPServer(settings);
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A mail server that takes a whole mail and goes away without a word. */
export async function startSilentRelay(): Promise<{ readonly port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let isMail = false;
    socket.write('220 relay.example.vn\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (isMail) {
        if (text.endsWith('\r\n.\r\n')) socket.destroy();
      } else if (text.startsWith('DATA')) {
        isMail = true;
        socket.write('354 go on\r\n');
      } else socket.write('250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

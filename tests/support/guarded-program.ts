import { execSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import dns from 'node:dns';
import { request } from 'node:http';
import net, { connect } from 'node:net';
import { denyNetwork } from '../../functions/read-document/deny-network.ts';
import { guardChild } from '../../functions/read-document/guard-child.ts';

// What a document reader might do, under the guards of the real one. The first argument says what, the second the bound of memory in bytes.

const [act, limit] = process.argv.slice(2);
guardChild(Number(limit));

const acts: Readonly<Record<string, () => unknown>> = {
  // Never gives its event loop a turn.
  grow: () => {
    const held: Buffer[] = [];
    for (;;) held.push(Buffer.alloc(1_000_000, 1));
  },
  hang: () => {
    for (;;);
  },
  wait: () => setInterval(() => undefined, 1000),
  'reach-out': async () => {
    denyNetwork();
    const attempts: Readonly<Record<string, () => unknown>> = {
      connect: () => connect(1, '127.0.0.1'),
      socket: () => new net.Socket().connect(1, '127.0.0.1'),
      listen: () => net.createServer(),
      lookup: () => dns.lookup('localhost', () => undefined),
      promisedLookup: () => dns.promises.lookup('localhost'),
      request: () => request('http://127.0.0.1:1/'),
      fetch: () => fetch('http://127.0.0.1:1/'),
      datagram: () => createSocket('udp4'),
      program: () => execSync('true'),
    };
    const refused: string[] = [];
    for (const [name, attempt] of Object.entries(attempts))
      try {
        await attempt();
      } catch (error) {
        if (error instanceof Error && error.message === 'the document reader has no network')
          refused.push(name);
      }
    process.stdout.write(JSON.stringify({ tried: Object.keys(attempts), refused }));
    process.exit();
  },
};

process.stdout.write('begun\n');
await acts[act ?? '']?.();

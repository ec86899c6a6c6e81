import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A function as Lambda runs it. */
export interface Lambda {
  /** The handler's answer. Rejects with what the handler threw, when it did not start, took too long or answered too much. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Everything it printed. */
  readonly logs: () => string;
  readonly stop: () => Promise<void>;
}

/** Largest answer of a function called synchronously. */
const largestAnswer = 6 * 1024 * 1024;
/** Lambda gives a function 10 seconds to load, a busy machine needs more; its own time begins when it has the event. */
const longestStartMs = 60_000;

/**
 * Starts a bundle as Lambda does: a copy of its folder outside the repository, a process of its own with nothing of our environment,
 * events one at a time through the Runtime API; a process that takes too long is killed and the next event has a new one.
 */
export async function startLambda(options: {
  readonly node: string;
  /** Folder with index.mjs. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}): Promise<Lambda> {
  const place = mkdtempSync(join(tmpdir(), 'hoso-lambda-'));
  const task = join(place, 'task');
  cpSync(options.bundle, task, { recursive: true });
  mkdirSync(join(place, 'tmp'));
  cpSync(join(import.meta.dirname, 'lambda-bootstrap.mjs'), join(place, 'bootstrap.mjs'));

  let child: ChildProcess | undefined;
  let printed = '';
  let asking: ServerResponse | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pending:
    | {
        readonly id: string;
        readonly event: unknown;
        readonly end: (error?: Error, answer?: unknown) => void;
      }
    | undefined;

  const handOver = (): void => {
    if (asking === undefined || pending === undefined) return;
    asking.writeHead(200, { 'lambda-runtime-aws-request-id': pending.id });
    asking.end(JSON.stringify(pending.event));
    asking = undefined;
    allow(options.timeoutMs, 'the function timed out');
  };
  const allow = (ms: number, otherwise: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      child?.kill('SIGKILL');
      child = undefined;
      asking = undefined;
      pending?.end(new Error(otherwise));
    }, ms);
  };
  const api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').replace('/2018-06-01/runtime', '');
      if (path === '/invocation/next') {
        asking = response;
        handOver();
        return;
      }
      const body = Buffer.concat(chunks);
      const ended = pending;
      response.writeHead(202).end('{}');
      if (path.endsWith('/error')) {
        const { errorType, errorMessage } = JSON.parse(body.toString()) as Record<string, string>;
        ended?.end(Object.assign(new Error(errorMessage), { name: errorType }));
      } else if (body.byteLength > largestAnswer) ended?.end(new Error('the answer is too large'));
      else ended?.end(undefined, JSON.parse(body.toString()));
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));

  function start(): void {
    const started = spawn(options.node, [join(place, 'bootstrap.mjs')], {
      cwd: task,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(api.address() as AddressInfo).port}`,
        LAMBDA_TASK_ROOT: task,
        _HANDLER: 'index.handler',
        AWS_REGION: 'ap-southeast-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_SESSION_TOKEN: 'test',
        AWS_LAMBDA_FUNCTION_NAME: 'function',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
        TMPDIR: join(place, 'tmp'),
        NODE_OPTIONS: '--enable-source-maps',
        ...options.environment,
      },
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    started.on('exit', () => {
      if (child !== started) return;
      child = undefined;
      asking = undefined;
      pending?.end(new Error(`the function ended before it answered\n${printed.slice(-2000)}`));
    });
  }

  return {
    logs: () => printed,
    async invoke(event) {
      if (pending !== undefined) throw new Error('one event at a time');
      if (child === undefined) start();
      try {
        return await new Promise((resolve, reject) => {
          pending = {
            id: randomUUID(),
            event,
            end: (error, answer) => {
              if (error === undefined) resolve(answer);
              else reject(error);
            },
          };
          allow(longestStartMs, 'the function did not start');
          handOver();
        });
      } finally {
        clearTimeout(timer);
        pending = undefined;
      }
    },
    async stop() {
      const ended = child;
      child = undefined;
      if (ended?.exitCode === null) {
        const exited = new Promise((resolve) => ended.once('exit', resolve));
        ended.kill('SIGKILL');
        await exited;
      }
      api.closeAllConnections();
      api.close();
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

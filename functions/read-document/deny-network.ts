import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);

// Attack: a document that makes a parser fetch something (external relations, entities, remote images) reports who reads it, or sends out what was read.
const doors: Readonly<Record<string, readonly string[]>> = {
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer', 'createSecureServer'],
  dgram: ['createSocket'],
  dns: ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse'],
  'dns/promises': ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse'],
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
};

/** Closes this process's ways out: every attempt to connect, listen, look up a name or start a program throws, and its door is kept by name. Must run before any parser is loaded. */
export function denyNetwork(): { readonly doorsTried: readonly string[] } {
  const doorsTried: string[] = [];
  const refuse = (door: string) => (): never => {
    if (!doorsTried.includes(door)) doorsTried.push(door);
    throw new Error('the document reader has no network');
  };
  for (const [module, names] of Object.entries(doors)) {
    const door = require(`node:${module}`) as Record<string, unknown>;
    for (const name of names) door[name] = refuse(`${module}.${name}`);
  }
  const { Socket } = require('node:net') as { Socket: { prototype: { connect: unknown } } };
  Socket.prototype.connect = refuse('net.Socket.connect');
  for (const name of ['fetch', 'WebSocket', 'EventSource'])
    if (name in globalThis) Object.defineProperty(globalThis, name, { value: refuse(name) });
  // Makes `import { connect } from 'node:net'` see the change as well.
  syncBuiltinESMExports();
  return { doorsTried };
}

import {
  traceOf,
  type ReaderMessage,
  type ReadRequest,
} from '../../shared/adapters/local/reader-messages.ts';
import { readFile } from '../../shared/formats/registry.ts';
import { denyNetwork } from './deny-network.ts';
import { guardChild } from './guard-child.ts';

// The process that reads documents: started by `startDocumentReader`, one file at a time, nothing kept between two.

const limitBytes = Number(process.argv[2]);
if (!Number.isSafeInteger(limitBytes) || process.send === undefined)
  throw new Error('started without its parent');

guardChild(limitBytes);
const { doorsTried } = denyNetwork();

/** Resolves when the message has left, so that large ones do not pile up here. */
const send = (message: ReaderMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, (error) => (error === null ? resolve() : reject(error)));
  });

/** Attack: a key "__proto__" in a document's parts makes a parser change every object of this process, and with them what is read of the next files. */
function requireCleanPrototypes(): void {
  const added = [Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.keys(one));
  if (added.length > 0) throw new Error('the file changed the prototypes of the reader');
}

async function answer(request: ReadRequest): Promise<void> {
  const before = process.cpuUsage();
  let read;
  try {
    read = await readFile(request);
    requireCleanPrototypes();
  } catch (error) {
    await send({ kind: 'threw', trace: traceOf(error) });
    return;
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = Math.round((user + system) / 1000);
  const { members, drawnPages, ...result } = read;
  for (const member of members ?? []) await send({ kind: 'member', member });
  for (const page of drawnPages ?? []) await send({ kind: 'page', page });
  await send({
    kind: 'result',
    result,
    hasMembers: members !== undefined,
    residentBytes: process.memoryUsage.rss(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    cpuMs,
    doorsTried,
  });
}

process.on('message', (request: ReadRequest) => void answer(request));
// The parent is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit());
await send({ kind: 'ready' });

import type { MiddlewareHandler } from 'hono';
import { unknownType } from './routes/send-file.ts';
import type { Gateway } from './services.ts';

/** Answers with the place of a file where the file itself would be too large for the gateway. */
export function deliverLargeFiles({ maxBytes, deliver }: Gateway): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const disposition = c.res.headers.get('content-disposition');
    if (disposition === null) return;
    const bytes = new Uint8Array(await c.res.arrayBuffer());
    if (bytes.byteLength <= maxBytes) {
      c.res = new Response(bytes, c.res);
      return;
    }
    const type = c.res.headers.get('content-type') ?? unknownType;
    const headers = new Headers(c.res.headers);
    for (const name of ['content-type', 'content-length', 'content-disposition']) headers.delete(name);
    headers.set('location', await deliver(bytes, { type, disposition }));
    // Otherwise Hono gives the new answer the headers of the old one too.
    c.res = undefined;
    c.res = new Response(null, { status: 303, headers });
  };
}

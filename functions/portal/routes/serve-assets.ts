import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { PortalServices } from '../services.ts';

/** The files of the assets folder and what they are; nothing else is served from there. */
const assetTypes: Readonly<Record<string, string>> = {
  'portal.css': 'text/css; charset=utf-8',
  'portal.js': 'text/javascript; charset=utf-8',
  'portal.svg': 'image/svg+xml',
};

/** "/assets/…": style, script and picture of the pages. */
export function serveAssets(app: Hono, { assets }: PortalServices): void {
  app.get('/assets/:name', etag(), async (c) => {
    const name = c.req.param('name');
    const type = Object.hasOwn(assetTypes, name) ? assetTypes[name] : undefined;
    const bytes = type === undefined ? undefined : await assets.read(name);
    if (type === undefined || bytes === undefined) return c.notFound();
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': 'no-cache' });
  });
}

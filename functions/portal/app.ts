import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requireKnownHost, requireOwnOrigin, setSecurityHeaders } from './guard-requests.ts';
import { answerFailures } from './routes/answer-failures.tsx';
import { serveAssets } from './routes/serve-assets.ts';
import { showBoard } from './routes/show-board.tsx';
import { showDossier } from './routes/show-dossier.tsx';
import { showIntake } from './routes/show-intake.tsx';
import { showSource } from './routes/show-source.tsx';
import type { PortalServices } from './services.ts';

/** Attack: a form of many megabytes held in memory; ours carry one short field. */
const formBytes = 16 * 1024;

/** The portal as a web application; the same on one machine and in the cloud. */
export function createPortal(services: PortalServices): Hono {
  const app = new Hono();
  app.use(setSecurityHeaders);
  app.use(requireKnownHost(services.hosts));
  app.use(requireOwnOrigin());
  app.use(bodyLimit({ maxSize: formBytes, onError: (c) => c.text('Biểu mẫu gửi lên quá lớn.', 413) }));
  app.use(async (c, next) => {
    await next();
    // Pages hold what communes sent: no copy stays in a browser or between.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  serveAssets(app, services);
  showBoard(app, services);
  showDossier(app, services);
  showSource(app, services);
  showIntake(app, services);

  answerFailures(app, services);
  return app;
}

import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Gateway } from './services.ts';

/** Headers of every answer: nothing from elsewhere, no code or style inside a page, never in a frame. */
export const setSecurityHeaders = (gateway: Gateway | undefined): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      // Browsers follow a form's answer only to these: a raw mail is asked for by a form.
      formAction: ["'self'", ...(gateway === undefined ? [] : [gateway.origin])],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Not no-referrer: browsers would then send "Origin: null" with our own forms.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginEmbedderPolicy: 'require-corp',
    // Belongs to whoever terminates TLS; over plain HTTP browsers ignore it.
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], usb: [], payment: [] },
  });

/**
 * Refuses requests that name another host.
 * Attack: DNS rebinding, where a hostile page's own name comes to mean 127.0.0.1 and its scripts read the portal.
 */
export function requireKnownHost(hosts: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase();
    if (host === undefined || !hosts().includes(host))
      return c.text('Địa chỉ không thuộc cổng này. Mở lại cổng theo địa chỉ ghi trong hướng dẫn.', 421);
    await next();
    return undefined;
  };
}

/**
 * Refuses changes asked for by a page that is not ours.
 * Attack: cross-site request forgery, a form on another site that posts to the portal.
 */
export function requireOwnOrigin(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const host = c.req.header('host') ?? '';
      const origin = c.req.header('origin');
      if (origin !== `http://${host}` && origin !== `https://${host}`)
        return c.text(
          'Yêu cầu không gửi từ trang của cổng nên không được thực hiện. Mở lại trang rồi thử lại.',
          403,
        );
    }
    await next();
    return undefined;
  };
}

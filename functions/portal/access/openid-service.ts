import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { OpenIdService } from './sign-in.ts';

/**
 * A sign-in service by its address, asked for its own settings at the first sign-in. A public client with PKCE: there is no
 * secret to keep or lose (RFC 9700 §2.1.1). Plain HTTP only to this machine, for tests.
 */
export function openIdService(settings: { readonly issuer: URL; readonly clientId: string }): OpenIdService {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to stand out: for a service on this machine
  const insecure = [allowInsecureRequests];
  const isLoopback = settings.issuer.hostname === '127.0.0.1' && settings.issuer.protocol === 'http:';
  let found: Promise<Configuration> | undefined;
  const discover = (): Promise<Configuration> => {
    found ??= discovery(settings.issuer, settings.clientId, undefined, None(), {
      ...(isLoopback && { execute: insecure }),
    }).catch((error: unknown) => {
      // Not reachable now is not never.
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    begin: async (returnTo) => {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const href = buildAuthorizationUrl(await discover(), {
        redirect_uri: returnTo.href,
        scope: 'openid email',
        response_type: 'code',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { href: href.href, state, nonce, verifier };
    },
    finish: async (returned, { state, nonce, verifier }) => {
      const tokens = await authorizationCodeGrant(await discover(), returned, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('no identity in the answer of the sign-in service');
      const { sub, email, email_verified: isVerified } = claims;
      return { subject: sub, email: typeof email === 'string' && isVerified === true ? email : null };
    },
  };
}

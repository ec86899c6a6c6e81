import type { Passwords } from '../../../shared/ports/passwords.ts';

/** How people prove who they are: a password kept here, or a sign-in service of OpenID Connect. */
export type SignIn =
  | { readonly kind: 'password'; readonly passwords: Passwords }
  | {
      readonly kind: 'openid';
      readonly service: OpenIdService;
      /** Address whose first sign-in makes the first account, an administrator's. */
      readonly firstAdministrator: string;
    };

/** What is sent along to the sign-in service, and must come back (OpenID Connect Core 1.0 §3.1.2; PKCE, RFC 7636). */
export interface SignInStart {
  readonly href: string;
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
}

/** Whom the sign-in service vouches for. */
export interface ProvenPerson {
  /** Its name for the person, which never changes. */
  readonly subject: string;
  /** Address it has verified; null when it has none. */
  readonly email: string | null;
}

/** A sign-in service of OpenID Connect. */
export interface OpenIdService {
  /** Where to send the browser so that it comes back to a path of ours. */
  begin(returnTo: URL): Promise<SignInStart>;
  /**
   * Who came back.
   * @throws when the answer is not the service's own answer to this start.
   */
  finish(returned: URL, start: Omit<SignInStart, 'href'>): Promise<ProvenPerson>;
}

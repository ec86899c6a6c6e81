import { tryGetContext } from 'hono/context-storage';
import type { SignedIn } from './sessions.ts';

/** What a request knows of the person who asks. */
declare module 'hono' {
  interface ContextVariableMap {
    signedIn: SignedIn | undefined;
    /** What the gateway before the portal carries; undefined where there is none. */
    gatewayBytes: number | undefined;
    /** What the action before did, said once. */
    flash: string | null | undefined;
  }
}

/** Who asks for the page being drawn; undefined on the pages before signing in. */
export const currentSignedIn = (): SignedIn | undefined => tryGetContext()?.var.signedIn;

/** What the page being drawn is to say was done. */
export const currentFlash = (): string | null => (tryGetContext()?.var.flash as string | undefined) ?? null;

/** Bytes of files the way to the portal carries at once; undefined where it carries any. */
export const currentGatewayBytes = (): number | undefined => tryGetContext()?.var.gatewayBytes;

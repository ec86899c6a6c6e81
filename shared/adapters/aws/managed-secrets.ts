import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretKeeper, SecretName } from '../../ports/secret-keeper.ts';

/** Passwords in Secrets Manager; the stack makes the secrets, without a value. Rejects for one this function was not given. */
export function openManagedSecrets(options: {
  readonly client: SecretsManagerClient;
  /** ARNs of the secrets this function may use. */
  readonly secrets: Partial<Readonly<Record<SecretName, string>>>;
}): SecretKeeper {
  const { client, secrets } = options;
  const idOf = (name: SecretName): string => {
    const id = secrets[name];
    if (id === undefined) throw new Error(`this function has no secret "${name}"`);
    return id;
  };
  return {
    async get(name) {
      try {
        return (await client.send(new GetSecretValueCommand({ SecretId: idOf(name) }))).SecretString;
      } catch (error) {
        // A secret that never had a value (GetSecretValue, API reference).
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async put(name, value) {
      await client.send(new PutSecretValueCommand({ SecretId: idOf(name), SecretString: value }));
    },
  };
}

import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Where the password of the office's mailbox is kept, empty until an administrator enters one in the portal. */
export function createMailboxSecret(scope: Construct, dataKey: IKey): CfnSecret {
  const secret = new CfnSecret(scope, 'MailboxSecret', {
    description: 'Ho So: password of the mailbox of the office',
    kmsKeyId: dataKey.keyArn,
  });
  acknowledge(
    secret,
    'SMG4',
    'The password is that of a mail service elsewhere, which alone can change it; the portal takes the new one.',
  );
  return secret;
}

/** Lets a role do this with the password. */
export function allowMailboxSecret(
  role: Role,
  secret: CfnSecret,
  actions: readonly ('secretsmanager:GetSecretValue' | 'secretsmanager:PutSecretValue')[],
): void {
  role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [secret.ref] }));
}

import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolDomain,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** The sign-in service of the portal: people an administrator invites, each with a second factor; nobody signs up. */
export function createSignIn(
  scope: Construct,
  { portalAddress }: { readonly portalAddress: string },
): { readonly issuer: string; readonly client: UserPoolClient } {
  const people = new UserPool(scope, 'People', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 10,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    userInvitation: {
      emailSubject: 'Tài khoản phần mềm Hồ Sơ',
      emailBody: `Ông (bà) được cấp tài khoản phần mềm Hồ Sơ: ${portalAddress}. Tên đăng nhập: {username}. Mật khẩu dùng lần đầu: {####}`,
    },
    // An attacker's change of address must not become the account's name: it is used once it is proven.
    keepOriginal: { email: true },
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
  acknowledge(people, 'COG3', 'The paid protection of Cognito is not needed: a second factor is required.');
  acknowledge(people, 'COG8', 'The essentials tier has what is used: a second factor and own sign-in pages.');
  new UserPoolDomain(scope, 'SignInPages', {
    userPool: people,
    // Prefixes are shared by all accounts of a region.
    cognitoDomain: { domainPrefix: `ho-so-${Aws.ACCOUNT_ID}` },
  });
  const client = people.addClient('Portal', {
    // A public client with PKCE: no secret to keep or lose.
    generateSecret: false,
    authFlows: {},
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`${portalAddress}dang-nhap/ve`],
      logoutUrls: [`${portalAddress}dang-nhap`],
    },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    idTokenValidity: Duration.minutes(5),
    accessTokenValidity: Duration.minutes(5),
    refreshTokenValidity: Duration.hours(1),
  });
  return { issuer: people.userPoolProviderUrl, client };
}

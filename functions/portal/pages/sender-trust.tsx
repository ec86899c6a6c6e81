import type { FC } from 'hono/jsx';
import type { TrustView } from '../present/present-trust.ts';

/** How far a mail is its sender's, each check, and what to do; a pair of a list of facts. */
export const SenderTrust: FC<{ readonly trust: TrustView | null }> = ({ trust }) =>
  trust === null ? (
    <></>
  ) : (
    <div>
      <dt>Chứng thực người gửi</dt>
      <dd>
        {trust.level}
        {trust.checks.map((check) => (
          <span class="under">{check}</span>
        ))}
        <span class="under">{trust.advice}</span>
      </dd>
    </div>
  );

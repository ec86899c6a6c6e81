import type { FC } from 'hono/jsx';
import type { TrustView } from '../present/present-trust.ts';

/** How far a mail is its sender's, and each check; a pair of a list of facts. */
export const SenderTrust: FC<{ readonly trust: TrustView | null }> = ({ trust }) =>
  trust === null ? (
    <></>
  ) : (
    <div>
      <dt>Chứng thực người gửi</dt>
      <dd>
        {trust.level}
        {trust.checks.length > 0 && (
          <details>
            <summary>Kết quả kiểm tra</summary>
            {trust.checks.map((check) => (
              <span class="under">{check}</span>
            ))}
          </details>
        )}
      </dd>
    </div>
  );

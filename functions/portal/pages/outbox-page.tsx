import type { FC } from 'hono/jsx';
import type { Round } from '../../../shared/domain/round.ts';
import type { OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import { sayRound } from '../present/present-board.ts';
import { sayTime } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import { Foreign, Layout, StateChip } from './layout.tsx';

/** Mails of a round to its communes that wait to be sent, with their text to copy. */
export const OutboxPage: FC<{
  readonly round: Round;
  readonly mails: readonly OutboxEntry[];
  /** To go on after; null on the last page. */
  readonly next: string | null;
}> = ({ round, mails, next }) => (
  <Layout title={`Hộp thư đi, đợt ${round.id}`} section="dossiers">
    <p class="path">
      <a href={`/dot/${round.id}`}>{sayRound(round)}</a>
    </p>
    <h1>Hộp thư đi</h1>
    {mails.length === 0 ? (
      <p class="empty">
        Chưa có thư nào. Thư vào đây khi Hội đồng trả lại hồ sơ để bổ sung hoặc khi ghi Quyết định công nhận.
      </p>
    ) : (
      mails.map((mail) => (
        <section class="council-dossier">
          <h2>
            {round.communes.find(({ code }) => code === mail.commune)?.name ?? mail.commune}{' '}
            <StateChip
              chip={
                mail.state === 'waiting'
                  ? { text: 'Chờ gửi', tone: 'attention' }
                  : { text: 'Không gửi', tone: 'quiet' }
              }
            />
          </h2>
          <p class="hint">{`${showText(mail.by)}, ${sayTime(mail.at)}`}</p>
          <p>
            <strong>
              <Foreign text={showText(mail.subject)} />
            </strong>
          </p>
          <pre class="mail-text">{mail.text}</pre>
        </section>
      ))
    )}
    {next !== null && (
      <p class="pager">
        <a href={`/dot/${round.id}/thu-di?sau=${encodeURIComponent(next)}`}>Thư tiếp theo</a>
      </p>
    )}
  </Layout>
);

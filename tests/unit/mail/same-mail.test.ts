import { expect, it } from 'vitest';
import { parseMail } from '../../../shared/mail/parse-mail.ts';
import { mailKey } from '../../../shared/mail/same-mail.ts';
import { buildMail, filePart, textPart } from './build-mail.ts';

const keyOf = async (change: {
  received?: string;
  from?: string;
  id?: string;
  content?: string;
  words?: string;
}) =>
  mailKey(
    await parseMail(
      buildMail({
        headers: [
          `Received: ${change.received ?? 'by a; Tue, 31 Oct 2023 10:00:00 +0700'}`,
          `From: ${change.from ?? 'a@x.vn'}`,
          `Message-ID: ${change.id ?? '<1@x>'}`,
        ],
        parts: [
          textPart(change.words ?? 'Hồ sơ'),
          filePart('attachment; filename="a.pdf"', change.content ?? 'A'),
        ],
      }),
    ),
  );

it('a mail that came twice by different ways has one key', async () => {
  expect(await keyOf({ received: 'by b; Wed, 01 Nov 2023 10:00:00 +0700' })).toBe(await keyOf({}));
});

it('a mail of another sender, id, text or file content has a key of its own', async () => {
  const keys = [{}, { from: 'b@x.vn' }, { id: '<2@x>' }, { words: 'Hồ sơ mới' }, { content: 'B' }].map(keyOf);
  expect(new Set(await Promise.all(keys)).size).toBe(5);
});

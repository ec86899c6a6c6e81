import { composeMail } from '../../../infra/local/compose-mail.ts';
import type { SampleMail } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import { writeSampleDossiers } from '../../../shared/appraisal/samples/sample-dossiers.ts';

const mails = await writeSampleDossiers(2023);

/** A sample mail by its slug, with changes. */
export function sampleMail(slug: string, change: Partial<SampleMail> = {}): SampleMail {
  const mail = mails.find((one) => one.slug === slug);
  if (mail === undefined) throw new Error(`no sample mail ${slug}`);
  return { ...mail, ...change };
}

/** The bytes of a sample mail by its slug, with changes. */
export const mailBytes = (slug: string, change: Partial<SampleMail> = {}): Promise<Uint8Array> =>
  composeMail(sampleMail(slug, change));

/** The dossier of xã Suối Mẫu (99901), in order, with an Excel sheet. */
export const inOrder = '99901-excel';
/** The dossier of xã Đồng Mẫu (99905), whose report differs from the sheet, and its correction. */
export const differing = '99905-word-compact';
export const correction = '99905-thay-the';
export const question = '99906-cau-hoi';

/** One attachment of a sample mail. */
export function attachmentOf(slug: string, filename: string): SampleMail['attachments'][number] {
  const found = sampleMail(slug).attachments.find((one) => one.filename === filename);
  if (found === undefined) throw new Error(`no attachment ${filename}`);
  return found;
}

export const textFile = (filename: string, text: string): SampleMail['attachments'][number] => ({
  filename,
  bytes: new TextEncoder().encode(text),
});

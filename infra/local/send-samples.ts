import { createTransport } from 'nodemailer';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { composeMail } from './compose-mail.ts';

/** Sends the invented dossiers of a year by SMTP to the running system, in their order. @throws when it does not run. */
export async function sendSamples(port: number, year: number): Promise<number> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  try {
    const mails = await writeSampleDossiers(year);
    for (const mail of mails)
      await transport.sendMail({
        envelope: { from: mail.from.address, to: [mail.to] },
        raw: Buffer.from(await composeMail(mail)),
      });
    return mails.length;
  } finally {
    transport.close();
  }
}

import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/** Nobody's: what an officer put in has no sender whose address proves anything (RFC 2606, ".invalid"). */
const ownAddress = 'nhap-ho-so@hoso.invalid';

/** Composes files that came otherwise than by mail as a mail (RFC 5322, MIME); the same bytes for the same identifier and contents. */
export async function composeReceived(received: {
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  /** Hex; becomes the Message-ID and the boundary. */
  readonly identifier: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}): Promise<Uint8Array> {
  const { subject, text, date, identifier, files } = received;
  const composer = new MailComposer({
    from: { name: 'Nhập hồ sơ nhận ngoài thư', address: ownAddress },
    to: ownAddress,
    subject,
    text,
    date,
    messageId: `<${identifier}@hoso.invalid>`,
    baseBoundary: identifier,
    attachments: files.map(({ name, bytes }) => ({ filename: name, content: Buffer.from(bytes) })),
  });
  return new Uint8Array(await composer.compile().build());
}

const quoteStart =
  /^(?:>|-{2,}\s*(?:Original Message|Forwarded message|Thư gốc|Tin nhắn đã chuyển tiếp)|_{10,}$|(?:Vào|On)\b.{0,200}(?:viết|wrote):?$|(?:From|Từ|Người gửi):\s.{0,200}@)/iu;

/** What the sender wrote in this mail: the text up to the first quoted one. */
export function readOwnWords(textBody: string): string {
  const lines = textBody.split('\n');
  const quoted = lines.findIndex((line) => quoteStart.test(line.slice(0, 400)));
  return (quoted < 0 ? lines : lines.slice(0, quoted)).join('\n').trim();
}

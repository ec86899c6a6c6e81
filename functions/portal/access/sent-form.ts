import type { Context } from 'hono';

/** A file of a form. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The fields of a form as they were sent. */
export interface SentForm {
  /** Trimmed text of a field; empty where it was not sent. */
  text(name: string): string;
  /** Every value of a field that may stand several times. */
  all(name: string): readonly string[];
  /** Every text of the form, in its order: name and value. */
  readonly texts: readonly (readonly [string, string])[];
  /** Every file chosen in a field; none for an empty one. */
  files(name: string): readonly SentFile[];
}

/** Reads the form of a request. */
export async function readSentForm(c: Context): Promise<SentForm> {
  const body = await c.req.parseBody({ all: true });
  const texts = new Map<string, string[]>();
  const files = new Map<string, SentFile[]>();
  for (const [name, sent] of Object.entries(body))
    for (const value of Array.isArray(sent) ? sent : [sent])
      if (typeof value === 'string') texts.set(name, [...(texts.get(name) ?? []), value.normalize('NFC')]);
      else if (value.name !== '' || value.size > 0)
        files.set(name, [
          ...(files.get(name) ?? []),
          { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) },
        ]);
  return {
    text: (name) => texts.get(name)?.[0]?.trim() ?? '',
    all: (name) => texts.get(name) ?? [],
    texts: [...texts].flatMap(([name, values]) => values.map((value) => [name, value] as const)),
    files: (name) => files.get(name) ?? [],
  };
}

import { describe, expect, it } from 'vitest';
import type { DocumentExtraction, DocumentKind } from '../../../shared/domain/document.ts';
import { findRound } from '../../../shared/domain/rounds/round-registry.ts';
import { parseSenders } from '../../../shared/mail/senders.ts';
import { identifyCommune } from '../../../shared/pipeline/identify-commune.ts';
import { aMail } from '../mail/a-mail.ts';

const communes = findRound('2023')?.communes ?? [];
const senders = parseSenders(
  JSON.stringify({
    communes: [{ code: '06514', name: 'Xã Hữu Kiên', addresses: ['huukien@xa.example.vn'] }],
  }),
);

function paper(kind: DocumentKind, text: string, ...codes: readonly string[]): DocumentExtraction {
  return {
    file: `${kind}.docx`,
    kind,
    number: null,
    date: null,
    year: null,
    commune: { text, codes },
    corrects: false,
    readings: [],
    claims: [],
    claimedTotal: null,
    findings: [],
  };
}

/** Code of the commune, or what was written where none is certain. */
function identify(
  given: Parameters<typeof aMail>[0],
  extractions: readonly DocumentExtraction[] = [],
  thread?: string,
): string | undefined {
  const identity = identifyCommune({ extractions, words: aMail(given), senders, thread, communes });
  return identity.commune === undefined ? identity.text : identity.commune.code;
}

describe('the commune of a mail', () => {
  it.each([
    ['the commune', 'Xã Chi Lăng gửi hồ sơ', '06523'],
    ['the town of the same name', 'Thị trấn Chi Lăng gửi hồ sơ', '06466'],
    ['neither, where the type is left out', 'Chi Lăng gửi hồ sơ', undefined],
  ])('is, of two that share a name, %s', (_, subject, wanted) => {
    expect(identify({ subject })).toBe(wanted);
  });

  it.each(['xa Huu Kien gui ho so', 'xa Chi Lang gui ho so'])(
    'is left to a person where its name is written without accents: %s',
    (subject) => {
      expect(identify({ subject })).toBeUndefined();
    },
  );

  it('is what most of its papers say, a letter before a list', () => {
    expect(
      identify({}, [
        paper('submission-letter', 'xã Lâm Sơn', '06499'),
        paper('evidence', 'xã Quan Sơn', '06517'),
      ]),
    ).toBe('06499');
  });

  it('is left to a person where its papers are even', () => {
    expect(
      identify({}, [paper('report', 'xã Lâm Sơn', '06499'), paper('minutes', 'xã Quan Sơn', '06517')]),
    ).toBeUndefined();
  });

  it('is settled by the mail’s own words where its papers are even', () => {
    expect(
      identify({ subject: 'UBND xã Quan Sơn gửi hồ sơ' }, [
        paper('report', 'xã Lâm Sơn', '06499'),
        paper('minutes', 'xã Quan Sơn', '06517'),
      ]),
    ).toBe('06517');
  });

  it('is what the papers and words say, before whose address it came from', () => {
    const from = 'huukien@xa.example.vn';
    expect(identify({ from, subject: 'Hồ sơ' })).toBe('06514');
    expect(identify({ from, subject: 'Hồ sơ xã Quan Sơn' })).toBe('06517');
    expect(identify({ from, subject: 'Hồ sơ xã Quan Sơn' }, [paper('report', 'xã Lâm Sơn', '06499')])).toBe(
      '06499',
    );
  });

  it('is that of the mail it answers, where nothing else tells', () => {
    expect(identify({ subject: 'Re: hồ sơ' }, [], '06499')).toBe('06499');
    expect(identify({ subject: 'Re: hồ sơ' })).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { readYesNoCell } from '../../../shared/extraction/yes-no.ts';

it.each([
  ['Có, 13/13 thôn', true],
  ['đạt 100%', true],
  ['x', true],
  ['Không', false],
  ['chưa bố trí', false],
  ['☐', undefined],
  ['☑ Có ☐ Không', true],
  ['☐ Có   ☒ Không', false],
  ['Có [x]  Không [ ]', true],
  ['Có ☐ Không ☑', false],
  ['☐ Đạt ☑ Không đạt', false],
  ['☐ Có ☐ Không', undefined],
  ['☑ Có ☑ Không', undefined],
])('reads "%s" as %s', (text, value) => {
  expect(readYesNoCell(text)).toBe(value);
});

it.each(['50', '15', '100%', '12,5', '1.245'])(
  'takes the bare figure %s for no answer: it may be the points',
  (text) => {
    expect(readYesNoCell(text)).toBeUndefined();
  },
);

import { expect, it } from 'vitest';
import { nameResultFolders } from '../../../infra/local/name-result-folders.ts';

it('names results after their mails, and after their folders where mails share a name', () => {
  expect(nameResultFolders(['a/13.eml', 'a/14.EML'])).toEqual(['13', '14']);
  expect(nameResultFolders(['x/013-lam-son/input.eml', 'x/014/input.eml', 'x/015/khac.eml'])).toEqual([
    '013-lam-son-input',
    '014-input',
    'khac',
  ]);
});

it('numbers names that are still equal, letter case ignored, so that no result overwrites another', () => {
  expect(nameResultFolders(['a/x/input.eml', 'b/x/input.eml', 'a/x/input.eml', 'b/X/input.eml'])).toEqual([
    'x-input',
    'x-input-2',
    'x-input-3',
    'X-input-4',
  ]);
});

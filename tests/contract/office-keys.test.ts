import { join } from 'node:path';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import { describeContentNames } from './content-names-contract.ts';

describeContentNames(
  'one machine',
  async () => (await openOfficeKeys(join(makeTestDirectory(), 'keys'))).names,
);

import base from '../../vitest.config.ts';

/** As the tests are run, for measurements alone; nothing has to be built for them. */
export default {
  ...base,
  test: { ...base.test, include: ['tests/benchmarks/*.bench.ts'], globalSetup: [], testTimeout: 600_000 },
};

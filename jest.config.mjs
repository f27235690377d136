/** Who runs Jest has built first: a worker loads what the build made, and loads it once for all its specs (test/plain-node). */
const shared = {
  rootDir: '.',
  testEnvironment: '<rootDir>/test/plain-node/environment.mjs',
  testRunner: '<rootDir>/test/plain-node/test-runner.mjs',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
};

/** unit: no input or output · integration: real PostgreSQL and NATS · journeys: a sentence of the business across services */
export default {
  testTimeout: 180_000,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['[.](int|e2e)[.]spec[.]ts$', '/node_modules/'],
    },
    { ...shared, displayName: 'integration', testMatch: ['**/*.int.spec.ts'] },
    { ...shared, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.e2e.spec.ts'] },
  ],
};

const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+[.]ts$': '@swc/jest' },
  moduleNameMapper: { '^([.]{1,2}/.*)[.]js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  setupFiles: ['reflect-metadata'],
  injectGlobals: true,
};

/** Who runs these has built first: a worker loads what the build made, and loads it once for all its specs (test/plain-node). */
const built = {
  rootDir: '.',
  testEnvironment: '<rootDir>/test/plain-node/environment.mjs',
  testRunner: '<rootDir>/test/plain-node/test-runner.mjs',
  modulePathIgnorePatterns: shared.modulePathIgnorePatterns,
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
    { ...built, displayName: 'integration', testMatch: ['**/*.int.spec.ts'] },
    { ...built, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.e2e.spec.ts'] },
  ],
};

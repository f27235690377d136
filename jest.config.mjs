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

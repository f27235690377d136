/** Where the specs find the throw-away servers that test/run.ts started for them. */
export interface TestSettings {
  /** Where the superuser of the throw-away PostgreSQL reaches it. */
  readonly postgresUrl: string;
  /** The path of the nats-server program. */
  readonly natsServer: string;
  /** Where specs keep what they need for a while; all of it goes when the test run ends. */
  readonly folder: string;
}

/** @throws Error that says how to run these specs when they were started without their servers. */
export function testSettings(): TestSettings {
  const { TEST_POSTGRES_URL: postgresUrl, NATS_SERVER: natsServer, TEST_FOLDER: folder } = process.env;
  if (!postgresUrl || !natsServer || !folder) {
    throw new Error('This spec needs PostgreSQL and nats-server. Run it with "npm run test:int -- <path>", which starts them.');
  }
  return { postgresUrl, natsServer, folder };
}

/** The environment that a program started by a test inherits, without what belongs to the test run itself. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const own = ['TEST_POSTGRES_URL', 'NATS_SERVER', 'TEST_FOLDER', 'NODE_OPTIONS', 'JEST_WORKER_ID', 'NODE_ENV'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name) && !name.startsWith('npm_')));
}

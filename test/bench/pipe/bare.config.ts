/** What a bare process works with; the bench sets all of it. */
export interface BareConfig {
  readonly borough: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly seed: string;
}

export function bareConfig(environment: NodeJS.ProcessEnv = process.env): BareConfig {
  const { BOROUGH: borough = '', DATABASE_URL: databaseUrl = '', NATS_URL: natsUrl = '', NATS_SEED: seed = '' } = environment;
  return { borough, databaseUrl, natsUrl, seed };
}

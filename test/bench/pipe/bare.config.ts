/** What a bare process, or a peer's, works with; the bench sets what it needs. */
export interface BareConfig {
  readonly borough: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly seed: string;
  /** Where the peers are installed. */
  readonly peersFolder: string;
}

export function bareConfig(environment: NodeJS.ProcessEnv = process.env): BareConfig {
  const { BOROUGH: borough = '', DATABASE_URL: databaseUrl = '', NATS_URL: natsUrl = '', NATS_SEED: seed = '' } = environment;
  return { borough, databaseUrl, natsUrl, seed, peersFolder: environment.PEERS_FOLDER ?? '' };
}

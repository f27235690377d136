/** What the process of simulated boroughs works with; the bench sets all of it. */
export interface ScaleConfig {
  readonly natsUrl: string;
  /** A file with the seed of each borough's NATS user. */
  readonly seedsFile: string;
}

export function scaleConfig(environment: NodeJS.ProcessEnv = process.env): ScaleConfig {
  const { NATS_URL: natsUrl = '', SEEDS_FILE: seedsFile = '' } = environment;
  return { natsUrl, seedsFile };
}

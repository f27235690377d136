/** What a process of the bench of commands works with besides a borough's settings; the bench sets all of it. */
export interface CommandsConfig {
  readonly borough: string;
  readonly databaseUrl: string;
  /** The database of what is beside ours. */
  readonly plainUrl: string;
}

export function commandsConfig(environment: NodeJS.ProcessEnv = process.env): CommandsConfig {
  const { BOROUGH: borough = '', DATABASE_URL: databaseUrl = '', PLAIN_URL: plainUrl = '' } = environment;
  return { borough, databaseUrl, plainUrl };
}

/** What a peer that answers requests works with; the bench sets all of it. */
export interface HttpConfig {
  readonly port: number;
  readonly databaseUrl: string;
  readonly peersFolder: string;
}

export function httpConfig(environment: NodeJS.ProcessEnv = process.env): HttpConfig {
  const { PORT: port = '0', DATABASE_URL: databaseUrl = '', PEERS_FOLDER: peersFolder = '' } = environment;
  return { port: Number(port), databaseUrl, peersFolder };
}

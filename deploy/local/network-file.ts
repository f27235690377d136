import { readJson } from './files.js';
import { VarFolder } from './var-folder.js';

/** What `network.json` says to scripts while a network runs: where its parts are. */
export interface NetworkFile {
  readonly aggregator: { readonly url: string };
  readonly boroughs: readonly { readonly code: string; readonly url: string }[];
  readonly identity: { readonly url: string };
  readonly mail: { readonly url: string };
  readonly nats: { readonly url: string };
  /** The server alone: who may enter is in the secrets. */
  readonly postgres: { readonly url: string };
}

/** @throws Error that says how to start one, where no network runs. */
export async function readNetworkFile(varFolder: string): Promise<NetworkFile> {
  const file = await readJson<NetworkFile>(new VarFolder(varFolder).network);
  if (!file) throw new Error('No local network runs here. Start it with "npm start".');
  return file;
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson, writeWhole } from './files.js';
import { stopLeftOverNats } from './nats-server.js';
import { removeCluster } from './postgres-server.js';
import { stopMarked, type ProcessMark } from './processes.js';

const GRACE_MS = 8000;

/** A process of the network as `processes.json` lists it, for measurements and for what a killed starter left behind. */
export interface NamedMark extends ProcessMark {
  readonly name: string;
}

/** The epoch of each borough's log that is no longer in its first, by the borough's code. */
export type Epochs = Readonly<Record<string, number>>;

/** All that one local network keeps, and where. */
export class VarFolder {
  readonly lock: string;
  readonly secrets: string;
  readonly network: string;
  readonly processes: string;
  readonly identity: string;
  readonly postgres: string;
  readonly nats: string;
  /** Stands once the demonstration content was loaded whole. */
  readonly demonstrationLoaded: string;
  /** The file of Epochs. */
  readonly epochs: string;

  constructor(readonly path: string) {
    this.lock = join(path, 'lock.json');
    this.secrets = join(path, 'secrets.json');
    this.network = join(path, 'network.json');
    this.processes = join(path, 'processes.json');
    this.identity = join(path, 'identity.json');
    this.postgres = join(path, 'postgres');
    this.nats = join(path, 'nats');
    this.demonstrationLoaded = join(path, 'demonstration-loaded');
    this.epochs = join(path, 'epochs.json');
  }

  log(name: string): string {
    return join(this.path, 'log', `${name}.log`);
  }

  /** The roles that were given in a borough, as they were given. */
  rolesGiven(borough: string): string {
    return join(this.path, 'roles', `${borough}.json`);
  }

  /** A new cluster is empty: roles and demonstration content are to be given again. */
  async forgetWhatTheDatabaseHeld(): Promise<void> {
    for (const file of [this.demonstrationLoaded, this.epochs]) await rm(file, { force: true });
    for (const name of await readdir(join(this.path, 'roles'))) await rm(join(this.path, 'roles', name), { force: true });
  }

  /** Makes the folders, and puts the logs of the last start aside: of each there are at most two. */
  async prepare(): Promise<void> {
    for (const folder of ['log', 'roles']) await mkdir(join(this.path, folder), { recursive: true });
    const logs = (await readdir(join(this.path, 'log'))).filter((name) => name.endsWith('.log'));
    for (const name of logs) await rename(join(this.path, 'log', name), join(this.path, 'log', `${name}.1`));
  }

  /** Stops what a starter that was killed left running, in order. */
  async stopLeftOvers(): Promise<void> {
    const marks = (await readJson<NamedMark[]>(this.processes)) ?? [];
    const isServer = ({ name }: NamedMark): boolean => name === 'nats' || name === 'postgres';
    await Promise.all(marks.filter((mark) => !isServer(mark)).map((mark) => stopMarked(mark, 'SIGTERM', GRACE_MS)));
    await stopLeftOverNats(this.nats);
    await rm(this.processes, { force: true });
    await rm(this.network, { force: true });
  }

  /** Removes everything but the lock. */
  async forget(): Promise<void> {
    await removeCluster(this.postgres);
    for (const name of await readdir(this.path)) {
      const path = join(this.path, name);
      if (path !== this.lock) await rm(path, { recursive: true, force: true });
    }
  }

  /** @throws Error when the cluster stands but its secrets are gone: nobody could open it. */
  refuseLostSecrets(): void {
    if (!existsSync(this.postgres) || existsSync(this.secrets)) return;
    throw new Error(`${this.secrets} is gone, and without it nothing in ${this.path} can be opened. Begin anew: npm start -- --fresh`);
  }

  async listProcesses(marks: readonly NamedMark[]): Promise<void> {
    await writeWhole(this.processes, JSON.stringify(marks, null, 2));
  }
}

import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { type NatsOptions, startNats } from '../../deploy/local/nats-server.js';
import type { OwnProcess } from '../../deploy/local/processes.js';
import { AGGREGATOR, PROVISIONER } from '../../deploy/nats/names.js';
import { publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams, renewStream } from '../../deploy/nats/provision.js';
import type { NatsUsers } from '../../deploy/nats/server-config.js';
import type { Chance } from './chance.js';
import { Member } from './member.js';

export interface BrokerSettings {
  readonly program: string;
  /** Where the servers keep what they keep, and their logs. */
  readonly folder: string;
  /** How many servers there are: one, or three with a copy of every stream on each. */
  readonly nodes: number;
  readonly boroughs: readonly string[];
  readonly seedOf: (user: string) => string;
  readonly epochs: ReadonlyMap<string, number>;
  /** How much each stream may hold, in bytes. */
  readonly streamBytes: number;
  readonly env: NodeJS.ProcessEnv;
  readonly pauseMs: () => number;
}

/** The broker of the network under faults. */
export class Broker {
  /** The servers that are not gone for good. */
  members: readonly Member[] = [];

  private constructor(
    private readonly settings: BrokerSettings,
    /** Where each server listens. */
    readonly ports: readonly number[],
    private readonly clusterPorts: readonly number[],
  ) {}

  /** Finds room for its servers; `begin` starts them, and `end` ends them at any time. */
  static async prepare(settings: BrokerSettings): Promise<Broker> {
    const { nodes } = settings;
    const first = await freePort(2 * nodes);
    const ports = Array.from({ length: 2 * nodes }, (_, index) => first + index);
    return new Broker(settings, ports.slice(0, nodes), ports.slice(nodes));
  }

  async begin(): Promise<void> {
    const { boroughs, seedOf, pauseMs } = this.settings;
    const keyOf = (user: string): string => publicKeyOf(seedOf(user));
    const users = {
      boroughs: boroughs.map((code) => ({ code, publicKey: keyOf(code) })),
      aggregator: keyOf(AGGREGATOR),
      provisioner: keyOf(PROVISIONER),
    };
    this.members = this.ports.map((port, index) => {
      const name = this.isAlone ? 'nats' : `nats-${index + 1}`;
      const start = async (): Promise<OwnProcess> => {
        const { process } = await startNats(this.placeOf(name, port, this.clusterPorts[index] ?? 0, users));
        if (this.isAlone) await this.provision(); // Its disk may have been wiped.
        return process;
      };
      return new Member(name, start, pauseMs);
    });
    await Promise.all(this.members.map((member) => member.begin()));
    if (!this.isAlone) await this.provision();
  }

  private placeOf(name: string, port: number, clusterPort: number, users: NatsUsers): NatsOptions {
    const { folder, program, env } = this.settings;
    const place = { program, env, users, port, folder: join(folder, name), logFile: join(folder, `${name}.log`) };
    const routes = this.clusterPorts.map((each) => `127.0.0.1:${each}`);
    return this.isAlone ? place : { ...place, name, cluster: { name: 'faults', port: clusterPort, routes } };
  }

  private get isAlone(): boolean {
    return this.ports.length === 1;
  }

  get url(): string {
    return this.ports.map((port) => `nats://127.0.0.1:${port}`).join(',');
  }

  /** One of the servers. */
  any(chance: Chance): Member {
    return this.members.length === 1 ? (this.members[0] as Member) : chance.pick(this.members);
  }

  /** A server is gone for good. @returns its name. */
  async lose(member: Member): Promise<string> {
    this.members = this.members.filter((other) => other !== member);
    await member.end('at once');
    return member.name;
  }

  /** Makes the streams that are not there. */
  async provision(): Promise<void> {
    const { boroughs, epochs } = this.settings;
    await provisionStreams({ ...this.asProvisioner, boroughs, epochs: Object.fromEntries(epochs) });
  }

  renew(borough: string, epoch: number): Promise<void> {
    return renewStream(borough, epoch, this.asProvisioner);
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end('at once')));
  }

  private get asProvisioner() {
    const { seedOf, streamBytes: maxBytes, nodes } = this.settings;
    return { url: this.url, seed: seedOf(PROVISIONER), maxBytes, nodes };
  }
}

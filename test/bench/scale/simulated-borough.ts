import { SystemClock, TimeOrderedIds } from '#clock';
import { dataHashOf, envelopeText, genesisOf, nextHash, subjectOf } from '#events';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { inboxPrefix } from '../../../deploy/nats/names.js';
import type { GrantFact } from '../grant-facts.js';

const clock = new SystemClock();
const ids = new TimeOrderedIds(clock);

/** What the network sees of a borough, without a database: numbered, chained events in its stream, and answers that name its chain. */
export class SimulatedBorough {
  private readonly hashes: string[];

  private constructor(
    readonly code: string,
    private readonly stream: JetStreamClient,
  ) {
    this.hashes = [genesisOf(code)];
  }

  static async start(code: string, seed: string, servers: string): Promise<SimulatedBorough> {
    const authenticator = nkeyAuthenticator(new TextEncoder().encode(seed));
    const nats = await connect({ servers, authenticator, inboxPrefix: inboxPrefix(code) });
    const borough = new SimulatedBorough(code, jetstream(nats));
    nats.subscribe(`boroughs.${code}.log.digest`, {
      callback: (_error, request) => {
        const { position } = request.json<{ position: number }>();
        request.respond(JSON.stringify({ epoch: 1, position, hash: borough.hashes[position] ?? null }));
      },
    });
    return borough;
  }

  async tell({ contract, subject, data }: GrantFact): Promise<void> {
    const [position, dataText] = [this.hashes.length, JSON.stringify(data)];
    const about = { id: ids.next(), type: contract.type, subject, time: clock.now().toISOString(), dataHash: dataHashOf(dataText) };
    const hash = nextHash(this.hashes[position - 1] ?? '', { position, ...about });
    this.hashes.push(hash);
    const text = envelopeText(`http://${this.code}.example`, { position, ...about, dataText, hash });
    await this.stream.publish(subjectOf(this.code, contract.type), text);
  }
}

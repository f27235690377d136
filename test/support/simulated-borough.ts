import { Clock, TimeOrderedIds } from '#clock';
import type { EventContract } from '#contracts';
import { dataHashOf, envelopeText, genesisOf, type Head, headSigner, headSubjectOf, nextHash, SIGNATURE_HEADER, subjectOf } from '#events';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, headers, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from '../../deploy/nats/names.js';

interface Fact {
  readonly contract: EventContract;
  readonly subject: string;
  readonly data: object;
  /** Instead of the instant at which it is told. */
  readonly time?: string;
}

export interface SimulatedBoroughSettings {
  readonly code: string;
  readonly url: string;
  /** Of the borough's NATS user. */
  readonly seed: string;
  readonly clock: Clock;
}

/** What the network sees of a borough, without a database: numbered, chained events in its stream, and answers that name its chain. */
export class SimulatedBorough {
  private readonly hashes: string[];
  private readonly ids: TimeOrderedIds;
  private readonly stream: JetStreamClient;

  private constructor(
    private readonly settings: SimulatedBoroughSettings,
    private readonly nats: NatsConnection,
  ) {
    this.hashes = [genesisOf(settings.code)];
    this.ids = new TimeOrderedIds(settings.clock);
    this.stream = jetstream(nats);
  }

  static async start(settings: SimulatedBoroughSettings): Promise<SimulatedBorough> {
    const authenticator = nkeyAuthenticator(new TextEncoder().encode(settings.seed));
    const nats = await connect({ servers: settings.url, authenticator, inboxPrefix: inboxPrefix(settings.code) });
    const borough = new SimulatedBorough(settings, nats);
    nats.subscribe(`boroughs.${settings.code}.log.digest`, {
      callback: (_error, request) => {
        const { position } = request.json<{ position: number }>();
        request.respond(JSON.stringify({ epoch: 1, position, hash: borough.hashes[position] ?? null }));
      },
    });
    return borough;
  }

  /**
   * Gives a fact the next position. @returns how it is sent to the stream, later if at all; under the subject of its type, or of another.
   */
  number({ contract, subject, data, time }: Fact): (under?: string) => Promise<void> {
    const { code, clock } = this.settings;
    const [position, dataText] = [this.hashes.length, JSON.stringify(data)];
    const about = {
      id: this.ids.next(),
      type: contract.type,
      subject,
      time: time ?? clock.now().toISOString(),
      dataHash: dataHashOf(dataText),
    };
    const hash = nextHash(this.hashes[position - 1] ?? '', { position, ...about });
    this.hashes.push(hash);
    const text = envelopeText(`http://${code}.example`, { position, ...about, dataText, hash });
    return async (under = subjectOf(code, contract.type)) => void (await this.stream.publish(under, text));
  }

  async tell(fact: Fact): Promise<void> {
    await this.number(fact)();
  }

  /** Says how far its log is, signed with the seed of its heads. */
  async tellHead(seed: string, completeness: Head['completeness'], intervalMilliseconds: number): Promise<void> {
    const { code: borough, clock } = this.settings;
    const position = this.hashes.length - 1;
    const hash = this.hashes[position] ?? '';
    const text = JSON.stringify({ borough, epoch: 1, position, hash, completeness, time: clock.now().toISOString(), intervalMilliseconds });
    const about = headers();
    about.set(SIGNATURE_HEADER, headSigner(seed)(text));
    this.nats.publish(headSubjectOf(borough), text, { headers: about });
    await this.nats.flush();
  }

  async stop(): Promise<void> {
    await this.nats.close();
  }
}

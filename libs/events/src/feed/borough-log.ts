import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { LogDigest } from '../sequencer/event-log.service.js';
import { linesOf } from '../lines.js';
import { judged, type JudgedEvent } from './checked-event.js';

const ANSWER_WITHIN_MILLISECONDS = 5_000;

/** A borough's own log, asked for over NATS: what the stream did not bring, and what stands for the whole. */
export class BoroughLog {
  constructor(
    private readonly nats: NatsConnection,
    private readonly borough: string,
  ) {}

  /**
   * Events after a position, in order; as many as fit one answer, at most `limit`. Whether they are what belongs there, their check tells.
   * @throws Error where the borough gives none.
   */
  async read(after: number, limit: number): Promise<JudgedEvent[]> {
    const texts = linesOf((await this.ask('log.read', { after, limit })).string());
    if (texts === null) throw new Error('The borough was asked for what is missing, and gave nothing');
    return texts.map((text, index) => judged(this.borough, { position: after + index + 1, text }));
  }

  /** The chain's hash at a position, and the epoch of the log. */
  async digest(position: number): Promise<LogDigest> {
    const digest = (await this.ask('log.digest', { position })).json<Partial<LogDigest> | null>();
    const { epoch, hash } = digest ?? {};
    if (!Number.isSafeInteger(epoch) || (hash !== null && typeof hash !== 'string'))
      throw new Error('The borough gave no digest of its log');
    return { epoch: Number(epoch), position, hash };
  }

  private ask(request: string, asked: object): Promise<Msg> {
    return this.nats.request(`boroughs.${this.borough}.${request}`, JSON.stringify(asked), { timeout: ANSWER_WITHIN_MILLISECONDS });
  }
}

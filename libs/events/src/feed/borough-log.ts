import type { NatsConnection } from '@nats-io/transport-node';
import type { LogDigest } from '../sequencer/event-log.service.js';
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
    const events = await this.ask('log.read', { after, limit });
    if (!Array.isArray(events) || events.length === 0) throw new Error('The borough was asked for what is missing, and gave nothing');
    return events.map((event, index) => judged(this.borough, { position: after + index + 1, text: JSON.stringify(event) }));
  }

  /** The chain's hash at a position, and the epoch of the log. */
  async digest(position: number): Promise<LogDigest> {
    const digest = (await this.ask('log.digest', { position })) as Partial<LogDigest> | null;
    const { epoch, hash } = digest ?? {};
    if (!Number.isSafeInteger(epoch) || (hash !== null && typeof hash !== 'string'))
      throw new Error('The borough gave no digest of its log');
    return { epoch: Number(epoch), position, hash };
  }

  private async ask(request: string, asked: object): Promise<unknown> {
    const answer = await this.nats.request(`boroughs.${this.borough}.${request}`, JSON.stringify(asked), {
      timeout: ANSWER_WITHIN_MILLISECONDS,
    });
    return answer.json<unknown>();
  }
}

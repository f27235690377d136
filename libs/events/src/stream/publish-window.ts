import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { Wake } from '../wake.js';

/** The broker did not take an event at the place it belongs. */
export class RefusedByStream extends Error {}

const MOST_UNANSWERED = 512;
const NO_ANSWER_AFTER_MILLISECONDS = 1_500;

/**
 * Sends messages to a stream without waiting for each, and counts the answers. At most 512 are unanswered at a time.
 * (Raw publish with parsed answers: four times the pace of one promise a message.)
 */
export class PublishWindow {
  private unanswered = 0;
  private refused: RefusedByStream | null = null;
  private readonly wake = new Wake();
  private readonly inbox: string;
  private readonly subscription;

  constructor(
    private readonly nats: NatsConnection,
    inbox: string,
  ) {
    this.inbox = inbox;
    this.subscription = nats.subscribe(`${inbox}.*`, {
      // An exception here would kill the connection's reader, so none may leave.
      callback: (error, answer) => {
        this.unanswered -= 1;
        this.refused ??= error ? new RefusedByStream(error.message) : refusalIn(answer);
        this.wake.poke();
      },
    });
  }

  /** Sends one; waits first where too many are unanswered. */
  async send(subject: string, payload: string, headers: Parameters<NatsConnection['publish']>[2] & object, number: number): Promise<void> {
    while (this.unanswered >= MOST_UNANSWERED) await this.answers();
    if (this.refused) throw this.refused;
    this.unanswered += 1;
    this.nats.publish(subject, payload, { ...headers, reply: `${this.inbox}.${number}` });
  }

  /** Waits until everything that was sent is answered. */
  async settle(): Promise<void> {
    while (this.unanswered > 0) await this.answers();
    if (this.refused) throw this.refused;
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  /** Waits for the next answer. One that came while nobody waited is no reason to think that none comes. */
  private async answers(): Promise<void> {
    const before = this.unanswered;
    const patience = performance.now() + NO_ANSWER_AFTER_MILLISECONDS;
    while (this.unanswered === before && !this.refused) {
      const left = patience - performance.now();
      if (left <= 0) throw new RefusedByStream('The broker has not answered');
      await this.wake.sleep(left);
    }
    if (this.refused) throw this.refused;
  }
}

/** An answer with no body and status 503 is a stream with no leader; one with an error was not taken. */
function refusalIn(answer: Msg): RefusedByStream | null {
  if (answer.data.length === 0) return new RefusedByStream(`The stream is not there now (status ${answer.headers?.code ?? 'unknown'})`);
  try {
    const { error } = answer.json<{ error?: { err_code: number; description: string } }>();
    return error ? new RefusedByStream(`${error.description} (${error.err_code})`) : null;
  } catch {
    return new RefusedByStream('The broker answered something that is not JSON');
  }
}

import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { Wake } from '../wake.js';

/** The broker did not take an event at the place it belongs. */
export class RefusedByStream extends Error {}

const NO_ANSWER_AFTER_MILLISECONDS = 1_500;

/**
 * Sends messages to a stream without waiting for each, and counts the answers. How many may be unanswered, who sends must see to.
 * (Raw publish with parsed answers: four times the pace of one promise a message.)
 */
export class PublishWindow {
  private waitedFor = 0;
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
        this.waitedFor -= 1;
        this.refused ??= error ? new RefusedByStream(error.message) : refusalIn(answer);
        this.wake.poke();
      },
    });
  }

  /** How many of those that were sent are not answered yet. */
  get unanswered(): number {
    return this.waitedFor;
  }

  /** Why one that was sent was not taken; null where every answer so far is good. */
  get refusal(): RefusedByStream | null {
    return this.refused;
  }

  send(subject: string, payload: string, headers: Parameters<NatsConnection['publish']>[2] & object, number: number): void {
    this.waitedFor += 1;
    this.nats.publish(subject, payload, { ...headers, reply: `${this.inbox}.${number}` });
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  /**
   * Waits for the next answer. One that came while nobody waited is no reason to think that none comes.
   * @throws RefusedByStream where none comes.
   */
  async answer(): Promise<void> {
    const before = this.waitedFor;
    const patience = performance.now() + NO_ANSWER_AFTER_MILLISECONDS;
    while (this.waitedFor === before) {
      const left = patience - performance.now();
      if (left <= 0) throw new RefusedByStream('The broker has not answered');
      await this.wake.sleep(left);
    }
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

/** The stream ends with an event that the log does not have: the borough's database was restored to the past. Nothing may be sent. */
export class ForkedHistory extends Error {
  constructor(position: number) {
    super(
      `The event at position ${position} of the stream is not the one in the log: the database was restored to an earlier time. ` +
        'Nothing is published.',
    );
  }
}

/** How many events may be sent and not answered. */
export const MOST_UNANSWERED = 512;

/** How a publisher stands with its stream. One that begins knows nothing, whatever was known before. */
export interface Publishing {
  /** The last position that was sent, or that the stream had; null where the stream must be asked. */
  readonly sent: number | null;
  /** How many of those that were sent are not answered yet. */
  readonly unanswered: number;
  /** Whether an answer said that one was not taken. */
  readonly isRefused: boolean;
}

/** The last event that the stream had. */
export interface NewestInStream {
  readonly position: number;
  /** The chain's hash there, which stands for all before it; null where the event has grown too old for the stream. */
  readonly hash: string | null;
}

/**
 * The position that a stream has come to; `own` is the hash that the log has at that position.
 * @throws ForkedHistory where the stream has another history than the log, or a longer one.
 */
export function positionIn({ position, hash }: NewestInStream, own: string | undefined): number {
  if (own === undefined || (hash !== null && own !== hash)) throw new ForkedHistory(position);
  return position;
}

/**
 * What a publisher does next with a log up to `last`. Where one was refused, what came after it was too, or may lie in another stream by
 * now: it gives up, and one that knows nothing begins. It rests only when all is answered.
 */
export function nextMove({ sent, unanswered, isRefused }: Publishing, last: number): 'give up' | 'ask' | 'send' | 'wait' | 'rest' {
  if (isRefused) return 'give up';
  if (sent === null) return 'ask';
  if (unanswered >= MOST_UNANSWERED) return 'wait';
  if (sent < last) return 'send';
  return unanswered > 0 ? 'wait' : 'rest';
}

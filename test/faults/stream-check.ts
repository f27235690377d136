import { envelopeText } from '#events';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import type { FaultNetwork } from './fault-network.js';
import { streamOf } from './messages.js';

/** What a stream has is the log: its sequence is the position, and the bytes are the same but for what was erased since. */
export async function wrongStream(network: FaultNetwork, borough: string, log: readonly LoggedEvent[]): Promise<string[]> {
  const messages = await streamOf(network, borough);
  const source = network.sourceOf(borough);
  const wrong = messages.filter(({ sequence, text }) => {
    const event = log[sequence - 1];
    return !event || (event.dataText === null ? !text.includes(event.hash) : text !== envelopeText(source, event));
  });
  return wrong
    .slice(0, 3)
    .map(({ sequence, text }) => `${borough}: the stream has at ${sequence} what the log has not: ${text.slice(0, 200)}`);
}

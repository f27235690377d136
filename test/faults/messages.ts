import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';
import { inboxPrefix, PROVISIONER, streamName } from '../../deploy/nats/names.js';
import type { FaultNetwork } from './fault-network.js';
import type { Stage } from './stage.js';

interface StoredMessage {
  readonly seq: number;
  readonly subject: string;
  readonly header: MsgHdrs;
  string(): string;
}

/** Acts as a user of NATS, on a link of its own. */
export async function asUser<T>(network: FaultNetwork, user: string, act: (nats: NatsConnection) => Promise<T>): Promise<T> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(network.natsSeed(user)));
  const nats = await connect({
    servers: network.broker.url.split(','),
    authenticator,
    inboxPrefix: inboxPrefix(user),
    name: `${user} (faults)`,
    timeout: 5_000,
  });
  try {
    return await act(nats);
  } finally {
    await nats.close();
  }
}

/** What a borough's stream holds, in its order. */
export async function streamOf(network: FaultNetwork, borough: string): Promise<{ readonly sequence: number; readonly text: string }[]> {
  return asUser(network, PROVISIONER, async (nats) => {
    const { streams } = await jetstreamManager(nats, { checkAPI: false });
    const name = streamName(borough, network.epochOf(borough));
    const { state } = await streams.info(name);
    const numbers = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
    const found = await Promise.all(numbers.map((seq) => streams.getMessage(name, { seq })));
    return found.flatMap((message) => (message ? [{ sequence: message.seq, text: message.string() }] : []));
  });
}

/** The newest message of a stream, as its borough may read it. */
async function newest(nats: NatsConnection, borough: string): Promise<StoredMessage> {
  const { streams } = await jetstreamManager(nats, { checkAPI: false });
  const { state } = await streams.info(streamName(borough));
  const message = await streams.getMessage(streamName(borough), { seq: state.last_seq });
  if (!message) throw new Error('the stream is empty');
  return message;
}

interface Answer {
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly description: string };
}

/** @throws Error where the stream took it for a new one. */
async function mustBeRefused(nats: NatsConnection, message: StoredMessage, about: MsgHdrs): Promise<void> {
  const answer = (await nats.request(message.subject, message.string(), { headers: about, timeout: 5_000 })).json<Answer>();
  if (!answer.error && !answer.duplicate) throw new StreamTookIt(`the stream took a message at ${answer.seq} that does not belong there`);
}

/** The broker did what it must not: this is no missed fault but a violation. */
export class StreamTookIt extends Error {}

/** The borough's newest message once more, just as it was sent: a network that repeats itself. */
export async function twice({ network, chance }: Stage): Promise<string> {
  const borough = chance.pick(network.boroughs);
  await asUser(network, borough, async (nats) => {
    const message = await newest(nats, borough);
    await mustBeRefused(nats, message, message.header);
  });
  return borough;
}

/** Messages that come too late and too early for their place, under ids that the broker has not heard. */
export async function outOfOrder({ network, chance }: Stage): Promise<string> {
  const borough = chance.pick(network.boroughs);
  await asUser(network, borough, async (nats) => {
    const message = await newest(nats, borough);
    for (const place of [message.seq - 5, message.seq + 100_000]) {
      const about = headers();
      about.set('Nats-Msg-Id', `${borough} out of order ${place} ${chance.next()}`);
      about.set('Nats-Expected-Last-Sequence', String(place));
      await mustBeRefused(nats, message, about);
    }
  });
  return borough;
}

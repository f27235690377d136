import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { AGGREGATOR, inboxPrefix, streamName } from '../../deploy/nats/names.js';

/** All that boroughs tell, as the aggregator hears it: every message of every stream, and the next head of each. */
export async function toldOnNats(url: string, seed: string, boroughs: readonly string[]): Promise<string[]> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(seed));
  const connection = await connect({ servers: url, authenticator, inboxPrefix: inboxPrefix(AGGREGATOR) });
  try {
    const heads = boroughs.map(async (borough) => {
      for await (const head of connection.subscribe(`boroughs.${borough}.head`, { max: 1 })) return head.string();
      throw new Error(`${borough} told no head.`);
    });
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const events = boroughs.map(async (borough) => {
      const { state } = await manager.streams.info(streamName(borough));
      const told: string[] = [];
      if (state.messages === 0) return told;
      const consumer = await jetstream(connection).consumers.get(streamName(borough));
      for await (const message of await consumer.consume()) {
        told.push(`${message.subject} ${JSON.stringify(message.headers)} ${message.string()}`);
        if (message.info.pending === 0) break;
      }
      return told;
    });
    return [...(await Promise.all(heads)), ...(await Promise.all(events)).flat()];
  } finally {
    await connection.close();
  }
}

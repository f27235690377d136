import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { asProcess } from '../as-process.js';
import { fromPeers } from '../peers.js';
import { bareConfig } from './bare.config.js';
import type { PollingPeer } from './polling-peer.js';

/** The polling listener of pg-transactional-outbox with the settings of its documents; its handler publishes to a stream. */
const { databaseUrl, natsUrl, peersFolder } = bareConfig();
const { initializePollingMessageListener, getDisabledLogger } = await fromPeers<PollingPeer>(peersFolder, 'pg-transactional-outbox');
const stream = jetstream(await connect({ servers: natsUrl }));
const start = (): void => {
  initializePollingMessageListener(
    {
      outboxOrInbox: 'outbox',
      dbListenerConfig: { connectionString: databaseUrl },
      settings: {
        dbSchema: 'public',
        dbTable: 'outbox',
        enableMaxAttemptsProtection: false,
        enablePoisonousMessageProtection: false,
        nextMessagesBatchSize: 5,
        nextMessagesFunctionName: 'next_outbox_messages',
        nextMessagesPollingIntervalInMs: 250,
      },
    },
    {
      async handle({ id, messageType, payload }) {
        await stream.publish(`peer.${messageType}`, JSON.stringify(payload), { msgID: id });
      },
    },
    getDisabledLogger(),
  );
};
let started = false;
asProcess({
  committed: () => {
    if (!started) start();
    started = true;
  },
});

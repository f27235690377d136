import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';

export interface NatsSettings {
  /** nats://host:port or tls://host:port, or those of all servers of a cluster with commas. */
  readonly url: string;
  /**
   * The file with the certificates of those who vouch for the servers, in PEM. It is read at every try. Without it, a tls:// address is
   * vouched for by those whom Node.js trusts.
   */
  readonly caFile?: string | undefined;
  /** The seed of this program's own nkey user. */
  readonly seed: string;
  /** Who this is to NATS: a borough's code, or `aggregator`. Its inbox bears the name, so that no other can read its answers. */
  readonly name: string;
}

/** Who the aggregator is to NATS. */
export const AGGREGATOR = 'aggregator';

/** What the addresses of a user's answers begin with. The broker lets nobody else listen there. */
export const inboxOf = (user: string): string => `_INBOX_${user}`;

/** What the addresses begin with on which the aggregator answers a borough. Nobody else listens or speaks there. */
export const answersTo = (borough: string): string => `boroughs.${borough}.parked.answer`;

/** A server that takes a connection and then says nothing is given up after this time, and tried again. */
const ANSWERS_WITHIN_MILLISECONDS = 5_000;

const TRY_AGAIN_AFTER_MILLISECONDS = 250;
const ASK_WHY_EVERY_MILLISECONDS = 2_000;

/**
 * How long to wait since a server was last tried. The client reckons that by the clock of the machine: one that was ahead when the link
 * was made, and was put right since, would keep the link down until it has come so far again. So by our own reckoning, a try that is due
 * is let through.
 */
function waitBeforeTry(): () => number {
  let due = 0;
  return () => {
    const now = performance.now();
    if (now < due) return TRY_AGAIN_AFTER_MILLISECONDS;
    due = now + TRY_AGAIN_AFTER_MILLISECONDS;
    return -Infinity;
  };
}

/** One address with TLS and all are spoken to with TLS: a server that offers none, or is not vouched for, is not spoken to. */
function tlsFor({ url, caFile }: Pick<NatsSettings, 'url' | 'caFile'>): Pick<ConnectionOptions, 'tls'> {
  if (caFile !== undefined) return { tls: { caFile } };
  return /\btls:/.test(url) ? { tls: {} } : {};
}

const optionsFor = (settings: NatsSettings): ConnectionOptions => ({
  servers: settings.url.split(',').map((server) => server.trim()),
  ignoreClusterUpdates: true,
  ...tlsFor(settings),
  authenticator: nkeyAuthenticator(new TextEncoder().encode(settings.seed)),
  name: settings.name,
  inboxPrefix: inboxOf(settings.name),
  timeout: ANSWERS_WITHIN_MILLISECONDS,
});

/** Connects for the while of a command: each server is tried once, and a link that is lost is not made again. */
export async function connectOnce(settings: NatsSettings): Promise<NatsConnection> {
  return connect({ ...optionsFor(settings), reconnect: false });
}

/**
 * Connects, and stays with it: a server that is away is tried again for as long as this program lives. It tries those that the settings
 * name, and no others that a server names. `cannot` hears why it is not let in, each reason once, until it is in for the first time.
 */
export async function connectToNats(settings: NatsSettings, cannot: (why: string) => void): Promise<NatsConnection> {
  const connecting = connect({
    ...optionsFor(settings),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: waitBeforeTry(),
    maxPingOut: 2,
    pingInterval: 5_000,
  });
  const isIn = new AbortController();
  void sayWhyNot(settings, cannot, isIn.signal);
  return connecting.finally(() => isIn.abort());
}

/** The client tries for as long as it must, and keeps to itself why that is. */
async function sayWhyNot(settings: NatsSettings, cannot: (why: string) => void, isIn: AbortSignal): Promise<void> {
  const enough = { signal: isIn, ref: false };
  for (let said = ''; ;) {
    await pause(ASK_WHY_EVERY_MILLISECONDS, undefined, enough).catch(() => undefined);
    if (isIn.aborted) return;
    const why = await connectOnce(settings).then(
      (connection) => connection.close().then(() => ''),
      (error: Error) => error.message || String(error),
    );
    if (!isIn.aborted && why !== '' && why !== said) cannot((said = why));
  }
}

const SECOND = 1000;
const KILOBYTE = 1024;

export interface ServerLimits {
  /** Addresses and networks of proxies whose word (X-Forwarded-For) is taken for where a request comes from; nobody else's is. */
  readonly trustedProxies?: readonly string[];
  /** How long a request may take to arrive whole. 20 MB within it are 1.5 Mbit a second. */
  readonly arrivesWithinMilliseconds?: number;
}

/** What every program tells Fastify of how much, and for how long, somebody may take of it. What a route needs more, it says itself. */
export function serverOptions({ trustedProxies = [], arrivesWithinMilliseconds = 120 * SECOND }: ServerLimits = {}) {
  return {
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: 1024 * KILOBYTE,
    requestTimeout: arrivesWithinMilliseconds,
    connectionTimeout: 300 * SECOND,
    keepAliveTimeout: 65 * SECOND,
    http: {
      headersTimeout: Math.min(15 * SECOND, arrivesWithinMilliseconds),
      connectionsCheckingInterval: Math.min(5 * SECOND, arrivesWithinMilliseconds),
      maxHeaderSize: 16 * KILOBYTE,
    },
  } as const;
}

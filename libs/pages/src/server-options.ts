import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const SECOND = 1000;
const KILOBYTE = 1024;

export interface ServerLimits {
  /** Addresses and networks of proxies whose word (X-Forwarded-For) is taken for where a request comes from; nobody else's is. */
  readonly trustedProxies?: readonly string[];
  /** How long a request may take to arrive whole. 20 MB within it are 1.5 Mbit a second. */
  readonly arrivesWithinMilliseconds?: number;
}

const UNREAD: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Such an answer has no content, and may be taken for nothing else. */
const OF_UNREAD = [
  'content-length: 0',
  'connection: close',
  'cache-control: no-store',
  'x-content-type-options: nosniff',
  "content-security-policy: default-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'strict-transport-security: max-age=31536000; includeSubDomains',
];

/** Answers what could not be read as a request, so that no route and no hook ever sees it. */
function answerUnread(error: Error & { readonly code?: string }, socket: Socket): void {
  const status = UNREAD[error.code ?? ''] ?? 400;
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...OF_UNREAD];
  if (error.code !== 'ECONNRESET' && socket.writable) socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.destroy(error);
}

/** What every program tells Fastify of how much, and for how long, somebody may take of it. What a route needs more, it says itself. */
export function serverOptions({ trustedProxies = [], arrivesWithinMilliseconds = 120 * SECOND }: ServerLimits = {}) {
  return {
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnread,
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

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152), so that a restart finds it free; above
 * the last one that no browser opens (10080).
 */
const FIRST = 10_100;
const LAST = 32_000;

/** True while nobody listens on a port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first of so many ports in a row that nobody listens on just now. */
export async function freePort(inARow = 1): Promise<number> {
  for (;;) {
    const first = randomInt(FIRST, LAST);
    const free = await Promise.all(Array.from({ length: inARow }, (_each, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

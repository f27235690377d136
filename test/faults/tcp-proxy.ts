import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * How a link is. `cut`: connections are reset and refused. `stuck`: nothing goes through, and all of it goes on when the link is
 * whole again, as in a partition. `half-open`: the far end has lost its side of every connection and the near end hears nothing,
 * until it is reset.
 */
export type LinkState = 'whole' | 'cut' | 'stuck' | 'half-open';

/** One link from a program to a server, over which it can be cut off. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private state: LinkState = 'whole';
  private delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (near) => this.accept(near));
  }

  /** Listens on a port of 127.0.0.1 and hands on to another one. */
  static async before(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve, reject) => server.listen(0, '127.0.0.1', resolve).once('error', reject));
    return new TcpProxy(server, targetPort);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** True where one of its connections reaches the server from this port. */
  comesFrom(port: number): boolean {
    return [...this.pairs].some(({ farPort }) => farPort === port);
  }

  /** From now on, everything arrives so much later, in its order. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  set(state: LinkState): void {
    const before = this.state;
    this.state = state;
    for (const pair of this.pairs) {
      if (state === 'cut' || before === 'half-open') pair.reset();
      else if (state === 'half-open') pair.loseFarEnd();
      else if (state === 'stuck') pair.hold();
      else pair.goOn();
    }
  }

  async close(): Promise<void> {
    this.set('cut');
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(near: Socket): void {
    if (this.state === 'cut') return void near.on('error', () => {}).resetAndDestroy();
    const pair = new Pair(
      near,
      () => connect(this.targetPort, '127.0.0.1'),
      () => this.delayMs,
    );
    this.pairs.add(pair);
    near.once('close', () => this.pairs.delete(pair));
    if (this.state === 'whole') pair.goOn();
    else if (this.state === 'half-open') pair.loseFarEnd();
  }
}

/** The links from a program to all servers of one kind, which fare alike. */
export class TcpProxies {
  private constructor(private readonly proxies: readonly TcpProxy[]) {}

  static async before(targetPorts: readonly number[]): Promise<TcpProxies> {
    return new TcpProxies(await Promise.all(targetPorts.map((port) => TcpProxy.before(port))));
  }

  get ports(): number[] {
    return this.proxies.map(({ port }) => port);
  }

  slow(delayMs: number): void {
    for (const proxy of this.proxies) proxy.slow(delayMs);
  }

  set(state: LinkState): void {
    for (const proxy of this.proxies) proxy.set(state);
  }

  async close(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
  }
}

/** The two sides of one connection. Nothing is read from either while it is held. */
class Pair {
  private far: Socket | null = null;

  constructor(
    private readonly near: Socket,
    private readonly reach: () => Socket,
    private readonly delayMs: () => number,
  ) {
    near.setNoDelay(true);
    near.on('error', () => {}).on('close', () => this.far?.destroy());
  }

  get farPort(): number | undefined {
    return this.far?.localPort;
  }

  goOn(): void {
    if (!this.far) this.open();
    this.near.resume();
    this.far?.resume();
  }

  hold(): void {
    this.near.pause();
    this.far?.pause();
  }

  loseFarEnd(): void {
    this.far?.removeAllListeners('close').destroy();
    this.near.removeAllListeners('data').removeAllListeners('end').resume();
  }

  reset(): void {
    this.near.resetAndDestroy();
    this.far?.resetAndDestroy();
  }

  private open(): void {
    const far = this.reach();
    this.far = far;
    far.setNoDelay(true);
    far.on('error', () => {}).on('close', () => this.near.destroy());
    this.handOn(this.near, far);
    this.handOn(far, this.near);
  }

  /** In order, each part as late as the link was slow when it came. */
  private handOn(from: Socket, to: Socket): void {
    let before = Promise.resolve();
    let waiting = 0;
    const write = (part: Buffer): void => {
      if (to.destroyed || to.write(part)) return;
      from.pause();
      to.once('drain', () => from.resume());
    };
    from.on('data', (part: Buffer) => {
      const delay = this.delayMs();
      if (delay === 0 && waiting === 0) return write(part);
      waiting += 1;
      const due = performance.now() + delay;
      before = before.then(async () => {
        await wait(Math.max(0, due - performance.now()));
        waiting -= 1;
        write(part);
      });
    });
    from.on('end', () => void before.then(() => to.end()));
  }
}

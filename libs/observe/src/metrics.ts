import { Gauge, type Registry } from 'prom-client';

/** Where a program registers what it measures. */
export class Metrics {
  constructor(readonly registry: Registry) {}

  /** A figure that is read when it is asked for, with the labels it is told apart by. */
  gauge(name: string, help: string, labelNames: readonly string[], read: (gauge: Gauge) => void | Promise<void>): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        await read(this);
      },
    });
  }
}

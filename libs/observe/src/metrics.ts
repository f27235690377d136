import { Counter, Gauge, type Registry } from 'prom-client';

/** Gives all who ask at the same time the answer to one question, as the figures of one reading of the metrics do. */
export function askedTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => (asked ??= ask().finally(() => (asked = null)));
}

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

  /** A figure that only rises while the program runs, and is counted elsewhere: `read` gives it, by the labels it is told apart by. */
  counter(name: string, help: string, labelNames: readonly string[], read: (add: (labels: Labels, value: number) => void) => void): void {
    new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect() {
        this.reset();
        read((labels, value) => this.inc(labels, value));
      },
    });
  }
}

type Labels = Readonly<Record<string, string>>;

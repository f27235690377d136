import { BoroughPipe } from '#events';
import { askedTogether, Metrics } from '#observe';
import { Injectable } from '@nestjs/common';
import { StatusQueries } from './status.queries.js';

/** How old the oldest fact is that has no number yet, and how far numbering and publishing are. */
@Injectable()
export class PipeMetrics {
  constructor(metrics: Metrics, pipe: BoroughPipe, status: StatusQueries) {
    const waiting = askedTogether(() => status.waitingInOutbox());
    metrics.gauge('outbox_waiting_facts', 'Facts that have no position yet', [], async (gauge) =>
      gauge.set((await waiting())?.facts ?? Number.NaN),
    );
    metrics.gauge('outbox_age_seconds', 'How long the oldest of them has waited', [], async (gauge) =>
      gauge.set((await waiting())?.oldestSeconds ?? Number.NaN),
    );
    const figures = {
      log_position: ['The highest position of the log, as far as this program knows', () => pipe.status.position],
      log_published_position: ['The highest position that the stream has taken', () => pipe.status.published],
      log_epoch: ['The epoch of the log: it rises when a restored log was repaired', () => pipe.status.epoch],
      log_is_forked: [
        '1 where the stream has another history than the log, and nothing is published',
        () => (pipe.status.isForked ? 1 : 0),
      ],
      pipe_is_active: ['1 where this program numbers and publishes, 0 where it stands by', () => (pipe.status.active ? 1 : 0)],
      pipe_is_connected: ['1 where this program is connected to NATS', () => (pipe.status.connectedToNats ? 1 : 0)],
    } as const;
    for (const [name, [help, read]] of Object.entries(figures)) metrics.gauge(name, help, [], (gauge) => gauge.set(read()));
  }
}

import { Clock } from '#clock';
import { sql } from '#database';
import { askedTogether, Metrics } from '#observe';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { answeredSoon } from '../answered-soon.js';
import { MailSender } from './mail-sender.service.js';

const WAITING = `
  select count(*)::int as mails, coalesce(greatest(0, extract(epoch from $1::timestamptz - min(added_at))), 0)::float as "oldestSeconds"
  from outgoing_mails`;

/** How many mails wait, how old the oldest is, and how many were given up: counts, and nothing of whom or what. */
@Injectable()
export class MailMetrics {
  constructor(metrics: Metrics, em: EntityManager, sender: MailSender, clock: Clock) {
    const waiting = askedTogether(async () => {
      const asked = sql<{ mails: number; oldestSeconds: number }>(em.fork(), WAITING, [clock.now().toISOString()]);
      return (await answeredSoon(asked))?.[0];
    });
    metrics.gauge('outgoing_mails_waiting', 'Mails that no server has taken yet', [], async (gauge) =>
      gauge.set((await waiting())?.mails ?? Number.NaN),
    );
    metrics.gauge('outgoing_mails_age_seconds', 'How long the oldest of them has waited', [], async (gauge) =>
      gauge.set((await waiting())?.oldestSeconds ?? Number.NaN),
    );
    metrics.counter('outgoing_mails_given_up_total', 'Mails that no server took within three days', [], (add) => add({}, sender.givenUp));
  }
}

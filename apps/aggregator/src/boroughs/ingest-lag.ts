import { FeedStatus, type FeedCounts } from '#events';
import { askedTogether, Metrics } from '#observe';
import { Injectable } from '@nestjs/common';
import { BoroughsService, type BoroughStanding } from './boroughs.service.js';

/** What each feed has done since this instance follows it. Applied events over runs is the size of a batch. */
const COUNTED: Record<keyof FeedCounts, { readonly name: string; readonly help: string }> = {
  appliedEvents: { name: 'feed_applied_events_total', help: 'Events of a borough that were applied here' },
  appliedRuns: { name: 'feed_applied_runs_total', help: 'Transactions in which events of a borough were applied here' },
  backfilledEvents: { name: 'feed_backfilled_events_total', help: 'Events that the stream did not bring and the borough was asked for' },
  brokenChains: { name: 'feed_broken_chains_total', help: 'Times that what came did not follow from what was applied' },
};

/** How far each borough's records are behind what it published, and what is set aside: the first figures of the dashboard. */
@Injectable()
export class IngestLag {
  constructor(metrics: Metrics, boroughs: BoroughsService, feeds: FeedStatus) {
    const standings = askedTogether(() => boroughs.standings());
    const gauge = (name: string, help: string, figure: (standing: BoroughStanding) => number) =>
      metrics.gauge(name, help, ['borough'], async (each) => {
        for (const standing of await standings()) each.set({ borough: standing.borough.code }, figure(standing));
      });
    gauge('ingest_lag_events', 'Events that a borough published and that are not applied here', ({ position, publishedPosition }) =>
      Math.max(0, (publishedPosition ?? position) - position),
    );
    gauge('feed_position', 'The last position of a borough that is applied here', ({ position }) => position);
    gauge('feed_missing_events', 'Events that a borough has and its stream did not bring', ({ missing }) => missing);
    gauge('feed_is_stopped', '1 where nothing of a borough is applied, because something is wrong', ({ fault }) =>
      fault === null ? 0 : 1,
    );
    gauge('parked_events', 'Events that could not be applied and are set aside', ({ parked }) => parked);
    for (const [figure, { name, help }] of Object.entries(COUNTED)) {
      metrics.counter(name, help, ['borough'], (add) => {
        for (const { code } of boroughs.all) add({ borough: code }, feeds.of(code).counts[figure as keyof FeedCounts]);
      });
    }
  }
}

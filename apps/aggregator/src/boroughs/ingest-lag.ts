import { Metrics } from '#observe';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from './boroughs.service.js';

/** How far each borough's records are behind what it published, and what is set aside: the first figures of the dashboard. */
@Injectable()
export class IngestLag {
  constructor(metrics: Metrics, boroughs: BoroughsService) {
    metrics.gauge('ingest_lag_events', 'Events that a borough published and that are not applied here', ['borough'], async (gauge) => {
      for (const { borough, position, publishedPosition } of await boroughs.standings()) {
        gauge.set({ borough: borough.code }, Math.max(0, (publishedPosition ?? position) - position));
      }
    });
    metrics.gauge('parked_events', 'Events that could not be applied and are set aside', ['borough'], async (gauge) => {
      for (const { borough, parked } of await boroughs.standings()) gauge.set({ borough: borough.code }, parked);
    });
  }
}

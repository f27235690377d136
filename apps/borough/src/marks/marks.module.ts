import { type DynamicModule, Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { MarkRounds } from './mark-rounds.service.js';
import { MarkRoundsQueries } from './mark-rounds.queries.js';
import { MarksApiController } from './marks-api.controller.js';
import { MarksPageController } from './marks-page.controller.js';
import { MarksWatch } from './marks-watch.service.js';
import { WaitingMarks } from './waiting-marks.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** What records cannot show: both chairs mark it, each without seeing the other’s mark, and then together. */
@Module({
  imports: [HistoryModule],
  controllers: [MarksApiController, MarksPageController],
  providers: [MarkRounds, MarkRoundsQueries, ...offersWaiting(WaitingMarks)],
})
export class MarksModule {
  static forRoot(looks: 'every-second' | 'never' = 'every-second'): DynamicModule {
    return { module: MarksModule, providers: looks === 'never' ? [] : [MarksWatch] };
  }
}

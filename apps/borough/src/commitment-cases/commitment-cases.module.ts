import { type DynamicModule, Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/declarations.module.js';
import { HistoryModule } from '../history/history.module.js';
import { CaseFinder } from './case-finder.service.js';
import { CaseWatch } from './case-watch.service.js';
import { CasesApiController } from './cases-api.controller.js';
import { CasesPageController } from './cases-page.controller.js';
import { CasesQueries } from './cases.queries.js';
import { Replies } from './replies.service.js';
import { WaitingResults } from './waiting-results.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** Where the borough's own records meet its promises. */
@Module({
  imports: [DeclarationsModule, HistoryModule],
  controllers: [CasesApiController, CasesPageController],
  providers: [CaseFinder, CasesQueries, Replies, ...offersWaiting(WaitingResults)],
})
export class CommitmentCasesModule {
  static forRoot(looks: 'every-second' | 'never' = 'every-second'): DynamicModule {
    return { module: CommitmentCasesModule, providers: looks === 'never' ? [] : [CaseWatch] };
  }
}

import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { DeclarationsApiController } from './declarations-api.controller.js';
import { DeclarationsPageController } from './declarations-page.controller.js';
import { DeclarationsQueries } from './declarations.queries.js';
import { DeclarationsService } from './declarations.service.js';

/** What both chairs agree about what is published of how the Compact is kept. */
@Module({
  imports: [HistoryModule, TwoKeysModule],
  controllers: [DeclarationsApiController, DeclarationsPageController],
  providers: [DeclarationsQueries, DeclarationsService],
  exports: [DeclarationsQueries],
})
export class DeclarationsModule {}

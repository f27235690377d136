import { Module } from '@nestjs/common';
import { KeptReadsModule } from '../kept-reads.module.js';
import { GrantChangesApiController } from './grant-changes-api.controller.js';
import { GrantChangesController } from './grant-changes.controller.js';
import { GrantChangesQueries } from './grant-changes.queries.js';
import { GrantChangesService } from './grant-changes.service.js';

@Module({
  imports: [KeptReadsModule],
  controllers: [GrantChangesController, GrantChangesApiController],
  providers: [GrantChangesQueries, GrantChangesService],
})
export class GrantChangesModule {}

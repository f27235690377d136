import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { OrganisationsApiController } from './organisations-api.controller.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  imports: [HistoryModule],
  controllers: [OrganisationsApiController],
  providers: [OrganisationsQueries, OrganisationsService],
  exports: [OrganisationsQueries, OrganisationsService],
})
export class OrganisationsModule {}

import { Module } from '@nestjs/common';
import { KeptReadsModule } from '../kept-reads.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { GrantFacetsQueries } from './grant-facets.queries.js';
import { GrantGroupsQueries } from './grant-groups.queries.js';
import { GrantRegisterProjection } from './grant-register.projection.js';
import { GrantsApiController } from './grants-api.controller.js';
import { GrantsController, GrantsDownloadController } from './grants.controller.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';

@Module({
  imports: [OrganisationsModule, KeptReadsModule],
  controllers: [GrantsController, GrantsDownloadController, GrantsApiController, GrantRegisterProjection],
  providers: [GrantsQueries, GrantGroupsQueries, GrantFacetsQueries, GrantsService],
})
export class GrantsModule {}

import { Module } from '@nestjs/common';
import { OrganisationFundingQueries } from './organisation-funding.queries.js';
import { OrganisationsApiController } from './organisations-api.controller.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsProjection } from './organisations.projection.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';
import { RepresentativesQueries } from './representatives.queries.js';

@Module({
  controllers: [OrganisationsController, OrganisationsApiController, OrganisationsProjection],
  providers: [OrganisationsQueries, OrganisationFundingQueries, RepresentativesQueries, OrganisationsService],
  exports: [OrganisationsQueries],
})
export class OrganisationsModule {}

import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { NameOrganisationController } from './name-organisation.controller.js';
import { OrganisationGrants } from './organisation-grants.queries.js';
import { OrganisationPageController } from './organisation-page.controller.js';
import { OrganisationsModule } from './organisations.module.js';
import { OrganisationsPageController } from './organisations-page.controller.js';
import { RegisterOrganisationController } from './register-organisation.controller.js';

/** The pages of organisations. */
@Module({
  imports: [HistoryModule, OrganisationsModule],
  controllers: [NameOrganisationController, OrganisationPageController, OrganisationsPageController, RegisterOrganisationController],
  providers: [OrganisationGrants],
})
export class OrganisationPagesModule {}

import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProgrammesModule } from '../programmes/programmes.module.js';
import { GrantExport } from './grant-export.service.js';
import { GrantImportService } from './grant-import.service.js';
import { GrantRecords } from './grant-records.service.js';
import { GrantsApiController } from './grants-api.controller.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';
import { ImportApiController } from './import-api.controller.js';
import { KeptImports } from './kept-imports.service.js';
import { PaymentHoldQueries } from './payment-holds.queries.js';
import { VariationsApiController } from './variations-api.controller.js';
import { VariationsService } from './variations.service.js';
import { IMPORTS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

@Module({
  imports: [DepartmentsModule, HistoryModule, OrganisationsModule, ProgrammesModule],
  controllers: [GrantsApiController, ImportApiController, VariationsApiController],
  providers: [
    GrantExport,
    GrantImportService,
    GrantRecords,
    GrantsQueries,
    GrantsService,
    KeptImports,
    PaymentHoldQueries,
    VariationsService,
    holdsAboutPeople(IMPORTS_HELD),
  ],
  exports: [GrantExport, GrantImportService, GrantsQueries, GrantsService, KeptImports, VariationsService],
})
export class GrantsModule {}

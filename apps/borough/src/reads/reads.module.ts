import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { ReadsApiController } from './reads-api.controller.js';
import { ReadsPageController } from './reads-page.controller.js';
import { ReadsQueries } from './reads.queries.js';
import { READS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

@Module({
  imports: [DepartmentsModule],
  controllers: [ReadsApiController, ReadsPageController],
  providers: [ReadsQueries, holdsAboutPeople(READS_HELD)],
})
export class ReadsModule {}

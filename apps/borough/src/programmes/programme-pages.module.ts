import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { OpenProgrammeController } from './open-programme.controller.js';
import { ProgrammeGrants } from './programme-grants.queries.js';
import { ProgrammeLevelController } from './programme-level.controller.js';
import { ProgrammePageController } from './programme-page.controller.js';
import { ProgrammesModule } from './programmes.module.js';
import { ProgrammesPageController } from './programmes-page.controller.js';

/** The pages of programmes. */
@Module({
  imports: [HistoryModule, ProgrammesModule],
  controllers: [OpenProgrammeController, ProgrammeLevelController, ProgrammePageController, ProgrammesPageController],
  providers: [ProgrammeGrants],
})
export class ProgrammePagesModule {}

import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { ProgrammesApiController } from './programmes-api.controller.js';
import { ProgrammesQueries } from './programmes.queries.js';
import { ProgrammesService } from './programmes.service.js';

@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [ProgrammesApiController],
  providers: [ProgrammesQueries, ProgrammesService],
  exports: [ProgrammesQueries, ProgrammesService],
})
export class ProgrammesModule {}

import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { ReadsApiController } from './reads-api.controller.js';
import { ReadsPageController } from './reads-page.controller.js';
import { ReadsQueries } from './reads.queries.js';

@Module({ imports: [DepartmentsModule], controllers: [ReadsApiController, ReadsPageController], providers: [ReadsQueries] })
export class ReadsModule {}

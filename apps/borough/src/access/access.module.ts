import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AccessService } from './access.service.js';

/** Roles of this borough, given and ended. */
@Module({ imports: [DepartmentsModule, HistoryModule], providers: [AccessService], exports: [AccessService] })
export class AccessModule {}

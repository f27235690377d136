import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AccessService } from './access.service.js';
import { GiveRoleController } from './give-role.controller.js';
import { RolesApiController } from './roles-api.controller.js';
import { RolesPageController } from './roles-page.controller.js';
import { RolesQueries } from './roles.queries.js';

/** Roles of this borough, given and ended. */
@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [RolesApiController, GiveRoleController, RolesPageController],
  providers: [AccessService, RolesQueries],
  exports: [AccessService, RolesQueries],
})
export class AccessModule {}

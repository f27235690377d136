import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AccessRequestsController } from './access-requests.controller.js';
import { AccessService } from './access.service.js';
import { BoroughRoles } from './borough-roles.js';
import { EndSignInsController } from './end-sign-ins.controller.js';
import { GiveRoleController } from './give-role.controller.js';
import { RolesApiController } from './roles-api.controller.js';
import { RolesPageController } from './roles-page.controller.js';
import { RolesQueries } from './roles.queries.js';
import { ROLES_HELD, SESSIONS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';
import { WaitingRoleEnds } from './waiting-role-ends.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** Roles of this borough, given and ended. */
@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [AccessRequestsController, RolesApiController, GiveRoleController, EndSignInsController, RolesPageController],
  providers: [
    AccessService,
    BoroughRoles,
    RolesQueries,
    holdsAboutPeople(ROLES_HELD),
    holdsAboutPeople(SESSIONS_HELD),
    ...offersWaiting(WaitingRoleEnds),
  ],
  exports: [AccessService, RolesQueries],
})
export class AccessModule {}

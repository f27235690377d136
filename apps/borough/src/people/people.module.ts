import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { HistoryModule } from '../history/history.module.js';
import { ErasePersonController } from './erase-person.controller.js';
import { OwnDataPageController } from './own-data-page.controller.js';
import { PeopleApiController } from './people-api.controller.js';
import { People } from './people.service.js';

/** What is held about people: given to each of them, and erased once they left. */
@Module({
  imports: [AccessModule, HistoryModule],
  controllers: [OwnDataPageController, PeopleApiController, ErasePersonController],
  providers: [People],
})
export class PeopleModule {}

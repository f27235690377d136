import { type DynamicModule, Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';
import { DiscussionPageController } from './discussion-page.controller.js';
import { DiscussionQueries } from './discussion.queries.js';
import { Discussion } from './discussion.service.js';
import { DiscussionWatch } from './discussion-watch.service.js';
import { POSTS_HELD } from './held-about-people.js';

/** The private discussion of the Compact Implementation Group. */
@Module({
  imports: [HistoryModule],
  controllers: [DiscussionPageController],
  providers: [Discussion, DiscussionQueries, holdsAboutPeople(POSTS_HELD)],
})
export class DiscussionModule {
  static forRoot(looks: 'every-second' | 'never' = 'every-second'): DynamicModule {
    return { module: DiscussionModule, providers: looks === 'never' ? [] : [DiscussionWatch] };
  }
}

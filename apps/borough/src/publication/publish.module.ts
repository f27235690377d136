import { Module } from '@nestjs/common';
import { GrantPagesModule } from '../grants/grant-pages.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { ExportTest } from './export-test.service.js';
import { PublicationModule } from './publication.module.js';
import { PublishCheck } from './publish-check.service.js';
import { PublishPageController } from './publish-page.controller.js';
import { PublishTestController } from './publish-test.controller.js';
import { PublishQueries } from './publish.queries.js';

/** The page on which officers check what is published. */
@Module({
  imports: [GrantPagesModule, GrantsModule, PublicationModule],
  controllers: [PublishPageController, PublishTestController],
  providers: [ExportTest, PublishCheck, PublishQueries],
})
export class PublishModule {}

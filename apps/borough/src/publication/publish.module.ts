import { Module } from '@nestjs/common';
import { GrantPagesModule } from '../grants/grant-pages.module.js';
import { PublicationModule } from './publication.module.js';
import { PublishPageController } from './publish-page.controller.js';
import { PublishQueries } from './publish.queries.js';

/** The page on which officers check what is published. */
@Module({ imports: [GrantPagesModule, PublicationModule], controllers: [PublishPageController], providers: [PublishQueries] })
export class PublishModule {}

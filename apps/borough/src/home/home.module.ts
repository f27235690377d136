import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DraftsModule } from '../drafts/drafts.module.js';
import { GrantPagesModule } from '../grants/grant-pages.module.js';
import { PublicationModule } from '../publication/publication.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { HomePageController } from './home-page.controller.js';
import { HomeQueries } from './home.queries.js';

@Module({
  imports: [ConsultationsModule, DraftsModule, GrantPagesModule, PublicationModule, TwoKeysModule],
  controllers: [HomePageController],
  providers: [HomeQueries],
})
export class HomeModule {}

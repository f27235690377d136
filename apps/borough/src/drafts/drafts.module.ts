import { DraftStore } from '#pages';
import { Module } from '@nestjs/common';
import { KeptDrafts } from './kept-drafts.service.js';
import { DRAFTS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

/** Keeps what officers began and have not sent. */
@Module({ providers: [{ provide: DraftStore, useClass: KeptDrafts }, holdsAboutPeople(DRAFTS_HELD)], exports: [DraftStore] })
export class DraftsModule {}

import { DraftStore } from '#pages';
import { Module } from '@nestjs/common';
import { KeptDrafts } from './kept-drafts.service.js';

/** Keeps what officers began and have not sent. */
@Module({ providers: [{ provide: DraftStore, useClass: KeptDrafts }], exports: [DraftStore] })
export class DraftsModule {}

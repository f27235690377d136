import { Module } from '@nestjs/common';
import { StatusPageController } from './status-page.controller.js';
import { StatusQueries } from './status.queries.js';

@Module({ controllers: [StatusPageController], providers: [StatusQueries] })
export class StatusModule {}

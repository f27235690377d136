import { Module } from '@nestjs/common';
import { OwnDataApiController } from './own-data-api.controller.js';
import { OwnDataController } from './own-data.controller.js';
import { OwnData } from './own-data.service.js';

@Module({ controllers: [OwnDataController, OwnDataApiController], providers: [OwnData] })
export class OwnDataModule {}

import { Module } from '@nestjs/common';
import { MappingsModule } from '../mappings/mappings.module.js';
import { SignatoriesModule } from '../signatories/signatories.module.js';
import { CompactRowsModule } from './compact-rows.module.js';
import { CompactsApiController } from './compacts-api.controller.js';
import { CompactsController } from './compacts.controller.js';
import { CompactsProjection } from './compacts.projection.js';
import { CompactsService } from './compacts.service.js';

@Module({
  imports: [CompactRowsModule, MappingsModule, SignatoriesModule],
  controllers: [CompactsController, CompactsApiController, CompactsProjection],
  providers: [CompactsService],
})
export class CompactsModule {}

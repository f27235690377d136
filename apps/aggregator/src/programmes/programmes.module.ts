import { Module } from '@nestjs/common';
import { ProgrammesApiController } from './programmes-api.controller.js';
import { ProgrammesController } from './programmes.controller.js';
import { ProgrammesProjection } from './programmes.projection.js';
import { ProgrammesQueries } from './programmes.queries.js';

@Module({
  controllers: [ProgrammesController, ProgrammesApiController, ProgrammesProjection],
  providers: [ProgrammesQueries],
  exports: [ProgrammesQueries],
})
export class ProgrammesModule {}

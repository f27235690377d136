import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { CoChairsApiController } from './co-chairs-api.controller.js';
import { CoChairsPageController } from './co-chairs-page.controller.js';
import { CoChairs } from './co-chairs.service.js';

/** Who chairs the Compact Implementation Group: the first act that needs both co-chairs. */
@Module({ imports: [AccessModule, TwoKeysModule], controllers: [CoChairsApiController, CoChairsPageController], providers: [CoChairs] })
export class CoChairsModule {}

import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import { AGGREGATOR_REQUESTS, RequestContext } from '../request-server.js';
import { ParkedEvents } from './parked.service.js';
import type { SetAside } from './set-aside.js';

/** Tells a borough what of its own events could not be applied, and nothing of the others'. */
@Controller()
export class ParkedRequestsController {
  constructor(private readonly parked: ParkedEvents) {}

  @MessagePattern('parked.read', AGGREGATOR_REQUESTS)
  read(@Ctx() { asker }: RequestContext): Promise<SetAside> {
    return this.parked.of(asker);
  }
}

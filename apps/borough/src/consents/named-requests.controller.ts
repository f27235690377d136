import { BOROUGH_REQUESTS } from '#events';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { isUUID } from 'class-validator';
import { ConsentsQueries } from './consents.queries.js';

const MOST_ASKED = 500;

/** Gives the aggregator the names behind the references of the log, for as long as each may be shown. */
@Controller()
export class NamedRequestsController {
  constructor(private readonly consents: ConsentsQueries) {}

  @MessagePattern('access.named', BOROUGH_REQUESTS)
  async named(@Payload() { representatives }: { representatives?: unknown }): Promise<{ names: Record<string, string> }> {
    const ids = Array.isArray(representatives) ? representatives.slice(0, MOST_ASKED).filter((id) => isUUID(id)) : [];
    return { names: await this.consents.namesOf(ids as string[]) };
  }
}

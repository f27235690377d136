import { Clock } from '#clock';
import { BoroughPipe } from '#events';
import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { Borough } from '../borough.js';
import { StatusQueries } from './status.queries.js';

/**
 * Whether what is recorded here reaches the others, for everyone to see. It needs neither NATS nor, for most of it, the database.
 * The words of a fault may name machines, so only officers read them.
 */
@Public()
@Controller('status')
export class StatusPageController {
  constructor(
    private readonly pipe: BoroughPipe,
    private readonly borough: Borough,
    private readonly clock: Clock,
    private readonly status: StatusQueries,
  ) {}

  @Get()
  @Render('status/status.njk')
  async page(@SignedIn() person: Person | null) {
    const waiting = await this.status.waitingInOutbox();
    const { fault, ...pipe } = this.pipe.status;
    const unsent = Math.max(0, pipe.position - pipe.published);
    const detail = actorsWith(person, 'publication.publish').length > 0 ? fault : null;
    return { name: this.borough.name, at: this.clock.now(), waiting, pipe, unsent, isFaulty: fault !== null, detail };
  }
}

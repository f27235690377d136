import { Clock, Ids, SystemClock, TimeOrderedIds } from '#clock';
import { sql } from '#database';
import { ReadinessChecks } from '#observe';
import { EntityManager } from '@mikro-orm/postgresql';
import { type DynamicModule, Injectable } from '@nestjs/common';
import { Borough } from './borough.js';
import { PersonalData } from './people/personal-data.service.js';
import { WaitingLines } from './waiting-lines.js';

/** The borough does its work as long as its own database answers; NATS may be away. */
@Injectable()
export class BoroughReadiness extends ReadinessChecks {
  override readonly checks = {
    database: async () => {
      await sql(this.em.fork(), 'select 1');
    },
  };

  constructor(private readonly em: EntityManager) {
    super();
  }
}

/**
 * What every feature stands on: who the borough is, what time it is, new ids, and where it says what it holds about people
 * and what waits for them.
 */
export class GroundModule {
  static forRoot(borough: Borough, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: GroundModule,
      global: true,
      providers: [
        { provide: Borough, useValue: borough },
        { provide: Clock, useValue: clock },
        { provide: Ids, useValue: new TimeOrderedIds(clock) },
        PersonalData,
        WaitingLines,
      ],
      exports: [Borough, Clock, Ids, PersonalData, WaitingLines],
    };
  }
}

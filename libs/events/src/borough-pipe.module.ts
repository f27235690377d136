import { Clock, Ids } from '#clock';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DynamicModule, FactoryProvider } from '@nestjs/common';
import { BoroughPipe, type BoroughPipeSettings } from './borough-pipe.js';
import { LogRequestsController } from './log-requests.controller.js';
import { LogWake } from './outbox/log-wake.js';
import { Outbox } from './outbox/outbox.js';
import { RefusedByHub } from './refused-by-hub.service.js';
import { BoroughRequestServer } from './request-server.js';
import { EventLog } from './sequencer/event-log.service.js';

type Settings = Omit<BoroughPipeSettings, 'completeness'>;

/** Gives the head what it says of each record type; the program provides it under this class. */
export abstract class CompletenessOfRecords {
  abstract read(): ReturnType<BoroughPipeSettings['completeness']>;
}

/** The borough's end of the pipe: Outbox for commands, EventLog for readers, BoroughPipe that numbers and sends. */
export class PipeModule {
  /**
   * `providers` gives Clock, Ids and CompletenessOfRecords, or `imports` the modules that do. The program connects the answering side with
   * `app.connectMicroservice({ strategy: app.get(BoroughRequestServer) })`.
   */
  static forBorough(settings: Settings, imports: DynamicModule['imports'] = []): DynamicModule {
    const pipe: FactoryProvider = {
      provide: BoroughPipe,
      inject: [LogWake, Clock, CompletenessOfRecords],
      useFactory: (wake: LogWake, clock: Clock, completeness: CompletenessOfRecords) =>
        new BoroughPipe({ ...settings, completeness: () => completeness.read() }, wake, clock),
    };
    return {
      module: PipeModule,
      global: true,
      imports,
      controllers: [LogRequestsController],
      providers: [
        { provide: LogWake, inject: [EntityManager], useFactory: (em: EntityManager) => new LogWake(em) },
        {
          provide: Outbox,
          inject: [Clock, Ids, LogWake],
          useFactory: (clock: Clock, ids: Ids, wake: LogWake) => new Outbox(clock, ids, wake),
        },
        {
          provide: EventLog,
          inject: [EntityManager],
          useFactory: (em: EntityManager) => new EventLog(em, settings.borough, settings.source),
        },
        pipe,
        RefusedByHub,
        {
          provide: BoroughRequestServer,
          inject: [BoroughPipe],
          useFactory: (boroughPipe: BoroughPipe) => new BoroughRequestServer(settings.borough, boroughPipe.nats),
        },
      ],
      exports: [Outbox, EventLog, BoroughPipe, BoroughRequestServer, RefusedByHub],
    };
  }
}

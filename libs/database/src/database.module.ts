import { MikroOrmModule } from '@mikro-orm/nestjs';
import type { DynamicModule } from '@nestjs/common';
import { type DatabaseSettings, databaseOptions } from './options.js';

/** Gives the program its EntityManager. Commands open `em.transactional`; nothing is kept in the one that is injected. */
export class DatabaseModule {
  static async forRoot(settings: DatabaseSettings): Promise<DynamicModule> {
    return await MikroOrmModule.forRoot({ ...databaseOptions(settings), registerRequestContext: false });
  }
}

import { sql } from '#database';
import { ReadinessChecks } from '#observe';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** The service reads from its database alone. Without NATS it stays ready, and says how old its records are. */
@Injectable()
export class DatabaseReadiness extends ReadinessChecks {
  override readonly checks: ReadinessChecks['checks'];

  constructor(em: EntityManager) {
    super();
    this.checks = { database: async () => void (await sql(em.fork(), 'select 1')) };
  }
}

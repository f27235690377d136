import { EntityManager } from '@mikro-orm/postgresql';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DepartmentsService } from './departments.service.js';

/** The borough's departments stand in its database before anything asks for them. */
@Module({ providers: [DepartmentsService], exports: [DepartmentsService] })
export class DepartmentsModule implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly departments: DepartmentsService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.departments.ensureConfigured(this.em.fork());
  }
}

import { Clock } from '#clock';
import { NotFound } from '#errors';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CompactVersion } from './compact-version.entity.js';

/** What a consultation does to the version of the Compact that it asks about, each in the open transaction. */
@Injectable()
export class ConsultedVersions {
  constructor(private readonly clock: Clock) {}

  async isApproved(em: EntityManager, versionId: string): Promise<boolean> {
    return (await versionOf(em, versionId)).stateOn(this.clock.today()) === 'approved-for-consultation';
  }

  /** People are asked about its text as it stands. */
  async consult(em: EntityManager, versionId: string, opensOn: string, closesOn: string): Promise<void> {
    (await versionOf(em, versionId)).consult(opensOn, closesOn, this.clock.today());
  }

  /** Answers are taken for longer, or again. */
  async answersUntil(em: EntityManager, versionId: string, closesOn: string): Promise<void> {
    (await versionOf(em, versionId)).answersUntil(closesOn, this.clock.today());
  }

  /** The consultation was withdrawn. */
  async unconsulted(em: EntityManager, versionId: string): Promise<void> {
    (await versionOf(em, versionId)).unconsulted(this.clock.today());
  }

  /** Whether the text that people are asked about has a clause. */
  async hasClause(em: EntityManager, versionId: string, clauseId: string): Promise<boolean> {
    const version = await em.findOne(CompactVersion, versionId);
    return version?.consultedClauses?.some((clause) => clause.clauseId === clauseId) === true;
  }
}

async function versionOf(em: EntityManager, versionId: string): Promise<CompactVersion> {
  const version = await em.findOne(CompactVersion, versionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!version) throw new NotFound('There is no such version of the Compact. Open the Compact to see its versions.');
  return version;
}

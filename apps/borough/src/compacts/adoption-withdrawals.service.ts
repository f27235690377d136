import { Clock, impreciseDateInWords } from '#clock';
import { CompactAdoptionWithdrawnV1 } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import { History } from '../history/history.service.js';
import { type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { CompactVersion } from './compact-version.entity.js';
import { MappedMeanwhile, NotAdopted, SignedMeanwhile } from './compact.errors.js';

const WITHDRAW = 'compacts.withdraw-adoption';

/** So many names say enough. */
const MOST_NAMED = 5;

/** An adoption that was recorded wrongly is taken back by the word of both chairs, while nothing rests on it. */
@Injectable()
export class AdoptionWithdrawals implements OnModuleInit {
  constructor(
    private readonly twoKeys: TwoKeyActs,
    private readonly acts: Acts,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.twoKeys.register(this.withdrawing());
  }

  /** Returns the id of the proposal. */
  async propose(actor: Actor, { id: versionId, label }: { readonly id: string; readonly label: string }, reason: string): Promise<string> {
    return this.twoKeys.propose(actor, { kind: WITHDRAW, about: versionId, content: { versionId, label }, reason });
  }

  private withdrawing(): TwoKeyKind {
    return {
      kind: WITHDRAW,
      inWords: ({ label }) => `The adoption of version ${String(label)} is taken back`,
      details: async (em, { versionId }) => {
        const { state, adoptedBy, inForceFrom, clauses } = await this.version(em, versionId);
        if (state !== 'adopted') return [{ text: 'How far it is', value: 'It stands as adopted no more' }];
        return [
          { text: 'Adopted by', value: adoptedBy ?? '' },
          { text: 'In force from', value: impreciseDateInWords(inForceFrom ?? '') },
          { text: 'Clauses', value: String(clauses.length) },
          { text: 'What comes of it', value: 'It counts as if it had never been adopted. What was in force before is in force again.' },
        ];
      },
      check: async (em, { versionId }) => refuseWhereItIsRestedOn(em, await this.version(em, versionId)),
      perform: async (em, actor, { versionId }, reason) => {
        const version = await this.version(em, versionId, LockMode.PESSIMISTIC_WRITE);
        await refuseWhereItIsRestedOn(em, version);
        const data = version.withdrawAdoption(reason, this.clock.today());
        const line = { act: 'adoption taken back', reason: data.reason, changes: { label: data.label } };
        await this.acts.add(
          em,
          actor,
          { ...line, recordType: 'compact-version', recordId: version.id },
          { told: { contract: CompactAdoptionWithdrawnV1, subject: version.id, data } },
        );
        await this.history.add(em, actor, [{ ...line, recordType: 'compact', recordId: version.documentId, told: true }]);
      },
    };
  }

  private async version(em: EntityManager, id: unknown, lockMode?: LockMode.PESSIMISTIC_WRITE): Promise<CompactVersion> {
    const version = await em.findOne(CompactVersion, String(id), lockMode ? { lockMode } : {});
    if (!version) throw new NotFound('There is no such version of the Compact. Open the Compact to see its versions.');
    return version;
  }
}

/** Who signs it, or agrees on its clauses, holds its row or the lock on roles, so that nobody does so meanwhile. */
async function refuseWhereItIsRestedOn(em: EntityManager, { id, label, state }: CompactVersion): Promise<void> {
  if (state !== 'adopted') throw new NotAdopted(label);
  const signed = await sql<{ name: string }>(
    em,
    `select coalesce(o.name, s.name) as name from compact_signatories s left join organisations o on o.id = s.organisation_id
     where s.signatures @> jsonb_build_array(jsonb_build_object('versionId', $1::text)) order by 1 limit ${MOST_NAMED}`,
    [id],
  );
  if (signed.length > 0)
    throw new SignedMeanwhile(
      label,
      signed.map(({ name }) => name),
    );
  const mapped = await sql<{ commitmentId: string }>(
    em,
    `select distinct commitment_id as "commitmentId" from commitment_mappings where version_id = $1 and ended_on is null
     order by 1 limit ${MOST_NAMED}`,
    [id],
  );
  if (mapped.length > 0)
    throw new MappedMeanwhile(
      label,
      mapped.map(({ commitmentId }) => commitmentId),
    );
}

import { Clock, Ids } from '#clock';
import { VariationWithdrawnV1 } from '#contracts';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import type { EndGrant } from './end-grant.command.js';
import { saving } from '../records.js';
import { Grant } from './grant.entity.js';
import { GrantRecords } from './grant-records.service.js';
import type { IncreaseGrant } from './increase-grant.command.js';
import type { MakeVariationPublic } from './make-variation-public.command.js';
import type { ReduceGrant } from './reduce-grant.command.js';
import { Variation } from './variation.entity.js';
import { type Decided, VariedGrant } from './vary-grant.js';
import type { WarnEarly } from './warn-early.command.js';
import type { WithdrawVariation } from './withdraw.command.js';

/** Changes of a grant after its award. Each returns the id of the change. */
const MADE_PUBLIC = 'change made public';

@Injectable()
export class VariationsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly records: GrantRecords,
    private readonly acts: Acts,
  ) {}

  async increase(actor: Actor, grantId: string, command: IncreaseGrant): Promise<string> {
    return this.decide(actor, grantId, 'increased', (varied) => varied.increase(this.ids.next(), command));
  }

  async reduce(actor: Actor, grantId: string, command: ReduceGrant): Promise<string> {
    return this.decide(actor, grantId, 'reduced', (varied) => varied.reduce(this.ids.next(), command, command));
  }

  async end(actor: Actor, grantId: string, command: EndGrant): Promise<string> {
    return this.decide(actor, grantId, 'ended', (varied) => varied.end(this.ids.next(), command, command));
  }

  async warnEarly(actor: Actor, grantId: string, command: WarnEarly): Promise<string> {
    return this.decide(actor, grantId, 'warned early', (varied) => varied.warn(this.ids.next(), command));
  }

  /** Without a day of its own, the decision is public from today. */
  async makePublic(actor: Actor, grantId: string, variationId: string, command: MakeVariationPublic): Promise<void> {
    await this.decide(actor, grantId, MADE_PUBLIC, (varied) => {
      const known = refuseUnknown(varied, variationId);
      return varied.makePublic(variationId, { ...command, madePublicOn: command.madePublicOn ?? known.madePublicOn ?? this.clock.today() });
    });
  }

  async withdraw(actor: Actor, grantId: string, variationId: string, { reason }: WithdrawVariation): Promise<void> {
    await this.em.transactional(async (em) => {
      const { grant, variations } = await this.records.lock(em, actor, 'grants.vary', grantId);
      const varied = new VariedGrant(grant, variations, this.clock.today());
      const variation = refuseUnknown(varied, variationId);
      const withdrawn = varied.withdraw(variationId, reason);
      const changes = { variationId };
      const told = withdrawn && { contract: VariationWithdrawnV1, subject: grantId, data: withdrawn };
      if (told) grant.touch(this.clock.now().toISOString());
      const made = [saving(em, Grant, grant), saving(em, Variation, variation)];
      await this.acts.add(em, actor, { act: 'change withdrawn', recordType: 'grant', recordId: grantId, reason, changes }, { told, made });
    });
  }

  private async decide(actor: Actor, grantId: string, act: string, decide: (varied: VariedGrant) => Decided): Promise<string> {
    return this.em.transactional(async (em) => {
      const permission = act === MADE_PUBLIC ? 'grants.make-public' : 'grants.vary';
      const { grant, variations } = await this.records.lock(em, actor, permission, grantId);
      const { variation, told } = decide(new VariedGrant(grant, variations, this.clock.today()));
      const { id: variationId, previousAmountPence: from, amountPence: to, effectiveOn, reason } = variation;
      const changes = { variationId, from, to, effectiveOn, public: told !== null };
      if (told) grant.touch(this.clock.now().toISOString());
      const line = { act, recordType: 'grant', recordId: grantId, reason, changes } as const;
      await this.acts.add(em, actor, line, {
        told: told && { ...told, subject: grantId },
        made: [saving(em, Grant, grant), saving(em, Variation, variation)],
      });
      return variationId;
    });
  }
}

function refuseUnknown(varied: VariedGrant, variationId: string) {
  const variation = varied.variation(variationId);
  if (!variation) throw new NotFound('This grant has no such change. Check the address, or open the grant.');
  return variation;
}

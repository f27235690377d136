import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { NotFound } from '#errors';
import type { Actor, Side } from '#identity';
import { type Label, maySee } from '#visibility';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AccessService } from '../access/access.service.js';
import { History } from '../history/history.service.js';
import { insertedUnlessTaken } from '../records.js';
import { type Proposed, TwoKeyAct } from './two-key-act.entity.js';
import { OtherKeyNeeded, ProposedAlready, ProposerChairsNoMore } from './two-key-act.errors.js';

const RECORD = 'two-key-act';

export interface Detail {
  readonly text: string;
  readonly value: string;
}

/** A kind of act that needs both co-chairs. A feature registers each of its kinds when it starts. */
export interface TwoKeyKind {
  /** Such as `co-chairs.give`. */
  readonly kind: string;
  /** It is about something labelled `case`: that there is such an act is for those alone who see as far. */
  readonly isCase?: true;
  /** What would be done, in a sentence. */
  inWords(content: Readonly<Record<string, unknown>>): string;
  /** Everything that would be done, for whoever turns the second key: names alone can be anybody's. */
  details(em: EntityManager, content: Readonly<Record<string, unknown>>): Promise<readonly Detail[]>;
  /** Refuses what could not be done now anyway, before anybody is asked. It changes nothing. */
  check(em: EntityManager, content: Readonly<Record<string, unknown>>): Promise<void>;
  /** Does it, in the transaction in which it is confirmed, by the word of both. That transaction holds the lock on roles already. */
  perform(em: EntityManager, actor: Actor, content: Readonly<Record<string, unknown>>, reason: string): Promise<void>;
}

/** An act that waits for its second key. Who proposed it is for those who may read it. */
export interface WaitingAct {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly proposedSide: Side;
  readonly proposedOn: string;
}

/** Acts that need the word of both sides of the Compact: proposed, then confirmed, refused, withdrawn, or expired. */
@Injectable()
export class TwoKeyActs {
  private readonly kinds = new Map<string, TwoKeyKind>();

  constructor(
    private readonly em: EntityManager,
    private readonly access: AccessService,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  register(kind: TwoKeyKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`There are two kinds of act ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  /** Returns the id of the act. @throws ProposedAlready; what the kind refuses. */
  async propose(actor: Actor, proposed: Proposed): Promise<string> {
    const now = this.clock.now();
    const act = TwoKeyAct.propose(this.ids.next(), proposed, actor, now);
    await this.em.fork().transactional(async (em) => {
      await this.kindOf(act).check(em, proposed.content);
      const expired = `update two_key_acts set state = 'expired' where state = 'proposed' and expires_at <= $1`;
      await sql(em, expired, [now.toISOString()]);
      if (!(await insertedUnlessTaken(em, TwoKeyAct, act))) throw new ProposedAlready();
      await this.remember(em, actor, act, 'proposed', proposed.reason);
    });
    return act.id;
  }

  /** Turns the second key: what was proposed is done now, or the error of its rule says why it cannot be. */
  async confirm(actor: Actor, actId: string): Promise<void> {
    await this.decide(actor, actId, 'confirmed', async (act, em) => {
      await this.access.lock(em);
      const { proposedIssuer: issuer, proposedSubject: subject, proposedRole } = act;
      if (!(await this.access.isHeldBy(em, { issuer, subject }, proposedRole))) throw new ProposerChairsNoMore();
      if (!(await this.access.isHeldBy(em, { issuer: actor.issuer, subject: actor.subject }, actor.role))) throw new OtherKeyNeeded();
      act.confirm(actor, this.clock.now());
      await this.kindOf(act).perform(em, actor, act.content, act.reason);
    });
  }

  /** What of a kind waits for its second key, the latest first. */
  async waiting(kind: string): Promise<WaitingAct[]> {
    return sql<WaitingAct>(
      this.em.fork(),
      `select id, content, proposed_side as "proposedSide", (proposed_at at time zone 'Europe/London')::date::text as "proposedOn"
       from two_key_acts where kind = $1 and state = 'proposed' and expires_at > $2 order by id desc`,
      [kind, this.clock.now().toISOString()],
    );
  }

  async refuse(actor: Actor, actId: string, reason: string): Promise<void> {
    await this.decide(actor, actId, 'refused', async (act) => act.refuse(actor, this.clock.now(), reason), reason);
  }

  async withdraw(actor: Actor, actId: string, reason: string): Promise<void> {
    await this.decide(actor, actId, 'withdrawn', async (act) => act.withdraw(actor, this.clock.now(), reason), reason);
  }

  /** The kinds that somebody does not see. */
  hiddenFrom(clearance: Label): string[] {
    return [...this.kinds.values()].filter(({ isCase }) => isCase && !maySee(clearance, 'case')).map(({ kind }) => kind);
  }

  kindOf({ kind }: Pick<TwoKeyAct, 'kind'>): TwoKeyKind {
    const found = this.kinds.get(kind);
    if (!found) throw new TypeError(`nothing here knows the act ${kind}`);
    return found;
  }

  private async decide(
    actor: Actor,
    actId: string,
    what: string,
    change: (act: TwoKeyAct, em: EntityManager) => Promise<void>,
    reason?: string,
  ): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const act = await em.findOne(TwoKeyAct, actId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!act) throw new NotFound('There is no such proposal. Look under “Both co-chairs”.');
      await change(act, em);
      await em.persist(act).flush();
      await this.remember(em, actor, act, what, reason);
    });
  }

  private async remember(em: EntityManager, actor: Actor, { id, kind, content }: TwoKeyAct, act: string, reason?: string): Promise<void> {
    await this.history.add(em, actor, [{ recordType: RECORD, recordId: id, act, reason, changes: { kind, ...content } }]);
  }
}

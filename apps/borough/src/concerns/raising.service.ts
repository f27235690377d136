import { addMonths, Clock, Ids } from '#clock';
import { CATALOGUE } from '#commitments';
import { sql } from '#database';
import { InvalidInput } from '#errors';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { Borough } from '../borough.js';
import { notAhead } from '../not-ahead.js';
import { insertedUnlessTaken } from '../records.js';
import { askFor, PROGRAM } from './concern-readers.js';
import { Concern, type RaisedAccount } from './concern.entity.js';
import { type RaiseConcern, WORDS } from './concerns.commands.js';

/** Without what is taken for something else: 0 and O, 1 and I. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LETTERS_OF_ONE = 8;
/** A concern of a group is one where so many organisations raise it within so many months. */
const ENOUGH = 3;
const MONTHS_TO_GATHER = 12;

/** Who raises a concern. */
export interface Raiser {
  /** In the register; null where it is not known there, or nobody showed to speak for it. */
  readonly organisationId: string | null;
  readonly name: string;
  /** Of who has no account. */
  readonly linkHash?: string;
  readonly address?: string;
}

interface Respondent {
  readonly departmentKey: string | null;
  readonly respondentName: string;
}

/** Raises concerns. Who raised one is kept apart from it, and read by those alone whom the way of raising names. */
@Injectable()
export class RaisingService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
  ) {}

  /** By somebody who is signed in. Returns its reference. */
  async raise(actor: Actor, command: RaiseConcern): Promise<string> {
    return this.em.fork().transactional(async (em) => this.raiseIn(em, command, await this.raiserOf(em, actor, command)));
  }

  /** In the open transaction. Returns its reference; of one of a group that of all of them. */
  async raiseIn(em: EntityManager, command: RaiseConcern, raiser: Raiser): Promise<string> {
    const respondent = this.checked(command);
    await askFor(em, PROGRAM);
    const account = this.accountOf(command);
    const concern =
      (command.way === 'group' && (await this.sameAs(em, command, respondent, account))) ||
      (await this.begun(em, command, respondent, account));
    await sql(em, ADD_RAISER, [
      account.id,
      concern.id,
      concern.way,
      concern.departmentKey,
      raiser.organisationId,
      raiser.name,
      account.raisedOn,
      command.mayBeNamed ?? false,
      raiser.linkHash ?? null,
      raiser.address ?? null,
    ]);
    if (concern.way === 'group' && !concern.raisedOn) await this.gatherIfEnough(em, concern);
    return concern.reference;
  }

  /** Refuses what could not be raised, before anybody confirms anything. */
  checked({ respondent, otherBody, happenedOn, commitmentId }: RaiseConcern): Respondent {
    notAhead('happenedOn', happenedOn, this.clock.today());
    if (commitmentId && !CATALOGUE.commitments.some(({ id }) => id === commitmentId)) {
      throw new InvalidInput([{ field: 'commitmentId', message: WORDS.commitmentId.message }]);
    }
    if (respondent === 'other') {
      if (!otherBody) throw new InvalidInput([{ field: 'otherBody', message: WORDS.otherBody.message }]);
      return { departmentKey: null, respondentName: otherBody.trim() };
    }
    const department = this.borough.departments.find(({ key }) => key === respondent);
    if (!department) throw new InvalidInput([{ field: 'respondent', message: WORDS.respondent.message }]);
    return { departmentKey: department.key, respondentName: department.name };
  }

  private accountOf({ happenedOn, facts, clause, commitmentId, remedy, tried }: RaiseConcern): RaisedAccount {
    return {
      id: this.ids.next(),
      raisedOn: this.clock.today(),
      happenedOn,
      facts,
      clause: clause ?? null,
      commitmentId: commitmentId ?? null,
      remedy,
      tried: tried ?? null,
    };
  }

  private async begun(em: EntityManager, { way, kind }: RaiseConcern, respondent: Respondent, account: RaisedAccount): Promise<Concern> {
    for (;;) {
      const concern = Concern.raise({ id: this.ids.next(), reference: newReference(), way, kind, ...respondent, account });
      if (await insertedUnlessTaken(em, Concern, concern)) return em.findOneOrFail(Concern, concern.id);
    }
  }

  /** What others of a group raised: the same with the same body, which nobody has answered yet. */
  private async sameAs(
    em: EntityManager,
    { kind }: RaiseConcern,
    { departmentKey, respondentName }: Respondent,
    account: RaisedAccount,
  ): Promise<Concern | null> {
    await sql(em, `select pg_advisory_xact_lock(hashtext('concerns of a group'))`);
    const [row] = await sql<{ id: string }>(em, SAME, [kind, departmentKey, respondentName]);
    const concern = row ? await em.findOne(Concern, row.id, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    concern?.join(account);
    return concern;
  }

  private async gatherIfEnough(em: EntityManager, concern: Concern): Promise<void> {
    const today = this.clock.today();
    const [row] = await sql<{ count: number }>(em, 'select concern_organisations_since($1, $2) as count', [
      concern.id,
      addMonths(today, -MONTHS_TO_GATHER),
    ]);
    if ((row?.count ?? 0) >= ENOUGH) concern.gather(today);
  }

  /** Whom somebody speaks for: an organisation of their own, or one that they name. */
  private async raiserOf(em: EntityManager, { role, heldFor }: Actor, { organisation }: RaiseConcern): Promise<Raiser> {
    const isOwn = role === 'representative' && heldFor?.kind === 'organisation';
    if (!isOwn && !organisation) throw new InvalidInput([{ field: 'organisation', message: WORDS.organisation.message }]);
    const [known] = await sql<{ id: string; name: string }>(em, KNOWN, isOwn ? [heldFor.key, null] : [null, organisation]);
    return { organisationId: known?.id ?? null, name: known?.name ?? (organisation ?? '').trim() };
  }
}

const newReference = (): string => `C-${Array.from({ length: LETTERS_OF_ONE }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

const ADD_RAISER = `
  insert into concern_raisers (id, concern_id, way, department_key, organisation_id, name, raised_on, may_be_named, link_hash, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const SAME = `
  select id from concerns
  where way = 'group' and kind = $1 and state = 'received' and department_key is not distinct from $2
    and lower(respondent_name) = lower($3) order by id limit 1`;
const KNOWN = `
  select id, name from organisations where id = $1::uuid or lower(name) = lower(trim($2::text)) order by id limit 1`;

import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, type HeldFor, roleInWords } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { History } from '../history/history.service.js';
import { Borough } from '../borough.js';
import { RoleAssignment, type RoleToGive } from './role-assignment.entity.js';
import { RoleIsOver } from './role.errors.js';
import { RolesHeld, type Word } from './role-rules.js';

export type { RoleToGive };

const RECORD = 'role';

export interface RolesGiven {
  readonly given: number;
  /** Held already: the name or the last day was changed. */
  readonly changed: number;
  readonly unchanged: number;
}

/** Gives and ends the roles of this borough. Each act leaves its line of history. */
@Injectable()
export class AccessService {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
    private readonly departments: DepartmentsService,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * All roles, or none. One that is held already is brought up to date in its name and last day, and not given twice.
   * @throws InvalidInput for a department, body or organisation that the borough does not have; the errors of role.errors.ts.
   */
  async give(actor: Actor, wanted: readonly RoleToGive[]): Promise<RolesGiven> {
    return await this.oneAtATime(async (em) => {
      const count = { given: 0, changed: 0, unchanged: 0 };
      for (const role of wanted) count[await this.giveIn(em, actor, role, 'one')] += 1;
      return count;
    });
  }

  /** Ends a role at this moment, also within running sessions. */
  async end(actor: Actor, assignmentId: string, reason?: string): Promise<void> {
    await this.oneAtATime((em) => this.endIn(em, actor, assignmentId, 'one', reason));
  }

  /** Ends what is held of the roles that are named. Returns how many were. */
  async endHeld(actor: Actor, wanted: readonly Omit<RoleToGive, 'name'>[]): Promise<number> {
    return await this.oneAtATime(async (em) => {
      let ended = 0;
      for (const role of wanted) {
        const found = (await this.held(em)).find({ ...role, heldFor: await this.known(em, role.heldFor) });
        if (!found) continue;
        await this.endIn(em, actor, found.id, 'one');
        ended += 1;
      }
      return ended;
    });
  }

  /** Refuses what could not be given or ended by this word now. It changes nothing. */
  async refuseGiving(em: EntityManager, wanted: RoleToGive, word: Word): Promise<void> {
    (await this.held(em)).refuseGiving(wanted, word);
  }

  async refuseEnding(em: EntityManager, assignmentId: string, word: Word): Promise<void> {
    (await this.held(em)).refuseEnding(await em.findOneOrFail(RoleAssignment, assignmentId), word);
  }

  /** Within a transaction that holds the {@link lock}. */
  async giveIn(em: EntityManager, actor: Actor, asked: RoleToGive, word: Word): Promise<keyof RolesGiven> {
    const wanted = { ...asked, heldFor: await this.known(em, asked.heldFor) };
    const held = await this.held(em);
    const before = held.find(wanted);
    if (before?.name === wanted.name && before.lastDay === (wanted.until ?? null)) return 'unchanged';
    // A name is put right without anybody else's word; a last day is as much as giving or ending.
    if (!before || before.lastDay !== (wanted.until ?? null)) held.refuseGiving(wanted, word);
    this.refusePast(wanted);
    if (before) {
      const changes = { name: { from: before.name, to: wanted.name }, lastDay: { from: before.lastDay, to: wanted.until ?? null } };
      before.rename(wanted.name);
      before.limit(wanted.until);
      await em.persist(before).flush();
      await this.history.add(em, actor, [{ recordType: RECORD, recordId: before.id, act: 'changed', changes }]);
      return 'changed';
    }
    const assignment = RoleAssignment.give(this.ids.next(), wanted, actor, this.clock.now());
    await em.persist(assignment).flush();
    const changes = { role: { from: null, to: assignment.key }, subject: { from: null, to: wanted.subject }, lastDay: assignment.lastDay };
    await this.history.add(em, actor, [{ recordType: RECORD, recordId: assignment.id, act: 'given', changes }]);
    return 'given';
  }

  /** Within a transaction that holds the {@link lock}. */
  async endIn(em: EntityManager, actor: Actor, assignmentId: string, word: Word, reason?: string): Promise<void> {
    const assignment = await em.findOne(RoleAssignment, assignmentId);
    if (!assignment) throw new NotFound('There is no such role here. Look for it in the list of roles.');
    const now = this.clock.now();
    if (assignment.isOver(now)) throw new RoleIsOver();
    (await this.held(em)).refuseEnding(assignment, word);
    assignment.end(actor, now);
    await em.persist(assignment).flush();
    const changes = { role: { from: assignment.key, to: null }, subject: { from: assignment.subject, to: null } };
    await this.history.add(em, actor, [{ recordType: RECORD, recordId: assignment.id, act: 'ended', reason, changes }]);
  }

  /** Roles are given seldom: two people at once wait for each other, so that the second decides on what the first has done. */
  async oneAtATime<T>(act: (em: EntityManager) => Promise<T>): Promise<T> {
    return await this.em.fork().transactional(async (em) => {
      await this.lock(em);
      return await act(em);
    });
  }

  async lock(em: EntityManager): Promise<void> {
    await sql(em, `select pg_advisory_xact_lock(hashtext('role_assignments'))`);
  }

  /** All that is held or will be, for deciding on one more or one less. */
  private async held(em: EntityManager): Promise<RolesHeld> {
    const now = this.clock.now();
    const standing = await em.find(RoleAssignment, { $or: [{ heldUntil: null }, { heldUntil: { $gt: now } }] });
    return new RolesHeld(standing, now);
  }

  /** What a role is for, as the borough knows it, with its name. An organisation may be named by its public identifier. */
  async known(em: EntityManager, heldFor: HeldFor | null): Promise<HeldFor | null> {
    if (!heldFor) return null;
    const { kind, key } = heldFor;
    if (kind === 'organisation') return { kind, ...(await this.organisation(em, key)) };
    const all = kind === 'department' ? await this.departments.own(em) : this.borough.bodies;
    const found = all.find((one) => one.key === key);
    if (found) return { kind, key, name: found.name };
    const choice = all.length > 0 ? `Name one of: ${all.map((one) => one.key).join(', ')}` : `There is no ${kind} here yet`;
    throw new InvalidInput([{ field: 'heldFor', message: `There is no ${kind} ${key} here. ${choice}.` }]);
  }

  private async organisation(em: EntityManager, idOrIdentifier: string): Promise<{ key: string; name: string }> {
    const [row] = await sql<{ key: string; name: string }>(
      em,
      `select o.id as key, o.name from organisations o where o.id::text = lower($1)
         or o.id in (select organisation_id from organisation_identifiers where identifier = $1)`,
      [idOrIdentifier],
    );
    if (row) return row;
    const message = `There is no organisation ${idOrIdentifier} in the register. Register it first, or give another of its numbers.`;
    throw new InvalidInput([{ field: 'heldFor', message }]);
  }

  private refusePast({ from, until, role, heldFor }: RoleToGive): void {
    const today = this.clock.today();
    if (until !== undefined && until < (from ?? today)) {
      const message = `The last day of ${roleInWords({ role, heldFor })} comes before its first. Check both.`;
      throw new InvalidInput([{ field: 'until', message }]);
    }
    if (until !== undefined && until < today) {
      throw new InvalidInput([{ field: 'until', message: 'The last day has passed. End the role instead, or leave the last day empty.' }]);
    }
  }
}

import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, type HeldFor, KnownIssuers, type Role, roleInWords } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Optional } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { History } from '../history/history.service.js';
import { Borough } from '../borough.js';
import { RoleAssignment, type RoleToGive } from './role-assignment.entity.js';
import { HeldOnOtherDays, RoleIsOver, UnknownIssuer } from './role.errors.js';
import { RolesHeld, type Word } from './role-rules.js';

export type { RoleToGive };

const RECORD = 'role';

/** By whose word, and why. */
interface Words {
  readonly word?: Word;
  readonly reason?: string | undefined;
}

export interface RolesGiven {
  readonly given: number;
  /** Held already: the name or the last day was changed. */
  readonly changed: number;
  readonly unchanged: number;
}

const noSuchRole = (): NotFound => new NotFound('There is no such role here. Look for it in the list of roles.');

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
    /** Where people sign in; a program that knows none, such as the operator's, takes any. */
    @Optional() private readonly issuers?: KnownIssuers,
  ) {}

  /**
   * All roles, or none. One that is held already is brought up to date in its name and last day, and not given twice.
   * @throws InvalidInput for a department, body or organisation that the borough does not have; the errors of role.errors.ts.
   */
  async give(actor: Actor, wanted: readonly RoleToGive[], { word = 'one', reason }: Words = {}): Promise<RolesGiven> {
    return await this.oneAtATime(async (em) => {
      const count = { given: 0, changed: 0, unchanged: 0 };
      for (const role of wanted) count[await this.giveIn(em, actor, role, word, reason)] += 1;
      return count;
    });
  }

  /** What a role is for, with its name. @throws InvalidInput where the borough has no such thing. */
  async named(heldFor: HeldFor | null): Promise<HeldFor | null> {
    return await this.known(this.em.fork(), heldFor);
  }

  /** Ends a role at this moment, also within running sessions. */
  async end(actor: Actor, assignmentId: string, reason?: string): Promise<void> {
    await this.oneAtATime((em) => this.endIn(em, actor, assignmentId, 'one', reason));
  }

  /** Ends what is held of the roles that are named. Returns how many were. */
  async endHeld(actor: Actor, wanted: readonly Omit<RoleToGive, 'name'>[], { word = 'one', reason }: Words = {}): Promise<number> {
    return await this.oneAtATime(async (em) => {
      let ended = 0;
      for (const role of wanted) {
        const found = (await this.held(em)).find({ ...role, heldFor: await this.known(em, role.heldFor) });
        if (!found) continue;
        await this.endIn(em, actor, found.id, word, reason);
        ended += 1;
      }
      return ended;
    });
  }

  /** Signs the person of a role out at every browser. The roles stay. */
  async endSignIns(actor: Actor, assignmentId: string, reason: string): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const person = await em.findOne(RoleAssignment, assignmentId);
      if (!person) throw noSuchRole();
      await sql(em, 'delete from sessions where issuer = $1 and subject = $2', [person.issuer, person.subject]);
      await this.history.add(em, actor, [{ recordType: RECORD, recordId: assignmentId, act: 'sign-ins ended', reason }]);
    });
  }

  /** Refuses what could not be given or ended by this word now. It changes nothing. */
  async refuseGiving(em: EntityManager, wanted: RoleToGive, word: Word): Promise<void> {
    const held = await this.held(em);
    this.refuse(held, wanted, held.find(wanted), word);
  }

  /** Whether somebody holds a role for the whole borough at this moment. */
  async isHeldBy(em: EntityManager, person: { readonly issuer: string; readonly subject: string }, role: Role): Promise<boolean> {
    const found = await em.find(RoleAssignment, { ...person, role, heldFor: null });
    return found.some((assignment) => assignment.isHeld(this.clock.now()));
  }

  /** By which names a person is known here: whoever is proposed under another is worth a second look. */
  async namesOf(em: EntityManager, { issuer, subject }: { readonly issuer: string; readonly subject: string }): Promise<string[]> {
    const rows = await sql<{ name: string }>(
      em,
      `select distinct name from (
         select name from role_assignments where issuer = $1 and subject = $2
         union select name from sessions where issuer = $1 and subject = $2
       ) known order by name limit 10`,
      [issuer, subject],
    );
    return rows.map(({ name }) => name);
  }

  /** Whose role it is, and since when; null where there is none by now. */
  async holderOf(
    em: EntityManager,
    assignmentId: string,
  ): Promise<Pick<RoleAssignment, 'issuer' | 'subject' | 'firstDay' | 'role'> | null> {
    return await em.findOne(RoleAssignment, assignmentId);
  }

  async refuseEnding(em: EntityManager, assignmentId: string, word: Word): Promise<void> {
    (await this.held(em)).refuseEnding(await em.findOneOrFail(RoleAssignment, assignmentId), word);
  }

  /** Within a transaction that holds the {@link lock}. */
  async giveIn(em: EntityManager, actor: Actor, asked: RoleToGive, word: Word, reason?: string): Promise<keyof RolesGiven> {
    const wanted = { ...asked, heldFor: await this.known(em, asked.heldFor) };
    const held = await this.held(em);
    const before = held.find(wanted);
    this.refuse(held, wanted, before, word);
    const lastDay = wanted.until ?? null;
    if (before?.name === wanted.name && before.lastDay === lastDay) return 'unchanged';
    if (before) {
      const changes = { name: { from: before.name, to: wanted.name }, lastDay: { from: before.lastDay, to: lastDay } };
      before.rename(wanted.name);
      before.limit(wanted.until);
      await em.persist(before).flush();
      await this.history.add(em, actor, [{ recordType: RECORD, recordId: before.id, act: 'changed', reason, changes }]);
      return 'changed';
    }
    const assignment = RoleAssignment.give(this.ids.next(), wanted, actor, this.clock.now());
    await em.persist(assignment).flush();
    const changes = { role: { from: null, to: assignment.key }, subject: { from: null, to: wanted.subject }, lastDay: assignment.lastDay };
    await this.history.add(em, actor, [{ recordType: RECORD, recordId: assignment.id, act: 'given', reason, changes }]);
    return 'given';
  }

  /** Within a transaction that holds the {@link lock}. */
  async endIn(em: EntityManager, actor: Actor, assignmentId: string, word: Word, reason?: string): Promise<void> {
    const assignment = await em.findOne(RoleAssignment, assignmentId);
    if (!assignment) throw noSuchRole();
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
  private async known(em: EntityManager, heldFor: HeldFor | null): Promise<HeldFor | null> {
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
    throw new InvalidInput([{ field: 'organisation', message }]);
  }

  /** A name is put right without anybody else's word, but for a co-chair's; a last day is as much as giving or ending. */
  private refuse(held: RolesHeld, wanted: RoleToGive, before: RoleAssignment | undefined, word: Word): void {
    this.refuseDays(wanted, before);
    if (before) held.refuseRenaming(before, wanted.name, word);
    if (before?.lastDay === (wanted.until ?? null)) return;
    if (!before) this.refuseIssuer(wanted.issuer);
    held.refuseGiving(wanted, word);
    if (before) held.refuseLimiting(before, wanted.until);
  }

  private refuseIssuer(issuer: string): void {
    const known = this.issuers?.addresses;
    if (known && !known.includes(issuer)) throw new UnknownIssuer(known);
  }

  private refuseDays({ from, until, role, heldFor }: RoleToGive, before: RoleAssignment | undefined): void {
    const today = this.clock.today();
    const begins = from !== undefined && from > today ? from : today;
    if (before && (before.firstDay > today ? before.firstDay !== begins : begins > today)) throw new HeldOnOtherDays(before.firstDay);
    if (until !== undefined && until < begins) {
      const message =
        until < today
          ? 'The last day has passed. End the role instead, or leave the last day empty.'
          : `The last day of ${roleInWords({ role, heldFor })} comes before its first. Check both.`;
      throw new InvalidInput([{ field: 'until', message }]);
    }
  }
}

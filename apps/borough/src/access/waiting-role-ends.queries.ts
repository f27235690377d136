import { addDays, Clock, startOf } from '#clock';
import { sql } from '#database';
import { CO_CHAIRS, type Role, ROLE_DEFINITIONS } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';

interface Row {
  readonly id: string;
  readonly role: Role;
  readonly dueOn: string;
  readonly isOwn: boolean;
}

const DAYS_AHEAD = 90;
const MOST = 50;

/** Roles that end soon: one’s own, and for the chairs who chairs. No name stands in it. */
@Injectable()
export class WaitingRoleEnds implements WaitingSource {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async linesFor({ person, sides, today }: Reader): Promise<WaitingLine[]> {
    if (person.roles.length === 0) return [];
    const ending = await sql<Row>(
      this.em.fork(),
      `select id, role, ((held_until - interval '1 second') at time zone 'Europe/London')::date::text as "dueOn",
         issuer = $1 and subject = $2 as "isOwn"
       from role_assignments
       where held_from <= $3 and held_until > $3 and held_until <= $4
         and (issuer = $1 and subject = $2 or role = any($5::text[])) order by held_until, id limit ${MOST}`,
      [
        person.issuer,
        person.subject,
        this.clock.now().toISOString(),
        startOf(addDays(today, DAYS_AHEAD)).toISOString(),
        sides.length > 0 ? Object.values(CO_CHAIRS) : [],
      ],
    );
    return ending.map(({ id, role, dueOn, isOwn }) => ({
      thing: `role ${id}`,
      what: `${isOwn ? 'Your role ends' : 'A role ends'}: ${ROLE_DEFINITIONS[role].title}`,
      href: sides.length > 0 ? '/co-chairs' : '/account',
      since: null,
      dueOn,
      waitsFor: [],
    }));
  }
}

import { decodeCursor, page, type Page } from '#api';
import { Clock } from '#clock';
import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type HeldFor, isRole, type Role, roleInWords, roleKey, ROLES } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { Borough } from '../borough.js';
import { HELD_FOR_NAME } from './borough-roles.js';
import type { RolesAsked } from './role.commands.js';

/** A role as the borough gave it. For its administrators and its data protection officer alone. */
@Label('borough')
export class RoleView {
  @IsUUID() readonly id!: string;
  @IsString() readonly name!: string;
  @IsString() readonly issuer!: string;
  @IsString() readonly subject!: string;
  @IsIn(ROLES) readonly role!: Role;
  /** As forms and the header Working-As name it: `funding-officer:housing`. */
  @IsString() readonly key!: string;
  @IsString() readonly inWords!: string;
  @IsCivilDate() readonly from!: string;
  /** The last day; null while none is known. */
  @IsOptional() @IsCivilDate() readonly until!: string | null;
  /** The subject of who gave it. */
  @IsString() readonly givenBy!: string;
  /** The subject of who ended it before its last day, or without one. */
  @IsOptional() @IsString() readonly endedBy!: string | null;
}

/** Whether it was ended, or its last day has passed. */
export const isOver = ({ endedBy, until }: RoleView, today: string): boolean => endedBy !== null || (until !== null && until < today);

/** Who signed in here lately and holds no role. */
export interface WithoutRole {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
}

interface Row extends Omit<RoleView, 'key' | 'inWords' | 'role'> {
  readonly role: string;
  readonly kind: HeldFor['kind'] | null;
  readonly heldFor: string | null;
  readonly heldForName: string | null;
}

const VIEW = `r.id, r.name, r.issuer, r.subject, r.role, r.held_for_kind as kind, r.held_for as "heldFor",
  ${HELD_FOR_NAME} as "heldForName",
  (r.held_from at time zone 'Europe/London')::date::text as from, r.given_by as "givenBy", r.ended_by as "endedBy",
  case when r.ended_by is null then (r.held_until at time zone 'Europe/London' - interval '1 microsecond')::date
    else (r.held_until at time zone 'Europe/London')::date end::text as until`;
const MOST_WITHOUT_ROLE = 20;

@Injectable()
export class RolesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
  ) {}

  /** Roles by name of the person, as somebody sees them. */
  async list({ role, held, limit, cursor }: RolesAsked, clearance: Label): Promise<Page<RoleView>> {
    const after = decodeCursor(cursor, 'text', 'uuid');
    const over = '(r.held_until is not null and r.held_until <= $2)';
    const rows = await sql<Row>(
      this.em.fork(),
      `select ${VIEW} from role_assignments r
       where ${held === 'now' ? `not ${over}` : over} and ($3::text is null or r.role = $3)
         and ($4::text is null or (r.name, r.id) > ($4::text, $5::uuid))
       order by r.name, r.id limit $6`,
      [this.borough.body.identifier, this.now, role ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ name, id }) => [name, id]);
    return { items: items.flatMap((row) => this.view(row, clearance)), next };
  }

  async one(id: string, clearance: Label): Promise<RoleView> {
    const rows = await sql<Row>(this.em.fork(), `select ${VIEW} from role_assignments r where r.id = $2`, [
      this.borough.body.identifier,
      id,
    ]);
    const [view] = rows.flatMap((row) => this.view(row, clearance));
    if (!view) throw new NotFound('There is no such role here. Look for it in the list of roles.');
    return view;
  }

  /** Who is held now to chair, on both sides. */
  async coChairs(clearance: Label): Promise<RoleView[]> {
    const rows = await sql<Row>(
      this.em.fork(),
      `select ${VIEW} from role_assignments r
       where r.role in ('council-co-chair', 'sector-co-chair') and r.held_from <= $2 and (r.held_until is null or r.held_until > $2)
       order by r.role, r.name, r.id`,
      [this.borough.body.identifier, this.now],
    );
    return rows.flatMap((row) => this.view(row, clearance));
  }

  /** One of them, by the id of the role. */
  async coChair(id: string, clearance: Label): Promise<RoleView> {
    const found = (await this.coChairs(clearance)).find((role) => role.id === id);
    if (!found) throw new NotFound('There is no such co-chair. Look under Co-chairs.');
    return found;
  }

  /** Who is signed in here and holds no role, the latest first: most likely they wait for one. */
  async withoutRole(): Promise<WithoutRole[]> {
    return await sql<WithoutRole>(
      this.em.fork(),
      `select issuer, subject, max(name) as name from sessions s
       where not exists (select from role_assignments r where r.issuer = s.issuer and r.subject = s.subject
         and r.held_from <= $1 and (r.held_until is null or r.held_until > $1))
       group by issuer, subject order by max(begun_at) desc limit $2`,
      [this.now, MOST_WITHOUT_ROLE],
    );
  }

  private get now(): string {
    return this.clock.now().toISOString();
  }

  /** A role of a name that is not given any more is left out. */
  private view({ role, kind, heldFor: key, heldForName, ...row }: Row, clearance: Label): RoleView[] {
    if (!isRole(role)) return [];
    const called = heldForName ?? this.borough.bodies.find((body) => kind === 'body' && body.key === key)?.name ?? null;
    const heldFor = kind && key ? { kind, key, name: called } : null;
    const view = { ...row, role, key: roleKey({ role, heldFor }), inWords: roleInWords({ role, heldFor }) };
    return [shown(RoleView, view, clearance)];
  }
}

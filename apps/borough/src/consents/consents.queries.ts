import { Clock } from '#clock';
import { sql } from '#database';
import { ABOUT_ONESELF, Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { CONSENT_ITEMS, type ConsentItem, presentText } from './consent-texts.js';

/** Something that a person may agree to, and has not. */
@Label('borough')
export class ConsentAsked {
  @IsIn(CONSENT_ITEMS) readonly item!: ConsentItem;
  /** The role that it is for. */
  @IsUUID() readonly roleId!: string;
  @IsUUID() readonly organisationId!: string;
  @IsString() readonly organisation!: string;
  /** The name that would be shown. */
  @IsString() readonly name!: string;
  @IsInt() readonly version!: number;
  @IsString() readonly text!: string;
}

/** Something that a person agreed to. */
@Label('borough')
export class ConsentGiven {
  @IsUUID() readonly id!: string;
  @IsIn(CONSENT_ITEMS) readonly item!: ConsentItem;
  @IsUUID() readonly roleId!: string;
  @IsUUID() readonly organisationId!: string;
  @IsString() readonly organisation!: string;
  @IsString() readonly name!: string;
  @IsInt() readonly version!: number;
  /** The words that were agreed to. */
  @IsString() readonly text!: string;
  @IsISO8601() readonly givenAt!: string;
  /** Null while it stands. */
  @IsOptional() @IsISO8601() readonly endedAt!: string | null;
  @IsOptional() @IsIn(['withdrawn', 'role over']) readonly endedBecause!: 'withdrawn' | 'role over' | null;
}

/** What a person is asked, and what they agreed to, the latest first. */
@Label('borough')
export class Consents {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ConsentAsked) readonly asked!: readonly ConsentAsked[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ConsentGiven) readonly given!: readonly ConsentGiven[];
}

interface Whose {
  readonly issuer: string;
  readonly subject: string;
}

/** A role as representative of an organisation that is held at an instant, in SQL. */
const heldAt = (instant: string): string =>
  `r.role = 'representative' and r.held_for_kind = 'organisation' and r.held_from <= ${instant}
     and (r.held_until is null or r.held_until > ${instant})`;

const NAMED_AT = (instant: string): string =>
  `consents c join role_assignments r on r.id = c.role_id
   where c.item = 'representative-named' and c.ended_at is null and ${heldAt(instant)}`;

/** The names of those who represent an organisation and agreed that everyone may read them, in SQL; at once without whose role is over. */
export const representativesOf = (organisationId: string, instant: string): string =>
  `array(select r.name from ${NAMED_AT(instant)} and c.organisation_id = ${organisationId} order by r.name, c.id)`;

const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

@Injectable()
export class ConsentsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** For that person alone. */
  async of({ issuer, subject }: Whose): Promise<Consents> {
    const em = this.em.fork();
    const open = await sql<Omit<ConsentAsked, 'item' | 'version' | 'text'>>(
      em,
      `select r.id as "roleId", o.id as "organisationId", o.name as organisation, r.name
       from role_assignments r join organisations o on o.id::text = r.held_for
       where r.issuer = $1 and r.subject = $2 and ${heldAt('$3')}
         and not exists (select from consents c where c.role_id = r.id and c.item = 'representative-named' and c.ended_at is null)
       order by o.name, r.id`,
      [issuer, subject, this.now],
    );
    const given = await sql<ConsentGiven>(
      em,
      `select c.id, c.item, c.role_id as "roleId", c.organisation_id as "organisationId", o.name as organisation, r.name,
         c.text_version as version, c.text, ${at('c.given_at')} as "givenAt", ${at('c.ended_at')} as "endedAt",
         c.ended_because as "endedBecause"
       from consents c join role_assignments r on r.id = c.role_id join organisations o on o.id = c.organisation_id
       where c.issuer = $1 and c.subject = $2 order by c.given_at desc, c.id desc`,
      [issuer, subject],
    );
    const item = 'representative-named' as const;
    const asked = open.map((one) => ({ item, ...one, ...presentText(item, one.organisation) }));
    return shown(Consents, { asked, given }, ABOUT_ONESELF);
  }

  /** The names behind these references, of consents that stand. */
  async namesOf(representativeIds: readonly string[]): Promise<Record<string, string>> {
    const rows = await sql<{ id: string; name: string }>(
      this.em.fork(),
      `select c.id, r.name from ${NAMED_AT('$2')} and c.id = any($1::uuid[])`,
      [representativeIds, this.now],
    );
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
  }

  private get now(): string {
    return this.clock.now().toISOString();
  }
}

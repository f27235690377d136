import { Clock } from '#clock';
import { decodeCursor, ListQuery, page, type Page } from '#api';
import { sql } from '#database';
import { NotFound } from '#errors';
import { identifierLike, numbersLike } from '#grant-files';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { representativesOf } from '../consents/consents.queries.js';
import { IsArray, IsBoolean, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

/** An organisation of the borough's register. All of it is public. */
@Label('public')
export class OrganisationView {
  @IsUUID() readonly id!: string;
  @IsString() readonly name!: string;
  /** The one it is published under. */
  @IsString() readonly identifier!: string;
  @IsArray() @IsString({ each: true }) readonly identifiers!: string[];
  @IsArray() @IsString({ each: true }) readonly aliases!: string[];
  @IsOptional() @IsString() readonly areaCode!: string | null;
  /** Known only under an identifier that a publisher made itself; another may have the same for someone else. */
  @IsBoolean() readonly isLocal!: boolean;
  /** Those of its representatives who agreed to be named. */
  @IsArray() @IsString({ each: true }) readonly representatives!: string[];
}

export class OrganisationsAsked extends ListQuery {
  /** A name or the beginning of its words, an identifier, or a bare charity or company number. */
  @IsOptional() @IsString() @MaxLength(200) q?: string;
}

const VIEW = `o.id, o.name, o.identifier, o.identifiers, o.aliases, o.area_code as "areaCode",
  o.identifier like '360G-%' as "isLocal"`;
const view = (now: string): string => `${VIEW}, ${representativesOf('o.id', now)} as representatives`;

@Injectable()
export class OrganisationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Organisations by name. */
  async list({ q, limit, cursor }: OrganisationsAsked): Promise<Page<OrganisationView>> {
    const after = decodeCursor(cursor, 'text', 'uuid');
    const parameters: unknown[] = [after?.[0] ?? null, after?.[1] ?? null, limit + 1, this.now];
    const found = q?.trim() ? `o.id in (${organisationsLike(q, (value) => `$${parameters.push(value)}`)})` : 'true';
    const rows = await sql<OrganisationView>(
      this.em.fork(),
      `select ${view('$4')} from organisations o where ${found} and ($1::text is null or (o.name, o.id) > ($1::text, $2::uuid))
       order by o.name, o.id limit $3`,
      parameters,
    );
    const seen = rows.map((row) => shown(OrganisationView, row, 'public'));
    return page(seen, limit, ({ name, id }) => [name, id]);
  }

  /** One by the borough's own id or by any of its identifiers. */
  async one(idOrIdentifier: string): Promise<OrganisationView> {
    const [row] = await sql<OrganisationView>(
      this.em.fork(),
      `select ${view('$3')} from organisations o where o.id::text = $1
       union all
       select ${view('$3')} from organisations o join organisation_identifiers i on i.organisation_id = o.id where i.identifier = $2`,
      [idOrIdentifier, identifierLike(idOrIdentifier), this.now],
    );
    if (row) return shown(OrganisationView, row, 'public');
    throw new NotFound('There is no such organisation in the register. Search for it by name or number.');
  }

  private get now(): string {
    return this.clock.now().toISOString();
  }
}

/**
 * The ids of the organisations that may be meant, in SQL: by an identifier, by a number of a register (spaces and a company's leading
 * nought do not matter), or by the beginnings of all words of a name. `bind` takes a value along and gives its place.
 */
export function organisationsLike(typed: string, bind: (value: unknown) => string): string {
  return `
    select organisation_id from organisation_identifiers
      where identifier = ${bind(identifierLike(typed))} or lower(number) = any(${bind(numbersLike(typed))}::text[])
    union select id from organisations
      where to_tsvector('simple', names_text(name, aliases)) @@ to_tsquery('simple', ${bind(wordsOf(typed))})`;
}

/** Every word that was typed, each of which may go on: `lunch clu` finds the Lunch Club. */
function wordsOf(typed: string): string {
  const words = typed.toLocaleLowerCase('en-GB').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 20)
    .map((word) => `${word}:*`)
    .join(' & ');
}

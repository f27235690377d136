import { type Column, columnsNamed, decodeCursor, type ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { SIGNATORY_STATES, type SignatoryState, signatoryStandingOn } from '#commitments';
import { CompactSignature, IsCivilDate, SIGNATORY_ENDINGS, SIGNATORY_SIDES, type SignatoryEnding, type SignatorySide } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, actorsWith, type Person } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Borough } from '../borough.js';
import { AdoptedVersions } from '../compacts/adopted-versions.queries.js';

/** A body that signed the Compact, and how it stands today. One that was invited alone is for those who write the Compact. */
@Label('public')
export class SignatoryView {
  @IsUUID() readonly id!: string;
  @IsString() readonly name!: string;
  /** Where it is in the register of organisations. */
  @IsOptional() @IsUUID() readonly organisationId!: string | null;
  @IsOptional() @IsString() readonly identifier!: string | null;
  @IsIn(SIGNATORY_SIDES) readonly side!: SignatorySide;
  @IsIn(SIGNATORY_STATES) readonly state!: SignatoryState;
  /** The version that it signed last, when, and in what role. */
  @IsOptional() @IsUUID() readonly versionId!: string | null;
  @IsOptional() @IsString() readonly versionLabel!: string | null;
  @IsOptional() @IsCivilDate() readonly signedOn!: string | null;
  @IsOptional() @IsString() readonly signedAs!: string | null;
  @IsOptional() @IsCivilDate() readonly confirmedOn!: string | null;
  /** The last day for signing the newer version; null where none is in force. */
  @IsOptional() @IsCivilDate() readonly reaffirmBy!: string | null;
  /** The inbox of a role. */
  @IsOptional() @IsString() readonly contact!: string | null;
  @IsOptional() @IsCivilDate() readonly suspendedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsIn(SIGNATORY_ENDINGS) readonly endedAs!: SignatoryEnding | null;
  @IsOptional() @IsCivilDate() readonly endedOn!: string | null;
  @IsOptional() @IsString() readonly successor!: string | null;
  /** In the order of signing. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => CompactSignature) readonly signatures!: readonly CompactSignature[];
  @IsOptional() @IsCivilDate() @Label('borough') readonly invitedOn!: string | null;
  @IsOptional() @IsString() @Label('borough') readonly suspendedBecause!: string | null;
}

export const SIGNATORY_COLUMNS: readonly Column<SignatoryView>[] = [
  ...columnsNamed<SignatoryView>('id', 'name', 'organisationId', 'identifier', 'side', 'state', 'versionId', 'versionLabel'),
  ...columnsNamed<SignatoryView>('signedOn', 'signedAs', 'confirmedOn', 'reaffirmBy', 'contact', 'suspendedOn', 'withdrawnOn'),
  ...columnsNamed<SignatoryView>('endedAs', 'endedOn', 'successor'),
];

type Row = Omit<SignatoryView, 'state' | 'reaffirmBy' | 'versionId' | 'versionLabel' | 'signedOn' | 'signedAs'>;

/** Who of a person writes the Compact, and so sees whom it was asked of. */
export const writerOf = (person: Person | null): Actor | null => actorsWith(person, 'compacts.draft')[0] ?? null;

/** By its name in the register of organisations, where it is there. */
const VIEW = `
  select s.id, coalesce(o.name, s.name) as name, s.organisation_id as "organisationId", coalesce(o.identifier, s.identifier) as identifier,
    s.side, s.signatures, s.confirmed_on::text as "confirmedOn", s.contact, s.suspended_on::text as "suspendedOn",
    s.suspended_because as "suspendedBecause", s.invited_on::text as "invitedOn", s.withdrawn_on::text as "withdrawnOn",
    s.ended_as as "endedAs", s.ended_on::text as "endedOn", s.successor
  from compact_signatories s left join organisations o on o.id = s.organisation_id`;

/** Who signed, for everyone; who was invited alone, for those who write the Compact. */
const SEEN = `($1 or s.signatures <> '[]')`;

@Injectable()
export class SignatoriesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
    private readonly adopted: AdoptedVersions,
  ) {}

  /** By name. @param writer who writes the Compact, and so sees all of them; null for everyone else. */
  async list({ limit, cursor }: Pick<ListQuery, 'limit' | 'cursor'>, writer: Actor | null): Promise<Page<SignatoryView>> {
    const [name, id] = decodeCursor(cursor, 'text', 'uuid') ?? [null, null];
    const rows = await sql<Row>(
      this.em.fork(),
      `select * from (${VIEW} where ${SEEN}) s where $2::text is null or (name, id) > ($2::text, $3::uuid) order by name, id limit $4`,
      [writer !== null, name, id, limit + 1],
    );
    const found = page(rows, limit, (row) => [row.name, row.id]);
    const standing = await this.standing();
    return { ...found, items: found.items.map((row) => shown(SignatoryView, standing(row), writer?.clearance ?? 'public')) };
  }

  /** @throws NotFound also for one that was invited alone, to those who may not see it. */
  async one(id: string, writer: Actor | null): Promise<SignatoryView> {
    const [row] = await sql<Row>(this.em.fork(), `${VIEW} where ${SEEN} and s.id = $2`, [writer !== null, id]);
    if (!row) throw new NotFound('There is no such signatory. Open Signatories to see them all.');
    return shown(SignatoryView, (await this.standing())(row), writer?.clearance ?? 'public');
  }

  /** The versions that can be signed, the latest first. */
  async versions(): Promise<readonly { versionId: string; label: string }[]> {
    return (await this.adopted.all(this.em.fork())).versions;
  }

  /** How a body stands today, by the Compact as it is now. */
  private async standing(): Promise<(row: Row) => SignatoryView> {
    const compact = await this.adopted.all(this.em.fork());
    const { reaffirmWithinDays } = this.borough;
    return (row) => {
      const { versionId = null, versionLabel = null, signedOn = null, signedAs = null } = row.signatures.at(-1) ?? {};
      const recorded = { ...row, versionId, reaffirmWithinDays };
      return {
        ...row,
        versionId,
        versionLabel,
        signedOn,
        signedAs,
        ...signatoryStandingOn(recorded, compact, this.clock.today()),
      };
    };
  }
}

import { Clock } from '#clock';
import { type AdoptedVersion, inForceOn, type Standing, standingOn } from '#commitments';
import {
  CLAUSE_ORIGINS,
  COMPACT_STANDINGS,
  CompactClause,
  type CompactDocumentKind,
  type CompactStanding,
  IsCivilDate,
  IsImpreciseDate,
} from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, actorsWith, type Person, SIDES, type Side } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { type Readability, readabilityOf } from './readability.js';
import { ADOPTED_STATES, consultedStateOn, type KeptState, VERSION_STATES, type VersionState } from './version-states.js';

/** A clause in one version. */
@Label('public')
export class ClauseView {
  @IsUUID() readonly clauseId!: string;
  @IsString() readonly number!: string;
  @IsOptional() @IsString() readonly heading?: string | null;
  @IsString() readonly text!: string;
  /** Where it comes from: kept, new, agreed in part, or an open question. */
  @IsIn(CLAUSE_ORIGINS) readonly origin!: CompactClause['origin'];
  @IsOptional() @IsString() readonly originNote?: string | null;
}

/** How long a text is, and how it reads. */
@Label('public')
export class ReadabilityView implements Readability {
  @IsInt() readonly words!: number;
  @IsInt() readonly sentences!: number;
  /** Of more than 25 words, which many people do not read to the end. */
  @IsInt() readonly longSentences!: number;
}

/**
 * A version of the Compact or of a code of practice. Before it goes out for consultation those alone see it who write it; after, until it
 * is adopted, everyone else sees the text that people were asked about.
 */
@Label('public')
export class CompactVersionView {
  @IsUUID() readonly id!: string;
  @IsUUID() readonly documentId!: string;
  @IsString() readonly documentTitle!: string;
  @IsIn(['compact', 'code']) readonly kind!: CompactDocumentKind;
  @IsString() readonly label!: string;
  @IsIn(VERSION_STATES) readonly state!: VersionState;
  @IsOptional() @IsString() readonly adoptedBy!: string | null;
  @IsOptional() @IsImpreciseDate() readonly adoptedOn!: string | null;
  @IsOptional() @IsImpreciseDate() readonly inForceFrom!: string | null;
  /** Null: no day was agreed. */
  @IsOptional() @IsCivilDate() readonly reviewDueOn!: string | null;
  @IsOptional() @IsCivilDate() readonly opensOn!: string | null;
  @IsOptional() @IsCivilDate() readonly closesOn!: string | null;
  /** Where people are asked about it; null before that is announced. */
  @IsOptional() @IsUUID() readonly consultationId!: string | null;
  @IsOptional() @IsCivilDate() @Label('borough') readonly approvedOn!: string | null;
  @IsOptional() @IsString() @Label('borough') readonly presentedTo!: string | null;
  @IsOptional() @IsCivilDate() @Label('borough') readonly presentedOn!: string | null;
  @IsOptional() @IsString() @Label('borough') readonly reason!: string | null;
  /** The sides whose people wrote in it. */
  @IsOptional() @IsArray() @IsIn(SIDES, { each: true }) @Label('borough') readonly draftedBy!: readonly Side[] | null;
  @ValidateNested() @Type(() => ReadabilityView) readonly readability!: ReadabilityView;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ClauseView) readonly clauses!: readonly ClauseView[];
}

/** What was said of how the Compact stands, from a day on. */
@Label('public')
export class SaidStandingView {
  @IsUUID() readonly id!: string;
  @IsIn(COMPACT_STANDINGS) readonly standing!: CompactStanding;
  @IsCivilDate() readonly from!: string;
  @IsOptional() @IsCivilDate() readonly reviewDueOn!: string | null;
  @IsString() readonly reason!: string;
}

/** A document with its versions, and which is in force. */
export interface DocumentOnPage {
  readonly id: string;
  readonly kind: CompactDocumentKind;
  readonly title: string;
  readonly versions: readonly CompactVersionView[];
  readonly inForce: CompactVersionView | null;
}

/** All there is of the Compact: itself, where it was begun, and its codes of practice. */
export interface CompactsOnPage {
  readonly compact: DocumentOnPage | null;
  readonly codes: readonly DocumentOnPage[];
  readonly standing: Standing<AdoptedVersion>;
  /** Of every document, also of one that has nothing to read: what was done to it is told all the same. */
  readonly documentIds: readonly string[];
}

interface DocumentRow {
  readonly id: string;
  readonly kind: CompactDocumentKind;
  readonly title: string;
}

interface VersionRow extends Omit<CompactVersionView, 'documentTitle' | 'kind' | 'state'> {
  readonly state: KeptState;
  readonly consultedClauses: readonly ClauseView[] | null;
}

/** Who of a person writes here, and so sees drafts. */
export const writerOf = (person: Person | null): Actor | null => actorsWith(person, 'compacts.draft')[0] ?? null;

/** Many more than a borough has; a page of them can still be read. */
const MOST_VERSIONS = 500;

/** Those that were adopted first, so that no number of drafts keeps them away. */
const VERSIONS = `
  select id, document_id as "documentId", label, state, clauses, readability, consulted_clauses as "consultedClauses",
    drafted_by as "draftedBy", approved_on::text as "approvedOn", opens_on::text as "opensOn", closes_on::text as "closesOn",
    presented_to as "presentedTo", presented_on::text as "presentedOn", reason, adopted_by as "adoptedBy", adopted_on as "adoptedOn",
    in_force_from as "inForceFrom", review_due_on::text as "reviewDueOn", (
      select c.id from consultations c
      where c.compact_version_id = compact_versions.id and c.withdrawn_on is null and c.published_on is not null
    ) as "consultationId"
  from compact_versions order by (state = 'adopted') desc, in_force_first_day desc, id desc limit ${MOST_VERSIONS}`;

@Injectable()
export class CompactsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** @param writer who writes here, and so sees drafts; null for everyone else. */
  async all(writer: Actor | null): Promise<CompactsOnPage> {
    const [documents, rows, said] = await Promise.all([
      sql<DocumentRow>(this.em.fork(), 'select id, kind, title from compact_documents order by title, id'),
      sql<VersionRow>(this.em.fork(), VERSIONS),
      this.saidStandings(),
    ]);
    const today = this.clock.today();
    const adoptedOf = (documentId: string) =>
      rows.filter((row) => row.documentId === documentId && row.inForceFrom !== null).map(asAdopted);
    const standing = standingOn(adoptedOf(documents.find(({ kind }) => kind === 'compact')?.id ?? ''), said, today);
    const seen = documents
      .map((document) => {
        const inForce = document.kind === 'compact' ? standing.inForce : inForceOn(adoptedOf(document.id), today);
        return this.onPage(document, rows, { writer, inForceId: inForce?.versionId ?? null });
      })
      .filter(({ versions }) => writer !== null || versions.length > 0);
    return {
      compact: seen.find(({ kind }) => kind === 'compact') ?? null,
      codes: seen.filter(({ kind }) => kind === 'code'),
      standing,
      documentIds: documents.map(({ id }) => id),
    };
  }

  /** What was said of how the Compact stands, the earliest first. */
  async saidStandings(): Promise<SaidStandingView[]> {
    const rows = await sql<SaidStandingView>(
      this.em.fork(),
      `select id, standing, from_on::text as "from", review_due_on::text as "reviewDueOn", reason
       from compact_standings order by from_on desc, number desc limit ${MOST_VERSIONS}`,
    );
    return rows.toReversed().map((row) => shown(SaidStandingView, row, 'public'));
  }

  /** One version, with the document it is of. @throws NotFound also for a draft, to those who may not read it. */
  async version(writer: Actor | null, versionId: string): Promise<{ document: DocumentOnPage; version: CompactVersionView }> {
    const { compact, codes } = await this.all(writer);
    for (const document of [...(compact ? [compact] : []), ...codes]) {
      const version = document.versions.find(({ id }) => id === versionId);
      if (version) return { document, version };
    }
    throw new NotFound('There is no such version of the Compact. Open the Compact to see its versions.');
  }

  /** The Compact or a code of practice. */
  async document(writer: Actor | null, documentId: string): Promise<DocumentOnPage> {
    const { compact, codes } = await this.all(writer);
    const document = [...(compact ? [compact] : []), ...codes].find(({ id }) => id === documentId);
    if (!document) throw new NotFound('There is no such document. Open the Compact to see its codes of practice.');
    return document;
  }

  private onPage({ id, kind, title }: DocumentRow, all: readonly VersionRow[], { writer, inForceId }: Seeing): DocumentOnPage {
    const today = this.clock.today();
    const versions = all
      .filter(({ documentId }) => documentId === id)
      .map((row) => ({ ...row, documentTitle: title, kind, state: stateOf(row, inForceId, today) }))
      .flatMap((version) => readBy(writer, version, today))
      .map((view) => shown(CompactVersionView, view, writer?.clearance ?? 'public'));
    const inOrder = [...versions.filter(({ inForceFrom }) => !inForceFrom), ...versions.filter(({ inForceFrom }) => inForceFrom)];
    return { id, kind, title, versions: inOrder, inForce: versions.find((version) => version.id === inForceId) ?? null };
  }
}

interface Seeing {
  readonly writer: Actor | null;
  readonly inForceId: string | null;
}

const asAdopted = ({ id, inForceFrom, reviewDueOn }: VersionRow): AdoptedVersion => ({
  versionId: id,
  inForceFrom: inForceFrom ?? '',
  reviewDueOn,
});

function stateOf({ id, inForceFrom, ...row }: VersionRow, inForceId: string | null, today: string): VersionState {
  if (row.state !== 'adopted') return consultedStateOn(row, today);
  if (id === inForceId) return 'in-force';
  // The one in force is the last of those that were by today, so that all others that were had to give way.
  return inForceId !== null && inForceOn([{ versionId: id, inForceFrom: inForceFrom ?? '' }], today) ? 'superseded' : 'adopted';
}

/** Who writes reads every version as it stands. Others read what was adopted, and of what they were asked about the words of then. */
function readBy<Version extends Omit<VersionRow, 'state'> & { readonly state: VersionState }>(
  writer: Actor | null,
  version: Version,
  today: string,
): readonly Version[] {
  const { state, consultedClauses, opensOn } = version;
  if (writer !== null || ADOPTED_STATES.includes(state)) return [version];
  if (consultedClauses === null || opensOn === null || opensOn > today) return [];
  return [{ ...version, clauses: consultedClauses, readability: readabilityOf(consultedClauses) }];
}

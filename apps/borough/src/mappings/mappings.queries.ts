import { Clock } from '#clock';
import {
  type AgreedMapping,
  type ClauseTag,
  MAPPING_STATES,
  type MappingState,
  type OwnPromise,
  ownPromiseOn,
  asTheyStand,
  tagsByClause,
} from '#commitments';
import { IsCivilDate, IsCommitmentId, MAPPED_RELATIONS, type MappedRelation, Measure } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Side, SIDES } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { AdoptedVersions, type AdoptedText, type AdoptedTexts } from '../compacts/adopted-versions.queries.js';
import { TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { AGREE, mappingOf, type MappingToAgree, type Proposal } from './mapping-rules.js';

/** A clause that a mapping names. */
@Label('public')
export class MappedClause {
  @IsUUID() readonly clauseId!: string;
  @IsString() readonly number!: string;
  @IsOptional() @IsString() readonly heading!: string | null;
}

/** What is said of a clause and a commitment, agreed or proposed. */
@Label('public')
class Mapped {
  @IsCommitmentId() readonly commitmentId!: string;
  @IsString() readonly catalogueVersion!: string;
  @IsUUID() readonly versionId!: string;
  @IsString() readonly versionLabel!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => MappedClause) readonly clauses!: readonly MappedClause[];
  @IsIn(MAPPED_RELATIONS) readonly relation!: MappedRelation;
  /** Null where the promise names no number, or the commitment needs none. */
  @IsOptional() @ValidateNested() @Type(() => Measure) readonly measure!: Measure | null;
  /** Of an overlap: what both say, what the borough alone says, and what the network alone says. */
  @IsOptional() @IsString() readonly shared!: string | null;
  @IsOptional() @IsString() readonly onlyHere!: string | null;
  @IsOptional() @IsString() readonly onlyNetwork!: string | null;
  /** It decides for what happened from this day on. */
  @IsCivilDate() readonly from!: string;
  /** The side that proposed it. */
  @IsIn(SIDES) readonly proposedSide!: Side;
}

/** How both chairs agreed that one version of the Compact stands to a commitment of the network. */
@Label('public')
export class MappingView extends Mapped {
  @IsUUID() readonly id!: string;
  @IsString() readonly rationale!: string;
  @IsCivilDate() readonly agreedOn!: string;
  @IsIn(MAPPING_STATES) readonly state!: MappingState;
  /** The first day on which one that was agreed later decides; null where none does. */
  @IsOptional() @IsCivilDate() readonly replacedFrom!: string | null;
  @IsOptional() @IsCivilDate() readonly endedOn!: string | null;
  @IsOptional() @IsString() readonly endedBecause!: string | null;
}

/** What one side proposed and the other has not answered: it decides nothing. */
@Label('public')
export class ProposedMappingView extends Mapped {
  /** Where it is answered. */
  @IsOptional() @IsUUID() @Label('borough') readonly proposalId!: string | null;
  /** One side's words, until both agree on them. */
  @IsOptional() @IsString() @Label('borough') readonly rationale!: string | null;
  @IsCivilDate() readonly proposedOn!: string;
}

interface Row extends Omit<MappingToAgree, 'measure' | 'shared' | 'onlyHere' | 'onlyNetwork'> {
  readonly id: string;
  readonly measure: Measure | null;
  readonly shared: string | null;
  readonly onlyHere: string | null;
  readonly onlyNetwork: string | null;
  readonly agreedOn: string;
  readonly proposedSide: Side;
  readonly endedOn: string | null;
  readonly endedBecause: string | null;
}

const MAPPINGS = `
  select id, commitment_id as "commitmentId", catalogue_version as "catalogueVersion", version_id as "versionId", clause_ids as "clauseIds",
    relation, measure, shared, only_here as "onlyHere", only_network as "onlyNetwork", rationale, from_on::text as "from",
    agreed_on::text as "agreedOn", proposed_side as "proposedSide", ended_on::text as "endedOn", ended_because as "endedBecause"
  from commitment_mappings order by number`;

/** All there is to know of how the Compact stands to the commitments. */
export interface MappingsOnPage extends AdoptedTexts {
  readonly inForce: AdoptedText | null;
  /** Agreed, in the order of agreeing, with those that hold no more. */
  readonly agreed: readonly MappingView[];
  readonly proposed: readonly ProposedMappingView[];
}

@Injectable()
export class MappingsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly adopted: AdoptedVersions,
    private readonly acts: TwoKeyActs,
  ) {}

  /** @param clearance of who asks: co-chairs are led to what they can answer. */
  async all(clearance: Label): Promise<MappingsOnPage> {
    const em = this.em.fork();
    const [texts, rows, waiting] = [await this.adopted.all(em), await sql<Row>(em, MAPPINGS), await this.acts.waiting(AGREE)];
    const agreed = asTheyStand(rows.map(asAgreed)).map(({ mappingId: id, ...mapping }) =>
      shown(MappingView, { id, ...mapping, ...namesIn(mapping, texts) }, clearance),
    );
    const proposed = waiting.flatMap(({ id, content, proposedSide, proposedOn }) => {
      const proposal = content as unknown as Proposal;
      const version = texts.versions.find(({ versionId }) => versionId === proposal.versionId);
      if (!version) return [];
      const { measure = null, shared = null, onlyHere = null, onlyNetwork = null, ...mapping } = mappingOf(proposal, version);
      const view = { ...mapping, ...namesIn(mapping, texts), measure, shared, onlyHere, onlyNetwork, proposedSide, proposedOn };
      return [shown(ProposedMappingView, { ...view, proposalId: id }, clearance)];
    });
    return { ...texts, inForce: this.adopted.inForce(texts), agreed, proposed };
  }

  /** @throws NotFound */
  async one(mappingId: string, clearance: Label): Promise<MappingView> {
    const { agreed } = await this.all(clearance);
    const mapping = agreed.find(({ id }) => id === mappingId);
    if (!mapping) throw new NotFound('There is no such mapping. Open Commitments to see what was agreed.');
    return mapping;
  }

  /** By clause of a version: how it stands to which commitments, as far as both chairs agreed. */
  async tagsOf(versionId: string): Promise<Readonly<Record<string, readonly ClauseTag[]>>> {
    const { agreed } = await this.all('public');
    const counting = agreed.filter((one) => one.versionId === versionId && one.state === 'agreed');
    return tagsByClause(counting, (commitmentId) => `/commitments/${commitmentId}`);
  }

  /** What the borough's own Compact promised of a commitment on a day; today, where none is named. */
  ownPromiseOf(commitmentId: string, { versions, said, agreed }: MappingsOnPage, day = this.clock.today()): OwnPromise<AgreedMapping> {
    const standing = agreed.filter(({ state }) => state !== 'ended').map(asAgreed);
    return ownPromiseOn({ versions, said }, standing, commitmentId, day);
  }
}

const asAgreed = <Mapping extends { readonly id: string }>({ id, ...rest }: Mapping) => ({ mappingId: id, ...rest });

/** The names of its version and clauses as the version has them. */
function namesIn({ versionId, clauseIds }: Pick<MappingToAgree, 'versionId' | 'clauseIds'>, { versions }: AdoptedTexts) {
  const version = versions.find((one) => one.versionId === versionId);
  const clauses = (version?.clauses ?? []).filter(({ clauseId }) => clauseIds.includes(clauseId));
  return {
    versionLabel: version?.label ?? '',
    clauses: clauses.map(({ clauseId, number, heading }) => ({ clauseId, number, heading: heading ?? null })),
  };
}

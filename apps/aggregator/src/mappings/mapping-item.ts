import { type Column, columnsNamed } from '#api';
import { MAPPING_STATES, type MappingState, measureInFull } from '#commitments';
import { IsCivilDate, IsCommitmentId, MAPPED_RELATIONS, type MappedRelation, Measure } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** A clause that a mapping names. */
@Label('public')
export class MappedClauseItem {
  @IsUUID() readonly clauseId!: string;
  @IsString() readonly number!: string;
  @IsOptional() @IsString() readonly heading!: string | null;
}

/** The words of a clause that a mapping names. */
@Label('public')
export class ClauseWordsItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly mappingId!: string;
  @IsUUID() readonly versionId!: string;
  @IsUUID() readonly clauseId!: string;
  @IsString() readonly number!: string;
  @IsString() readonly text!: string;
}

/** How both chairs of a borough agreed that one version of its Compact stands to a commitment of the network. */
@Label('public')
export class MappingItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly mappingId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  @IsString() readonly catalogueVersion!: string;
  @IsUUID() readonly versionId!: string;
  @IsOptional() @IsString() readonly versionLabel!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => MappedClauseItem) readonly clauses!: readonly MappedClauseItem[];
  @IsIn(MAPPED_RELATIONS) readonly relation!: MappedRelation;
  /** Null where the promise names no number, or the commitment needs none. */
  @IsOptional() @ValidateNested() @Type(() => Measure) readonly measure!: Measure | null;
  /** Of an overlap: what both say, what the borough alone says, and what the network alone says. */
  @IsOptional() @IsString() readonly shared!: string | null;
  @IsOptional() @IsString() readonly onlyHere!: string | null;
  @IsOptional() @IsString() readonly onlyNetwork!: string | null;
  @IsString() readonly rationale!: string;
  @IsCivilDate() readonly from!: string;
  @IsCivilDate() readonly agreedOn!: string;
  @IsIn(MAPPING_STATES) readonly state!: MappingState;
  /** The first day on which one that was agreed later decides; null where none does. */
  @IsOptional() @IsCivilDate() readonly replacedFrom!: string | null;
  @IsOptional() @IsCivilDate() readonly endedOn!: string | null;
  @IsOptional() @IsString() readonly endedBecause!: string | null;
}

export const MAPPING_COLUMNS: readonly Column<MappingItem>[] = [
  ...columnsNamed<MappingItem>('borough', 'mappingId', 'commitmentId', 'catalogueVersion', 'versionId', 'versionLabel'),
  { heading: 'clauses', value: ({ clauses }) => clauses.map(({ number }) => number).join(', ') },
  ...columnsNamed<MappingItem>('relation'),
  { heading: 'measure', value: ({ measure }) => measure && measureInFull(measure) },
  ...columnsNamed<MappingItem>('shared', 'onlyHere', 'onlyNetwork', 'rationale', 'from', 'agreedOn', 'state', 'replacedFrom'),
  ...columnsNamed<MappingItem>('endedOn', 'endedBecause'),
];

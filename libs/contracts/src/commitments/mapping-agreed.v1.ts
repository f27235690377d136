import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsText } from '../fields.js';
import { Measure } from './measure.js';

/** How a clause stands to a commitment, where both chairs can agree on it (screens.md 3.0.1). Without a Compact in force there is none. */
export const MAPPED_RELATIONS = ['same', 'stronger', 'weaker', 'overlaps', 'no-measure', 'silent'] as const;
export type MappedRelation = (typeof MAPPED_RELATIONS)[number];

/** Both chairs agreed how one version of the borough's Compact stands to a commitment of the network. The last one agreed counts. */
export class MappingAgreedV1 {
  static readonly type = 'commitments.mapping-agreed.v1';

  @IsUUID() readonly mappingId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  /** Of the catalogue whose words they had before them. */
  @IsText(20) readonly catalogueVersion!: string;
  @IsUUID() readonly versionId!: string;
  /** Clauses of that version; none where it is silent. */
  @IsArray() @ArrayMaxSize(10) @IsUUID(undefined, { each: true }) readonly clauseIds!: string[];
  @IsIn(MAPPED_RELATIONS) readonly relation!: MappedRelation;
  /** The borough's own number; absent where the promise has none, or the rule needs none. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Measure) readonly measure?: Measure;
  /** Of an overlap: what both say, what the borough alone says, and what the network alone says. */
  @IsOptional() @IsText(500) readonly shared?: string;
  @IsOptional() @IsText(500) readonly onlyHere?: string;
  @IsOptional() @IsText(500) readonly onlyNetwork?: string;
  @IsText(500) readonly rationale!: string;
  /** Decides for what happened from this day on. */
  @IsCivilDate() readonly from!: string;
  @IsCivilDate() readonly agreedOn!: string;

  static readonly sample: MappingAgreedV1 = {
    mappingId: '0198c0de-0000-7000-8000-0000000000aa',
    commitmentId: 'N-07',
    catalogueVersion: '1.0',
    versionId: '0198c0de-0000-7000-8000-0000000000e1',
    clauseIds: ['0198c0de-0000-7000-8000-0000000000f1'],
    relation: 'same',
    measure: { number: 3, unit: 'months' },
    rationale: 'The clause names three months and counts from when the organisation was told.',
    from: '2012-06-01',
    agreedOn: '2026-05-12',
  };
}

import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn } from 'class-validator';
import { IsText } from '../fields.js';
import { GrantDetails, sampleGrant } from './grant-details.js';

const CORRECTABLE = [
  'title',
  'description',
  'organisation',
  'funder',
  'department',
  'programme',
  'amountAppliedForPence',
  'amountAwardedPence',
  'awardedOn',
  'startsOn',
  'endsOn',
  'durationMonths',
  'years',
  'paidInAdvance',
  'openCall',
] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

/** The record of an award was wrong and is put right; the award did not change. It carries the whole award as it should have read. */
export class GrantCorrectedV1 extends GrantDetails {
  static readonly type = 'grants.grant-corrected.v1';

  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(15) @IsIn(CORRECTABLE, { each: true }) readonly correctedFields!: CorrectableField[];
  @IsText(1000) readonly reason!: string;

  static readonly sample: GrantCorrectedV1 = {
    ...sampleGrant,
    title: 'Lunches and company for older people',
    correctedFields: ['title'],
    reason: 'The title left out half of what the grant is for.',
  };
}

import { IsIn } from 'class-validator';

export const PUBLISHED_TYPES = ['grants', 'programmes', 'organisations', 'compacts', 'commitments', 'consultations'] as const;
export type PublishedType = (typeof PUBLISHED_TYPES)[number];

/** Say that all there is to publish of a kind of record is published up to today, also where nothing new was. */
export class ConfirmComplete {
  @IsIn(PUBLISHED_TYPES, { message: 'Choose grants, programmes, organisations, compacts, commitments or consultations' })
  recordType!: PublishedType;
}

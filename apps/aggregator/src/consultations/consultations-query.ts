import { ListQuery } from '#api';
import { IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';

/** How far a consultation is. All but `withdrawn` and `outcome-published` follow from its days and today. */
export const CONSULTATION_STATES = ['announced', 'open', 'closed', 'outcome-published', 'withdrawn'] as const;
export type ConsultationState = (typeof CONSULTATION_STATES)[number];

/** What is asked of the consultations. */
export class ConsultationsQuery extends ListQuery {
  /** Codes of boroughs; may be repeated. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  /** How far they are today; may be repeated. */
  @AsList()
  @ArrayMaxSize(CONSULTATION_STATES.length)
  @IsIn(CONSULTATION_STATES, { each: true, message: `A state is one of ${CONSULTATION_STATES.join(', ')}.` })
  state: ConsultationState[] = [];
  /** A part of the name of the department that runs them, or of the Compact Implementation Group. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) department?: string;
}

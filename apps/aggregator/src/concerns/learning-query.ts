import { ListQuery } from '#api';
import { CONCERN_CAUSES, type ConcernCause, IsCommitmentId, IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize, IsIn } from 'class-validator';

/** What is asked of what was learnt from concerns. */
export class LearningQuery extends ListQuery {
  /** Codes of boroughs; may be repeated. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  /** Commitments of the network’s catalogue; may be repeated. */
  @AsList() @ArrayMaxSize(100) @IsCommitmentId({ each: true, message: 'A commitment is like N-07.' }) commitment: string[] = [];
  /** May be repeated. */
  @AsList()
  @ArrayMaxSize(CONCERN_CAUSES.length)
  @IsIn(CONCERN_CAUSES, { each: true, message: `A cause is one of ${CONCERN_CAUSES.join(', ')}.` })
  cause: ConcernCause[] = [];
}

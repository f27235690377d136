import { InvalidInput } from '#errors';
import type { Asked, EarlierFacts } from './consultation.entity.js';
import type { RecordEarlierConsultation } from './consultations.commands.js';

/** What is known of an earlier one, as its record takes it. */
export function asKnown({
  department: _whose,
  shortReasonPublishedOn,
  outcomePublishedOn: publishedOn,
  outcomeSummary: summary,
  saysWhatWasNotTaken,
  ...asked
}: RecordEarlierConsultation): { asked: Asked; known: EarlierFacts } {
  if (publishedOn == null) return { asked, known: { shortReasonPublishedOn, outcome: publishedOn } };
  if (!summary) throw new InvalidInput([{ field: 'outcomeSummary', message: 'Say what the outcome was, in a sentence or two.' }]);
  return { asked, known: { shortReasonPublishedOn, outcome: { publishedOn, summary, saysWhatWasNotTaken } } };
}

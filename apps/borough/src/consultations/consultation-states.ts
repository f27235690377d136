import { dateInWords, daysBetween } from '#clock';
import { plural } from '#pages';

/** The commitment of the network on how long one is open. */
export const LENGTH = 'N-02';

/** How far a consultation is (domain.md 3.10). All but `draft` and `withdrawn` follow from its days: nobody sets them. */
export const CONSULTATION_STATES = ['draft', 'announced', 'open', 'closed', 'outcome-published', 'withdrawn'] as const;
export type ConsultationState = (typeof CONSULTATION_STATES)[number];

export const CONSULTATION_STATE_WORDS: Readonly<Record<ConsultationState, { readonly text: string; readonly inSentence: string }>> = {
  draft: { text: 'Draft', inSentence: 'a draft, which nobody else sees' },
  announced: { text: 'Announced', inSentence: 'announced and not open yet' },
  open: { text: 'Open', inSentence: 'open for answers' },
  closed: { text: 'Closed, answers are being read', inSentence: 'closed, and its outcome is not published yet' },
  'outcome-published': { text: 'Outcome published', inSentence: 'over, and its outcome is published' },
  withdrawn: { text: 'Withdrawn', inSentence: 'withdrawn' },
};

/** The days that say how far a consultation is. */
export interface ConsultationDays {
  /** Null while it is a draft. */
  readonly publishedOn?: string | null | undefined;
  readonly opensOn: string;
  /** The last day for answers as it stands, after every extension. */
  readonly answersUntil: string;
  readonly withdrawnOn?: string | null | undefined;
  readonly outcomePublishedOn?: string | null | undefined;
}

export function consultationStateOn(days: ConsultationDays, today: string): ConsultationState {
  const { publishedOn, opensOn, answersUntil, withdrawnOn, outcomePublishedOn } = days;
  if (withdrawnOn) return 'withdrawn';
  if (outcomePublishedOn) return 'outcome-published';
  if (!publishedOn) return 'draft';
  if (today < opensOn) return 'announced';
  return today <= answersUntil ? 'open' : 'closed';
}

/** The same in SQL, over the columns of `consultations`, `$1` being today. */
export const STATE_SQL = `case
  when c.withdrawn_on is not null then 'withdrawn'
  when c.outcome_published_on is not null then 'outcome-published'
  when c.published_on is null then 'draft'
  when $1::date < c.opens_on then 'announced'
  when $1::date <= c.answers_until then 'open'
  else 'closed' end`;

/** When answers are taken, in words that change with the day. */
export function whenInWords(
  { state, opensOn, answersUntil }: { readonly state: ConsultationState } & Pick<ConsultationDays, 'opensOn' | 'answersUntil'>,
  today: string,
): string {
  if (state === 'open') {
    const left = daysBetween(today, answersUntil);
    return left === 0 ? 'Closes today' : `Closes in ${plural(left, 'day')}, on ${dateInWords(answersUntil)}`;
  }
  if (state === 'announced') return `Opens on ${dateInWords(opensOn)}`;
  return `${dateInWords(opensOn)} to ${dateInWords(answersUntil)}`;
}

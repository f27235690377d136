/** What a change that is coming is about. */
export const ALERT_KINDS = ['funding', 'who-runs-it', 'service', 'reorganisation', 'premises', 'contact', 'other'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** How sure it is that the change comes. */
export const SURENESSES = ['thought-about', 'proposed', 'decided'] as const;
export type Sureness = (typeof SURENESSES)[number];

/** What the Compact Implementation Group says to an alert. */
export const ALERT_ANSWERS = ['noted', 'wants-to-talk', 'asks-consultation', 'no-concern'] as const;
export type AlertAnswerKind = (typeof ALERT_ANSWERS)[number];

/** How an alert stands. That it is late follows from the day: nobody sets it. */
export const ALERT_STATES = ['waiting', 'late', 'answered', 'withdrawn', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Who has to do the next thing. */
export const TURNS = ['group', 'department', 'nobody'] as const;
export type Turn = (typeof TURNS)[number];

/** The days of an alert that tell how it stands. */
export interface AlertDays {
  /** The last day on which an answer is in time. */
  readonly answerBy: string;
  /** Null while what it says now waits for an answer. */
  readonly answeredOn?: string | null;
  readonly withdrawnOn?: string | null;
  readonly closedOn?: string | null;
}

export function alertStateOn({ answerBy, answeredOn, withdrawnOn, closedOn }: AlertDays, today: string): AlertState {
  if (withdrawnOn) return 'withdrawn';
  if (closedOn) return 'closed';
  if (answeredOn) return 'answered';
  return today > answerBy ? 'late' : 'waiting';
}

/** The same in SQL, over the columns of `change_alerts a`, `$1` being today. */
export const ALERT_STATE_SQL = `case
  when a.withdrawn_on is not null then 'withdrawn'
  when a.closed_on is not null then 'closed'
  when a.answered_on is not null then 'answered'
  when $1::date > a.answer_by then 'late'
  else 'waiting' end`;

const ASKS_OF_DEPARTMENT: readonly (AlertAnswerKind | undefined)[] = ['wants-to-talk', 'asks-consultation'];

/** @param lastAnswer what the group said last, if anything. */
export function turnOf(state: AlertState, lastAnswer: AlertAnswerKind | undefined): Turn {
  if (state === 'waiting' || state === 'late') return 'group';
  return state === 'answered' && ASKS_OF_DEPARTMENT.includes(lastAnswer) ? 'department' : 'nobody';
}

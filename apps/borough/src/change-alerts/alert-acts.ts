import { dateInWords } from '#clock';
import type { ActsInWords } from '../history/record-history.service.js';
import type { AlertAnswerKind, AlertKind, AlertState, Sureness } from './alert-kinds.js';

export const KIND_WORDS: Readonly<Record<AlertKind, string>> = {
  funding: 'Funding',
  'who-runs-it': 'Who runs it',
  service: 'A service',
  reorganisation: 'A reorganisation',
  premises: 'Premises',
  contact: 'Whom to contact',
  other: 'Something else',
};

export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = {
  'thought-about': 'It is being thought about',
  proposed: 'It is proposed',
  decided: 'It is decided',
};

export const ANSWER_WORDS: Readonly<Record<AlertAnswerKind, string>> = {
  noted: 'Noted',
  'wants-to-talk': 'The group wants to talk',
  'asks-consultation': 'The group asks for a consultation',
  'no-concern': 'No concern',
};

export const STATE_TAGS: Readonly<Record<AlertState, { readonly text: string; readonly classes: string }>> = {
  waiting: { text: 'Waiting for an answer', classes: 'govuk-tag--yellow' },
  late: { text: 'Not answered in time', classes: 'govuk-tag--red' },
  answered: { text: 'Answered', classes: 'govuk-tag--green' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
  closed: { text: 'Closed', classes: 'govuk-tag--grey' },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : 'not known yet');

/** What each part of an alert said before it was updated. */
const FORMER: Readonly<Record<string, (value: unknown) => string>> = {
  kind: (value) => `about ${KIND_WORDS[value as AlertKind]}`,
  what: (value) => `“${text(value)}”`,
  affected: (value) => `affected: “${text(value)}”`,
  fromOn: (value) => (typeof value === 'string' ? `from ${dateInWords(value)}` : 'from a day not known yet'),
  sureness: (value) => SURENESS_WORDS[value as Sureness],
  asks: (value) => `asked: “${text(value)}”`,
  link: (value) => (typeof value === 'string' ? `with ${value}` : 'without an address'),
};

const former = (changes: Readonly<Record<string, unknown>>): string =>
  Object.entries(changes)
    .map(([field, value]) => FORMER[field]?.(value) ?? '')
    .filter(Boolean)
    .join('; ');

/** What is done about an alert, in words. None of it is public. */
export const ALERT_ACTS: ActsInWords = {
  'alert given': { says: () => 'Gave the alert' },
  'alert updated': { says: (changes) => `Updated it. Before, it said ${former(changes)}` },
  'alert answered': { says: ({ kind }) => `Answered for the group: ${ANSWER_WORDS[kind as AlertAnswerKind] ?? 'something'}` },
  'alert commented on': { says: () => 'Commented' },
  'alert withdrawn': { says: () => 'Withdrew the alert' },
  'alert closed': { says: () => 'Closed it: the change came to be' },
  erased: { says: () => 'Erased a part of the history' },
};

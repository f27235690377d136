import { dateInWords } from '#clock';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const changeOf = (value: unknown): Changes => (typeof value === 'object' && value !== null ? (value as Changes) : {});

const until = (day: unknown): string => (typeof day === 'string' ? `, until ${dateInWords(day)}` : '');

/** A name, a last day, or both. */
function changed({ name, lastDay }: Changes): string {
  const [renamed, moved] = [changeOf(name), changeOf(lastDay)];
  const isRenamed = typeof renamed.to === 'string' && renamed.to !== renamed.from;
  const isMoved = moved.to !== moved.from;
  const day = typeof moved.to === 'string' ? `Set the last day to ${dateInWords(moved.to)}` : 'Took the last day away';
  const parts = [...(isMoved ? [day] : []), ...(isRenamed ? [`Recorded the name “${String(renamed.to)}”`] : [])];
  return parts.length > 0 ? parts.join('. ') : 'Changed the role';
}

/** What is done to roles, in words. None of it is public. */
export const ROLE_ACTS: ActsInWords = {
  given: { says: ({ lastDay }) => `Gave the role${until(lastDay)}` },
  changed: { says: changed },
  ended: { says: () => 'Ended the role' },
  'sign-ins ended': { says: () => 'Signed the person out everywhere' },
  erased: { says: () => 'Erased a part of the history' },
};

import type { ProvisionState } from '#contracts';

/** A time in which nothing newly adverse is published, such as before an election; the first and the last day of it. */
export interface Hold {
  readonly holdId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Whether a borough runs what a commitment is about, from a day on, in the order in which both chairs agreed. */
export interface Provision {
  readonly commitmentId: string;
  readonly state: ProvisionState;
  readonly from: string;
  readonly reason: string;
}

/** What both chairs of a borough agreed about what is published. */
export interface Declared {
  readonly holds: readonly Hold[];
  readonly provisions: readonly Provision[];
}

export const NOTHING_DECLARED: Declared = { holds: [], provisions: [] };

/** The hold that runs on a day: of several, the one that ends last. Null where none does. */
export function holdOn({ holds }: Declared, day: string): Hold | null {
  const running = holds.filter(({ from, to }) => from <= day && day <= to);
  return running.toSorted((one, other) => (one.to < other.to ? 1 : -1))[0] ?? null;
}

/** What was agreed last of those that count by a day. Null where nothing was: the borough runs it, and publishes what comes of it. */
export function provisionOn({ provisions }: Declared, commitmentId: string, day: string): Provision | null {
  const counting = provisions.filter((one) => one.commitmentId === commitmentId && one.from <= day);
  return counting.reduce<Provision | null>((last, one) => (last === null || one.from >= last.from ? one : last), null);
}

export const PROVISION_WORDS: Readonly<Record<ProvisionState, { readonly text: string; readonly means: string }>> = {
  provided: { text: 'The borough runs this, and publishes its cases', means: 'As of every commitment that nothing else was agreed of' },
  'not-provided': { text: 'The borough does not run this activity', means: 'There are no cases that could be kept or not kept' },
  withheld: {
    text: 'Its cases are held back as confidential',
    means: 'There are cases, and none that is not told yet is told from then on',
  },
};

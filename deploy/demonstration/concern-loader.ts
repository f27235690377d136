import type { ConcernState } from '../../apps/borough/src/concerns/concern-states.js';
import type { ProposeOutcome, RaiseConcern } from '../../apps/borough/src/concerns/concerns.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** What was learnt; published, and taken back where it says why. */
export interface SampleLesson {
  readonly lesson: string;
  readonly commitmentId?: string;
  readonly withdrawnBecause?: string;
}

/** A concern, and how far it is taken. Of two in a borough none is of the same kind with the same body. */
export interface SampleConcern {
  readonly raised: RaiseConcern;
  /** Without it, it waits to be admitted. */
  readonly talk?: string;
  /** The account of the department. */
  readonly account?: string;
  readonly outcome?: ProposeOutcome;
  /** What both sides replied to, and both chairs published. */
  readonly lesson?: SampleLesson;
}

/** Who raises, answers and decides. */
export interface ConcernPeople {
  readonly chairs: Chairs;
  readonly officer: BoroughClient;
  readonly representative: BoroughClient;
}

interface Listed {
  readonly reference: string;
  readonly kind: string;
  readonly state: ConcernState;
  readonly learning: { readonly publishedOn: string | null } | null;
}

/** Has concerns raised and taken as far as the samples say. What is there is found and gone on from. */
export async function loadConcerns(people: ConcernPeople, concerns: readonly SampleConcern[]): Promise<void> {
  const { items } = await people.chairs.council.get<{ items: Listed[] }>('concerns?limit=500');
  for (const concern of concerns) {
    const there = items.find(({ kind }) => kind === concern.raised.kind)?.reference;
    const reference = there ?? (await people.representative.post<{ reference: string }>('concerns', concern.raised)).reference;
    await takeOn(people, `concerns/${reference}`, concern);
  }
}

async function takeOn({ chairs, officer, representative }: ConcernPeople, at: string, concern: SampleConcern): Promise<void> {
  const { talk, account, outcome, lesson } = concern;
  const stands = (): Promise<Listed> => chairs.council.get<Listed>(at);
  const isIn = async (state: ConcernState): Promise<boolean> => (await stands()).state === state;
  if (talk && (await isIn('received')))
    await chairs.council.post(`${at}/steps`, { step: 'admit', words: 'It is a matter of the Compact.' });
  if (talk && (await isIn('admitted'))) await chairs.sector.post(`${at}/steps`, { step: 'talk', words: talk });
  if (account && (await isIn('direct-talk'))) await officer.post(`${at}/account`, { text: account });
  if (outcome && (await isIn('direct-talk'))) await byTwoKeys(chairs, `${at}/outcome-proposals`, outcome);
  if (!lesson || (await stands()).learning?.publishedOn) return;
  const { withdrawnBecause, ...written } = lesson;
  await chairs.council.post(`${at}/learning`, written);
  await officer.post(`${at}/learning-replies`, { text: 'We agree. (sample)' });
  await representative.post(`${at}/learning-replies`, { text: 'So it was. (sample)' });
  await byTwoKeys(chairs, `${at}/learning-proposals`, {});
  if (withdrawnBecause) await chairs.sector.post(`${at}/learning-withdrawal`, { reason: withdrawnBecause });
}

async function byTwoKeys({ council, sector }: Chairs, path: string, proposed: object): Promise<void> {
  const { id } = await council.post<{ id: string }>(path, proposed);
  await sector.post(`two-keys/${id}/confirm`, {});
}

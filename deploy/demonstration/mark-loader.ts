import { type Side, SIDES } from '#identity';
import type { GiveMark, ReplyToRound } from '../../apps/borough/src/marks/marks.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** What one side marked, by commitment. */
export type SampleMarks = Readonly<Record<string, GiveMark>>;

/** The first round of a borough: a side without a reply is not done yet, so that its marks, and the other’s, are closed. */
export interface SampleRound {
  readonly marks: Readonly<Record<Side, SampleMarks>>;
  /** Where both are done: what each says, so that it is published on the day it is loaded. */
  readonly replies: Readonly<Record<Side, ReplyToRound>> | null;
  /** Where the round is not open: the side that is done. */
  readonly doneAlone?: Side;
}

interface Round {
  readonly name: string;
  readonly state: 'marking' | 'open' | 'published' | 'withdrawn';
  readonly councilDoneOn: string | null;
  readonly sectorDoneOn: string | null;
  readonly replies: readonly { readonly side: Side }[];
}

/** Has both chairs mark and reply as far as the sample says. What is there is found and gone on from; what was published stays. */
export async function loadMarks(chairs: Chairs, { marks, replies, doneAlone }: SampleRound): Promise<void> {
  const { items } = await chairs.council.get<{ items: Round[] }>('mark-rounds?limit=500');
  const name = items.at(-1)?.name ?? (await chairs.council.post<{ name: string }>('mark-rounds', {})).name;
  const at = `mark-rounds/${name}`;
  const stands = (): Promise<Round> => chairs.council.get<Round>(at);
  for (const side of SIDES) {
    const { state, councilDoneOn, sectorDoneOn } = await stands();
    const isDone = (side === 'council' ? councilDoneOn : sectorDoneOn) !== null;
    if (state !== 'marking' || isDone) continue;
    await markAll(chairs[side], at, marks[side]);
    if (replies !== null || doneAlone === side) await chairs[side].post(`${at}/done`, {});
  }
  for (const side of replies === null ? [] : SIDES) {
    const { state, replies: given } = await stands();
    if (state === 'open' && !given.some((one) => one.side === side)) await chairs[side].post(`${at}/replies`, replies?.[side] ?? {});
  }
}

async function markAll(chair: BoroughClient, at: string, marks: SampleMarks): Promise<void> {
  for (const [commitmentId, mark] of Object.entries(marks)) await chair.post(`${at}/marks/${commitmentId}`, mark);
}

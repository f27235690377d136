import type { ReplyToCase } from '../../apps/borough/src/commitment-cases/cases.commands.js';
import { setTimeout as pause } from 'node:timers/promises';
import { type BoroughClient, CallRefused } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** What the chairs say to the result of a grant's change. */
export interface SampleReply {
  /** The identifier of the grant. */
  readonly grant: string;
  readonly council: ReplyToCase;
  readonly sector: ReplyToCase;
}

interface Result {
  readonly id: string;
  readonly recordId: string | null;
  readonly state: string;
  readonly promise: string;
}

/** By promises that the demonstration brings in before. */
const UNJUDGED = ['no-compact', 'unmapped'];

const LOOKS_EVERY_MILLISECONDS = 250;
const MOST_LOOKS = 240;

/** Waits until the borough has found the results, and has both chairs reply. What was replied before is found. */
export async function loadReplies(chairs: Chairs, officer: BoroughClient, replies: readonly SampleReply[]): Promise<void> {
  for (const { grant, council, sector } of replies) {
    const { items } = await officer.get<{ items: { id: string }[] }>(`grants?identifier=${encodeURIComponent(grant)}`);
    const result = await found(chairs.council, items[0]?.id ?? grant);
    if (result.state === 'published') continue;
    await once(chairs.council, result, council);
    await once(chairs.sector, result, sector);
  }
}

async function found(chair: BoroughClient, recordId: string): Promise<Result> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { items } = await chair.get<{ items: Result[] }>('results?limit=500');
    const result = items.find((one) => one.recordId === recordId && one.state !== 'not-public');
    // What the chairs agreed on a moment ago may change what they are asked about: they reply when it is judged by that.
    if (result && !UNJUDGED.includes(result.promise)) return result;
    await pause(LOOKS_EVERY_MILLISECONDS);
  }
  throw new Error(`The borough found no result of the grant ${recordId} within a minute.`);
}

async function once(chair: BoroughClient, { id }: Result, reply: ReplyToCase): Promise<void> {
  await chair.post(`results/${id}/replies`, reply).catch((error: unknown) => {
    if (!(error instanceof CallRefused && (error.is('results.replied-already') || error.is('results.reply-not-asked')))) throw error;
  });
}

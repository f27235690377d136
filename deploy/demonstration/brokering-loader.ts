import type { AddStep, CloseEntry, OpenEntry } from '../../apps/borough/src/brokering/brokering.commands.js';
import type { BoroughClient } from './borough-client.js';

/** Something that the group brokers; what is left out has not happened. */
export interface SampleBrokering {
  readonly opened: OpenEntry;
  readonly steps: readonly AddStep[];
  readonly closed?: CloseEntry;
}

interface Known {
  readonly about: string;
}

/** Brings in what the group brokers, as its chair for the sector would. What is there already stays as it is. */
export async function loadBrokering(chair: BoroughClient, entries: readonly SampleBrokering[]): Promise<void> {
  if (entries.length === 0) return;
  const { items } = await chair.get<{ items: Known[] }>('brokering?limit=500');
  for (const { opened, steps, closed } of entries) {
    if (items.some(({ about }) => about === opened.about)) continue;
    const { id } = await chair.post<{ id: string }>('brokering', opened);
    for (const step of steps) await chair.post(`brokering/${id}/steps`, step);
    if (closed) await chair.post(`brokering/${id}/closing`, closed);
  }
}

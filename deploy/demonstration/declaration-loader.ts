import type { ProposeHold, ProposeHoldEnd, ProposeProvision } from '../../apps/borough/src/declarations/declarations.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** What the council's chair proposes about publishing, and the sector's confirms. */
export interface SampleDeclarations {
  readonly holds: readonly (ProposeHold & { /** Both saw later that it is not needed. */ readonly ended?: ProposeHoldEnd })[];
  readonly provisions: readonly (ProposeProvision & { readonly commitmentId: string })[];
}

interface Hold {
  readonly holdId: string;
  readonly reason: string;
}

/** Brings in what both chairs agreed about publishing. What is there is found by its reason. */
export async function loadDeclarations({ council, sector }: Chairs, { holds, provisions }: SampleDeclarations): Promise<void> {
  const agree = async (path: string, command: object): Promise<void> => {
    const { id } = await council.post<{ id: string }>(path, command);
    await sector.post(`two-keys/${id}/confirm`, {});
  };
  const known = await council.get<{ items: { readonly reason: string }[] }>('provisions?limit=500');
  for (const { commitmentId, ...command } of provisions) {
    if (!known.items.some(({ reason }) => reason === command.reason)) await agree(`commitments/${commitmentId}/provision`, command);
  }
  for (const { ended, ...command } of holds) {
    if (await isKnown(council, command.reason, ended)) continue;
    await agree('holds', command);
    const hold = ended && (await holdsOf(council)).find(({ reason }) => reason === command.reason);
    if (hold) await agree(`holds/${hold.holdId}/end`, ended);
  }
}

const holdsOf = async (client: BoroughClient): Promise<readonly Hold[]> => (await client.get<{ items: Hold[] }>('holds?limit=500')).items;

/** One that was ended before it began is listed nowhere, but in the keys that were turned. */
async function isKnown(client: BoroughClient, reason: string, ended: ProposeHoldEnd | undefined): Promise<boolean> {
  if ((await holdsOf(client)).some((hold) => hold.reason === reason)) return true;
  if (!ended) return false;
  const { items } = await client.get<{ items: { readonly kind: string; readonly reason: string }[] }>('two-keys?limit=500');
  return items.some((act) => act.kind === 'declarations.end-hold' && act.reason === ended.reason);
}

import type { EventContract } from './event-contract.js';

/** The way from a major that others follow to the newest of them. */
export interface Upcast {
  readonly to: EventContract;
  readonly read: (told: object) => object;
}

/** The contracts that no later major follows. Boroughs tell these once they can, and projections know no others. */
export function newestOf(contracts: readonly EventContract[]): EventContract[] {
  const followed = new Set(contracts.map(({ before }) => before?.contract.type));
  return contracts.filter(({ type }) => !followed.has(type));
}

/** By type, of every major that another follows: how what was told under it reads in the newest. */
export function upcastsOf(contracts: readonly EventContract[]): ReadonlyMap<string, Upcast> {
  const upcasts = new Map<string, Upcast>();
  for (const to of newestOf(contracts)) {
    let read = (told: object): object => told;
    for (let { before } = to; before; before = before.contract.before) {
      const [upcast, onwards] = [before.upcast as Upcast['read'], read];
      read = (told) => onwards(upcast(told));
      upcasts.set(before.contract.type, { to, read });
    }
  }
  return upcasts;
}

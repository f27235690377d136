import type { Chance } from './chance.js';
import type { FaultNetwork } from './fault-network.js';
import type { Load } from './load.js';

/** What a fault works with. */
export interface Stage {
  readonly network: FaultNetwork;
  readonly chance: Chance;
  readonly loads: ReadonlyMap<string, Load>;
  /** The subjects of facts that the harness wrote past the program. */
  readonly poisoned: Set<string>;
}

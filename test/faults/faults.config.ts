import type { FaultPoint } from '../../libs/events/src/fault-points.js';

/** What a process that faults are put into is told when it starts. */
export interface PreloadSettings {
  /** Such as `westminster-2`. */
  readonly process: string;
  /** The seed of this process, another one after each start. */
  readonly seed: string;
  /** Where each fault that fired is written, a line each. */
  readonly firedFile: string;
  /** Where the harness says what is to be from now on (Orders, as JSON). */
  readonly ordersFile: string;
  /** The names of the edits of the pipe's code (see mutants.ts). */
  readonly edits: readonly string[];
}

/** What a fault point does when it fires. */
export const ACTIONS = ['kill', 'throw'] as const;
export type FaultAction = (typeof ACTIONS)[number];

/** What the harness wants of one process; read again and again while it runs. */
export interface Orders {
  /** Whether fault points fire by chance. */
  readonly byChance: boolean;
  /** How far the process's clock is put wrong, in milliseconds. */
  readonly clockAheadMs: number;
  /** Points that are to fire the next time they are passed, once for each number. */
  readonly now: readonly { readonly number: number; readonly point: FaultPoint; readonly action: FaultAction }[];
}

export const NO_ORDERS: Orders = { byChance: false, clockAheadMs: 0, now: [] };

/** The one setting, as JSON: what is started with it is `process.env` with this name. */
export const PRELOAD_SETTING = 'FAULT_SETTINGS';

/** @throws Error in a process that the harness did not start. */
export function preloadSettings(): PreloadSettings {
  const text = process.env[PRELOAD_SETTING];
  if (!text) throw new Error(`${PRELOAD_SETTING} is not set. The preload is for processes that "npm run faults" starts.`);
  return JSON.parse(text) as PreloadSettings;
}

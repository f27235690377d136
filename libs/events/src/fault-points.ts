/**
 * The places between two lines of the pipe where a process that dies hurts most. `npm run faults` kills processes there; elsewhere
 * passing one does nothing.
 */
export const FAULT_POINTS = [
  'command committed',
  'facts taken',
  'facts numbered',
  'events sent',
  'events acknowledged',
  'log asked',
  'gap seen',
  'position moved',
  'rows written',
  'run applied',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Where whoever tests the pipe puts what is to happen at a fault point, before the program is loaded. */
export const FAULT_HOOK = Symbol.for('compact.fault-point');

/** Says that a fault point is passed. */
export function pass(point: FaultPoint): void {
  (globalThis as { [FAULT_HOOK]?: (point: FaultPoint) => void })[FAULT_HOOK]?.(point);
}

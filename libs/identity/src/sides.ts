import type { Role } from './roles.js';

/** The two sides of the Compact, and the role of who chairs for each. */
export const CO_CHAIRS = { council: 'council-co-chair', sector: 'sector-co-chair' } as const;
export type Side = keyof typeof CO_CHAIRS;
export const SIDES = ['council', 'sector'] as const satisfies readonly Side[];

/** The side that a role chairs for, or null. */
export function sideOf(role: Role): Side | null {
  return SIDES.find((side) => CO_CHAIRS[side] === role) ?? null;
}

export const otherSide = (side: Side): Side => (side === 'council' ? 'sector' : 'council');

import type { Actor } from '#identity';

/** Who works for the group reads every entry; a champion those that they opened themself. */
export const readsEvery = ({ role }: Pick<Actor, 'role'>): boolean => role !== 'champion';

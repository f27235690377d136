import { contracts, upcastsOf } from '#contracts';
import { faultOf } from '../contract-check.js';

/** By the type that was told: the way to the newest major. */
type Ways = ReturnType<typeof upcastsOf>;

const known: Ways = upcastsOf(contracts);

/** Which type follows this one, or undefined where it is the newest there is. */
export const followerOf = (type: string): string | undefined => known.get(type)?.to.type;

/**
 * An event as projections get it: under the newest major of its contract, whatever major the borough told. Log, stream, chain and what is
 * set aside keep what was told.
 * @throws Error where our own step from one major to the next breaks the newer contract; the event is then set aside.
 */
export function upcast<T extends { readonly type: string; readonly data: unknown }>(event: T, ways: Ways = known): T {
  const way = ways.get(event.type);
  if (!way) return event;
  const data = way.read(event.data as object);
  const fault = faultOf(way.to, data);
  if (fault !== null) throw new Error(`${event.type} does not read as ${way.to.type}: ${fault}`);
  return { ...event, type: way.to.type, data };
}

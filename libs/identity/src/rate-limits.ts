import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isIPv6 } from 'node:net';
import type { Person } from './actor.js';
import { IdentitySettings } from './settings.js';

const MINUTE = 60_000;
/** Bounds the memory: whoever was away the longest is forgotten first. */
const MOST_WATCHED = 50_000;

/** How often somebody did something in the minute that began with the first time. */
interface Window {
  readonly endsAt: number;
  count: number;
}

/**
 * How often people may sign in, write and read. Whoever is known is counted as who they are, and never for their neighbours behind the same
 * address; whoever is not known is counted by address. Each instance of a service counts for itself.
 */
@Injectable()
export class RateLimits {
  private readonly windows = new LRUCache<string, Window>({ max: MOST_WATCHED });

  constructor(
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** Counts a step of signing in. The seconds to wait where there were too many, else null. */
  signIn(address: string): number | null {
    return this.count(`sign-in ${networkOf(address)}`, this.settings.signInsPerMinute);
  }

  /** Counts a wish to write. The seconds to wait where there were too many, else null. */
  write(person: Pick<Person, 'issuer' | 'subject'> | null, address: string): number | null {
    const whose = person ? `person ${person.issuer} ${person.subject}` : `address ${networkOf(address)}`;
    return this.count(`write ${whose}`, this.settings.writesPerMinute);
  }

  /** Counts a wish to read, of everybody at one address. The seconds to wait where there were too many, else null. */
  read(address: string): number | null {
    return this.count(`read ${networkOf(address)}`, this.settings.readsPerMinute);
  }

  private count(key: string, most: number): number | null {
    const now = this.clock.now().getTime();
    const kept = this.windows.get(key);
    const window = kept && kept.endsAt > now && kept.endsAt <= now + MINUTE ? kept : { endsAt: now + MINUTE, count: 0 };
    window.count += 1;
    this.windows.set(key, window);
    return window.count > most ? Math.ceil((window.endsAt - now) / 1000) : null;
  }
}

/** Whom an address belongs to: a household or office has one address of IPv4, and a network (/64) of IPv6. */
export function networkOf(address: string): string {
  const [, four] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (four !== undefined) return four;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::');
  const groups = (text = ''): string[] => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(missing, 0)).fill('0'), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

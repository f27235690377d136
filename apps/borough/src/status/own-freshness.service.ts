import { Clock, dateInWords, daysBetween } from '#clock';
import { listed } from '#errors';
import { BoroughPipe, CompletenessOfRecords, type Head } from '#events';
import { type FreshnessLine, plural } from '#pages';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';

export interface OwnRecords {
  readonly isConnected: boolean;
  /** Whether something keeps facts from leaving. */
  readonly isFaulty: boolean;
  readonly completeness: Head['completeness'];
  readonly today: string;
}

type OwnFreshness = Pick<FreshnessLine, 'state' | 'text'>;

/**
 * How what the borough itself publishes stands, by the states that others read of it (screens.md 3.0.2), as far as it can know them: what
 * hides the others comes first.
 */
export function ownFreshness({ isConnected, isFaulty, completeness, today }: OwnRecords): OwnFreshness {
  if (!isConnected)
    return { state: 'link-down', text: 'The link to the other boroughs is down. What is recorded waits here, and leaves when it is back.' };
  if (isFaulty) return { state: 'link-down', text: 'Something keeps facts from leaving. They wait here until it is mended.' };
  const kinds = Object.entries(completeness);
  const missing = kinds.filter(([, told]) => told === null).map(([name]) => name);
  if (missing.length > 0) return { state: 'partly-published', text: `Not published yet: ${listed(missing)}.` };
  const told = kinds.flatMap(([name, one]) => (one ? [{ name, ...one, days: daysBetween(one.completeTo, today) }] : []));
  const [quiet] = told
    .filter(({ days, agreedDays }) => days > agreedDays)
    .toSorted((one, other) => other.days - other.agreedDays - (one.days - one.agreedDays));
  if (quiet) {
    const text = `No new ${quiet.name} published for ${plural(quiet.days, 'day')}; agreed at least every ${quiet.agreedDays}.`;
    return { state: 'publisher-quiet', text };
  }
  const [oldest] = told.map(({ completeTo }) => completeTo).toSorted();
  return { state: 'up-to-date', text: oldest ? `Complete to ${dateInWords(oldest)}, and sent.` : 'There is nothing to publish.' };
}

/** The line of the freshness strip that pages of the borough show of itself. */
@Injectable()
export class OwnFreshnessService {
  constructor(
    private readonly pipe: BoroughPipe,
    private readonly completeness: CompletenessOfRecords,
    private readonly borough: Borough,
    private readonly clock: Clock,
  ) {}

  async line(): Promise<FreshnessLine> {
    const { connectedToNats, fault } = this.pipe.status;
    const own = { isConnected: connectedToNats, isFaulty: fault !== null, today: this.clock.today() };
    return { borough: this.borough.name, ...ownFreshness({ ...own, completeness: await this.completeness.read() }) };
  }
}

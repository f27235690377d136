import { addDays, Clock, dateInWords } from '#clock';
import { contracts, featureOf } from '#contracts';
import { sql } from '#database';
import { InvalidInput } from '#errors';
import { FeedStatus } from '#events';
import type { FreshnessLine } from '#pages';
import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { BoroughFile } from './borough-files.js';
import { type Freshness, freshness, freshnessByType, type FreshnessInput, type RecordType, usualGap } from './freshness.js';

export const BOROUGHS = Symbol('Boroughs');

/** What was learnt from concerns is told by choice: that it were all there is would tell how many concerns there are. */
const NEVER_COMPLETE = ['concerns'];

/** The kinds of record that boroughs publish, by the contracts there are. */
export const RECORD_TYPES = [...new Set(contracts.map(({ type }) => featureOf(type)))]
  .filter((type) => !NEVER_COMPLETE.includes(type))
  .toSorted();

const RHYTHM_DAYS = 365;
const AGREED_DAYS = 92;

/** How a borough's records stand here: as a whole, and by kind. */
export interface BoroughStanding extends Freshness {
  readonly borough: BoroughFile;
  /** The last position that is applied here, and the last that the borough says there is. */
  readonly position: number;
  readonly publishedPosition: number | null;
  readonly heardAt: string | null;
  readonly appliedAt: string | null;
  /** Events that could not be applied and are set aside. */
  readonly parked: number;
  readonly waiting: number;
  readonly missing: number;
  /** Why nothing is applied, where something is wrong here. */
  readonly fault: string | null;
  /** When what is applied was last found equal to the borough's own log, RFC 3339. */
  readonly comparedAt: string | null;
  readonly recordTypes: readonly (RecordType & Freshness)[];
}

interface FeedRow {
  readonly borough: string;
  readonly published_position: string | null;
  readonly completeness: Record<string, { completeTo: string; agreedDays: number } | null> | null;
  readonly heard_at: string | null;
  readonly interval_ms: number | null;
  readonly position: string | null;
  readonly applied_at: string | null;
  readonly parked: number;
}

const inUtc = (instant: string): string => `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const FEEDS = `
  select b.code as borough, h.position as published_position, h.completeness, ${inUtc('h.received_at')} as heard_at, h.interval_ms,
    case when h.epoch > p.epoch then 0 else p.position end as position, ${inUtc('p.applied_at')} as applied_at,
    (select count(*)::int from parked k where k.projection_set = 'live' and k.borough = b.code and k.replayed_at is null) as parked
  from unnest($1::text[]) as b(code)
  left join borough_heads h on h.borough = b.code
  left join feed_positions p on p.borough = b.code and p.projection_set = 'live'`;

/** The boroughs of the network, always in the order of their names, and how fresh what they told is. */
@Injectable()
export class BoroughsService {
  constructor(
    @Inject(BOROUGHS) readonly all: readonly BoroughFile[],
    private readonly em: EntityManager,
    private readonly feeds: FeedStatus,
    private readonly clock: Clock,
  ) {}

  nameOf(code: string): string {
    return this.all.find((borough) => borough.code === code)?.name ?? code;
  }

  /** Whom to tell when a record of a borough is wrong; null for a code that is no borough's. */
  contactOf(code: string): BoroughFile['contact'] | null {
    return this.all.find((borough) => borough.code === code)?.contact ?? null;
  }

  /** Where a record stands on its borough's own pages; null where that address is not set. */
  ownPage(code: string, path: string): string | null {
    const publicUrl = this.all.find((borough) => borough.code === code)?.publicUrl;
    return publicUrl ? `${publicUrl}${path}` : null;
  }

  /** Throws InvalidInput for a code that is no borough's. */
  refuseUnknown(codes: readonly string[]): void {
    const unknown = codes.find((code) => !this.all.some((borough) => borough.code === code));
    if (unknown === undefined) return;
    const known = this.all.map(({ code }) => code).join(', ');
    throw new InvalidInput([{ field: 'borough', message: `There is no borough ${unknown.slice(0, 60)}. The boroughs are ${known}.` }]);
  }

  async standings(): Promise<BoroughStanding[]> {
    const [rows, days] = await Promise.all([
      sql<FeedRow>(this.em.fork(), FEEDS, [this.all.map(({ code }) => code)]),
      sql<{ borough: string; record_type: string; days: string[] }>(
        this.em.fork(),
        `select borough, record_type, array_agg(day::text order by day) as days
           from publishing_days where day > $1::date group by borough, record_type`,
        [addDays(this.clock.today(), -RHYTHM_DAYS)],
      ),
    ]);
    const daysOf = new Map(days.map((row) => [`${row.borough} ${row.record_type}`, row.days]));
    return this.all.map((borough) =>
      this.standing(
        borough,
        rows.find((row) => row.borough === borough.code),
        (type) => daysOf.get(`${borough.code} ${type}`) ?? [],
      ),
    );
  }

  /** The lines of the strip under the heading of a page, each with what it does to figures that rest on these kinds of record. */
  async strip(recordTypes: readonly string[]): Promise<FreshnessLine[]> {
    const standings = await this.standings();
    return standings.map((standing) => {
      const effect = this.effectOf(standing, recordTypes, standings.length - 1);
      return { borough: standing.borough.name, state: standing.state, text: standing.sentence, ...(effect ? { effect } : {}) };
    });
  }

  private standing(borough: BoroughFile, row: FeedRow | undefined, daysOf: (type: string) => string[]): BoroughStanding {
    const feed = this.feeds.of(borough.code);
    const recordTypes = RECORD_TYPES.map((name): RecordType => {
      const told = row?.completeness?.[name];
      const agreedDays = told?.agreedDays ?? borough.agreedDays[name] ?? AGREED_DAYS;
      return { name, completeTo: told?.completeTo ?? null, agreedDays, usualDays: usualGap(daysOf(name)) };
    });
    const position = Number(row?.position ?? 0);
    const heardAt = row?.heard_at ?? null;
    const input: FreshnessInput = {
      now: this.clock.now(),
      today: this.clock.today(),
      head: heardAt ? { position: Number(row?.published_position), heardAt, intervalMs: row?.interval_ms ?? 0 } : null,
      position,
      missing: feed.missing,
      askedAgainAt: feed.askedAgainAt,
      waiting: feed.waiting,
      recordTypes,
    };
    return {
      ...freshness(input),
      borough,
      position,
      publishedPosition: input.head?.position ?? null,
      heardAt,
      appliedAt: row?.applied_at ?? null,
      parked: row?.parked ?? 0,
      waiting: feed.waiting,
      missing: feed.missing,
      fault: feed.fault,
      comparedAt: feed.comparedAt,
      recordTypes: freshnessByType(input),
    };
  }

  private effectOf(
    { borough: { name }, state, heardAt, recordTypes }: BoroughStanding,
    asked: readonly string[],
    others: number,
  ): string | null {
    const relevant = recordTypes.filter((recordType) => asked.includes(recordType.name));
    switch (state) {
      case 'up-to-date':
        return null;
      case 'link-down':
        return heardAt
          ? `${name} cannot be heard. What it published since is not in these figures.`
          : `${name} was not heard yet, so it is not in these figures.`;
      case 'gap':
        return `Some records of ${name} are missing here, so its figures may change.`;
      case 'hub-behind':
        return `Some records of ${name} are not in these figures yet. They will be within minutes.`;
      case 'partly-published': {
        const missing = relevant.filter(({ completeTo }) => completeTo === null).map((recordType) => recordType.name);
        return missing.length > 0 ? `${name} does not publish ${missing.join(' or ')} yet, so it shows no data for them here.` : null;
      }
      case 'publisher-quiet': {
        const [quiet] = relevant
          .filter((one) => one.state === 'publisher-quiet')
          .toSorted((one, other) => endOf(one).localeCompare(endOf(other)));
        if (!quiet) return null;
        const rest = others === 1 ? 'show one borough only' : `compare ${others} boroughs`;
        return `${name}’s ${quiet.name} end at ${dateInWords(endOf(quiet))}. Figures after that date ${rest}.`;
      }
    }
  }
}

const endOf = ({ completeTo }: RecordType): string => completeTo ?? '';

import { page as partOf, type Page } from '#api';
import { InvalidInput, NotFound } from '#errors';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type Choice, type Facet, GrantFacetsQueries } from './grant-facets.queries.js';
import type { ReadFilter } from './grant-filter.js';
import { type GroupPlace, groupPlaceFrom, groupPlaceOf, type Grouping, GrantGroupsQueries } from './grant-groups.queries.js';
import { type GrantItem, type GrantWithChanges, itemInFull, itemOf } from './grant-item.js';
import { GrantsQueries, placeFrom, placeOf, type PlacedRow, type RegisterPlace, type RegisterTotals } from './grants.queries.js';
import type { GrantsQuery } from './grants-query.js';
import { type GrantGroupItem, groupItemOf } from './group-item.js';

const AT_ONCE = 500;

/** The register of grants over all boroughs, as it is asked for. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly queries: GrantsQueries,
    private readonly groupQueries: GrantGroupsQueries,
    private readonly facetQueries: GrantFacetsQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  async grants(query: GrantsQuery): Promise<Page<GrantItem>> {
    const filter = await this.read(query);
    const rows = await this.queries.page(filter, query.order, placeFrom(query.cursor, query, query.order), query.limit);
    const { items, next } = partOf(rows, query.limit, (row) => placeOf(row, query, query.order));
    return { items: items.map((row) => itemOf(row, filter.today)), next };
  }

  async groups(query: GrantsQuery, group: Grouping): Promise<Page<GrantGroupItem>> {
    const rows = await this.groupQueries.page(await this.read(query), group, groupPlaceFrom(query.cursor), query.limit);
    const { items, next } = partOf(rows, query.limit, groupPlaceOf);
    return { items: items.map((row) => groupItemOf(group, row)), next };
  }

  /** Every grant of the register from its beginning, for a download; never more than a part of it in memory. */
  async *everyGrant(query: GrantsQuery): AsyncGenerator<GrantItem> {
    const filter = await this.read(query);
    let place: RegisterPlace | null = null;
    do {
      const rows: PlacedRow[] = await this.queries.page(filter, query.order, place, AT_ONCE);
      const part = rows.slice(0, AT_ONCE);
      for (const row of part) yield itemOf(row, filter.today);
      const last = part.at(-1);
      place = rows.length > AT_ONCE && last ? placeOf(last, query, query.order) : null;
    } while (place);
  }

  async *everyGroup(query: GrantsQuery, group: Grouping): AsyncGenerator<GrantGroupItem> {
    const filter = await this.read(query);
    let place: GroupPlace | null = null;
    do {
      const part = partOf(await this.groupQueries.page(filter, group, place, AT_ONCE), AT_ONCE, groupPlaceOf);
      for (const row of part.items) yield groupItemOf(group, row);
      place = groupPlaceFrom(part.next ?? undefined);
    } while (place);
  }

  async totals(query: GrantsQuery): Promise<RegisterTotals & { withdrawn: number }> {
    const [totals, withdrawn] = await Promise.all([this.queries.totals(await this.read(query)), this.queries.withdrawn(query.borough)]);
    return { ...totals, withdrawn };
  }

  async facets(query: GrantsQuery): Promise<ReadonlyMap<Facet, readonly Choice[]>> {
    return this.facetQueries.of(await this.read(query));
  }

  /** Throws NotFound where no borough told of it. */
  async one(borough: string, grantId: string): Promise<GrantWithChanges> {
    const found = await this.queries.one(borough, grantId);
    if (!found)
      throw new NotFound(`${this.boroughs.nameOf(borough)} has published no grant with this number. Look for it in the register.`);
    const { row, ...history } = found;
    return itemInFull(row, history, this.queries.today());
  }

  private async read(query: GrantsQuery): Promise<ReadFilter> {
    this.boroughs.refuseUnknown(query.borough);
    if (query.status.includes('withdrawn') && query.status.length > 1) {
      throw new InvalidInput([{ field: 'status', message: 'Withdrawn grants have no dates. Ask for them by themselves.' }]);
    }
    return this.queries.read(query);
  }
}

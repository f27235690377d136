import { Clock, financialYearOf } from '#clock';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type BoroughYear, boroughYears } from './grant-changes.js';
import type { GrantChangesQuery } from './grant-changes-query.js';
import { GrantChangesQueries } from './grant-changes.queries.js';

/** Grant changes by borough and financial year. */
@Injectable()
export class GrantChangesService {
  constructor(
    private readonly queries: GrantChangesQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /** One entry for each borough and year asked for, boroughs by name within a year, years newest first; also where nothing is published. */
  async of({ borough, financialYear }: Pick<GrantChangesQuery, 'borough' | 'financialYear'>): Promise<BoroughYear[]> {
    this.boroughs.refuseUnknown(borough);
    const codes = this.boroughs.all.map(({ code }) => code).filter((code) => borough.length === 0 || borough.includes(code));
    const asked = [...new Set(financialYear)].toSorted().toReversed();
    const [counted, years] = await Promise.all([this.queries.counted(codes, asked), asked.length > 0 ? asked : this.years()]);
    return boroughYears(counted, codes, years);
  }

  /** The years that anything is published for, and the present one; newest first. */
  async years(): Promise<string[]> {
    return [...new Set([...(await this.queries.years()), financialYearOf(this.clock.today())])].toSorted().toReversed();
  }

  /** The year to show where none is asked for: the newest that has begun and of which something is published, else the present one. */
  async usualYear(): Promise<string> {
    const now = financialYearOf(this.clock.today());
    return (await this.queries.years()).find((year) => year <= now) ?? now;
  }
}

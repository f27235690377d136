import { Clock, financialYearOf } from '#clock';
import { shown } from '#visibility';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { KeptReads } from '../kept-reads.js';
import { type BoroughYear, boroughYears } from './grant-changes.js';
import { GrantChangesItem } from './grant-changes-item.js';
import type { GrantChangesQuery } from './grant-changes-query.js';
import { GrantChangesQueries } from './grant-changes.queries.js';

/** For how many years there are grants, as a rule. */
const USUAL_YEARS = 15;

/** Grant changes by borough and financial year. */
@Injectable()
export class GrantChangesService {
  constructor(
    private readonly queries: GrantChangesQueries,
    private readonly kept: KeptReads,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /**
   * One entry for each borough and year asked for, boroughs by name within a year, years newest first; also where nothing is published.
   * Kept while nothing is told: it belongs to all who ask.
   */
  async of({ borough, financialYear }: Pick<GrantChangesQuery, 'borough' | 'financialYear'>): Promise<readonly BoroughYear[]> {
    this.boroughs.refuseUnknown(borough);
    const codes = this.boroughs.all.map(({ code }) => code).filter((code) => borough.length === 0 || borough.includes(code));
    const asked = [...new Set(financialYear)].toSorted().toReversed();
    const question = ['grant changes', codes, asked, this.presentYear];
    return this.kept.answer(question, codes.length * (asked.length || USUAL_YEARS), async () => {
      const [counted, years] = await Promise.all([this.queries.counted(codes, asked), asked.length > 0 ? asked : this.years()]);
      return boroughYears(counted, codes, years).map((year) => shown(GrantChangesItem, year, 'public'));
    });
  }

  /** The years that anything is published for, and the present one; newest first. */
  async years(): Promise<string[]> {
    return [...new Set([...(await this.queries.years()), this.presentYear])].toSorted().toReversed();
  }

  /** The year to show where none is asked for: the newest that has begun and of which something is published, else the present one. */
  async usualYear(): Promise<string> {
    return (await this.queries.years()).find((year) => year <= this.presentYear) ?? this.presentYear;
  }

  private get presentYear(): string {
    return financialYearOf(this.clock.today());
  }
}

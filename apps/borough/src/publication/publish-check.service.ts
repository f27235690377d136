import { Clock, financialYearOf, previousFinancialYear } from '#clock';
import { CompletenessOfRecords, RefusedByHub, type SetAside } from '#events';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { UsefulnessQueries } from '../grants/usefulness.queries.js';
import { WaitingQueries } from '../grants/waiting.queries.js';
import { PUBLISHED_TYPES } from './confirm-complete.command.js';
import { ExportTest } from './export-test.service.js';
import { dutiesOf, TITLES } from './publish-tasks.js';
import { PublishQueries } from './publish.queries.js';
import { refusalsOf } from './refusals.js';

/** All that the publish check shows. */
@Injectable()
export class PublishCheck {
  constructor(
    private readonly published: PublishQueries,
    private readonly completeness: CompletenessOfRecords,
    private readonly usefulness: UsefulnessQueries,
    private readonly waiting: WaitingQueries,
    private readonly hub: RefusedByHub,
    private readonly exported: ExportTest,
    private readonly borough: Borough,
    private readonly clock: Clock,
  ) {}

  /**
   * What is held back, and which facts the hub refused and why, is for officers. How many it refused is for everyone: the hub's own data
   * status says so too.
   */
  async read(isOfficer: boolean) {
    const today = this.clock.today();
    const lastYear = previousFinancialYear(financialYearOf(today));
    const [published, complete, usefulness, heldBack, setAside] = await Promise.all([
      this.published.published(),
      this.completeness.read(),
      this.usefulness.figures(lastYear),
      isOfficer ? this.waiting.heldBack() : null,
      this.hub.read(),
    ]);
    const refused = setAside && Object.values(setAside.counts).reduce((total, count) => total + count, 0);
    const tested = this.exported.lastOf(published.find(({ type }) => type === 'grants')?.lastPublishedAt ?? null);
    const officers = heldBack === null ? null : { heldBack, tested };
    const { code, aggregatorUrl } = this.borough;
    return {
      today,
      isOfficer,
      counters: { records: published.reduce((total, { records }) => total + records, 0), heldBack, refused },
      duties: dutiesOf({ today, complete, refused, lastYear, usefulness, officers }),
      cards: PUBLISHED_TYPES.map((type) => ({
        title: TITLES[type],
        ...(published.find((one) => one.type === type) ?? { type, records: 0, lastPublishedAt: null }),
        completeTo: complete[type]?.completeTo ?? null,
        isConfirmed: complete[type]?.completeTo === today,
        heldBack: type === 'grants' ? heldBack : null,
        tested: type === 'grants' && officers ? tested.says : null,
        refused: setAside && (setAside.counts[type] ?? 0),
      })),
      refusals: isOfficer && setAside ? await this.refusalsOf(setAside) : null,
      ...(aggregatorUrl && { aggregator: { register: `${aggregatorUrl}/grants?borough=${code}`, status: `${aggregatorUrl}/status` } }),
    };
  }

  private async refusalsOf({ newest }: SetAside) {
    if (newest.length === 0) return [];
    return refusalsOf(newest, await this.published.named(newest.map(({ subject }) => subject)));
  }
}

import { CATALOGUE, ruleOf } from '#commitments';
import { Public } from '#identity';
import { address } from '#pages';
import { Controller, Get, Param, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { MappingsQueries } from '../mappings/mappings.queries.js';
import { ComparedCasesQueries } from './compared-cases.queries.js';
import { keptChart, noticeChart } from './comparison.charts.js';
import {
  boroughOnPage,
  caseCells,
  commitmentOnPage,
  holdInWords,
  markCells,
  measureOf,
  periodInWords,
  quotesOf,
  reasonsIn,
} from './comparison.page.js';
import { comparisonFilters } from './comparison-filters.js';
import type { ComparisonItem } from './comparison-item.js';
import { ComparedCasesQuery, ComparisonQuery } from './comparison-query.js';
import { comparableIn, ComparisonService } from './comparison.service.js';
import { historyOnPage } from './history.page.js';
import { snapshotFrom } from './snapshot.js';

const CASES_ON_A_PAGE = 50;

/** How the boroughs keep their Compacts, side by side: every commitment, and each with the cases behind its figures. */
@Public()
@Controller('compare')
export class ComparisonController {
  constructor(
    private readonly comparison: ComparisonService,
    private readonly cases: ComparedCasesQueries,
    private readonly mappings: MappingsQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('comparison/compare.njk')
  async page(@Query() query: ComparisonQuery) {
    const { asAt } = query;
    const [answer, strip, years] = await Promise.all([this.comparison.of(query), this.strip(asAt), this.comparison.years()]);
    const nameOf = (code: string): string => this.boroughs.nameOf(code);
    return {
      strip,
      asked: { ...query },
      snapshot: asAt === undefined ? null : snapshotFrom(asAt).at,
      holds: answer.holds.map((hold) => holdInWords(hold, nameOf(hold.borough))),
      keptAs: `compare ${JSON.stringify([this.comparison.keyOf(answer), years])}`,
      compared: () => this.comparedOnPage(answer, query, years),
    };
  }

  /** What is the same for everyone who asks the same. */
  private comparedOnPage({ items, catalogue, asAt }: ComparisonItem, query: ComparisonQuery, years: readonly string[]) {
    const { asAt: _asked, ...chosen } = query;
    const { lens } = chosen;
    const nameOf = (code: string): string => this.boroughs.nameOf(code);
    const inSnapshot = address({ ...chosen, asAt });
    return {
      filters: comparisonFilters(this.boroughs.all, years),
      catalogue,
      period: periodInWords(query.financialYear),
      chart: lens === 'own-word' ? null : keptChart(items, nameOf),
      commitments: items.map((item) => commitmentOnPage(item, { nameOf, lens, comparableIn: comparableIn(item, lens) })),
      reasons: reasonsIn(items, lens),
      snapshotHref: `/compare${inSnapshot}`,
      paperHref: `/compare/paper${inSnapshot}`,
      downloads: downloads('comparison', { ...chosen, asAt }),
    };
  }

  @Get(':commitmentId')
  @Render('comparison/compared-commitment.njk')
  async one(@Param('commitmentId') id: string, @Query() query: ComparisonQuery, @Query('cursor') cursor?: string) {
    const commitment = this.comparison.commitment(id);
    const asked = { borough: query.borough, financialYear: query.financialYear, limit: CASES_ON_A_PAGE, ...(cursor && { cursor }) };
    const { differ: _differ, ...whole } = query;
    const { answer, history, snapshot } = await this.comparison.withHistory(id, { ...whole, theme: [], state: [] });
    const { items, catalogue, asAt, holds } = answer;
    const [strip, cases] = await Promise.all([
      this.strip(query.asAt),
      this.cases.of(id, Object.assign(new ComparedCasesQuery(), asked), snapshot),
    ]);
    const compared = items.find((one) => one.id === id)?.boroughs ?? [];
    const words = await this.mappings.wordsOf(compared.flatMap(({ promise: { mappingId } }) => mappingId ?? []));
    return {
      strip,
      asked: { ...query },
      snapshot: snapshot?.at ?? null,
      snapshotHref: `/compare/${id}${address({ ...query, asAt })}`,
      catalogue,
      holds: holds.map((hold) => holdInWords(hold, this.boroughs.nameOf(hold.borough))),
      period: periodInWords(query.financialYear),
      agreedOn: CATALOGUE.agreedOn,
      commitment,
      measure: measureOf(commitment),
      rule: commitment.rule === null ? null : ruleOf(commitment.rule),
      boroughs: compared.map((one) => ({
        ...boroughOnPage(one, this.boroughs.nameOf(one.borough), { isMarked: commitment.rule === null }),
        quotes: quotesOf(one, words),
      })),
      marks: compared.flatMap((one) => {
        const cells = markCells(one, this.boroughs.nameOf(one.borough));
        return cells ? [cells] : [];
      }),
      chart: noticeChart(cases.items, compared, (code) => this.boroughs.nameOf(code)),
      history: historyOnPage(history, (code) => this.boroughs.nameOf(code)),
      historyDownloads: downloads(`comparison/${id}/history`, { borough: query.borough, asAt: history.asAt }),
      cases: cases.items.map((one) => caseCells(one, this.boroughs.nameOf(one.borough))),
      next: cases.next,
      casesDownloads: downloads(`comparison/${id}/cases`, { borough: query.borough, financialYear: query.financialYear, asAt }),
    };
  }

  /** How fresh what is shown is; of a snapshot it says nothing. */
  private strip(asAt: string | undefined) {
    return asAt === undefined ? this.boroughs.strip(['commitments', 'grants', 'compacts']) : Promise.resolve([]);
  }
}

const downloads = (path: string, query: Parameters<typeof address>[0]) =>
  ['csv', 'json'].map((format) => ({
    text: format.toUpperCase(),
    href: `/api/v1/${path}${format === 'csv' ? '.csv' : ''}${address(query)}`,
  }));

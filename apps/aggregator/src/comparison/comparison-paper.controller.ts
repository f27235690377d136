import { dateInWords } from '#clock';
import { CATALOGUE, commitmentOf } from '#commitments';
import { Public } from '#identity';
import { address } from '#pages';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { paperFilters } from './comparison-filters.js';
import { commitmentOnPage, holdInWords, periodInWords, reasonsIn } from './comparison.page.js';
import { PaperQuery } from './comparison-query.js';
import { comparableIn, ComparisonService } from './comparison.service.js';
import { FOUND_IN, type Snapshot, snapshotFrom } from './snapshot.js';

/** The comparison as a paper that both chairs read, print and sign. A paper is always of one snapshot, which its address holds. */
@Public()
@Controller('compare/paper')
export class ComparisonPaperController {
  constructor(
    private readonly comparison: ComparisonService,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  async paper(@Query() query: PaperQuery, @Res() reply: FastifyReply) {
    const { commitment: chosen, ...compared } = query;
    const [{ items: all, asAt, catalogue, holds }, years] = await Promise.all([this.comparison.of(compared), this.comparison.years()]);
    const paperHref = `/compare/paper${address({ ...query, asAt })}`;
    if (query.asAt === undefined) return await reply.redirect(paperHref, 302);
    for (const id of chosen) this.comparison.commitment(id);
    const items = chosen.length === 0 ? all : all.filter(({ id }) => chosen.includes(id));
    const snapshot = snapshotFrom(asAt);
    const nameOf = (code: string): string => this.boroughs.nameOf(code);
    const { lens } = query;
    return await reply.view('comparison/paper.njk', {
      asked: { ...query },
      at: snapshot.at,
      holds: holds.map((hold) => holdInWords(hold, nameOf(hold.borough))),
      facts: [
        { text: 'Period', value: periodInWords(query.financialYear) },
        { text: 'Catalogue', value: catalogue },
        ...completeIn(snapshot, query, nameOf),
      ],
      commitments: items.map((item) => ({
        ...commitmentOnPage(item, { nameOf, lens, comparableIn: comparableIn(item, lens) }),
        question: commitmentOf(item.id, snapshot.catalogue).question,
      })),
      reasons: reasonsIn(items, lens),
      filters: paperFilters(this.boroughs.all, years, CATALOGUE.commitments),
      paperHref,
    });
  }
}

/** Up to when the records of each borough were complete that figures rest on. */
function completeIn({ parts }: Snapshot, { borough }: PaperQuery, nameOf: (code: string) => string) {
  const shown = parts.filter((part) => borough.length === 0 || borough.includes(part.borough));
  return shown.map((part) => {
    const kinds = FOUND_IN.flatMap((kind) => {
      const { completeTo } = part.complete[kind] ?? {};
      return completeTo ? [`${kind} to ${dateInWords(completeTo)}`] : [];
    });
    return { text: nameOf(part.borough), value: kinds.length === 0 ? 'Says nothing of its records' : `Complete: ${kinds.join(', ')}` };
  });
}

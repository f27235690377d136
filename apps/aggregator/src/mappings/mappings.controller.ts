import { CATALOGUE, type Commitment, networkMeasureInWords, NOT_MAPPED, ownMeasureInWords, RELATION_WORDS, THEMES } from '#commitments';
import { Public } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { MappingsService, type PromiseToday } from './mappings.service.js';

const NOTHING: Readonly<Record<Exclude<PromiseToday['state'], 'mapped'>, string>> = {
  'nothing-told': 'Nothing published',
  'no-compact': RELATION_WORDS['no-compact'].text,
  unmapped: NOT_MAPPED,
};

/** What the Compacts of all boroughs promise of each commitment, side by side. */
@Public()
@Controller('mappings')
export class MappingsController {
  constructor(
    private readonly mappings: MappingsService,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('mappings/mappings.njk')
  async page() {
    const [today, strip] = await Promise.all([this.mappings.today(), this.boroughs.strip(['compacts', 'commitments'])]);
    const rowOf = (commitment: Commitment) => [
      { text: `${commitment.id} ${commitment.title}`, href: `/compare/${commitment.id}`, id: commitment.id },
      { text: networkMeasureInWords(commitment) },
      ...(today.get(commitment.id) ?? []).map(cellOf),
    ];
    return {
      strip,
      catalogue: CATALOGUE,
      columns: [{ text: 'Commitment' }, { text: 'The network asks' }, ...this.boroughs.all.map(({ name }) => ({ text: name }))],
      themes: THEMES.map((theme) => ({ theme, rows: CATALOGUE.commitments.filter((one) => one.theme === theme).map(rowOf) })),
    };
  }
}

function cellOf({ borough, state, mapping }: PromiseToday) {
  if (state !== 'mapped' || !mapping) return { text: NOTHING[state as keyof typeof NOTHING] };
  const [clause] = mapping.clauses;
  const where = mapping.clauses.length > 0 ? `, clause ${mapping.clauses.map(({ number }) => number).join(', ')}` : '';
  return {
    text: RELATION_WORDS[mapping.relation].text,
    ...(clause && { href: `/compacts/${borough}/versions/${mapping.versionId}#clause-${clause.clauseId}` }),
    hint: `${ownMeasureInWords(mapping)}${where}`,
  };
}

import { Clock } from '#clock';
import { NotFound } from '#errors';
import { Public } from '#identity';
import { address } from '#pages';
import { Controller, Get, Param, ParseUUIDPipe, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import {
  CONSULTATION_TABLE,
  consultationCells,
  countOf,
  extensionCells,
  linesOf,
  outcomeOf,
  STATE_WORDS,
  stateTag,
  whatComes,
} from './consultations.page.js';
import { ConsultationsQuery } from './consultations-query.js';
import { ConsultationsService } from './consultations.service.js';

const NONE = new ParseUUIDPipe({
  exceptionFactory: () => new NotFound('There is no such consultation. Check the address, or open Consultations to see them all.'),
});

/** What the boroughs ask people before they decide, and what came of it. */
@Public()
@Controller('consultations')
export class ConsultationsController {
  constructor(
    private readonly consultations: ConsultationsService,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('consultations/consultations.njk')
  async page(@Query() query: ConsultationsQuery) {
    const [{ items, next }, strip] = await Promise.all([this.consultations.page(query), this.boroughs.strip(['consultations'])]);
    const asked = { ...query, limit: null };
    const today = this.clock.today();
    return {
      strip,
      asked,
      next,
      columns: CONSULTATION_TABLE,
      rows: items.map((item) => consultationCells(item, this.boroughs.nameOf(item.borough), today)),
      count: countOf(items.length, next !== null || query.cursor !== undefined),
      filters: [
        { name: 'department', legend: 'Run by', kind: 'text', hint: 'A part of the name of a department' },
        {
          name: 'state',
          legend: 'State',
          kind: 'checkboxes',
          options: Object.entries(STATE_WORDS).map(([value, text]) => ({ value, text })),
        },
        {
          name: 'borough',
          legend: 'Borough',
          kind: 'checkboxes',
          options: this.boroughs.all.map(({ code, name }) => ({ value: code, text: name })),
        },
      ],
      downloads: [
        { text: 'CSV', href: `/api/v1/consultations.csv${address(asked)}` },
        { text: 'JSON', href: `/api/v1/consultations${address(asked, { limit: 500 })}` },
      ],
    };
  }

  @Get(':borough/:consultationId')
  @Render('consultations/consultation.njk')
  async one(@Param('borough') borough: string, @Param('consultationId', NONE) consultationId: string) {
    const consultation = await this.consultations.one(borough, consultationId);
    const name = this.boroughs.nameOf(borough);
    const strip = await this.boroughs.strip(['consultations']);
    return {
      consultation,
      name,
      strip: strip.filter((line) => line.borough === name),
      tag: stateTag(consultation),
      comes: whatComes(consultation, this.clock.today()),
      ownPage: this.boroughs.ownPage(borough, `/consultations/${consultationId}`),
      contact: this.boroughs.contactOf(borough),
      lines: linesOf(consultation),
      extensions: extensionCells(consultation),
      outcome: outcomeOf(consultation),
    };
  }
}

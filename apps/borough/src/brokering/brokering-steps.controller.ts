import { IsLine, IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { OUTCOME_WORDS } from './brokering-acts.js';
import { type AddStep, CloseEntry, COMMITMENT_IDS, COMMITMENT_TITLES, OpenAgain, type OpenEntry, WORDS } from './brokering.commands.js';
import { BrokeringQueries } from './brokering.queries.js';
import { Brokering } from './brokering.service.js';

const Id = () => RecordId('entryId', 'entry');
const COMMITMENTS = [
  { value: '', text: 'None' },
  ...[...COMMITMENT_TITLES].map(([value, title]) => ({ value, text: `${value} ${title}` })),
];
const OUTCOMES = Object.entries(OUTCOME_WORDS).map(([value, text]) => ({ value, text }));

class OpenForm implements OpenEntry {
  @IsLine(200, WORDS.organisation) organisation!: string;
  @IsLine(200, WORDS.publicBody) publicBody!: string;
  @IsText(1000, WORDS.about) about!: string;
  @IsOptional() @IsIn(COMMITMENT_IDS, WORDS.commitment) commitmentId?: string;
  @IsOptional() @IsDateParts({ what: 'the day it was opened' }) openedOn?: string;
}

class StepForm implements AddStep {
  @IsText(1000, WORDS.step) text!: string;
  @IsOptional() @IsDateParts({ what: 'the day it was done' }) on?: string;
}

/** What is done in the brokering log, a page a step. */
@Requires('brokering.keep')
@Controller('brokering')
export class BrokeringStepsController {
  constructor(
    private readonly queries: BrokeringQueries,
    private readonly brokering: Brokering,
  ) {}

  @Get('new')
  @Render('brokering/new-entry.njk')
  openPage() {
    return { commitments: COMMITMENTS };
  }

  @Post('new')
  @FormPage('brokering/new-entry.njk', 'openPage')
  @Redirect()
  async open(@Body() form: OpenForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    return told(reply, await this.brokering.open(actor, form), 'The entry is open. Nothing of it leaves the borough.');
  }

  @Get(':entryId/step')
  @Render('brokering/add-step.njk')
  async stepPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { entry: await this.queries.one(actor, id) };
  }

  @Post(':entryId/step')
  @FormPage('brokering/add-step.njk', 'stepPage')
  @Redirect()
  async step(@Id() id: string, @Body() form: StepForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.brokering.addStep(actor, id, form);
    return told(reply, id, 'The step is kept.');
  }

  @Get(':entryId/close')
  @Render('brokering/close-entry.njk')
  async closePage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { entry: await this.queries.one(actor, id), outcomes: OUTCOMES };
  }

  @Post(':entryId/close')
  @FormPage('brokering/close-entry.njk', 'closePage')
  @Redirect()
  async close(@Id() id: string, @Body() form: CloseEntry, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.brokering.close(actor, id, form);
    return told(reply, id, 'The entry is closed.');
  }

  @Get(':entryId/open-again')
  @Render('brokering/open-again.njk')
  async openAgainPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { entry: await this.queries.one(actor, id) };
  }

  @Post(':entryId/open-again')
  @FormPage('brokering/open-again.njk', 'openAgainPage')
  @Redirect()
  async openAgain(@Id() id: string, @Body() form: OpenAgain, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.brokering.openAgain(actor, id, form);
    return told(reply, id, 'The entry is open again.');
  }
}

function told(reply: FastifyReply, id: string, text: string): { url: string } {
  tellNext(reply, text);
  return { url: `/brokering/${id}` };
}

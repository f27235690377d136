import { Clock } from '#clock';
import { IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { agreedSince, CHECK_IN_LINES, type CheckInLine, type CheckInLineKind, heldOn } from './check-ins.js';
import { checkInsInWords } from './check-ins-in-words.js';
import { CheckInsQueries } from './check-ins.queries.js';
import { CheckInsService } from './check-ins.service.js';
import type { RecordCheckIn } from './compacts.commands.js';

const CHOICES: Readonly<Record<CheckInLineKind, string>> = {
  held: 'A check-in was held',
  agreed: 'Both sides agreed to check in every year',
  'not-held': 'A check-in is recorded that was not held on that day',
  ended: 'Yearly check-ins are not agreed any more',
};

class CheckInForm implements RecordCheckIn {
  @IsIn(CHECK_IN_LINES, { message: 'Choose what to record' }) kind!: CheckInLineKind;
  @IsDateParts({ what: 'the day' }) day!: string;
  @IsOptional() @IsText(1000, { message: 'What came of it can have up to 1,000 characters' }) note?: string;
}

/** Recording the yearly check-ins of the Compact. */
@Requires('compacts.decide')
@Controller('compact/check-ins')
export class CheckInsPageController {
  constructor(
    private readonly queries: CheckInsQueries,
    private readonly checkIns: CheckInsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('compacts/check-ins.njk')
  async page() {
    const lines = await this.queries.lines();
    const says = checkInsInWords(lines, await this.queries.standing(), this.clock.today());
    return { says, choices: choicesOf(lines, this.clock.today()) };
  }

  @Post()
  @FormPage('compacts/check-ins.njk', 'page')
  @Redirect()
  async record(@Body() form: CheckInForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.checkIns.record(actor, form);
    const says = checkInsInWords(await this.queries.lines(), await this.queries.standing(), this.clock.today());
    tellNext(reply, `It is recorded. ${says}`);
    return { url: '/compact' };
  }
}

/** What can be recorded, as it stands. */
function choicesOf(lines: readonly CheckInLine[], today: string) {
  const isAgreed = agreedSince(lines, today) !== null;
  const kinds: CheckInLineKind[] = ['held', isAgreed ? 'ended' : 'agreed', ...(heldOn(lines).length > 0 ? (['not-held'] as const) : [])];
  return kinds.map((value) => ({ value, text: CHOICES[value] }));
}

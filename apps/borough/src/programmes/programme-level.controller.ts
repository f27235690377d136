import { Clock, financialYearOf, financialYearStarting } from '#clock';
import { IsFinancialYear, IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, IsPounds, pounds, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { ProgrammesQueries } from './programmes.queries.js';
import { ProgrammesService } from './programmes.service.js';
import type { ProtectLevel, SetLevel } from './set-level.command.js';

const YEARS_BACK = 5;
const YEARS_AHEAD = 4;

class LevelForm implements SetLevel {
  @IsFinancialYear({ message: 'Choose a financial year' }) financialYear!: string;
  @IsPounds({ message: 'Enter the level, like 50000 or 50000.50', atLeast: 0 }) amountPence!: number;
  @IsDateParts({ what: 'the day it was decided' }) decidedOn!: string;
  @IsOptional() @IsText(1000, { message: 'Say why in up to 1,000 characters' }) reason?: string;
}

class PledgeForm implements ProtectLevel {
  @IsFinancialYear({ message: 'Choose a financial year' }) financialYear!: string;
  @IsText(1000, { message: 'Give the pledge in the borough’s words, in up to 1,000 characters' }) pledge!: string;
  @IsDateParts({ what: 'the day of the pledge' }) pledgedOn!: string;
}

/** The level of a programme for a financial year: set, changed with its reason, protected by a pledge. */
@Requires('programmes.set-level')
@Controller('programmes/:programmeId')
export class ProgrammeLevelController {
  constructor(
    private readonly queries: ProgrammesQueries,
    private readonly programmes: ProgrammesService,
    private readonly clock: Clock,
  ) {}

  @Get('level')
  @Render('programmes/set-level.njk')
  async page(@RecordId('programmeId', 'programme') programmeId: string, @Query('year') year: unknown) {
    const programme = await this.queries.one(programmeId);
    const current = financialYearOf(this.clock.today());
    const first = Number(current.slice(0, 4)) - YEARS_BACK;
    const years = Array.from({ length: YEARS_BACK + YEARS_AHEAD }, (_, place) => financialYearStarting(first + place)).map(
      (financialYear) => {
        const level = programme.levels.find((one) => one.financialYear === financialYear);
        const known = level?.amountPence === null || level === undefined ? 'not set' : pounds(level.amountPence);
        return { value: financialYear, text: `${financialYear} (${known})` };
      },
    );
    return { programme, years, values: { financialYear: years.some(({ value }) => value === year) ? year : current } };
  }

  @Post('level')
  @FormPage('programmes/set-level.njk')
  @Redirect()
  async setLevel(
    @RecordId('programmeId', 'programme') programmeId: string,
    @Body() form: LevelForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.programmes.setLevel(actor, programmeId, form);
    tellNext(reply, `The level for ${form.financialYear} is ${pounds(form.amountPence)}.`);
    return { url: `/programmes/${programmeId}` };
  }

  @Get('protect')
  @Render('programmes/protect-level.njk')
  async protectPage(@RecordId('programmeId', 'programme') programmeId: string, @Query('year') year: unknown) {
    return this.page(programmeId, year);
  }

  @Post('protect')
  @FormPage('programmes/protect-level.njk', 'protectPage')
  @Redirect()
  async protect(
    @RecordId('programmeId', 'programme') programmeId: string,
    @Body() { financialYear, ...pledge }: PledgeForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.programmes.protectLevel(actor, programmeId, financialYear, pledge);
    tellNext(reply, `The level for ${financialYear} is protected.`);
    return { url: `/programmes/${programmeId}` };
  }
}

import { type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { officersOf } from '../officers.js';
import { RecordId } from '../record-id.js';
import { ProgrammeGrants } from './programme-grants.queries.js';
import { ProgrammesQueries } from './programmes.queries.js';

/** One programme: its levels by year, what was pledged, and what was awarded under it. */
@Public()
@Controller('programmes/:programmeId')
export class ProgrammePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly grants: ProgrammeGrants,
  ) {}

  @Get()
  @Render('programmes/programme.njk')
  async page(@RecordId('programmeId', 'programme') programmeId: string, @SignedIn() person: Person | null) {
    const programme = await this.programmes.one(programmeId);
    const key = programme.department?.key ?? null;
    const mayAct = programme.ownFunding && officersOf(person).some((officer) => officer.mayFund(key));
    return { programme, awarded: await this.grants.byYear(programmeId), mayAct };
  }
}

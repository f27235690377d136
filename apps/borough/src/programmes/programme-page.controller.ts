import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
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
    const mayAct =
      programme.ownFunding && actorsWith(person, 'programmes.set-level').some((officer) => officer.may('programmes.set-level', key));
    return { programme, awarded: await this.grants.byYear(programmeId), mayAct };
  }
}

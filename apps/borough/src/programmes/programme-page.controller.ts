import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { PROGRAMME_ACTS } from './programme-acts.js';
import { ProgrammeGrants } from './programme-grants.queries.js';
import { fundersOf, ProgrammesQueries } from './programmes.queries.js';

/** One programme: its levels by year, what was pledged, and what was awarded under it, and its history. */
@Public()
@Controller('programmes/:programmeId')
export class ProgrammePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly grants: ProgrammeGrants,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Render('programmes/programme.njk')
  async page(
    @RecordId('programmeId', 'programme') programmeId: string,
    @SignedIn() person: Person | null,
    @Query('history') shown?: string,
  ) {
    const programme = await this.programmes.one(programmeId);
    const seesAll = fundersOf(programme, actorsWith(person, 'programmes.set-level')).length > 0;
    return {
      programme,
      awarded: await this.grants.byYear(programmeId),
      mayAct: programme.ownFunding && seesAll,
      history: await this.history.onPage(programmeId, PROGRAMME_ACTS, { seesAll }, shown),
    };
  }
}

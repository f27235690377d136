import { NotFound } from '#errors';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { RecordId } from '../record-id.js';
import { timelineOf } from './grant-timeline.js';
import { GrantsQueries } from './grants.queries.js';

const PRIVATE = 'Who recorded it, and the history of the record';

/** The last page of a journey: what was done, what of it has left the borough, and what has not. */
@Requires('grants.read-record')
@Controller('grants/:grantId')
export class GrantDoneController {
  constructor(private readonly grants: GrantsQueries) {}

  @Get('awarded')
  @Render('grants/done.njk')
  async awarded(@RecordId('grantId', 'grant') grantId: string, @WorkingAs() actor: Actor) {
    const { title, identifier } = await this.grants.standing(actor, grantId);
    const left = ['The award: organisation, title, what it is for, sum, dates, department and programme'];
    return { grantId, grantTitle: title, title: 'Grant awarded', identifier, left, stays: [PRIVATE] };
  }

  @Get('corrected')
  @Render('grants/done.njk')
  async corrected(@RecordId('grantId', 'grant') grantId: string, @WorkingAs() actor: Actor) {
    const { title } = await this.grants.standing(actor, grantId);
    const left = ['The whole award as it should have read, what was corrected, and why'];
    return { grantId, grantTitle: title, title: 'Record corrected', left, stays: [PRIVATE] };
  }

  @Get('withdrawn')
  @Render('grants/done.njk')
  async withdrawn(@RecordId('grantId', 'grant') grantId: string, @WorkingAs() actor: Actor) {
    const { title } = await this.grants.standing(actor, grantId);
    const left = ['That the grant was withdrawn, when and why. Everyone who has its content takes it away'];
    return { grantId, grantTitle: title, title: 'Grant withdrawn', left, stays: [PRIVATE] };
  }

  @Get('changes/:variationId/recorded')
  @Render('grants/done.njk')
  async recorded(
    @RecordId('grantId', 'grant') grantId: string,
    @RecordId('variationId', 'change') variationId: string,
    @WorkingAs() actor: Actor,
  ) {
    const record = await this.grants.standing(actor, grantId);
    const change = timelineOf(record, []).find(({ id }) => id === variationId);
    if (!change) throw new NotFound('This grant has no such change. Open the grant to see its changes.');
    const page = { grantId, grantTitle: record.title, title: 'Change recorded', change };
    const what = `${change.title}. ${change.at}. ${change.text}`;
    if (!change.needed) return { ...page, left: [what], stays: [PRIVATE] };
    return { ...page, variationId, left: [], stays: [what, PRIVATE], needed: change.needed };
  }
}

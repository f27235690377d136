import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { MappingsQueries } from '../mappings/mappings.queries.js';
import { RecordId } from '../record-id.js';
import { GRANT_ACTS } from './grant-acts.js';
import { basisOf, factsOf, statusShown } from './grant-facts.js';
import { type GrantOnPage, GrantPageQueries } from './grant-page.queries.js';
import { promisesAtAward } from './grant-promises.js';
import { timelineOf } from './grant-timeline.js';

/** One grant: what everyone may see, and for its officers what is not public, marked as such. */
@Public()
@Controller('grants/:grantId')
export class GrantPageController {
  constructor(
    private readonly grants: GrantPageQueries,
    private readonly mappings: MappingsQueries,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Render('grants/grant.njk')
  async page(@RecordId('grantId', 'grant') grantId: string, @SignedIn() person: Person | null, @Query('history') shown?: string) {
    const found = await this.grants.of(person, grantId);
    const isOfficer = actorsWith(person, 'grants.read-record').length > 0;
    const sees = { seesAll: found.record !== null, seesCase: found.record?.paymentHolds != null };
    const history = await this.history.onPage(grantId, GRANT_ACTS, sees, shown);
    const mayMakePublic = actorsWith(person, 'grants.make-public').length > 0;
    const views = { publicView: publicViewOf(found), officerView: officerViewOf(found) };
    return { grantId, isOfficer, mayMakePublic, ...views, promises: await this.promisesOf(found), history };
  }

  /** A withdrawn grant was promised nothing that anybody could read. */
  private async promisesOf({ seen, record }: GrantOnPage) {
    const grant = record ?? ('title' in seen ? seen : null);
    return grant && promisesAtAward(grant, await this.mappings.all('public'), this.mappings);
  }
}

/** Exactly what outsiders see; of a withdrawn grant the mark and its reason. */
function publicViewOf({ seen, corrections }: GrantOnPage) {
  const status = statusShown(seen);
  if (!('title' in seen)) return { isWithdrawn: true, title: 'Withdrawn grant', status, reason: seen.reason };
  const timeline = timelineOf(seen, corrections);
  return { isWithdrawn: false, title: seen.title, status, basis: basisOf(seen), facts: factsOf(seen), years: seen.years, timeline };
}

/** What an officer who may act on the grant sees: the record as it stands, all its changes, and what is not public. */
function officerViewOf({ record, corrections }: GrantOnPage) {
  if (!record) return null;
  return {
    title: record.title,
    status: statusShown(record),
    basis: basisOf(record),
    facts: factsOf(record),
    years: record.years,
    timeline: timelineOf(record, corrections),
    isWithdrawn: record.withdrawnOn !== null,
    unpublished: record.variations.filter(({ isPublic, withdrawnOn }) => !isPublic && !withdrawnOn).length,
    standing: record.variations.filter(({ withdrawnOn }) => !withdrawnOn).map(({ id }) => id),
    holds: record.paymentHolds,
  };
}

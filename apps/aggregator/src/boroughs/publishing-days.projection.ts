import { featureOf, newestContracts } from '#contracts';
import { prepared, sql } from '#database';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';

/** The days, in London, on which a borough published records of a type: its own rhythm is read from them. */
const ADD_DAYS = prepared(`
  insert into publishing_days (borough, record_type, day)
  select distinct $1, e.record_type, (e.time at time zone 'Europe/London')::date
    from unnest($2::text[], $3::timestamptz[]) as e(record_type, time)
  on conflict do nothing`);

/** Of an instant in UTC: all of one hour are of one day in London too. */
const TO_THE_HOUR = '2026-05-12T09'.length;

@Controller()
export class PublishingDaysProjection {
  @Projection('publishing-days-1', newestContracts)
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const published = new Map(run.map(({ type, time }) => [`${type} ${time.slice(0, TO_THE_HOUR)}`, { type, time }]));
    const types = [...published.values()].map(({ type }) => featureOf(type));
    await sql(await transaction, ADD_DAYS, [borough, types, [...published.values()].map(({ time }) => time)]);
  }

  @Forgets('publishing-days-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'publishing_days');
  }
}

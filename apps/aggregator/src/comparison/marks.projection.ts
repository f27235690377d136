import { MarksPublishedV1 } from '#contracts';
import { prepared, sql } from '#database';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { columnsOf, type Columns, rowsFrom } from '../bulk.js';
import { forgetRows } from '../forget-rows.js';

const MARKS: Columns = {
  position: 'bigint',
  round_id: 'uuid',
  round: 'text',
  commitment_id: 'text',
  catalogue_version: 'text',
  assessed_on: 'date',
  marks: 'json',
  replies: 'json',
};

const KEEP = prepared(`
  insert into commitment_marks (borough, ${Object.keys(MARKS).join(', ')})
  select $1, r.* from ${rowsFrom(MARKS)} on conflict do nothing`);

/** What the chairs of each borough marked, round by round. A round is published once and stays as it is. */
@Controller()
export class MarksProjection {
  @Projection('marks-1', [MarksPublishedV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const rows = run.map(({ position, data }) => {
      const { roundId, round, commitmentId, catalogueVersion, assessedOn, marks, replies } = data as MarksPublishedV1;
      const about = { round_id: roundId, round, commitment_id: commitmentId, catalogue_version: catalogueVersion };
      return { position, ...about, assessed_on: assessedOn, marks, replies };
    });
    await sql(await transaction, KEEP, [borough, ...columnsOf(MARKS, rows)]);
  }

  @Forgets('marks-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'commitment_marks');
  }
}

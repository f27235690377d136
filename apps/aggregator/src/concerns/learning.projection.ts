import { LearningPublishedV1, LearningWithdrawnV1 } from '#contracts';
import { prepared, sql } from '#database';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { columnsOf, type Columns, type Row, rowsFrom } from '../bulk.js';
import { forgetRows } from '../forget-rows.js';

const LEARNING: Columns = {
  learning_id: 'uuid',
  commitment_id: 'text',
  kind: 'text',
  cause: 'text',
  outcome: 'text',
  lesson: 'text',
  financial_year: 'text',
  withdrawn_on: 'date',
  withdrawn_because: 'text',
};

const NAMES = Object.keys(LEARNING);

/** What was withdrawn stays so, however often it is told again. */
const WRITE = prepared(`
  insert into concern_learning as l (borough, ${NAMES.join(', ')})
  select $1, r.* from ${rowsFrom(LEARNING)}
  on conflict (borough, learning_id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}
  where l.withdrawn_on is null`);

/** What boroughs learnt from concerns, and the marks of what they withdrew. */
@Controller()
export class LearningProjection {
  @Projection('concerns-1', [LearningPublishedV1, LearningWithdrawnV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const last = new Map<string, Row>();
    for (const { type, data } of run) {
      const row = type === LearningWithdrawnV1.type ? withdrawn(data as LearningWithdrawnV1) : published(data as LearningPublishedV1);
      const id = String(row['learning_id']);
      if (!last.get(id)?.['withdrawn_on']) last.set(id, row);
    }
    await sql(await transaction, WRITE, [borough, ...columnsOf(LEARNING, [...last.values()])]);
  }

  @Forgets('concerns-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'concern_learning');
  }
}

const published = ({ learningId, commitmentId, kind, cause, outcome, lesson, financialYear }: LearningPublishedV1): Row => ({
  learning_id: learningId,
  commitment_id: commitmentId,
  kind,
  cause,
  outcome,
  lesson,
  financial_year: financialYear,
});

const withdrawn = ({ learningId, withdrawnOn, reason }: LearningWithdrawnV1): Row => ({
  learning_id: learningId,
  withdrawn_on: withdrawnOn,
  withdrawn_because: reason,
});

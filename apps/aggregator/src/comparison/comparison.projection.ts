import {
  CaseReportedV1,
  CaseWithdrawnV1,
  CompactAdoptionWithdrawnV1,
  CompactStandingChangedV1,
  CompactVersionAdoptedV1,
  HoldAgreedV1,
  HoldEndedV1,
  MappingAgreedV1,
  MappingEndedV1,
  ProvisionAgreedV1,
  ReplyOpenedV1,
} from '#contracts';
import { prepared, sql } from '#database';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';
import { judgeAnew, writeCases } from './comparison.rows.js';
import { keptOf, promisesOf } from './promises.js';

const PROMISE_FACTS = [
  CompactVersionAdoptedV1,
  CompactAdoptionWithdrawnV1,
  CompactStandingChangedV1,
  MappingAgreedV1,
  MappingEndedV1,
  HoldAgreedV1,
  HoldEndedV1,
  ProvisionAgreedV1,
] as const;

const TYPES: ReadonlySet<string> = new Set(PROMISE_FACTS.map(({ type }) => type));

const isPromiseFact = ({ type }: { readonly type: string }): boolean => TYPES.has(type);

const KEEP = prepared(`
  insert into commitment_promises (borough, position, type, data)
  select $1, p.* from json_to_recordset($2::json) as p(position bigint, type text, data jsonb) on conflict do nothing`);

/** Cases of commitments as boroughs told them, judged by the same rules as there, and what each borough promised over time. */
@Controller()
export class ComparisonProjection {
  @Projection('comparison-2', [...PROMISE_FACTS, ReplyOpenedV1, CaseReportedV1, CaseWithdrawnV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const kept = run.filter(isPromiseFact).flatMap((event) => {
      const data = keptOf(event);
      return data ? [{ position: event.position, type: event.type, data }] : [];
    });
    const em = await transaction;
    if (kept.length > 0) await sql(em, KEEP, [borough, JSON.stringify(kept)]);
    const promises = await promisesOf(em, borough);
    await writeCases(em, borough, run, promises);
    if (kept.length > 0) await judgeAnew(em, borough, promises);
  }

  @Forgets('comparison-2')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'commitment_cases', 'commitment_promises');
  }
}

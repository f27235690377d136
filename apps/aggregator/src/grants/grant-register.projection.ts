import {
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  VariationWithdrawnV1,
} from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { reduceRun } from './grant-register.rows.js';
import { writeRegister } from './grant-register.sql.js';
import { forgetRows } from '../forget-rows.js';

/** One row for each grant of each borough, with what it comes to now, and one for each public variation of it. */
@Controller()
export class GrantRegisterProjection {
  @Projection('grant-register-1', [
    GrantAwardedV1,
    GrantIncreasedV1,
    GrantReducedV1,
    EarlyWarningGivenV1,
    GrantEndedV1,
    VariationWithdrawnV1,
    GrantCorrectedV1,
    GrantWithdrawnV1,
  ])
  async apply(@Payload() run: FeedEvent[], @Ctx() { em, borough }: FeedContext): Promise<void> {
    await writeRegister(em, borough, reduceRun(run));
  }

  @Forgets('grant-register-1')
  async forget(@Ctx() { em, borough }: FeedContext): Promise<void> {
    await forgetRows(em, borough, 'grants', 'grant_words', 'grant_variations', 'grant_corrections', 'grant_changes');
  }
}

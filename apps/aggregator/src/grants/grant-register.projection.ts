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
import { cutTexts } from './grant-register.words.js';
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
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const change = reduceRun(run);
    const texts = await cutTexts([...change.details.values()]);
    await writeRegister(await transaction, borough, { change, texts });
  }

  @Forgets('grant-register-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'grants', 'grant_words', 'grant_variations', 'grant_corrections', 'grant_changes');
  }
}

import { LevelChangedV1, LevelProtectedV1, LevelSetV1, ProgrammeOpenedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { writeProgrammes } from './programmes.rows.js';
import { forgetRows } from '../forget-rows.js';

/** The programmes of each borough, with their level and pledge for each financial year. */
@Controller()
export class ProgrammesProjection {
  @Projection('programmes-1', [ProgrammeOpenedV1, LevelSetV1, LevelChangedV1, LevelProtectedV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeProgrammes(await transaction, borough, run);
  }

  @Forgets('programmes-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'programmes', 'programme_levels', 'programme_pledges', 'level_changes');
  }
}

import { CompactAdoptionWithdrawnV1, CompactStandingChangedV1, CompactVersionAdoptedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';
import { writeCompacts } from './compacts.rows.js';

/** The Compact of each borough: every adoption, those that were taken back, and how the borough says that it stands. */
@Controller()
export class CompactsProjection {
  @Projection('compacts-1', [CompactVersionAdoptedV1, CompactAdoptionWithdrawnV1, CompactStandingChangedV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeCompacts(await transaction, borough, run);
  }

  @Forgets('compacts-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'compact_versions', 'compact_adoption_withdrawals', 'compact_standings');
  }
}

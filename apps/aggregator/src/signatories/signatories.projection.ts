import { CompactSignatoryChangedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';
import { writeSignatories } from './signatories.rows.js';

/** Who signed the Compact of each borough, each as it was told last. */
@Controller()
export class SignatoriesProjection {
  @Projection('signatories-1', [CompactSignatoryChangedV1])
  async apply(@Payload() run: FeedEvent<CompactSignatoryChangedV1>[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeSignatories(await transaction, borough, run);
  }

  @Forgets('signatories-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'compact_signatories');
  }
}

import { MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';
import { writeMappings } from './mappings.rows.js';

/** Every mapping that both chairs of a borough agreed, from where to where in its log it stood. */
@Controller()
export class MappingsProjection {
  @Projection('mappings-1', [MappingAgreedV1, MappingEndedV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeMappings(await transaction, borough, run);
  }

  @Forgets('mappings-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'commitment_mappings', 'commitment_mapping_ends');
  }
}

import { AliasAddedV1, IdentifierAddedV1, IdentifierRemovedV1, OrganisationRegisteredV1, OrganisationRenamedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetOrganisations, writeOrganisations } from './organisations.rows.js';

const FACTS = [OrganisationRegisteredV1, OrganisationRenamedV1, AliasAddedV1, IdentifierAddedV1, IdentifierRemovedV1];

/** The organisations of each borough with every name they were ever given, and every identifier that was not taken back. */
@Controller()
export class OrganisationsProjection {
  @Projection('organisations-1', FACTS, { takesTurns: true })
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeOrganisations(await transaction, borough, run);
  }

  @Forgets('organisations-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetOrganisations(await transaction, borough);
  }
}
